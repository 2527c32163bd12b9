"""What volunteers are asked to do, as the workers give it: never a case, no name and no home of a resident."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from boligsocial.clock import DENMARK, now, today
from boligsocial.models import AuditRow, Consent, InfoKind, Notice, NoticeKind, Role, VolunteerTask


@pytest.fixture(autouse=True)
def a_day():
    """A day that the days in the forms can be written against."""
    with time_machine.travel("2026-11-25T12:00+01:00", tick=False):
        yield


@pytest.fixture
def hanne(make):
    return make.user(Role.VOLUNTEER, full_name="Hanne Fuglsig", email="hanne@eksempel.dk")


@pytest.fixture
def case(make, worker):
    home = make.dwelling(address="Vibeengen 8, 1. tv.")
    return make.case(worker, department=home.department, dwelling=home)


@pytest.fixture
def sara(make, case):
    return make.party(case, make.resident(name="Sara Haldan")).resident


def give(phone, volunteer, /, **values):
    form = {
        "write_id": str(uuid4()),
        "volunteer": volunteer.id,
        "what": "Følg med til borgerservice",
        "day": "2026-11-27",
        "at": "10.30",
        "meeting_place": "Rådhusets indgang",
        **values,
    }
    return phone.post("/opgaver/ny", data=form)


def cancel(phone, task):
    return phone.post(f"/opgaver/{task.id}/aflys", data={"write_id": str(uuid4())})


def events():
    return [row.event for row in AuditRow.select().order_by(AuditRow.id)]


def listed(phone, heading):
    """Return what stands under a heading of the list."""
    return phone.get("/opgaver").text.partition(heading)[2].partition("</section>")[0]


# -- giving


def test_a_task_is_given_and_the_volunteer_is_told_that_there_is_one(phone, worker, hanne):
    answer = give(phone, hanne)
    assert (answer.status_code, answer.location) == (303, "/opgaver")
    task = VolunteerTask.get()
    assert (task.volunteer, task.created_by, task.what) == (hanne, worker, "Følg med til borgerservice")
    assert task.starts_at == datetime(2026, 11, 27, 10, 30, tzinfo=DENMARK)
    assert (task.meeting_place, task.case, task.consent) == ("Rådhusets indgang", None, None)
    notice = Notice.get()
    assert (notice.user, notice.kind, notice.path) == (hanne, NoticeKind.TASK, f"/mine-opgaver/{task.id}")
    assert events() == ["task.given"]
    page = listed(phone, "Kommende")
    assert "Hanne Fuglsig · 27. nov. kl. 10.30" in page
    assert "Intet svar endnu" in page
    assert events()[-1] == "task.listed"


def test_a_double_tap_gives_one_task_and_one_notice(phone, hanne):
    same = str(uuid4())
    for _tap in range(2):
        assert give(phone, hanne, write_id=same).status_code == 303
    assert (VolunteerTask.select().count(), Notice.select().count()) == (1, 1)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("volunteer", "0", "Vælg, hvem du vil spørge."),
        ("what", "  ", "Skriv, hvad opgaven er."),
        ("what", "x" * 501, "Teksten er for lang. Skriv højst 500 tegn."),
        ("what", "Ring 010190-1234", "Det ligner et CPR-nummer."),
        ("meeting_place", "010190 1234", "Det ligner et CPR-nummer."),
        ("meeting_place", "", "Skriv, hvor I mødes"),
        ("day", "", "Vælg en dag."),
        ("day", "2026-11-24", "Tidspunktet er gået. Vælg et senere."),
        ("day", "2027-11-27", "Dagen ligger mere end et år ude i fremtiden."),
        ("at", "", "Skriv et klokkeslæt, fx 10.00."),
        ("at", "ti", "Skriv klokkeslættet som timer og minutter"),
    ],
)
def test_what_cannot_be_used_is_said_and_the_rest_is_kept(phone, hanne, field, typed, sentence):
    answer = give(phone, hanne, **{field: typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Opgaven er ikke givet endnu" in answer.text
    assert field == "meeting_place" or "Rådhusets indgang" in answer.text
    assert VolunteerTask.select().count() == 0
    assert Notice.select().count() == 0


def test_today_is_early_enough_when_the_hour_is_ahead(phone, hanne):
    assert give(phone, hanne, day="2026-11-25", at="11.59").status_code == 422
    assert give(phone, hanne, day="2026-11-25", at="12.01").status_code == 303


@pytest.mark.parametrize(
    "text",
    ["Følg Sara til lægen", "Hent Saras nøgle", "Gå med fru HALDAN", "Mødes ved Vibeengen 8", "vibeengen 8, 1. tv."],
)
@pytest.mark.parametrize("field", ["what", "meeting_place"])
def test_no_name_and_no_home_of_the_case_goes_along(phone, hanne, case, sara, make, field, text):
    # Not even when the volunteer may know it: what stands in the text could not be taken back.
    make.consent(case, hanne)
    answer = give(phone, hanne, case=case.id, **{field: text})
    assert answer.status_code == 422
    assert ("Der står et navn fra sagen." in answer.text) != ("Der står en beboers adresse." in answer.text)
    assert VolunteerTask.select().count() == 0


def test_words_that_only_look_like_a_name_are_fine(phone, hanne, case, sara):
    assert (
        give(
            phone, hanne, case=case.id, what="Lån en haldan og en sara-skrue på Vibevej. Sarafina kommer også."
        ).status_code
        == 303
    )


def test_only_open_volunteers_are_asked_and_the_page_says_who_has_not_promised(phone, make, hanne):
    promised = make.user(Role.VOLUNTEER, full_name="Ida Holm")
    make.promise(promised)
    closed = make.user(Role.VOLUNTEER, closed_at=now())
    old_wording = make.user(Role.VOLUNTEER, full_name="Jens Bak")
    make.promise(old_wording, wording=0)
    page = phone.get("/opgaver/ny").text
    for name, is_ready in (("Hanne Fuglsig", False), ("Ida Holm", True), ("Jens Bak", False)):
        assert (f"<span>{name}</span>" in page) == is_ready
        assert (f"{name} · har ikke lovet tavshed endnu" in page) != is_ready
    for user in (closed, make.contact(), make.worker()):
        assert f'value="{user.id}"' not in page
        assert give(phone, user).status_code == 422


# -- a case on our side, and the first name


def test_a_task_of_a_case_shows_the_case_to_us_alone(phone, make, hanne, case):
    give(phone, hanne, case=case.id)
    assert VolunteerTask.get().case == case
    assert f'href="/sager/{case.id}"' in phone.get("/opgaver").text
    make.promise(hanne)
    page = make.client(hanne).get(f"/mine-opgaver/{VolunteerTask.get().id}").text
    assert str(case.id) not in page
    assert case.department.name not in page


def test_a_first_name_is_offered_when_a_lasting_consent_names_a_volunteer_and_contact(phone, make, hanne, case, sara):
    consent = make.consent(case, hanne, kinds=[InfoKind.CONTACT])
    page = phone.get(f"/opgaver/ny?case={case.id}").text
    assert "Vis fornavn (Sara)" in page
    assert "kun til Hanne Fuglsig" in page
    assert "Haldan" not in page
    assert events()[-1] == "case.read"
    assert give(phone, hanne, case=case.id, consent=consent.id).status_code == 303
    assert VolunteerTask.get().consent == consent


@pytest.mark.parametrize(
    "change",
    [
        {"withdrawn_at": datetime(2026, 11, 1, tzinfo=DENMARK)},
        {"until_on": date(2026, 11, 24)},
        {"kinds": [InfoKind.HOME]},
    ],
)
def test_a_consent_that_does_not_allow_it_is_not_offered_and_not_taken(phone, make, hanne, case, sara, change):
    consent = make.consent(case, hanne, **change)
    assert "Vis fornavn" not in phone.get(f"/opgaver/ny?case={case.id}").text
    give(phone, hanne, case=case.id, consent=consent.id)
    assert VolunteerTask.get().consent is None


def test_a_consent_that_names_another_volunteer_is_refused_in_words(phone, make, hanne, case, sara):
    consent = make.consent(case, make.user(Role.VOLUNTEER))
    answer = give(phone, hanne, case=case.id, consent=consent.id)
    assert answer.status_code == 422
    assert "Samtykket nævner ikke den frivillige." in answer.text
    assert VolunteerTask.select().count() == 0


def test_a_consent_that_names_no_volunteer_is_not_offered(phone, make, hanne, case, sara):
    make.consent(case, make.contact(case.department))
    assert "Vis fornavn" not in phone.get(f"/opgaver/ny?case={case.id}").text


def test_a_consent_of_another_case_is_not_taken(phone, make, hanne, case):
    consent = make.consent(make.case(), hanne)
    give(phone, hanne, case=case.id, consent=consent.id)
    assert VolunteerTask.get().consent is None


def test_a_case_one_is_recused_from_is_not_there(phone, make, worker, hanne, case):
    task = make.task(hanne, case=case)
    make.recusal(case, worker)
    assert phone.get(f"/opgaver/ny?case={case.id}").status_code == 404
    assert phone.get(f"/opgaver/ny?fra={task.id}").status_code == 404
    assert give(phone, hanne, case=case.id).status_code == 404
    assert "Hanne Fuglsig" not in phone.get("/opgaver").text


def test_withdrawing_the_consent_says_that_the_name_is_gone(phone, make, hanne, case, sara):
    consent = make.consent(case, hanne)
    make.task(hanne, case=case, consent=consent)
    assert "Fornavnet hører til 1 opgave." in phone.get(f"/samtykker/{consent.id}").text
    phone.post(f"/samtykker/{consent.id}/traek-tilbage", data={"write_id": str(uuid4())})
    assert "Fornavnet vises ikke mere i 1 opgave." in phone.get(f"/samtykker/{consent.id}").text


# -- the list


def test_the_list_says_what_needs_somebody_else(phone, make, hanne):
    make.task(hanne, what="Nej til det", declined_at=now())
    make.task(hanne, what="Ja til det", accepted_at=now())
    make.task(hanne, what="Glemt", starts_at=now() - timedelta(days=1), accepted_at=now())
    make.task(hanne, what="Tidligere i dag", starts_at=now() - timedelta(hours=2))
    make.task(hanne, what="Færdig", done_at=now(), accepted_at=now())
    make.task(hanne, what="Færdig for længe siden", done_at=now() - timedelta(days=31))
    make.task(hanne, what="Aflyst", cancelled_at=now())
    assert "Nej til det" in listed(phone, "Kan ikke: spørg en anden (1)")
    assert "Glemt" in listed(phone, "Dagen er gået: hør, hvordan det gik (1)")
    assert "Ja til det" in listed(phone, "Kommende")
    assert "Tidligere i dag" in listed(phone, "Kommende")
    page = phone.get("/opgaver").text
    assert "Færdig<" in page.partition("Udført de seneste 30 dage (1)")[2]
    assert "Færdig for længe siden" not in page
    assert "Aflyst" not in page


def test_a_cancelled_task_is_gone_for_both_and_cannot_be_called_off_again(phone, make, hanne):
    make.promise(hanne)
    task = make.task(hanne)
    theirs = make.client(hanne)
    assert theirs.get(f"/mine-opgaver/{task.id}").status_code == 200
    assert cancel(phone, task).status_code == 303
    assert VolunteerTask.get().cancelled_at == now()
    assert theirs.get(f"/mine-opgaver/{task.id}").status_code == 404
    assert task.what not in phone.get("/opgaver").text
    cancel(phone, task)
    assert "Opgaven var allerede slut. Intet er ændret." in phone.get("/opgaver").text
    assert events().count("task.cancelled") == 1


def test_a_declined_task_is_given_to_another(phone, make, hanne, case):
    old = make.task(hanne, case=case, what="Følg med", declined_at=now())
    ida = make.user(Role.VOLUNTEER, full_name="Ida Holm")
    page = phone.get(f"/opgaver/ny?fra={old.id}").text
    assert "Følg med</textarea>" in page
    assert 'value="12:00"' in page
    assert f'name="old" value="{old.id}"' in page
    assert give(phone, ida, old=old.id).status_code == 303
    new = VolunteerTask.get(VolunteerTask.volunteer == ida)
    assert (new.case, new.cancelled_at) == (case, None)
    assert VolunteerTask.get_by_id(old.id).cancelled_at == now()
    assert "Hanne Fuglsig" not in phone.get("/opgaver").text


def test_a_task_that_has_ended_meanwhile_is_not_given_to_another(phone, make, hanne):
    old = make.task(hanne, done_at=now())
    assert give(phone, hanne, old=old.id).status_code == 303
    assert "Opgaven er allerede udført, aflyst eller givet til en anden." in phone.get("/opgaver").text
    assert VolunteerTask.select().count() == 1
    assert Consent.select().count() == 0


def test_the_address_of_the_list_is_in_the_menu_and_on_the_cases_page(phone, case):
    assert 'href="/opgaver"' in phone.get("/mere").text
    assert f'href="/opgaver/ny?case={case.id}"' in phone.get(f"/sager/{case.id}").text
    assert today() == date(2026, 11, 25)
