"""The municipality's own login: who gets in, as whom, and that every forged answer is refused."""

import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from boligsocial.clock import now
from boligsocial.models import AuditRow, LoginSession, SignonTrip, User
from boligsocial.passwords import token_hash
from boligsocial.signon import actions
from tests.idp import CLIENT, HIGH, LOW
from tests.signon_bench import asked, log_in, through, traces


def assert_stays_out(browser, answer, status=403):
    assert answer.status_code == status, answer.location
    assert browser.get("/mig").location.startswith("/log-ind")
    assert LoginSession.select().count() == 0


# -- the way in -------------------------------------------------------------------------------------------------


def test_somebody_whom_the_municipality_knows_is_in_and_where_they_wanted_to_be(login, client, maja):
    answer = log_in(client, "/log-ind/kommunen?next=/sager")
    assert (answer.status_code, answer.location) == (303, "/sager")
    assert maja.first_name in client.get("/mig").text
    assert traces()[:3] == ["signon.begun", "signon.back", "login.started"]
    assert AuditRow.get(AuditRow.event == "login.started").actor_id == maja.id


def test_a_place_elsewhere_is_never_where_the_login_ends(login, client, maja):
    assert log_in(client, "/log-ind/kommunen?next=//evil.example").location == "/"


def test_the_login_page_offers_it_by_the_municipalitys_name_only_where_it_is_set_up(app, client, login, monkeypatch):
    monkeypatch.setitem(app.config, "MUNICIPALITY", "Lærkeby Kommune")
    assert "Log ind med Lærkeby Kommunes login" in client.get("/log-ind?next=/sager").text
    assert 'href="/log-ind/kommunen?next=/sager"' in client.get("/log-ind?next=/sager").text
    monkeypatch.setitem(app.extensions, "signon", None)
    assert "/log-ind/kommunen" not in client.get("/log-ind").text
    assert client.get("/log-ind/kommunen").location == "/log-ind"
    assert client.get("/log-ind/kommunen/svar?code=a&state=b").location == "/log-ind"


def test_it_is_asked_for_a_code_with_a_challenge_a_nonce_and_the_level(login, client, idp):
    question = asked(client.get("/log-ind/kommunen"))
    assert question["response_type"] == "code"
    assert question["client_id"] == CLIENT
    assert question["code_challenge_method"] == "S256"
    assert question["redirect_uri"] == "http://localhost/log-ind/kommunen/svar"
    assert question["acr_values"] == HIGH
    assert question["scope"] == "openid profile"
    assert len({question["state"], question["nonce"], question["code_challenge"]}) == 3
    assert min(map(len, (question["state"], question["nonce"], question["code_challenge"]))) >= 43
    assert "prompt" not in question


def test_a_level_in_a_claim_of_its_own_is_asked_for_there_and_checked_there(login, client, idp, maja):
    login(acr_claim="acrs", acr=("c1",))
    assert asked(client.get("/log-ind/kommunen"))["claims"] == (
        '{"id_token": {"acrs": {"essential": true, "value": "c1"}}}'
    )
    assert log_in(client).status_code == 403
    idp.person["acrs"] = ["c1"]
    assert log_in(client).status_code == 303


def test_what_the_cookie_holds_is_no_secret_of_the_login(login, client):
    question = asked(client.get("/log-ind/kommunen"))
    trip = SignonTrip.get()
    with client.session_transaction() as session:
        kept = str(dict(session))
    for secret in (question["state"], trip.nonce, trip.verifier):
        assert secret not in kept
    assert trip.state_hash == token_hash(question["state"])


def test_what_was_typed_goes_to_the_municipality_and_back_into_its_own_form(login, client, make, maja):
    typed = {"kept": '[["text", "Fugt & råd"]]', "kept_action": "/log", "kept_photos": "1"}
    page = client.post("/log", data={"text": "Fugt & råd", "topic": "noise"}).text
    assert 'action="/log-ind/kommunen"' in page
    assert "&#34;Fugt &amp; r\\u00e5d&#34;" in page
    leaving = client.post("/log-ind/kommunen", data=typed)
    assert leaving.status_code == 200
    address = leaving.headers["Refresh"].removeprefix("0; url=")
    back = client.get(through(address))
    assert 'action="/log"' in back.text
    assert "Fugt &amp; råd" in back.text
    assert "Fotos skal vælges igen" in back.text
    assert SignonTrip.select().count() == 0


def test_more_than_a_form_can_hold_is_not_kept(login, client):
    assert client.post("/log-ind/kommunen", data={"kept": "x" * 300_001}).status_code == 413
    assert SignonTrip.select().count() == 0


def test_a_session_from_before_the_login_does_not_survive_it(login, client, maja):
    with client.session_transaction() as session:
        session["planted"] = "x"
    log_in(client)
    with client.session_transaction() as session:
        assert "planted" not in session
        assert "signon_browser" not in session


# -- forged answers ---------------------------------------------------------------------------------------------

MOMENT = int(time.time())
FORGED = {
    "for another app": {"forge": {"aud": "anden-app"}},
    "for another app, and says that we may use it": {"forge": {"aud": "anden-app", "azp": CLIENT}},
    "for another app and for us": {"forge": {"aud": ["anden-app", CLIENT], "azp": CLIENT}},
    "for us, and another app may use it": {"forge": {"azp": "anden-app"}},
    "for nobody": {"left_out": ("aud",)},
    "of another server": {"forge": {"iss": "https://evil.example"}},
    "of no server": {"left_out": ("iss",)},
    "of another login": {"forge": {"nonce": "x" * 43}},
    "of no login": {"left_out": ("nonce",)},
    "over": {"forge": {"exp": MOMENT - 120}},
    "never over": {"left_out": ("exp",)},
    "made in the future": {"forge": {"iat": MOMENT + 3600, "exp": MOMENT + 7200}},
    "made never": {"left_out": ("iat",)},
    "signed by nobody": {"signer": "nobody"},
    "signed by somebody": {"signer": "somebody"},
    "signed with the shared secret": {"signer": "secret"},
    "signed with the public key": {"signer": "public key"},
    "of a low level": {"forge": {"acr": LOW}},
    "of no level": {"left_out": ("acr",)},
    "about nobody": {"left_out": ("sub",)},
    "about an empty name": {"forge": {"sub": ""}},
    "about a number": {"forge": {"sub": 7}},
}


@pytest.mark.parametrize("forgery", FORGED)
def test_a_forged_answer_lets_nobody_in(login, client, idp, maja, forgery):
    idp.__dict__.update(FORGED[forgery])
    assert_stays_out(client, log_in(client))
    assert traces() == ["signon.begun", "signon.back", "signon.refused"]


def test_an_answer_about_an_empty_name_is_about_nobody(login, client, idp):
    login(creates=True)
    idp.forge["sub"] = ""
    assert_stays_out(client, log_in(client))
    assert User.select().count() == 0


def test_an_answer_that_nobody_here_asked_for_lets_nobody_in(login, client, make, idp, maja):
    """Login CSRF: somebody else's answer, put into my browser."""
    attacker = make.client()
    path = through(attacker.get("/log-ind/kommunen").location)
    assert_stays_out(client, client.get(path), 400)
    client.get("/log-ind/kommunen")
    assert_stays_out(client, client.get(path), 400)
    assert "/token" not in idp.asked
    # It was not used up by that.
    assert attacker.get(path).status_code == 303


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?code=x&state=x"])
def test_an_answer_out_of_nowhere_is_met_with_a_page_and_asks_and_writes_nothing(login, client, idp, query):
    assert_stays_out(client, client.get(f"/log-ind/kommunen/svar{query}"), 400)
    assert traces() == []
    assert idp.asked == []


def test_an_answer_works_once_even_for_a_copy_of_the_browser_and_a_server_that_forgets_its_codes(
    login, client, make, idp, maja
):
    path = through(client.get("/log-ind/kommunen").location)
    codes, copy = dict(idp.codes), make.client()
    with client.session_transaction() as session, copy.session_transaction() as copied:
        copied.update(session)
    assert client.get(path).status_code == 303
    client.post("/log-ud")
    idp.codes.update(codes)
    assert_stays_out(copy, copy.get(path), 400)


def test_of_two_that_bring_the_same_answer_at_once_one_gets_in(login, client, maja):
    client.get("/log-ind/kommunen")
    trip = SignonTrip.get()
    actions._use_up(None, trip)
    with pytest.raises(actions.UnknownTrip):
        actions._use_up(None, trip)


def test_a_code_of_another_login_is_refused(login, client, make, maja):
    """A code that was stolen from another login has another challenge and another nonce."""
    stolen = parse_qs(urlsplit(through(make.client().get("/log-ind/kommunen").location)).query)["code"][0]
    state = asked(client.get("/log-ind/kommunen"))["state"]
    assert_stays_out(client, client.get(f"/log-ind/kommunen/svar?code={stolen}&state={state}"))


def test_an_answer_after_eleven_minutes_is_too_late(login, client, maja):
    path = through(client.get("/log-ind/kommunen").location)
    with time_machine.travel(now() + timedelta(minutes=11)):
        answer = client.get(path)
    assert answer.status_code == 400
    assert "Prøv igen" in answer.text


def test_who_gives_up_at_the_municipality_can_try_again_with_what_was_typed(login, client, idp):
    idp.error = "access_denied"
    leaving = client.post("/log-ind/kommunen", data={"kept": '[["text", "Fugt"]]', "kept_action": "/log"})
    answer = client.get(through(leaving.headers["Refresh"].removeprefix("0; url=")))
    assert_stays_out(client, answer)
    assert 'action="/log-ind/kommunen"' in answer.text
    assert "Fugt" in answer.text
