"""What needs a fresh login asks who is there, lets only that person on, and loses nothing of what was typed."""

from datetime import timedelta

import pytest
import time_machine

from boligsocial.access import allow, fresh
from boligsocial.audit import Event
from boligsocial.clock import now
from boligsocial.models import AuditRow, LoginSession, Role
from tests.make import PASSWORD

LATER = timedelta(minutes=6)


@pytest.fixture
def guarded(app, monkeypatch):
    """A view that needs a fresh login, in the place of the page of one's own settings and its form."""
    for endpoint in ("accounts.me", "accounts.choose_notice_way"):
        monkeypatch.setitem(app.view_functions, endpoint, fresh(allow(*Role)(lambda: "behind the door")))


def test_a_login_of_just_now_is_fresh_and_one_of_six_minutes_ago_is_asked(make, guarded):
    with time_machine.travel(now(), tick=False) as traveller:
        browser = make.client(make.worker())
        assert browser.get("/mig").text == "behind the door"
        traveller.shift(LATER)
        answer = browser.get("/mig?x=1")
        assert (answer.status_code, answer.location) == (303, "/bekraeft?next=/mig?x%3D1")
        # The same login still opens what needs no fresh one.
        assert browser.get("/").status_code == 200


def test_the_right_password_and_code_open_the_door_for_this_login_alone(make, guarded):
    with time_machine.travel(now(), tick=False) as traveller:
        maja = make.worker()
        phone, desk = make.client(maja), make.client(maja)
        traveller.shift(LATER)
        answer = phone.post("/bekraeft", data={"password": PASSWORD, "code": make.totp(maja), "next": "/mig"})
        assert (answer.status_code, answer.location) == (303, "/mig")
        assert phone.get("/mig").text == "behind the door"
        assert desk.get("/mig").status_code == 303
        assert AuditRow.select().where(AuditRow.event == Event.LOGIN_PROVED, AuditRow.actor == maja.id).count() == 1


def test_a_wrong_password_proves_nothing_and_is_counted_like_any_other(make, guarded):
    with time_machine.travel(now(), tick=False) as traveller:
        maja = make.worker()
        browser = make.client(maja)
        before = LoginSession.get().proved_at
        traveller.shift(LATER)
        wrong = {"password": "forkert", "code": make.totp(maja), "next": "/mig"}
        answers = [browser.post("/bekraeft", data=wrong) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [422] * 5 + [429]
        assert "Adgangskoden eller engangskoden er ikke rigtig" in answers[0].text
        assert LoginSession.get().proved_at == before
        assert browser.post("/bekraeft", data={**wrong, "password": PASSWORD}).status_code == 429


def test_what_was_typed_waits_and_is_offered_again_afterwards(make, guarded):
    with time_machine.travel(now(), tick=False) as traveller:
        maja = make.worker()
        browser = make.client(maja)
        traveller.shift(LATER)
        asked = browser.post("/mig/besked", data={"reason": "En lang begrundelse", "password": "hemmelig"})
        assert asked.status_code == 401
        assert "En lang begrundelse" in asked.text
        assert "hemmelig" not in asked.text
        kept = '[["reason", "En lang begrundelse"]]'
        form = {"password": PASSWORD, "code": make.totp(maja), "kept_action": "/mig/besked", "kept": kept}
        offered = browser.post("/bekraeft", data=form)
        assert 'value="En lang begrundelse"' in offered.text


def test_a_proof_leads_to_no_other_site(make, guarded):
    maja = make.worker()
    data = {"password": PASSWORD, "code": make.totp(maja), "next": "//evil.dk"}
    assert make.client(maja).post("/bekraeft", data=data).location == "/"


def test_a_demo_person_has_no_password_and_only_says_yes(make, guarded):
    with time_machine.travel(now(), tick=False) as traveller:
        browser = make.client(make.worker(is_demo=True, password_hash=None))
        traveller.shift(LATER)
        assert "Adgangskode" not in browser.get("/bekraeft").text
        browser.post("/bekraeft", data={"next": "/mig"})
        assert browser.get("/mig").text == "behind the door"


def test_a_proof_gives_the_login_a_new_token_and_the_copied_one_opens_nothing(make):
    maja = make.worker()
    browser = make.client(maja)
    before, token = LoginSession.get(), browser.get_cookie("boligsocial").value
    data = {"password": PASSWORD, "code": make.totp(maja), "next": "/mig"}
    assert browser.post("/bekraeft", data=data).status_code == 303
    assert LoginSession.select().count() == 1
    assert LoginSession.get().token_hash != before.token_hash
    assert browser.get("/mig").status_code == 200
    browser.set_cookie("boligsocial", token)
    assert browser.get("/mig").status_code == 303


def test_logging_in_again_ends_the_login_that_was_here_before(make):
    browser = make.client(make.worker())
    before, token, other = LoginSession.get(), browser.get_cookie("boligsocial").value, make.worker()
    assert make.log_in(browser, other.username).status_code == 303
    assert [row.user for row in LoginSession.select()] == [other]
    assert AuditRow.select().where(AuditRow.event == Event.LOGGED_OUT, AuditRow.actor == before.user_id).count() == 1
    browser.set_cookie("boligsocial", token)
    assert browser.get("/mig").status_code == 303
