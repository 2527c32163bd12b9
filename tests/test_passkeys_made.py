"""A passkey is made by whoever was asked, here, with the finger; and pages say where passkeys work."""

import pytest

from boligsocial.clock import now
from boligsocial.models import Notice, NoticeWay, Passkey
from boligsocial.passkeys import own_site
from tests.authenticator import Authenticator


def question(client):
    answer = client.post("/mig/adgangsnoegler/spoerg")
    assert answer.status_code == 200
    return answer.json


def test_the_browser_is_asked_for_the_finger_and_for_a_key_that_needs_no_name(make):
    asked = question(make.client(make.worker()))
    wanted = {"residentKey": "required", "requireResidentKey": True, "userVerification": "required"}
    assert asked["authenticatorSelection"] == wanted
    assert asked["rp"] == {"id": "localhost", "name": "Boligsocial"}


def test_a_passkey_is_made_and_opens_from_then_on(make):
    maja = make.worker(email="maja@kommunen.example", notice_way=NoticeWay.NEVER)
    browser, device = make.client(maja), Authenticator()
    made = device.make(question(browser))
    answer = browser.post("/mig/adgangsnoegler/ny", data={"answer": made, "name": "Min telefon"})
    assert answer.location == "/mig/adgang"
    assert "Min telefon" in browser.get("/mig/adgang").text
    assert "Adgangsnøgle oprettet" in browser.get("/mig/adgang").text
    other = make.client()
    data = {"answer": device.use(other.post("/adgangsnoegle/spoerg").json)}
    assert other.post("/log-ind/adgangsnoegle", data=data).status_code == 303
    # Told at once, also to somebody who wants no other mail.
    assert Notice.get().kind.value == "access"


@pytest.mark.parametrize(
    "wrong", [{"origin": "https://evil.example"}, {"site": "evil.example"}, {"verified": 0}, {"kind": "webauthn.get"}]
)
def test_a_passkey_made_wrongly_is_not_kept(make, wrong):
    browser = make.client(make.worker())
    made = Authenticator().make(question(browser), **wrong)
    answer = browser.post("/mig/adgangsnoegler/ny", data={"answer": made})
    assert (answer.status_code, "Adgangsnøglen blev ikke godtaget" in answer.text) == (422, True)
    assert Passkey.select().count() == 0


def test_a_passkey_is_kept_for_whoever_was_asked_and_once(make):
    maja, jonas = make.client(make.worker()), make.client(make.worker())
    device = Authenticator()
    made = device.make(question(maja))
    assert jonas.post("/mig/adgangsnoegler/ny", data={"answer": made}).status_code == 422
    again = device.make(question(maja))
    assert maja.post("/mig/adgangsnoegler/ny", data={"answer": again}).status_code == 303
    stolen = device.make(question(jonas))
    assert jonas.post("/mig/adgangsnoegler/ny", data={"answer": stolen}).status_code == 422
    assert Passkey.select().count() == 1


def test_a_device_that_has_one_already_is_told_so(make):
    maja = make.worker()
    known, _revoked = make.passkey(maja), make.passkey(maja, revoked_at=now())
    asked = question(make.client(maja))
    assert [one["id"] for one in asked["excludeCredentials"]] == [known.name]


def test_what_a_device_knows_a_person_by_tells_nothing_of_them(make):
    maja = make.worker()
    asked = question(make.client(maja))
    assert len(asked["user"]["id"]) == 43
    assert asked["user"]["name"] == maja.username


# -- where


def test_a_house_with_a_name_asks_for_keys_of_that_name(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://bolig.example.dk")
    monkeypatch.setitem(app.config, "HOSTS", "ny.bolig.example.dk, 192.168.1.5, bolig.evil.example")
    with app.test_request_context(base_url="https://bolig.example.dk"):
        assert own_site() == ("bolig.example.dk", ("https://bolig.example.dk", "https://ny.bolig.example.dk"))
        assert own_site().works_here
    page = client.get("/log-ind", base_url="http://192.168.1.5").text
    assert 'kun på <a href="https://bolig.example.dk">' in " ".join(page.split())
    assert "data-ask" not in page


def test_an_address_in_numbers_says_where_passkeys_work(client):
    page = client.get("/log-ind", base_url="http://127.0.0.1:5000").text
    assert 'href="http://localhost:5000"' in page
    assert "data-ask" not in page
    assert "data-ask" in client.get("/log-ind", base_url="http://localhost:5000").text


def test_a_house_without_https_says_that_passkeys_wait_for_it(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "PUBLIC_URL", "http://bolig.example.dk")
    page = client.get("/log-ind", base_url="http://bolig.example.dk").text
    assert "først, når siden har en adresse, der begynder med https" in page
