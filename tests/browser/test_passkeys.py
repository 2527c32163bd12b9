"""Passkeys in a real Chromium with an authenticator in software: what they open, and every way in which they must not.

Answers are also taken out of the page and sent again, from elsewhere or by another browser, as an attacker would.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from boligsocial.clock import now
from boligsocial.models import Activation, LoginSession, Passkey, Role, User
from boligsocial.one_time import code_at
from boligsocial.passwords import new_token, token_hash
from tests.browser.key_phone import ASK, KeyPhone
from tests.browser.phone import Phone

REFUSED, COPIED = "Adgangsnøglen blev ikke godtaget", "ser ud til at være kopieret"
_numbers = count(1)


@pytest.fixture
def new_key_phone(browser: Browser, address: str) -> Iterator[Any]:
    """Give people phones with an authenticator."""
    phones: list[KeyPhone] = []

    def make(**options: Any) -> KeyPhone:
        phones.append(KeyPhone(browser, address, **options))
        return phones[-1]

    yield make
    for phone in phones:
        phone.close()


@pytest.fixture
def person(stored) -> Iterator[User]:
    """Somebody real, with a one-time link in `link`; she leaves no trace among the demo's people."""
    number, token = next(_numbers), new_token()
    values = {"first_name": "Ida", "full_name": f"Ida Prøve {number}", "title": "boligsocial medarbejder"}
    with stored():
        user = User.create(username=f"ida{number}", role=Role.WORKER, **values)
        Activation.create(token_hash=token_hash(token), user=user, expires_at=now() + timedelta(hours=1))
    user.link = f"/aktiver/{token}"
    yield user
    with stored():
        User.update(closed_at=now()).where(User.id == user.id).execute()


@pytest.fixture
def ida(new_key_phone, person) -> KeyPhone:
    """Her phone, with the passkey that she made by her link."""
    phone: KeyPhone = new_key_phone()
    phone.open(person.link)
    phone.go(phone.button("Opret adgangsnøgle"))
    return phone


def passkey_of(person):
    return Passkey.get(Passkey.user == person.id)


def test_one_tap_on_the_link_makes_a_passkey_and_one_tap_logs_in(ida, person, stored):
    assert ida.taps == 1
    assert ida.is_in()
    ida.log_out()
    ida.taps = 0
    ida.use_key()
    assert ida.taps == 1
    assert ida.is_in()
    with stored():
        assert passkey_of(person).sign_count > 0


def test_the_browser_offers_the_passkey_where_the_user_name_is_typed(ida, new_key_phone):
    other = new_key_phone(offers=True)
    other.put_in(ida.credential())
    with other.page.expect_navigation(url=re.compile(r"/$")):
        other.open("/log-ind")
    assert other.is_in()


def test_an_answer_opens_once_and_only_here_and_only_with_the_finger(ida, new_key_phone):
    ida.log_out()
    asked = {"challenge": ida.question(), "verification": "required"}
    answer = ida.page.evaluate(ASK, asked)
    ida.send(answer)
    assert ida.is_in()
    thief = new_key_phone()
    thief.send(answer)
    assert REFUSED in thief.text()
    assert not thief.is_in()
    ida.log_out()
    asked = {"challenge": ida.question(), "verification": "discouraged"}
    ida.verify(False)
    ida.send(ida.page.evaluate(ASK, asked))
    assert REFUSED in ida.text()
    assert not ida.is_in()


def test_where_the_finger_is_not_the_right_one_the_page_says_so_and_stays(ida):
    ida.log_out()
    ida.verify(False)
    ida.open("/log-ind")
    ida.tap(ida.button("Log ind med adgangsnøgle"))
    expect(ida.page.get_by_text("Det blev ikke til noget")).to_be_visible()
    ida.verify(True)
    ida.go(ida.button("Log ind med adgangsnøgle"))
    assert ida.is_in()


def test_a_page_elsewhere_gets_nothing_that_opens(ida):
    ida.log_out()
    challenge = ida.question()
    asked = {"challenge": challenge, "verification": "required"}
    for place in ("http://localhost:1", "https://boligsocial.evil.example"):
        ida.page.route(
            f"{place}/**", lambda route: route.fulfill(body="<h1>Vind en præmie</h1>", content_type="text/html")
        )
    ida.page.goto("https://boligsocial.evil.example/")
    refusal = ida.page.evaluate(f"async (asked) => ({ASK})(asked).catch((error) => error.name)", asked)
    assert refusal == "SecurityError", "the browser itself keeps the name apart"
    ida.page.goto("http://localhost:1/")
    answer = ida.page.evaluate(ASK, asked)
    ida.complaints.clear()
    ida.send(answer)
    assert REFUSED in ida.text()
    assert not ida.is_in()


def test_a_copied_passkey_is_shut_out_on_both_devices(ida, person, stored, new_key_phone):
    copy, thief = ida.credential(), new_key_phone()
    thief.put_in(copy)
    ida.log_out()
    ida.use_key()
    ida.log_out()
    ida.use_key()
    thief.use_key()
    assert COPIED in thief.text()
    assert not ida.is_in(), "her login has ended too"
    ida.use_key()
    assert REFUSED in ida.text()
    with stored():
        assert passkey_of(person).revoked_at is not None


def test_a_second_device_opens_and_a_lost_one_is_revoked_by_an_administrator(ida, person, new_key_phone, new_phone):
    lost = new_key_phone()
    lost.put_in(ida.credential())
    ida.swap_key()
    ida.open("/mig/adgang")
    ida.go(ida.link("Tilføj adgangsnøgle"))
    ida.page.get_by_label("Navn på adgangsnøglen").fill("Min nye telefon")
    ida.go(ida.button("Opret adgangsnøgle"))
    assert "Min nye telefon" in ida.text()
    ida.log_out()
    ida.use_key()
    assert ida.is_in()
    erik = new_phone()
    erik.log_in("erik")
    erik.open(f"/brugere/{person.id}")
    erik.go(erik.page.get_by_role("button", name=re.compile("^Spær Chrome")))
    assert "Spærret" in erik.text()
    assert not ida.is_in(), "every login ends, for who knows on which device it was"
    lost.use_key()
    assert REFUSED in lost.text()
    ida.use_key()
    assert ida.is_in()


def set_up_and_log_in(plain: Phone, link: str, person: User) -> None:
    """Choose password and codes by the link, log out, and log in with them."""
    plain.open(link)
    assert plain.page.get_by_role("button", name="Opret adgangsnøgle").count() == 0
    plain.go(plain.link("Brug adgangskode og engangskode"))
    secret = plain.page.locator(".secret").inner_text().replace(" ", "")
    plain.page.get_by_label("Ny adgangskode").fill("fem gule biler holder")
    plain.page.get_by_label("Engangskode").fill(code_at(secret, now()))
    plain.go(plain.button("Gem og log ind"))
    plain.open("/mig")
    plain.go(plain.button("Log ud"))
    plain.page.get_by_label("Brugernavn").fill(person.username)
    plain.page.get_by_label("Adgangskode").fill("fem gule biler holder")
    plain.go(plain.button("Log ind med adgangskode"))
    assert "seks cifre" in plain.text()
    plain.page.get_by_label("Engangskode").fill(code_at(secret, now() + timedelta(seconds=30)))
    plain.go(plain.button("Log ind"))
    assert plain.open("/mig") == 200


def test_with_everything_lost_a_new_link_starts_anew_by_password_and_code_without_script(
    ida, person, new_phone, browser, address
):
    erik = new_phone()
    erik.log_in("erik")
    erik.open(f"/brugere/{person.id}")
    erik.tap(erik.page.get_by_text("Nyt link", exact=True))
    erik.go(erik.button("Lav et nyt link"))
    link = erik.page.get_by_label("Link", exact=True).input_value()
    assert not ida.is_in()
    ida.use_key()
    assert REFUSED in ida.text()
    set_up_and_log_in(new_phone(java_script_enabled=False), "/aktiver/" + link.rpartition("/")[2], person)


def test_a_rest_locks_the_page_and_one_tap_gives_back_what_was_typed(ida, person, stored):
    ida.open("/afdelinger/boligorganisationer/ny")
    with stored():
        LoginSession.update(seen_at=now() - timedelta(minutes=21)).where(LoginSession.user == person.id).execute()
    ida.page.get_by_label("Navn").fill("Boligselskabet Tabes Ikke")
    ida.go(ida.button("Gem organisation"))
    assert person.full_name in ida.text()
    ida.taps = 0
    ida.go(ida.button("Lås op med adgangsnøgle"))
    assert ida.taps == 1
    assert "Du er logget ind igen" in ida.page.locator("h1").inner_text()
    ida.go(ida.button("Send igen"))
    assert "Boligselskabet Tabes Ikke" in ida.text()
