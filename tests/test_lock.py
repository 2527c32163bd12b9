"""A login that rested is locked: it opens nothing until its person shows who they are, and loses nothing."""

from datetime import timedelta

import pytest
import time_machine

from boligsocial.audit import Event
from boligsocial.clock import now
from boligsocial.models import AuditRow, LoginSession, Role, User
from tests.make import PASSWORD
from tests.make_logins import fields_of

REST = timedelta(minutes=21)


@pytest.fixture
def clock():
    """Time that stands still until it is moved."""
    with time_machine.travel(now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def maja(make):
    """Somebody with a passkey, `maja.device`, and a password with an app for codes."""
    maja = make.worker(full_name="Maja Lindholt")
    maja.device = make.passkey(maja, count=None)
    make.totp(maja)
    return maja


@pytest.fixture
def locked(make, maja, clock):
    """Her browser after a rest."""
    browser = make.client(maja)
    clock.shift(REST)
    return browser


def unlock(make, browser, maja, **values):
    answer = maja.device.use(browser.post("/adgangsnoegle/spoerg").json)
    return browser.post("/laast", data={"answer": answer, **values})


def test_the_next_page_says_that_it_is_locked_and_whose_it_is(locked):
    asked = locked.get("/sager?area=arrears")
    assert (asked.status_code, asked.location) == (303, "/laast?next=/sager?area%3Darrears")
    page = locked.get(asked.location).text
    assert "Låst" in page
    assert "Maja Lindholt" in page
    assert "data-uid" not in page


@pytest.mark.parametrize("path", ["/", "/sager", "/log", "/mig", "/mig/adgang", "/bekraeft", "/o/session", "/o/lister"])
def test_a_locked_login_opens_nothing(locked, path):
    answer = locked.get(path)
    assert answer.status_code == (401 if path.startswith("/o/") else 303)
    assert LoginSession.get().seen_at < now() - REST + timedelta(seconds=1), "asking keeps nothing awake"


def test_the_outbox_hears_what_it_hears_without_a_login_and_gets_no_key(locked):
    answer = locked.get("/o/session")
    assert answer.json == {"error": "login", "say": "Log ind, så bliver det sendt."}
    assert "Set-Cookie" not in answer.headers


def test_one_tap_on_the_passkey_opens_it_where_one_was_under_a_new_token(make, locked, maja):
    before = LoginSession.get().token_hash
    assert unlock(make, locked, maja, next="/sager").location == "/sager"
    assert locked.get("/sager").status_code == 200
    session = LoginSession.get()
    assert (session.user, session.token_hash != before) == (maja, True)
    assert AuditRow.select().where(AuditRow.event == Event.LOGIN_UNLOCKED, AuditRow.actor == maja.id).count() == 1


def test_password_and_code_open_it_too_and_neither_alone(make, locked, maja):
    code = make.totp(maja)
    for data in ({"password": PASSWORD}, {"code": code}, {"password": PASSWORD, "code": "000000"}, {}):
        answer = locked.post("/laast", data=data)
        assert (answer.status_code, "Stadig låst" in answer.text) == (422, True)
    assert locked.post("/laast", data={"password": PASSWORD, "code": code, "next": "//evil.dk"}).location == "/"


def test_wrong_tries_at_the_lock_are_counted(make, locked, maja):
    answers = [locked.post("/laast", data={"password": "forkert"}).status_code for _time in range(6)]
    assert answers == [422] * 5 + [429]
    assert unlock(make, locked, maja).status_code == 303


def test_a_colleague_does_not_open_it_but_logs_in_as_themself_and_ends_it(make, locked):
    jonas = make.worker()
    device = make.passkey(jonas)
    asked = locked.post("/adgangsnoegle/spoerg").json
    assert locked.post("/laast", data={"answer": device.use(asked)}).status_code == 422
    make.log_in(locked, jonas.username)
    assert [session.user for session in LoginSession.select()] == [jonas]
    assert locked.get("/mig").status_code == 200


def test_what_was_typed_comes_through_the_lock(make, locked, maja):
    page = locked.post("/log", data={"text": "Tabes ikke", "topic": "noise"})
    assert (page.status_code, "Det, du skrev, er her stadig. Lås op" in page.text) == (401, True)
    wrong = locked.post("/laast", data={**fields_of(page.text, "/laast"), "password": "forkert", "answer": ""})
    back = unlock(make, locked, maja, **{**fields_of(wrong.text, "/laast"), "answer": ""} | _answer(locked, maja))
    assert "Tabes ikke" in back.text
    assert 'action="/log"' in back.text


def _answer(browser, maja):
    return {"answer": maja.device.use(browser.post("/adgangsnoegle/spoerg").json)}


def test_a_part_of_a_page_keeps_its_text_and_says_why(locked):
    answer = locked.post("/log", data={"text": "x"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (401, "#message")
    assert "Siden er låst. Din tekst står her stadig" in answer.text


def test_forms_in_other_tabs_can_be_sent_after_it_was_opened(app, make, locked, maja, monkeypatch):
    with locked.session_transaction() as session:
        session["csrf_token"] = "of the tabs"
    unlock(make, locked, maja)
    with locked.session_transaction() as session:
        assert session["csrf_token"] == "of the tabs"


def test_after_ten_hours_it_is_over_and_the_login_page_comes(make, locked, clock, maja):
    clock.shift(timedelta(hours=10))
    assert locked.get("/sager").location == "/log-ind?next=/sager&ended=1"
    page = locked.post("/laast", data={**_answer(make.client(), maja), "next": "/sager"})
    assert "fordi der gik lang tid" in page.text
    assert locked.get("/sager").status_code == 303


def test_opening_begins_a_new_day_of_ten_hours(make, locked, clock, maja):
    clock.shift(timedelta(hours=9))
    unlock(make, locked, maja)
    for _quarter in range(38):
        clock.shift(timedelta(minutes=15))
        assert locked.get("/mig").status_code == 200
    clock.shift(timedelta(minutes=19))
    assert locked.get("/mig").status_code == 200
    clock.shift(timedelta(minutes=19))
    assert locked.get("/mig").status_code == 303


def test_a_login_that_was_ended_or_whose_person_has_left_is_not_opened(make, locked, maja):
    answer = _answer(locked, maja)
    User.update(closed_at=now()).where(User.id == maja.id).execute()
    locked.post("/laast", data=answer)
    assert locked.get("/mig").status_code == 303
    User.update(closed_at=None).where(User.id == maja.id).execute()
    LoginSession.delete().execute()
    locked.post("/laast", data=_answer(locked, maja))
    assert LoginSession.select().count() == 0


def test_unlocked_in_another_tab_the_page_goes_on(make, maja):
    browser = make.client(maja)
    assert browser.get("/laast?next=/sager").location == "/sager"
    assert browser.post("/laast", data={"next": "/sager"}).location == "/sager"
    assert make.client().get("/laast?next=/sager").location == "/log-ind?next=/sager"


def test_somebody_with_a_passkey_only_is_asked_for_no_password(make, clock):
    ida = make.user(Role.LEADER, password_hash=None)
    make.passkey(ida)
    browser = make.client(ida)
    clock.shift(REST)
    page = browser.get("/laast").text
    assert "Lås op med adgangsnøgle" in page
    assert "Adgangskode" not in page


def test_a_demo_person_opens_it_by_one_tap(make, clock):
    browser = make.client(make.worker(is_demo=True))
    clock.shift(REST)
    assert "Lås op" in browser.get("/laast").text
    assert browser.post("/laast", data={"next": "/mig"}).location == "/mig"
