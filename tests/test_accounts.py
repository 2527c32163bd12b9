"""Getting in and out."""

import re
from datetime import timedelta

import pytest
import time_machine

from boligsocial import passwords
from boligsocial.accounts import actions
from boligsocial.clock import now
from boligsocial.models import Activation, LoginAttempt, LoginSession, Role, User
from boligsocial.passwords import new_token, token_hash
from tests.make import PASSWORD, Make
from tests.make_logins import fields_of


def log_in(client, username, password=PASSWORD, **values):
    return Make(client.application).log_in(client, username, password, **values)


def test_a_person_gets_in_with_user_name_password_and_code(make, client):
    worker = make.worker()
    answer = log_in(client, worker.username.upper())
    assert (answer.status_code, answer.location) == (303, "/")
    assert LoginSession.select().where(LoginSession.user == worker).count() == 1
    assert client.get("/mig").status_code == 200


def test_the_database_keeps_a_hash_of_the_session_token_only(make, client):
    worker = make.worker()
    log_in(client, worker.username)
    with client.session_transaction() as session:
        token = session["_user_id"]
    assert LoginSession.get().token_hash == token_hash(token)
    assert token not in str(list(LoginSession.select().dicts()))


def test_wrong_password_and_unknown_name_get_the_same_answer(make, client):
    worker = make.worker()
    wrong, unknown = (
        log_in(client, worker.username, "forkert kodeord"),
        log_in(client, "findes.ikke", "forkert kodeord"),
    )
    assert wrong.status_code == unknown.status_code == 422
    assert "Brugernavn og adgangskode passer ikke sammen" in wrong.text
    assert _masked(wrong.text) == _masked(unknown.text)


def _masked(page):
    return re.sub(r"""(name="(?:write_id|csrf_token|username)".*?value=")[^"]*""", r"\1", page)


def test_an_unknown_name_costs_the_same_password_check(make, client, monkeypatch):
    counted = []
    monkeypatch.setattr(passwords, "hasher", _Counting(passwords.hasher, counted))
    worker = make.worker()
    counted.clear()
    log_in(client, worker.username, "forkert")
    log_in(client, "findes.ikke", "forkert")
    assert counted == ["verify", "verify"]


class _Counting:
    def __init__(self, hasher, counted):
        self.hasher, self.counted = hasher, counted

    def verify(self, *args):
        self.counted.append("verify")
        return self.hasher.verify(*args)

    def hash(self, password):
        return self.hasher.hash(password)


def test_a_closed_person_gets_the_same_refusal(make, client):
    worker = make.worker(closed_at=now())
    assert "passer ikke sammen" in log_in(client, worker.username).text


def test_a_person_without_a_password_cannot_get_in(make, client):
    worker = make.worker(password_hash=None)
    assert log_in(client, worker.username, "").status_code == 422
    assert log_in(client, worker.username, "noget").status_code == 422


def test_closing_a_person_ends_an_open_session_by_itself(make):
    worker = make.worker()
    browser = make.client(worker)
    User.update(closed_at=now()).where(User.id == worker.id).execute()
    assert browser.get("/mig").status_code == 303


def test_logging_out_ends_the_session_also_for_a_copied_cookie(make):
    worker = make.worker()
    browser = make.client(worker)
    copied = browser.get_cookie("boligsocial").value
    assert browser.post("/log-ud").headers["Clear-Site-Data"] == '"cache"'
    thief = make.client()
    thief.set_cookie("boligsocial", copied)
    assert thief.get("/mig").status_code == 303
    assert LoginSession.select().count() == 0


def test_logging_in_starts_a_new_session_that_nothing_planted_survives(make, client):
    with client.session_transaction() as session:
        session["_user_id"], session["planted"] = "planted-token", "1"
    log_in(client, make.worker().username)
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session["_user_id"] != "planted-token"


@pytest.mark.parametrize(("minutes_between", "still_in"), [(19, True), (21, False)])
def test_a_session_is_locked_when_it_has_been_idle(make, minutes_between, still_in):
    start = now()
    with time_machine.travel(start, tick=False) as traveller:
        browser = make.client(make.worker())
        traveller.move_to(start + timedelta(minutes=minutes_between))
        assert (browser.get("/mig").status_code == 200) is still_in


def test_a_session_in_use_ends_after_ten_hours_all_the_same(make):
    start = now()
    with time_machine.travel(start, tick=False) as traveller:
        browser = make.client(make.worker())
        for quarter in range(1, 40):
            traveller.move_to(start + timedelta(minutes=15 * quarter))
            assert browser.get("/mig").status_code == 200
        traveller.move_to(start + timedelta(hours=10, minutes=1))
        assert browser.get("/mig").status_code == 303


def test_five_wrong_tries_close_the_name_for_a_quarter_even_for_the_right_password(make, client):
    worker, other = make.worker(), make.worker()
    start = now()
    with time_machine.travel(start, tick=False) as traveller:
        for _try in range(5):
            log_in(client, worker.username, "forkert")
        answer = log_in(client, worker.username)
        assert answer.status_code == 429
        assert "Vent et kvarter" in answer.text
        assert log_in(make.client(), other.username).status_code == 303
        traveller.move_to(start + timedelta(minutes=16))
        assert log_in(client, worker.username).status_code == 303


def test_one_address_trying_many_names_is_stopped(make, client):
    for number in range(actions.PER_ADDRESS):
        log_in(client, f"navn{number}", "Sommer2026")
    assert log_in(client, make.worker().username).status_code == 429
    assert LoginAttempt.select().count() == actions.PER_ADDRESS


@pytest.mark.parametrize(
    ("target", "ends_at"),
    [
        ("/sager", "/sager"),
        ("/log?kind=visit", "/log?kind=visit"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("evil.example", "/"),
    ],
)
def test_after_login_only_local_paths_are_followed(make, client, target, ends_at):
    assert log_in(client, make.worker().username, next=target).location == ends_at


def test_a_page_asked_for_before_login_is_where_one_lands(make, client):
    asked = client.get("/sager?area=arrears")
    assert asked.status_code == 303
    assert asked.location.startswith("/log-ind?next=")
    page = client.get(asked.location).text
    assert 'name="next" value="/sager?area=arrears"' in page


def test_what_was_typed_after_the_session_ended_comes_through_the_login(make):
    worker, department = make.worker(), make.department()
    browser = make.client(worker)
    LoginSession.delete().execute()
    typed = {"kind": "visit", "topic": "noise", "department": department.id, "text": "Tabes ikke"}
    page = browser.post("/log", data=typed)
    assert page.status_code == 401
    assert "Det, du skrev, er her stadig" in page.text
    back = log_in(browser, worker.username, **fields_of(page.text, "/log-ind"))
    assert "Tabes ikke" in back.text
    assert f'name="department" value="{department.id}"' in back.text


def test_an_htmx_request_without_login_is_told_in_the_message_region(client):
    answer = client.post("/log", data={"text": "x"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (401, "#message")
    answer = client.get("/kontakt", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith("/log-ind")


def test_one_tap_login_works_for_demo_people_only(make, client):
    make.worker(username="ægte")
    demo = make.worker(first_name="Maja", title="boligsocial medarbejder", is_demo=True)
    page = client.get("/log-ind").text
    assert "Log ind som Maja, boligsocial medarbejder" in page
    assert "DEMO" in page
    assert client.post("/log-ind/demo", data={"person": "ægte"}).status_code == 422
    assert client.post("/log-ind/demo", data={"person": demo.username}).status_code == 303
    assert "DEMO" in client.get("/mig").text


def test_without_demo_people_the_login_page_offers_nobody(make, client):
    make.worker()
    page = client.get("/log-ind").text
    assert "Log ind som" not in page
    assert "DEMO" not in page


def link_for(user, hours=72):
    token = new_token()
    Activation.create(token_hash=token_hash(token), user=user, expires_at=now() + timedelta(hours=hours))
    return f"/aktiver/{token}"


def test_an_activation_link_sets_password_and_codes_once(make, client):
    user = make.worker(password_hash=None)
    link = link_for(user)
    assert user.first_name in client.get(link).text
    assert make.activate(client, link, "fire blå heste græsser").status_code == 303
    client.post("/log-ud")
    assert log_in(client, user.username, "fire blå heste græsser").status_code == 303
    assert make.client().get(link).status_code == 404


@pytest.mark.parametrize(
    ("password", "sentence"),
    [("kort", "for kort"), ("aaaaaaaaaaaaaaaa", "for let"), ("kodeord12345678", "for let"), ("x" * 129, "for lang")],
)
def test_a_weak_password_is_refused_in_words(make, client, password, sentence):
    answer = make.activate(client, link_for(make.worker(password_hash=None)), password)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_an_old_link_does_not_work(make, client):
    assert client.get(link_for(make.worker(), hours=-1)).status_code == 404


def test_changing_the_password_ends_the_persons_other_sessions(make):
    worker = make.worker()
    here, elsewhere = make.client(worker), make.client(worker)
    data = {"current": PASSWORD, "password": "seks hvide svaner letter"}
    assert here.post("/mig/adgangskode", data=data).status_code == 303
    assert here.get("/mig").status_code == 200
    assert elsewhere.get("/mig").status_code == 303


def test_changing_the_password_needs_the_old_one(make):
    worker = make.worker()
    data = {"current": "forkert", "password": "seks hvide svaner letter"}
    answer = make.client(worker).post("/mig/adgangskode", data=data)
    assert answer.status_code == 422
    assert User.get_by_id(worker.id).password_hash == worker.password_hash


def test_the_language_follows_the_person(make):
    worker = make.worker()
    browser = make.client(worker)
    browser.post("/sprog", data={"language": "en"})
    assert User.get_by_id(worker.id).language == "en"
    assert '<html lang="en">' in browser.get("/mig").text
    browser.post("/sprog", data={"language": "xx"})
    assert User.get_by_id(worker.id).language == "en"


def test_the_login_page_can_be_read_in_english_before_anybody_is_known(client):
    client.post("/sprog", data={"language": "en", "next": "/log-ind"})
    assert '<html lang="en">' in client.get("/log-ind").text


def test_a_contact_person_sees_the_portals_frame_on_the_settings_page(make):
    page = make.client(make.user(Role.CONTACT)).get("/mig").text
    assert "Indbakke" in page
    assert "Sager" not in page


def test_every_page_of_the_demo_says_so_also_before_anybody_is_signed_in(make, client):
    assert "DEMO" not in client.get("/findes-ikke").text
    make.worker(is_demo=True)
    assert "DEMO" in client.get("/findes-ikke").text
    assert "DEMO" in client.get("/aktiver/intet-link").text


def test_a_job_title_is_shown_as_it_was_written_whatever_signs_are_in_it(make):
    title = "50 % <b>vagt</b> %(navn)s"
    page = make.client(make.worker(title=title)).get("/mig").text
    assert "50 % &lt;b&gt;vagt&lt;/b&gt; %(navn)s" in page
