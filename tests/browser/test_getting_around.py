"""Finding whom to call, going back, and leaving without a trace."""

import re

import pytest

from boligsocial.models import Note, User


def test_whom_to_contact_is_at_most_three_taps_to_the_call(maja):
    maja.go(maja.link("Kontakt"))
    maja.tap(maja.page.locator("#department label.chip").first)
    call = maja.page.locator("#answer a[href^='tel:']").first
    call.wait_for()
    # The tap that rings leaves the browser, so it is counted and not made.
    assert maja.taps + 1 <= 3
    assert re.match(r"tel:\+45[-\d]{8,}", call.get_attribute("href") or "")
    assert call.inner_text().startswith("Ring")


def test_back_after_a_part_was_changed_shows_a_whole_page(maja):
    maja.go(maja.link("Kontakt"))
    maja.tap(maja.page.locator("#department label.chip").nth(1))
    maja.page.locator("#answer a[href^='tel:']").first.wait_for()
    maja.tap(maja.page.locator("#topic label.chip").nth(1))
    maja.page.wait_for_load_state("networkidle")
    maja.go(maja.link("Sager"))
    maja.back()
    maja.page.get_by_role("heading", name="Hvem kontakter jeg?").wait_for()
    assert maja.page.locator("nav.tabs a").count() == 5
    maja.back()
    maja.page.get_by_role("heading", name="I dag").first.wait_for()


@pytest.fixture
def a_text(stored):
    """What a note of Maja's says, with its address."""
    with stored():
        note = Note.select().join(User, on=Note.author).where(User.username == "maja", Note.text != "").first()
        return f"/notater/{note.id}", note.text


def test_after_log_out_back_shows_nothing_of_the_person(maja, a_text):
    path, text = a_text
    for opened in ("/sager", path, "/notater/uafklaret"):
        maja.open(opened)
    maja.open(path)
    assert text in maja.text()
    maja.go(maja.link(re.compile("Maja$")))
    maja.go(maja.button("Log ud"))
    assert "Du er logget ud." in maja.text()
    for _ in range(3):
        maja.back()
        maja.page.get_by_role("heading", name="Log ind").wait_for()
        assert text not in maja.page.content()
        assert "Lindholt" not in maja.page.content()
    left = maja.page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert left == '[{},{},""]'


def test_a_page_asked_for_before_the_login_comes_after_it(phone, a_text):
    path, text = a_text
    phone.open(path)
    phone.go(phone.button(re.compile("^Log ind som Maja")))
    assert phone.page.url.endswith(path)
    assert text in phone.text()


def test_english_is_one_tap_away_and_stays(new_phone):
    erik = new_phone()
    erik.log_in("erik")
    erik.open("/mig")
    erik.go(erik.button("English"))
    assert erik.page.locator("html").get_attribute("lang") == "en"
    erik.go(erik.button("Dansk"))
    assert erik.page.locator("html").get_attribute("lang") == "da"


@pytest.mark.parametrize("name", ["maja", "jonas", "lone", "farid", "birgit", "hanne", "susanne", "erik"])
def test_everybody_in_the_demo_gets_in_by_one_tap_and_sees_the_demo_mark(phone, name):
    phone.log_in(name)
    assert phone.page.get_by_text("DEMO", exact=True).is_visible()
    assert name.capitalize() in phone.page.locator(".me").inner_text()
