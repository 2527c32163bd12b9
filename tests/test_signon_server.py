"""When the municipality's login server is down, slow, strange or changed, and what is written down of it."""

import logging
import time
from datetime import timedelta

import pytest
import time_machine

from boligsocial.clock import now
from boligsocial.logs import JsonLines
from boligsocial.models import LoginSession, SignonTrip
from boligsocial.purge import purge
from boligsocial.signon import actions, provider
from tests.signon_bench import log_in, through


@pytest.mark.parametrize(
    "trouble",
    [
        {"broken": "<html>"},
        {"broken": "[]"},
        {"described": {"error": "down"}},
        {"described": {"issuer": "https://evil.example"}},
        {"described": {"token_endpoint": "http://evil.example/token"}},
        {"described": {"authorization_endpoint": None}},
    ],
    ids=str,
)
def test_a_server_that_makes_no_sense_gives_a_page_and_what_was_typed_is_there(login, client, idp, trouble):
    idp.__dict__.update(trouble)
    answer = client.post("/log-ind/kommunen", data={"kept": '[["text", "Fugt"]]', "kept_action": "/log"})
    assert answer.status_code == 503
    assert "Kommunens login svarer ikke" in answer.text
    assert "Fugt" in answer.text
    assert SignonTrip.select().count() == 0


def test_a_server_that_is_gone_is_waited_for_once_and_not_by_everybody(login, client, idp):
    login(issuer="http://127.0.0.1:1")
    assert client.get("/log-ind/kommunen").status_code == 503
    login()
    idp.described["issuer"] = "https://evil.example"
    for _ in range(5):
        assert client.get("/log-ind/kommunen").status_code == 503
    assert len(idp.asked) == 1
    idp.described.clear()
    with time_machine.travel(now() + timedelta(seconds=11)):
        assert client.get("/log-ind/kommunen").status_code == 303


def test_a_slow_server_is_waited_for_some_seconds_and_no_longer(login, client, idp, maja, monkeypatch):
    assert sum(provider.PATIENCE) <= 10
    path = through(client.get("/log-ind/kommunen").location)
    monkeypatch.setattr(provider, "PATIENCE", (0.2, 0.2))
    idp.slow, begun = 2, time.monotonic()
    assert client.get(path).status_code == 503
    login()
    assert client.get("/log-ind/kommunen").status_code == 503
    assert time.monotonic() - begun < 2


def test_nothing_is_asked_before_somebody_logs_in_and_then_once_an_hour(login, client, idp, maja):
    client.get("/log-ind")
    assert idp.asked == []
    for _ in range(3):
        log_in(client)
    assert (idp.asked.count("/.well-known/openid-configuration"), idp.asked.count("/keys")) == (1, 1)
    with time_machine.travel(now() + timedelta(minutes=61)):
        log_in(client)
    assert idp.asked.count("/keys") == 2


def test_a_server_that_breaks_on_the_way_back_lets_nobody_in(login, client, idp, maja):
    path = through(client.get("/log-ind/kommunen").location)
    idp.broken = "<html>"
    assert client.get(path).status_code == 503
    assert LoginSession.select().count() == 0


def test_nobody_fills_the_database_with_logins_that_never_come_back(login, client, monkeypatch):
    monkeypatch.setattr(actions, "PER_ADDRESS", 3)
    assert [client.get("/log-ind/kommunen").status_code for _ in range(5)] == [303, 303, 303, 429, 429]
    assert SignonTrip.select().count() == 3
    monkeypatch.setattr(actions, "IN_ALL", 3)
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.get("/log-ind/kommunen", environ_overrides=elsewhere).status_code == 429
    with time_machine.travel(now() + timedelta(minutes=11)):
        assert client.get("/log-ind/kommunen").status_code == 303
    assert SignonTrip.select().count() == 1


def test_the_night_forgets_logins_that_never_came_back(login, client):
    client.get("/log-ind/kommunen")
    with time_machine.travel(now() + timedelta(minutes=11)):
        counts = purge(timedelta(hours=10))
    assert counts["logins on their way"] == 1
    assert SignonTrip.select().count() == 0


def test_a_new_key_is_fetched_and_an_invented_one_is_not_asked_for_again_and_again(login, client, idp, maja):
    assert log_in(client).status_code == 303
    idp.new_keys()
    assert log_in(client).status_code == 403
    with time_machine.travel(now() + timedelta(minutes=2)):
        assert log_in(client).status_code == 303
    assert idp.asked.count("/keys") == 2


# -- what is written down ---------------------------------------------------------------------------------------


def test_neither_log_nor_trail_nor_database_holds_a_code_or_a_token(login, client, idp, maja, caplog):
    caplog.set_level(logging.INFO)
    lines = []
    for signer in ("own", "somebody"):
        idp.signer = signer
        path = through(client.get("/log-ind/kommunen").location)
        client.get(path)
        client.get(path)
        lines.append(path)
    idp.broken = "<html>"
    path = through(client.get("/log-ind/kommunen").location)
    client.get(path)
    written = "\n".join(JsonLines().format(record) for record in caplog.records)
    assert "the municipality's login: not_proven signature" in written
    assert "the municipality's login: silent token" in written
    for word in (*"&".join([*lines, path]).replace("?", "&").split("&"), "maja-1", "eyJ"):
        assert word.partition("=")[2] not in written or not word.partition("=")[2]
        assert word not in written
