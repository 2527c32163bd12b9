"""A passkey opens for its own person, here, once for each question, with the finger asked for, until it is revoked."""

import json
from datetime import timedelta

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import ec

from boligsocial.accounts.challenges import LIVES, PER_ADDRESS
from boligsocial.clock import now
from boligsocial.models import AuditRow, LoginChallenge, LoginSession, Notice, Passkey, Role, User
from boligsocial.passkeys import LONGEST_ANSWER
from tests.authenticator import Authenticator
from tests.make_logins import fields_of


def question(client):
    answer = client.post("/adgangsnoegle/spoerg")
    assert answer.status_code == 200
    return answer.json


def log_in(client, answer, **values):
    return client.post("/log-ind/adgangsnoegle", data={"answer": answer, **values})


def is_in(client):
    return client.get("/mig").status_code == 200


def test_a_passkey_logs_its_person_in_by_itself_without_a_name(make, client):
    maja = make.worker()
    device = make.passkey(maja)
    assert log_in(client, device.use(question(client)), next="/mig").location == "/mig"
    assert client.get("/mig").status_code == 200
    assert LoginSession.get().user == maja
    key = Passkey.get()
    assert (key.sign_count, key.used_at is not None) == (1, True)
    assert LoginChallenge.select().count() == 0


def test_the_browser_is_asked_for_the_finger_each_time_and_for_a_key_that_it_finds_itself(client):
    asked = question(client)
    assert (asked["rpId"], asked["userVerification"], asked["allowCredentials"]) == ("localhost", "required", [])


def test_a_question_is_answered_once(make, client):
    device = make.passkey(make.worker(), count=None)
    answer = device.use(question(client))
    assert log_in(client, answer).status_code == 303
    again = make.client()
    refused = log_in(again, answer)
    assert refused.status_code == 422
    assert "Adgangsnøglen blev ikke godtaget" in refused.text
    assert not is_in(again)


def test_a_refused_answer_uses_its_question_up_too(make, client):
    device = make.passkey(make.worker(), count=None)
    asked = question(client)
    assert log_in(client, device.use(asked, verified=0)).status_code == 422
    assert log_in(client, device.use(asked)).status_code == 422


def test_a_question_lasts_five_minutes(make, client):
    device = make.passkey(make.worker())
    with time_machine.travel(now(), tick=False) as traveller:
        asked = question(client)
        traveller.shift(LIVES)
        assert log_in(client, device.use(asked)).status_code == 422
        asked = question(client)
        traveller.shift(LIVES - timedelta(seconds=1))
        assert log_in(client, device.use(asked)).status_code == 303


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://boligsocial.evil.example"},
        {"origin": "http://localhost.evil.example"},
        {"origin": "http://localhost:5001"},
        {"site": "evil.example"},
        {"verified": 0},
        {"present": 0},
        {"kind": "webauthn.create"},
        {"handle": b"somebody else"},
        {"key": ec.generate_private_key(ec.SECP256R1())},
    ],
    ids=["origin", "origin-like-ours", "port", "site", "no-finger", "nobody", "kind", "handle", "signature"],
)
def test_an_answer_that_is_wrong_in_one_way_opens_nothing(make, client, wrong):
    device = make.passkey(make.worker())
    assert log_in(client, device.use(question(client), **wrong)).status_code == 422
    assert not is_in(client)
    assert LoginSession.select().count() == 0
    assert AuditRow.select().where(AuditRow.event == "login.refused").count() == 1


@pytest.mark.parametrize("answer", ["", "{", "null", "[]", '{"id": 1}', "[" * 50_000, '{"response": {}}', "x" * 30_000])
def test_what_is_no_answer_at_all_is_refused_in_words(client, answer):
    refused = log_in(client, answer)
    assert refused.status_code == 422
    assert "Adgangsnøglen blev ikke godtaget" in refused.text


def test_an_answer_that_is_padded_to_no_end_is_not_read(make, client):
    answer = json.loads(make.passkey(make.worker()).use(question(client)))
    assert log_in(client, json.dumps({**answer, "more": "x" * LONGEST_ANSWER})).status_code == 422


def test_a_key_that_nobody_has_opens_nothing(client):
    assert log_in(client, Authenticator().use(question(client))).status_code == 422


def test_a_question_to_one_person_is_no_question_to_another_or_for_something_else(make):
    maja, jonas = make.worker(), make.worker()
    device, browser = make.passkey(jonas), make.client(jonas)
    mine, theirs = question(browser), question(make.client(maja))
    assert browser.post("/bekraeft", data={"answer": device.use(theirs)}).status_code == 422
    assert browser.post("/bekraeft", data={"answer": device.use(question(make.client()))}).status_code == 422
    assert log_in(make.client(), device.use(mine)).status_code == 422


def test_a_colleagues_passkey_does_not_prove_that_it_is_me(make):
    maja, jonas = make.worker(), make.worker()
    browser, theirs = make.client(maja), make.passkey(jonas)
    assert browser.post("/bekraeft", data={"answer": theirs.use(question(browser))}).status_code == 422
    own = make.passkey(maja)
    asked = question(browser)
    assert [one["id"] for one in asked["allowCredentials"]] == [own.name]
    assert browser.post("/bekraeft", data={"answer": own.use(asked)}).status_code == 303


def test_a_closed_person_gets_the_same_refusal(make, client):
    device = make.passkey(make.worker(closed_at=now()))
    assert log_in(client, device.use(question(client))).status_code == 422


def test_a_revoked_passkey_opens_nothing_and_ones_other_one_goes_on(make, client):
    maja = make.worker()
    lost, other = make.passkey(maja, count=7, revoked_at=now()), make.passkey(maja)
    assert log_in(client, lost.use(question(client))).status_code == 422
    lost.count = 1
    assert "blev ikke godtaget" in log_in(client, lost.use(question(client))).text, "nor is it found out anew"
    assert log_in(client, other.use(question(client))).status_code == 303


# -- a copied key


def test_a_counter_that_goes_back_shuts_the_key_out_ends_the_logins_and_is_told(make, client):
    maja, erik = make.worker(email="maja@kommunen.example"), make.user(Role.ADMIN, email="erik@kommunen.example")
    device, browser, colleague = make.passkey(maja, count=7), make.client(maja), make.client(make.worker())
    device.count = 5
    refused = log_in(client, device.use(question(client)))
    assert (refused.status_code, "ser ud til at være kopieret" in refused.text) == (422, True)
    assert Passkey.get().revoked_at is not None
    assert [is_in(one) for one in (client, browser, colleague)] == [False, False, True]
    told = {(notice.user_id, notice.kind.value, notice.path) for notice in Notice.select()}
    assert told == {(maja.id, "access", "/mig/adgang"), (erik.id, "key_copied", f"/brugere/{maja.id}")}
    device.count = 20
    assert log_in(client, device.use(question(client))).status_code == 422


@pytest.mark.parametrize(("stored", "said", "status"), [(7, 6, 422), (7, 7, 303), (0, 0, 303), (7, None, 422)])
def test_a_counter_goes_up_or_stays_at_nothing(make, client, stored, said, status):
    device = make.passkey(make.worker(), count=stored)
    device.count = said
    assert log_in(client, device.use(question(client))).status_code == status


def test_a_synced_key_that_does_not_count_opens_again_and_again(make):
    device = make.passkey(make.worker(), count=None)
    for _time in range(3):
        browser = make.client()
        assert log_in(browser, device.use(question(browser))).status_code == 303
    assert Passkey.get().sign_count == 0


def test_nobody_can_make_a_forged_answer_look_like_a_copy(make, client):
    device = make.passkey(make.worker(), count=7)
    device.count = 1
    forged = device.use(question(client), key=ec.generate_private_key(ec.SECP256R1()))
    assert log_in(client, forged).status_code == 422
    assert Passkey.get().revoked_at is None


# -- how often


def test_one_address_keeps_so_many_questions_waiting_and_no_more(make, client):
    from_here = [client.post("/adgangsnoegle/spoerg").status_code for _time in range(PER_ADDRESS + 1)]
    assert (set(from_here[:-1]), from_here[-1]) == ({200}, 429)
    elsewhere = client.post("/adgangsnoegle/spoerg", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.status_code == 200
    LoginChallenge.update(expires_at=now() - timedelta(seconds=1)).execute()
    assert client.post("/adgangsnoegle/spoerg").status_code == 200


def test_wrong_passwords_of_others_do_not_shut_out_a_passkey(make, client):
    maja = make.worker()
    device = make.passkey(maja)
    for _time in range(6):
        client.post("/log-ind", data={"username": maja.username, "password": "forkert"})
    assert log_in(client, device.use(question(client))).status_code == 303


# -- what waits


def test_what_was_typed_comes_through_a_login_by_passkey_also_after_a_refusal(make, client):
    maja = make.worker()
    device = make.passkey(maja)
    page = client.post("/log", data={"text": "Tabes ikke"})
    carried = fields_of(page.text, "/log-ind/adgangsnoegle")
    refused = log_in(client, **{**carried, "answer": "{}"})
    carried = fields_of(refused.text, "/log-ind/adgangsnoegle")
    assert "Tabes ikke" in log_in(client, **{**carried, "answer": device.use(question(client))}).text


def test_no_answer_of_a_passkey_is_carried_on(make, client):
    page = client.post("/bekraeft", data={"answer": "hemmeligt", "code": "123456", "text": "Fugt"}).text
    assert "Fugt" in page
    assert "hemmeligt" not in page
    assert "123456" not in page


def test_the_database_keeps_a_hash_of_a_question_only(client):
    asked = question(client)
    assert asked["challenge"] not in str(list(LoginChallenge.select().dicts()))
    assert User.select().count() == 0
