"""To the municipality's login and back in a real browser, which minds where cookies, forms and redirects go."""

import sqlite3

import pytest

from tests.browser.phone import Phone
from tests.browser.server import running_app
from tests.idp import CLIENT, HIGH, SECRET, Idp


@pytest.fixture(scope="module")
def idp():
    """The municipality's login server, as an address that is not ours."""
    server = Idp()
    yield server
    server.close()


@pytest.fixture(scope="module")
def house(idp):
    """An app that knows it, and in which the municipality's "maja-1" is Maja."""
    settings = {
        "MUNICIPALITY": "Lærkeby Kommune",
        "OIDC_ISSUER": idp.url,
        "OIDC_CLIENT_ID": CLIENT,
        "OIDC_CLIENT_SECRET": SECRET,
        "OIDC_ACR": HIGH,
        "OIDC_ROLES": "bolig-medarbejder=worker",
    }
    with running_app(**settings) as (address, database):
        known = "INSERT INTO identity (user_id, issuer, subject, linked_at) SELECT id, ?, 'maja-1', '2026-01-01' "
        with sqlite3.connect(database.removeprefix("sqlite:///")) as rows:
            rows.execute(f"{known} FROM user WHERE username = 'maja'", (idp.url,))  # noqa: S608 - our own words
        rows.close()
        yield address


@pytest.fixture
def phone(browser, house, idp):
    """A phone on which nobody has signed in, and on which no script runs: the log there is a plain form."""
    idp.as_new()
    phone = Phone(browser, house, java_script_enabled=False)
    yield phone
    # The municipality's server is elsewhere, and meant to be.
    assert [words for words in phone.complaints if idp.url not in words] == []
    phone.context.close()


BUTTON = "Log ind med Lærkeby Kommunes login"


def test_maja_logs_in_at_the_municipality_and_is_on_the_page_she_wanted(phone):
    phone.open("/sager")
    phone.go(phone.page.get_by_role("link", name=BUTTON))
    assert phone.page.url.endswith("/sager")
    assert "Maja" in phone.page.locator("a.me").inner_text()


def test_what_was_typed_as_the_login_ended_is_there_after_the_municipalitys_login(phone):
    phone.open("/log-ind")
    phone.go(phone.page.get_by_role("link", name=BUTTON))
    phone.open("/log?topic=noise")
    phone.page.get_by_label("Note").fill("Talte med naboen om musikken")
    phone.tap(phone.chip("Hvad gjorde du?", "Besøg"))
    phone.context.clear_cookies()
    phone.page.get_by_role("button", name="Gem notat").click()
    phone.page.get_by_role("button", name=BUTTON).click()
    phone.page.get_by_role("heading", name="Du er logget ind igen").wait_for()
    assert phone.page.get_by_label("Din tekst").input_value() == "Talte med naboen om musikken"


def test_who_gives_up_there_is_told_what_to_do(phone, idp):
    idp.error = "access_denied"
    phone.open("/log-ind")
    phone.go(phone.page.get_by_role("link", name=BUTTON))
    assert "Du er ikke logget ind" in phone.page.locator("h1").inner_text()
    assert "Prøv igen" in phone.text()
