"""After the login one is where one wanted to be, with what one had typed; and nobody else can choose that place."""

import json

import pytest

from boligsocial.clock import now
from boligsocial.models import LoginSession, Role
from tests.make import Make
from tests.make_logins import fields_of as all_fields_of


def log_in(client, user, **values):
    return Make(client.application).log_in(client, user.username, **values)


def fields_of(page):
    """Return what the form of the login page carries along."""
    return {name: value for name, value in all_fields_of(page, "/log-ind").items() if name != "write_id"}


def test_what_was_typed_goes_from_the_refused_form_through_the_login_page_back_into_its_own_form(make):
    worker, department = make.worker(), make.department()
    browser = make.client(worker)
    LoginSession.delete().execute()
    typed = {"topic": "noise", "department": str(department.id), "text": 'Fugt & "råd"', "staged": ["a", "b"]}
    secret = {"csrf_token": "hemmelig-1", "write_id": "hemmelig-2"}
    page = browser.post("/log", data={**typed, **secret, "username": "lone", "next": "/sager"}).text
    assert "hemmelig" not in page
    assert 'value="lone"' not in page
    carried = fields_of(page)
    assert carried["next"] == ""
    back = log_in(browser, worker, **carried)
    assert 'action="/log"' in back.text
    assert "Fugt &amp; &#34;råd&#34;" in back.text
    for name, value in (("department", department.id), ("staged", "a"), ("staged", "b")):
        assert f'name="{name}" value="{value}"' in back.text


@pytest.mark.parametrize("path", ["/mig/adgangskode", "/log-ud"])
def test_no_password_travels_through_the_login_page(client, path):
    page = client.post(path, data={"password": "ny-hemmelig", "current": "gammel-hemmelig", "text": "Fugt"}).text
    assert "hemmelig" not in page
    assert "Fugt" in page


@pytest.mark.parametrize("action", ["https://evil.example/", "//evil.example", "/\\evil.example", "", "log"])
def test_what_was_typed_is_offered_to_no_address_elsewhere(make, client, action):
    answer = log_in(client, make.worker(), kept='[["text", "Fugt"]]', kept_action=action)
    assert (answer.status_code, answer.location) == (303, "/")


@pytest.mark.parametrize("kept", ["", "{", "null", "7", "[1]", '[["a","b","c"]]', '{"a":1}', "[" * 100_000])
def test_a_broken_load_is_dropped_and_the_person_gets_in(make, client, kept):
    assert log_in(client, make.worker(), kept=kept, kept_action="/log").status_code == 303


def test_markup_in_what_was_kept_stays_text(make, client):
    kept = json.dumps([["text", "</textarea><b>"], ['"><b>', "<b>"]])
    assert "<b>" not in log_in(client, make.worker(), kept=kept, kept_action="/log").text


def test_a_contact_person_lands_in_the_portal_and_an_asked_for_page_goes_before(make, client):
    lone = make.user(Role.CONTACT)
    assert log_in(client, lone).location == "/portal"
    assert log_in(make.client(), lone, next="/mig").location == "/mig"


def test_somebody_who_is_in_already_is_sent_on_from_the_login_page(make):
    assert make.client(make.worker()).get("/log-ind?next=/sager").location == "/sager"
    assert make.client(make.user(Role.CONTACT)).get("/log-ind").location == "/portal"


def test_a_demo_person_who_has_left_is_neither_offered_nor_let_in(make, client):
    make.worker(first_name="Maja", is_demo=True)
    gone = make.worker(first_name="Rejst", is_demo=True, closed_at=now())
    page = client.get("/log-ind").text
    assert "Log ind som Maja" in page
    assert "Log ind som Rejst" not in page
    assert client.post("/log-ind/demo", data={"person": gone.username}).status_code == 422
