"""Consents: what may be told, to whom, until when; withdrawn in one tap, which ends every share and deletes nothing."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine

from boligsocial.clock import now, today
from boligsocial.models import (
    AuditRow,
    Basis,
    Consent,
    ConsentKind,
    ConsentRecipient,
    GivenHow,
    InfoKind,
    Interpreter,
    Note,
    Role,
)


@pytest.fixture(autouse=True)
def a_day():
    """A day that the days in the forms can be written against."""
    with time_machine.travel("2026-11-25T12:00+01:00", tick=False):
        yield


@pytest.fixture
def case(make, worker):
    return make.case(worker)


@pytest.fixture
def party(make, case):
    return make.party(case, make.resident(name="Amina Yusuf", language="somali"))


@pytest.fixture
def lone(make, case):
    return make.contact(case.department, full_name="Lone Vestermark")


def give(phone, case, party, recipient, /, **values):
    day = today()
    form = {
        "write_id": str(uuid4()),
        "party": party and party.id,
        "kinds": ["contact", "home"],
        "recipients": [recipient.id],
        "given_how": "spoken",
        "interpreter": "phone",
        "heard_by": case.responsible_id,
        "from_on": day.isoformat(),
        "until_on": (day + timedelta(days=180)).isoformat(),
        "review_on": (day + timedelta(days=90)).isoformat(),
        **values,
    }
    return phone.post(f"/sager/{case.id}/samtykker/ny", data=form)


def press(phone, consent, what="traek-tilbage", **values):
    return phone.post(f"/samtykker/{consent.id}/{what}", data={"write_id": str(uuid4()), **values})


def events():
    return [row.event for row in AuditRow.select().order_by(AuditRow.id)]


# -- giving


def test_a_consent_is_written_down_with_what_to_whom_and_until_when(phone, worker, case, party, lone):
    answer = give(phone, case, party, lone)
    consent = Consent.get()
    assert (answer.status_code, answer.location) == (303, f"/samtykker/{consent.id}")
    assert (consent.resident, consent.case, consent.heard_by) == (party.resident, case, worker)
    assert (consent.given_how, consent.interpreter) == (GivenHow.SPOKEN, Interpreter.PHONE)
    assert (consent.recorded_by, consent.withdrawn_at) == (worker, None)
    assert {row.kind for row in ConsentKind.select()} == {InfoKind.CONTACT, InfoKind.HOME}
    assert [row.user for row in ConsentRecipient.select()] == [lone]
    assert events() == ["consent.given"]
    page = phone.get(answer.location).text
    for said in ("Amina Yusuf", "Kontakt og aftaler, Boligens stand og indeklima", "Lone Vestermark", "Telefontolk"):
        assert said in page
    assert "Maja Holm" in page
    assert events()[-1] == "consent.read"


def test_the_form_begins_with_half_a_year_from_today_and_the_one_resident_and_me(phone, worker, case, party, lone):
    page = phone.get(f"/sager/{case.id}/samtykker/ny").text
    assert 'name="from_on" type="date" autocomplete="off" value="2026-11-25"' in page
    assert 'name="until_on" type="date" autocomplete="off" value="2027-05-25"' in page
    assert 'name="review_on" type="date" autocomplete="off" value="2027-02-23"' in page
    assert f'value="{party.id}" checked' in page
    assert f'<option value="{worker.id}" selected>' in page
    assert "Taler somali" in page
    assert "Børn må ikke tolke." in page
    assert "Højst et år: et samtykke skal kunne huskes af den, der gav det." in page


def test_no_box_stands_for_everything(phone, case, party, lone):
    page = phone.get(f"/sager/{case.id}/samtykker/ny").text
    assert page.count('type="checkbox" name="kinds"') == len(InfoKind)
    assert page.count('type="checkbox" name="recipients"') == 1
    assert not [tick for tick in page.split("<label") if "checkbox" in tick and " checked" in tick]


def test_the_asked_for_resident_is_chosen_of_several(phone, make, case, party, lone):
    other = make.party(case)
    assert f'value="{other.id}" checked' in phone.get(f"/sager/{case.id}/samtykker/ny?party={other.id}").text
    page = phone.get(f"/sager/{case.id}/samtykker/ny?party={uuid4()}").text
    assert f'name="party" value="{party.id}">' in page


def test_only_open_contact_persons_of_the_department_and_open_volunteers_can_be_told(phone, make, case, party, lone):
    hanne = make.user(Role.VOLUNTEER, full_name="Hanne Fuglsig")
    home = make.dwelling()
    make.party(case, make.resident(home))
    nearby = make.contact(home.department)
    gone = [
        make.contact(case.department, closed_at=now()),
        make.user(Role.VOLUNTEER, closed_at=now()),
        make.contact(make.department()),
        make.board(case.department),
        make.worker(),
    ]
    page = phone.get(f"/sager/{case.id}/samtykker/ny").text
    for user in (lone, hanne, nearby):
        assert f'name="recipients" value="{user.id}"' in page
    for user in gone:
        assert f'name="recipients" value="{user.id}"' not in page
        answer = give(phone, case, party, lone, recipients=[lone.id, user.id])
        assert answer.status_code == 422
        assert "Noget af det, du valgte, kan ikke vælges mere." in answer.text
    assert Consent.select().count() == 0


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"kinds": []}, "Vælg mindst én slags oplysninger."),
        ({"kinds": ["all"]}, "Noget af det, du valgte, kan ikke vælges mere."),
        ({"recipients": []}, "Vælg mindst én modtager."),
        ({"party": str(uuid4())}, "Vælg, hvem der giver samtykket."),
        ({"given_how": "dreamt"}, "Vælg, hvordan samtykket blev givet."),
        ({"interpreter": "child"}, "Vælg, om der var en tolk."),
        ({"heard_by": "0"}, "Vælg, hvem der tog imod samtykket."),
        ({"from_on": ""}, "Vælg den dag, samtykket gælder fra."),
        ({"from_on": "2026-11-26"}, "Dagen ligger i fremtiden."),
        ({"from_on": "i går"}, "Skriv datoen som år-måned-dag"),
        ({"until_on": ""}, "Vælg den sidste dag, samtykket gælder."),
        ({"until_on": "2026-11-24"}, "Samtykket kan ikke slutte, før det begynder."),
        ({"from_on": "2026-01-01", "until_on": "2026-11-24"}, "Den dag er gået, så samtykket er allerede slut."),
        ({"until_on": "2027-11-26"}, "Et samtykke gælder højst et år."),
        ({"review_on": ""}, "Vælg den dag, I gennemgår samtykket."),
        ({"review_on": "2026-11-24"}, "I kan kun gennemgå samtykket, mens det gælder."),
        ({"review_on": "2027-11-25"}, "I kan kun gennemgå samtykket, mens det gælder."),
    ],
)
def test_what_cannot_be_is_said_and_the_rest_is_kept(phone, case, party, lone, values, sentence):
    answer = give(phone, case, party, lone, **values)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Samtykket er ikke gemt endnu" in answer.text
    assert "kinds" in values or 'name="kinds" value="home" checked' in answer.text
    assert Consent.select().count() == 0


def test_a_year_to_the_day_and_a_single_day_are_allowed(phone, case, party, lone):
    assert give(phone, case, party, lone, until_on="2027-11-25").status_code == 303
    assert give(phone, case, party, lone, until_on="2026-11-25", review_on="2026-11-25").status_code == 303


def test_a_double_tap_gives_one(phone, case, party, lone):
    same = str(uuid4())
    for _tap in range(2):
        assert give(phone, case, party, lone, write_id=same).status_code == 303
    assert (Consent.select().count(), ConsentKind.select().count(), ConsentRecipient.select().count()) == (1, 2, 1)


def test_somebody_who_was_taken_out_of_the_case_gives_no_new_one_and_keeps_the_old(phone, make, case, party, lone):
    consent = make.consent(case, lone)
    party.removed_at = now()
    party.save()
    assert "Tilføj den, der giver samtykket, først." in phone.get(f"/sager/{case.id}/samtykker/ny").text
    assert give(phone, case, party, lone).status_code == 422
    assert Consent.select().count() == 1
    assert f'href="/samtykker/{consent.id}"' in phone.get(f"/sager/{case.id}/samtykker").text
    assert phone.get(f"/samtykker/{consent.id}").status_code == 200


def test_whoever_is_recused_has_not_heard_it(phone, make, case, party, lone):
    recused = make.worker()
    make.recusal(case, recused)
    assert give(phone, case, party, lone, heard_by=recused.id).status_code == 422


def test_without_anybody_to_tell_the_page_says_what_to_do(phone, case, party):
    page = phone.get(f"/sager/{case.id}/samtykker/ny").text
    assert "har ingen kontaktperson med adgang, og der er ingen frivillige." in page
    assert 'name="kinds"' not in page


# -- withdrawing


@pytest.fixture
def consent(make, case, party, lone):
    return make.consent(case, lone)


def shared_on(make, consent, recipient, **values):
    note = make.note(consent.case.responsible, case=consent.case, department=consent.case.department, text="Fugt")
    return make.share(note, recipient, basis=Basis.CONSENT, consent=consent, **values)


def test_one_tap_withdraws_stops_every_share_on_it_and_deletes_nothing(phone, make, worker, consent, lone):
    share = shared_on(make, consent, lone, read_at=now())
    other = shared_on(make, make.consent(consent.case, lone), lone)
    reader = make.client(lone)
    page = phone.get(f"/samtykker/{consent.id}").text
    assert "Delt på samtykket lige nu (1)" in page
    assert "1 deling er læst. Det kan ikke gøres ulæst." in page
    assert reader.get(f"/portal/{share.id}").status_code == 200
    assert press(phone, consent).location == f"/samtykker/{consent.id}"
    assert reader.get(f"/portal/{share.id}").status_code == 404
    assert reader.get(f"/portal/{other.id}").status_code == 200
    kept = Consent.get_by_id(consent.id)
    assert (kept.withdrawn_by, kept.withdrawn_at is None) == (worker, False)
    assert events().count("consent.withdrawn") == 1
    assert Note.select().where(Note.undone_at.is_null()).count() == 2
    page = phone.get(f"/samtykker/{consent.id}").text
    assert "Delt på samtykket lige nu (0)" in page
    assert "1 deling nåede at blive læst. Det kan ikke gøres ulæst. Ingen notater er slettet." in page
    assert "Træk samtykket tilbage" not in page


def test_what_nobody_has_read_is_said_too(phone, make, consent, lone):
    shared_on(make, consent, lone)
    assert "Intet af det delte er læst endnu." in phone.get(f"/samtykker/{consent.id}").text
    press(phone, consent)
    assert "Ingen nåede at læse noget på det." in phone.get(f"/samtykker/{consent.id}").text


def test_a_withdrawn_consent_is_not_withdrawn_again_nor_revived(phone, consent):
    press(phone, consent)
    first = Consent.get_by_id(consent.id).withdrawn_at
    for what in ("traek-tilbage", "gennemgaa"):
        press(phone, consent, what)
        assert "Samtykket var allerede slut. Intet er ændret." in phone.get(f"/samtykker/{consent.id}").text
    kept = Consent.get_by_id(consent.id)
    assert (kept.withdrawn_at, kept.review_on) == (first, consent.review_on)
    assert events().count("consent.withdrawn") == 1
    assert "consent.confirmed" not in events()


def test_an_expired_consent_cannot_be_withdrawn(phone, make, case, lone):
    old = make.consent(case, lone, from_on=date(2020, 1, 1), until_on=date(2020, 2, 1), review_on=date(2020, 1, 15))
    assert "Træk samtykket tilbage" not in phone.get(f"/samtykker/{old.id}").text
    press(phone, old)
    assert Consent.get_by_id(old.id).withdrawn_at is None


def test_giving_anew_is_a_new_row(phone, case, party, lone, consent):
    press(phone, consent)
    give(phone, case, party, lone)
    assert Consent.select().count() == 2
    assert Consent.get_by_id(consent.id).withdrawn_at is not None
