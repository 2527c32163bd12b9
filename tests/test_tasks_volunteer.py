"""A volunteer: promises, sees what they are asked to do, answers, and learns nothing about a case."""

from datetime import timedelta
from uuid import uuid4

import pytest

from boligsocial import volunteering
from boligsocial.clock import now
from boligsocial.models import AuditRow, Consent, Promise, Role, VolunteerTask
from boligsocial.tasks import actions

PROMISE = "/tavshedspligt"


@pytest.fixture
def hanne(make):
    return make.user(Role.VOLUNTEER, full_name="Hanne Fuglsig")


@pytest.fixture
def theirs(make, hanne):
    return make.client(hanne)


@pytest.fixture
def ready(make, hanne):
    return make.promise(hanne)


def press(phone, task, what):
    return phone.post(f"/mine-opgaver/{task.id}/{what}", data={"write_id": str(uuid4())})


def sign(phone, **values):
    return phone.post(PROMISE, data={"write_id": str(uuid4()), "has_read": "y", **values})


def events():
    return [row.event for row in AuditRow.select().order_by(AuditRow.id)]


def state(task):
    task = VolunteerTask.get_by_id(task.id)
    return bool(task.accepted_at), bool(task.done_at), bool(task.declined_at)


# -- the promise


def test_until_the_promise_is_signed_there_is_only_the_promise(make, theirs, hanne):
    task = make.task(hanne)
    for path in ("/", f"/mine-opgaver/{task.id}"):
        answer = theirs.get(path)
        assert (answer.status_code, answer.location) == (303, PROMISE)
    for what in ("ja-tak", "kan-ikke", "udfoert"):
        assert press(theirs, task, what).location == PROMISE
    assert state(task) == (False, False, False)
    page = theirs.get(PROMISE).text
    assert "straffelovens §§ 152-152 f" in page
    assert "forvaltningslovens § 27" in page
    assert "Det gælder også, når du er holdt op som frivillig." in page
    assert task.what not in page
    assert "task.read" not in events()


def test_signing_takes_a_tick_and_a_button_and_is_asked_once(make, theirs, hanne):
    task = make.task(hanne)
    refused = sign(theirs, has_read="")
    assert refused.status_code == 422
    assert "Sæt kryds, når du har læst det. Du har ikke lovet noget endnu." in refused.text
    assert Promise.select().count() == 0
    assert sign(theirs).location == "/"
    promise = Promise.get()
    assert (promise.user, promise.wording) == (hanne, volunteering.WORDING)
    assert events() == ["promise.signed"]
    assert task.what in theirs.get("/").text
    page = theirs.get(PROMISE).text
    assert "Du lovede det i dag kl." in page
    assert "Jeg lover det" not in page
    sign(theirs)
    assert (Promise.select().count(), events().count("promise.signed")) == (1, 1)
    assert "Du har allerede lovet det." in theirs.get("/").text


def test_a_new_wording_asks_again(theirs, ready, monkeypatch):
    assert theirs.get("/").status_code == 200
    monkeypatch.setattr(volunteering, "WORDING", volunteering.WORDING + 1)
    assert theirs.get("/").location == PROMISE


# -- the tasks


def test_the_start_page_lists_what_is_asked_and_keeps_the_numbers(make, theirs, hanne, ready):
    make.worker(first_name="Maja", full_name="Maja Holm", phone="+4570102011")
    make.task(hanne, what="Ny opgave")
    make.task(hanne, what="Lovet opgave", accepted_at=now())
    make.task(hanne, what="Færdig opgave", accepted_at=now(), done_at=now())
    for gone in ({"declined_at": now()}, {"cancelled_at": now()}):
        make.task(hanne, what="Væk", **gone)
    make.task(what="En andens")
    page = theirs.get("/").text
    for what, tag in (("Ny opgave", ">Ny<"), ("Lovet opgave", ">Ja tak<"), ("Færdig opgave", ">Udført<")):
        assert tag in page.partition(what)[2].partition("</li>")[0]
    assert "Væk" not in page
    assert "En andens" not in page
    assert 'href="tel:+4570102011"' in page


def test_without_tasks_the_page_says_where_they_will_stand(theirs, ready):
    assert "Du har ingen opgaver lige nu." in theirs.get("/").text


def test_a_task_says_what_when_and_where_and_nothing_about_the_case(make, theirs, hanne, ready):
    case = make.case(dwelling=make.dwelling(address="Vibeengen 8"))
    make.party(case, make.resident(name="Sara Haldan"))
    task = make.task(hanne, case=case, what="Følg med", meeting_place="Torvet")
    page = theirs.get(f"/mine-opgaver/{task.id}").text
    for said in ("Følg med", "I morgen kl.", "Torvet"):
        assert said in page
    for hidden in ("Sara", "Haldan", "Vibeengen", case.department.name, str(case.id), "Nabokonflikt"):
        assert hidden not in page
    assert events() == ["task.read"]
    assert "Du møder" not in page


def test_the_first_name_is_shown_while_the_consent_lasts_and_never_the_rest(make, theirs, hanne, ready):
    case = make.case()
    make.party(case, make.resident(name="Sara Haldan"))
    consent = make.consent(case, hanne)
    task = make.task(hanne, case=case, consent=consent)
    path = f"/mine-opgaver/{task.id}"
    assert "<dd>Sara</dd>" in theirs.get(path).text
    assert "Haldan" not in theirs.get(path).text
    assert "Sara" not in theirs.get("/").text
    for change in ({"withdrawn_at": now()}, {"until_on": consent.from_on - timedelta(days=1)}):
        Consent.update(**change).execute()
        assert "Sara" not in theirs.get(path).text
        assert theirs.get(path).status_code == 200
        Consent.update(withdrawn_at=None).execute()


def test_one_says_yes_and_then_done(make, theirs, hanne, ready):
    task = make.task(hanne)
    page = theirs.get(f"/mine-opgaver/{task.id}").text
    assert "Jeg kan godt" in page
    assert "udfoert" not in page
    press(theirs, task, "udfoert")
    assert state(task) == (False, False, False)
    assert press(theirs, task, "ja-tak").location == f"/mine-opgaver/{task.id}"
    assert state(task) == (True, False, False)
    press(theirs, task, "ja-tak")
    assert "Det er allerede svaret. Intet er ændret." in theirs.get("/").text
    page = theirs.get(f"/mine-opgaver/{task.id}").text
    assert "Jeg kan godt" not in page
    press(theirs, task, "udfoert")
    assert state(task) == (True, True, False)
    assert "Jeg kan ikke" not in theirs.get(f"/mine-opgaver/{task.id}").text
    assert [event for event in events() if event != "task.read"] == ["task.accepted", "task.done"]


def test_whoever_cannot_is_rid_of_the_task_and_it_is_seen_by_the_workers(make, phone, theirs, hanne, ready):
    task = make.task(hanne, accepted_at=now())
    assert press(theirs, task, "kan-ikke").location == "/"
    page = theirs.get("/").text
    assert "Tak for besked. Opgaven er væk fra din liste." in page
    assert task.what not in page
    assert theirs.get(f"/mine-opgaver/{task.id}").status_code == 404
    assert press(theirs, task, "ja-tak").status_code == 404
    assert "Kan ikke: spørg en anden (1)" in phone.get("/opgaver").text
    assert events().count("task.declined") == 1


def test_a_done_task_takes_no_other_answer(make, theirs, hanne, ready):
    task = make.task(hanne, accepted_at=now(), done_at=now())
    for what in ("ja-tak", "kan-ikke", "udfoert"):
        assert press(theirs, task, what).status_code == 303
    assert state(task) == (True, True, False)
    assert events() == []
    assert "Det er allerede svaret. Intet er ændret." in theirs.get("/").text


@pytest.mark.parametrize(
    ("over", "is_there"),
    [
        ({"accepted_at": now(), "done_at": now() - timedelta(days=13, hours=23)}, True),
        ({"accepted_at": now(), "done_at": now() - timedelta(days=14, minutes=1)}, False),
        ({"starts_at": now() - timedelta(days=13, hours=23)}, True),
        ({"starts_at": now() - timedelta(days=14, minutes=1)}, False),
    ],
)
def test_what_is_over_stays_for_14_days(make, theirs, hanne, ready, over, is_there):
    task = make.task(hanne, **over)
    assert (theirs.get(f"/mine-opgaver/{task.id}").status_code == 200) == is_there
    assert (task.what in theirs.get("/").text) == is_there


def test_who_is_too_late_by_a_moment_changes_nothing(make, hanne):
    declined, cancelled = make.task(hanne, declined_at=now()), make.task(hanne, cancelled_at=now())
    for task in (declined, cancelled):
        for action in (actions.accept_task, actions.decline_task, actions.finish_task):
            with pytest.raises(actions.TaskMoved):
                action(hanne, task)
    assert state(cancelled) == (False, False, False)
    assert events() == []


def test_a_worker_answers_for_nobody(make, phone, hanne, ready):
    task = make.task(hanne)
    assert phone.get(f"/mine-opgaver/{task.id}").status_code == 404
    assert press(phone, task, "ja-tak").status_code == 404
    assert state(task) == (False, False, False)
