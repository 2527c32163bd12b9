"""A password is never enough: not at the login, not at the door of what needs a fresh one, not after a new link."""

from datetime import timedelta

import pytest
import time_machine

from boligsocial.accounts.challenges import LIVES
from boligsocial.audit import Event
from boligsocial.clock import now
from boligsocial.db import db
from boligsocial.models import Activation, AuditRow, CodeApp, LoginAttempt, LoginChallenge, LoginSession, Role
from boligsocial.one_time import SECONDS, code_at, proposed_secret, step_of
from boligsocial.passwords import token_hash
from tests.authenticator import Authenticator
from tests.make import PASSWORD
from tests.make_logins import SECRET, fields_of


def by_password(client, user, password=PASSWORD):
    return client.post("/log-ind", data={"username": user.username, "password": password})


def by_code(client, page, code):
    return client.post("/log-ind/kode", data={**fields_of(page.text), "code": code})


def is_in(client):
    return client.get("/mig").status_code == 200


@pytest.fixture
def maja(make):
    """Somebody with a password and an app for codes."""
    maja = make.worker()
    make.totp(maja)
    return maja


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("has", ["nothing more", "an app for codes", "a passkey", "a revoked passkey"])
def test_no_password_alone_opens_anything_for_anybody_outside_the_demo(make, client, role, has):
    user = make.user(role)
    if has == "an app for codes":
        make.totp(user)
    elif has != "nothing more":
        make.passkey(user, revoked_at=now() if "revoked" in has else None)
    answer = by_password(client, user)
    assert answer.status_code in (200, 422)
    assert LoginSession.select().count() == 0
    assert not is_in(client)
    with client.session_transaction() as session:
        assert "_user_id" not in session


def test_the_second_step_asks_for_the_code_and_only_then_there_is_a_session(make, client, maja):
    page = by_password(client, maja)
    assert "Skriv engangskoden" in page.text
    assert LoginSession.select().count() == 0
    assert by_code(client, page, make.totp(maja)).location == "/"
    assert is_in(client)
    assert LoginChallenge.select().count() == 0


def test_a_wrong_code_can_be_tried_again_and_counts_like_a_wrong_password(make, client, maja):
    page = by_password(client, maja)
    for _try in range(5):
        page = by_code(client, page, "000000")
        assert (page.status_code, "Koden er ikke rigtig" in page.text) == (422, True)
    assert LoginAttempt.select().count() == 5
    closed = by_code(client, page, make.totp(maja))
    assert closed.status_code == 429
    assert not is_in(client)


def test_the_right_code_forgives_wrong_tries(make, client, maja):
    page = by_code(client, by_password(client, maja), "000000")
    assert by_code(client, page, make.totp(maja)).status_code == 303
    assert LoginAttempt.select().count() == 0


def test_a_code_works_once_also_for_somebody_who_saw_it(make, client, maja):
    with time_machine.travel(now(), tick=False) as traveller:
        code = make.totp(maja)
        assert by_code(client, by_password(client, maja), code).status_code == 303
        thief = make.client()
        page = by_password(thief, maja)
        for again in (code, f" {code}", f"{code[:3]} {code[3:]}", f"0{code}", f"{code}0"):
            page = by_code(thief, page, again)
            assert page.status_code == 422
        traveller.shift(timedelta(minutes=20))
        assert by_code(thief, by_password(thief, maja), make.totp(maja)).status_code == 303


def test_an_older_code_than_the_last_one_is_used_up_with_it(make, client, maja):
    with time_machine.travel(now(), tick=False):
        before = make.totp(maja, now() - timedelta(seconds=SECONDS))
        assert by_code(client, by_password(client, maja), make.totp(maja)).status_code == 303
        assert by_code(make.client(), by_password(make.client(), maja), before).status_code == 422


@pytest.mark.parametrize(("steps", "status"), [(-2, 422), (-1, 303), (0, 303), (1, 303), (2, 422)])
def test_a_clock_may_be_one_code_off(make, client, maja, steps, status):
    with time_machine.travel(now(), tick=False):
        code = make.totp(maja, now() + timedelta(seconds=SECONDS * steps))
        assert by_code(client, by_password(client, maja), code).status_code == status


@pytest.mark.parametrize("code", ["", "12345", "1234567", "१२३४५६", "12345a", "-12345", "1e5000", "x" * 9000])
def test_what_is_no_code_is_none(code):
    assert step_of(SECRET, code, now()) is None


def test_codes_are_those_of_the_standard():
    # RFC 6238, appendix B: the last six of its eight digits.
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # the standard's own
    moment = now().replace(year=2009, month=2, day=13, hour=23, minute=31, second=30, microsecond=0)
    assert code_at(secret, moment) == "005924"
    assert step_of(secret, "005 924", moment) == 41152263


def test_the_first_half_counts_for_five_minutes_for_one_person_and_once(make, client, maja):
    jonas = make.worker()
    make.totp(jonas)
    with time_machine.travel(now(), tick=False) as traveller:
        page = by_password(client, maja)
        used = fields_of(page.text)
        assert by_code(client, page, "000000").status_code == 422
        stale = client.post("/log-ind/kode", data={**used, "code": make.totp(maja)})
        assert (stale.status_code, "Der gik for lang tid" in stale.text) == (422, True)
        page = by_password(client, maja)
        traveller.shift(LIVES)
        assert "Der gik for lang tid" in by_code(client, page, make.totp(maja)).text
        forged = client.post("/log-ind/kode", data={"step": "x" * 43, "code": make.totp(jonas)})
        assert "Der gik for lang tid" in forged.text
        assert not is_in(client)


def test_a_question_for_a_passkey_is_no_first_half(make, client, maja):
    # One that names her, as a browser has got it in which she is signed in.
    token = make.client(maja).post("/adgangsnoegle/spoerg").json["challenge"]
    page = client.post("/log-ind/kode", data={"step": token, "code": make.totp(maja)})
    assert "Der gik for lang tid" in page.text


def test_somebody_closed_between_the_halves_stays_out(make, client, maja):
    page, code = by_password(client, maja), make.totp(maja)
    type(maja).update(closed_at=now()).where(type(maja).id == maja.id).execute()
    assert by_code(client, page, code).status_code == 422
    assert LoginSession.select().count() == 0


def test_the_secret_of_an_app_is_not_readable_in_the_database(make, maja):
    (stored,) = db.execute_sql('SELECT "secret" FROM "code_app"').fetchone()
    assert SECRET not in stored
    assert CodeApp.get().secret == SECRET


# -- setting up


def test_somebody_of_before_is_led_to_a_second_factor_before_anything_opens(make, client):
    maja = make.worker()
    page = by_password(client, maja)
    assert (page.status_code, "Vælg, hvordan du logger ind" in page.text) == (200, True)
    assert not is_in(client)
    link = page.text.split('href="/aktiver/')[1].split('/kode"')[0]
    asked = client.get(f"/aktiver/{link}/kode")
    assert "Ny adgangskode" not in asked.text, "the password stays as it is"
    assert make.activate(client, f"/aktiver/{link}", "").location == "/"
    assert is_in(client)
    assert make.log_in(make.client(), maja.username).location == "/"


def test_that_lead_lasts_a_quarter_of_an_hour_and_leaves_a_trace(make, client):
    with time_machine.travel(now(), tick=False) as traveller:
        link = by_password(client, make.worker()).text.split('href="/aktiver/')[1].split('/kode"')[0]
        traveller.shift(timedelta(minutes=15))
        assert client.get(f"/aktiver/{link}").status_code == 404
    assert AuditRow.select().where(AuditRow.event == Event.SET_UP_BEGUN).count() == 1


def test_a_password_alone_never_leads_past_a_passkey_that_was_lost(make, client):
    maja = make.worker()
    make.passkey(maja, revoked_at=now())
    page = by_password(client, maja)
    assert "En adgangskode er ikke nok alene" in page.text
    assert Activation.select().count() == 0


def test_the_app_must_show_that_it_works_before_anything_is_kept(make, client):
    maja = make.worker(password_hash=None)
    token = "t" * 43
    Activation.create(token_hash=token_hash(token), user=maja, expires_at=now() + timedelta(hours=1))
    wrong = client.post(f"/aktiver/{token}/kode", data={"password": "fem gule biler holder", "code": "000000"})
    assert (wrong.status_code, "Koden er ikke rigtig" in wrong.text) == (422, True)
    assert CodeApp.select().count() == LoginSession.select().count() == 0
    assert type(maja).get_by_id(maja.id).password_hash is None
    assert client.get(f"/aktiver/{token}/kode").status_code == 200


def test_the_code_that_set_the_app_up_is_used_up(make, client):
    maja = make.worker()
    link = by_password(client, maja).text.split('href="/aktiver/')[1].split('/kode"')[0]
    with time_machine.travel(now(), tick=False):
        assert make.activate(client, f"/aktiver/{link}", "").status_code == 303
        assert by_code(make.client(), by_password(make.client(), maja), make.totp(maja)).status_code == 422


def test_what_is_proposed_to_one_link_or_login_is_proposed_to_no_other(app):
    with app.app_context():
        proposals = {proposed_secret(*parts) for parts in (("a",), ("b",), ("a", ""), ("a", "1"))}
    assert len(proposals) == 4
    assert {len(secret) for secret in proposals} == {32}


def test_a_link_kept_for_a_passkey_makes_one_and_lets_its_person_in(make, client):
    maja, device = make.worker(password_hash=None), Authenticator()
    token = "t" * 43
    Activation.create(token_hash=token_hash(token), user=maja, expires_at=now() + timedelta(hours=1))
    made = device.make(client.post(f"/aktiver/{token}/spoerg").json)
    forged = Authenticator().make({"challenge": "x", "user": {"id": ""}})
    refused = client.post(f"/aktiver/{token}", data={"answer": forged})
    assert refused.status_code == 422
    assert client.post(f"/aktiver/{token}", data={"answer": made}).location == "/"
    assert is_in(client)
    assert client.post(f"/aktiver/{token}/spoerg").status_code == 404
    other = make.client()
    answer = device.use(other.post("/adgangsnoegle/spoerg").json)
    assert other.post("/log-ind/adgangsnoegle", data={"answer": answer}).status_code == 303


# -- the door of what needs a fresh login


@pytest.mark.parametrize(
    ("password", "code", "status"),
    [("right", "right", 303), ("right", "wrong", 422), ("right", "", 422), ("wrong", "right", 422), ("", "right", 422)],
)
def test_proving_anew_needs_password_and_code(make, maja, password, code, status):
    data = {
        "password": {"right": PASSWORD, "wrong": "forkert", "": ""}[password],
        "code": {"right": make.totp(maja), "wrong": "000000", "": ""}[code],
    }
    assert make.client(maja).post("/bekraeft", data=data).status_code == status


def test_a_wrong_password_leaves_the_code_unused(make, maja):
    browser, code = make.client(maja), make.totp(maja)
    browser.post("/bekraeft", data={"password": "forkert", "code": code})
    assert browser.post("/bekraeft", data={"password": PASSWORD, "code": code}).status_code == 303


def test_somebody_without_a_password_proves_nothing_with_an_empty_one(make):
    ida = make.worker(password_hash=None)
    make.passkey(ida)
    browser = make.client(ida)
    assert browser.post("/bekraeft", data={"password": "", "code": make.totp(ida)}).status_code == 422
    assert browser.post("/bekraeft", data={}).status_code == 422


# -- the demo


def test_the_demo_needs_no_second_factor_and_says_what_it_is(make, client):
    demo = make.worker(is_demo=True)
    assert by_password(client, demo).status_code == 303
    assert "DEMO" in client.get("/mig").text
