"""A login is a row: one browser's, for so long, and what ends it ends that one alone."""

from datetime import timedelta

import pytest
import time_machine

from boligsocial.clock import now
from boligsocial.models import LoginSession, User
from tests.watch import watched


def log_in(make, user):
    browser = make.client()
    make.log_in(browser, user.username)
    return browser


def is_in(browser):
    return browser.get("/mig").status_code == 200


def test_logging_out_ends_this_login_and_neither_ones_other_ones_nor_anybody_elses(make):
    maja = make.worker()
    phone, desk, jonas = make.client(maja), make.client(maja), make.client(make.worker())
    phone.post("/log-ud")
    assert [is_in(browser) for browser in (phone, desk, jonas)] == [False, True, True]


def test_after_logging_out_the_browser_is_as_new(make):
    browser = log_in(make, make.worker())
    browser.post("/log-ud")
    with browser.session_transaction() as session:
        assert set(session) <= {"_flashes"}
    assert browser.get("/log").location == "/log-ind?next=/log"


def test_using_one_login_keeps_no_other_one_awake(make):
    with time_machine.travel(now(), tick=False) as traveller:
        maja = make.worker()
        used, left = make.client(maja), make.client(maja)
        traveller.shift(timedelta(minutes=15))
        assert is_in(used)
        traveller.shift(timedelta(minutes=15))
        assert [is_in(used), is_in(left)] == [True, False]


def test_people_are_the_same_by_their_row_and_not_by_their_login(make):
    maja, jonas = make.worker(), make.worker()
    again = User.get_by_id(maja.id)
    again.token = "of another login"
    assert maja == again
    assert maja != jonas
    assert len({maja, again, jonas}) == 2


def test_being_seen_is_written_once_a_minute_at_most(make):
    with time_machine.travel(now(), tick=False) as traveller:
        browser = make.client(make.worker())
        for seconds, writes in ((59, 0), (2, 1), (59, 0)):
            traveller.shift(timedelta(seconds=seconds))
            with watched() as statements:
                assert is_in(browser)
            assert sum(sql.startswith("UPDATE") for sql in statements) == writes


def test_a_phone_that_changes_networks_stays_signed_in_and_gets_no_new_cookie(make):
    browser = log_in(make, make.worker())
    is_in(browser)
    answer = browser.get("/mig", environ_base={"REMOTE_ADDR": "192.0.2.7"}, headers={"User-Agent": "another"})
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_an_ended_login_is_said_to_have_ended_and_a_first_visit_is_not(make, client):
    browser = make.client(make.worker())
    LoginSession.delete().execute()
    asked = browser.get("/log")
    assert asked.location == "/log-ind?next=/log&ended=1"
    assert "fordi der gik lang tid" in browser.get(asked.location).text
    assert "fordi der gik lang tid" not in client.get(client.get("/log").location).text


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_whoever_asks_without_a_login_is_sent_to_log_in_whichever_way_they_ask(client, method):
    answer = client.open("/log?topic=rent", method=method)
    assert answer.status_code == 303
    assert answer.location.startswith("/log-ind?next=/log?topic%3Drent")


@pytest.mark.parametrize("secret", ["forged", "", "x" * 500])
def test_a_cookie_that_names_no_login_opens_nothing(make, client, secret):
    make.client(make.worker())
    with client.session_transaction() as session:
        session["_user_id"] = secret
    assert not is_in(client)
    client.set_cookie("boligsocial", secret)
    assert not is_in(client)


def test_encryption_on_the_machine_itself_still_marks_the_cookie(make):
    worker, browser = make.worker(is_demo=True), make.client()
    data = {"person": worker.username}
    line = browser.post("/log-ind/demo", data=data, base_url="https://localhost").headers["Set-Cookie"]
    assert line.startswith("__Host-boligsocial=")
    assert "Secure" in line
