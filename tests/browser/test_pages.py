"""Every page of every role, as it looks on a phone."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from boligsocial.models import Role
from tests.browser.measure import accessibility_problems, small_targets, too_wide
from tests.browser.pages import NOWHERE, PEOPLE, filled_in, roles_and_rules
from tests.browser.phone import Phone


@pytest.fixture(scope="module")
def phone_of(browser: Browser, address: str) -> Iterator[Callable[[Role], Phone]]:
    """The phone of a person of the role, signed in once."""
    phones: dict[Role, Phone] = {}

    def of(role: Role) -> Phone:
        if role not in phones:
            phones[role] = Phone(browser, address)
            phones[role].log_in(PEOPLE[role])
        return phones[role]

    yield of
    for phone in phones.values():
        phone.context.close()


def inspected(phone: Phone) -> str:
    page = phone.page
    problems = [
        *small_targets(page),
        *too_wide(page, 320),
        *too_wide(page, 360, text="200%"),
        *accessibility_problems(page, "light"),
        *accessibility_problems(page, "dark"),
    ]
    return "\n".join(problems)


@pytest.mark.parametrize(("role", "pattern"), roles_and_rules())
def test_a_page_is_accessible_tappable_and_fits(phone_of, stored, role, pattern):
    phone = phone_of(role)
    with stored():
        path = filled_in(pattern, role)
    status = phone.open(path)
    assert status == (404 if pattern == NOWHERE else 200)
    assert phone.page.locator("h1").count() == 1
    assert inspected(phone) == ""
    assert phone.complaints == []


@pytest.mark.parametrize("path", ["/log-ind", "/log-ind?ended=1", "/aktiver/et-brugt-link"])
def test_a_page_before_the_login_is_accessible_tappable_and_fits(phone, path):
    phone.open(path)
    assert inspected(phone) == ""


@pytest.mark.parametrize("path", ["/log", "/besoeg/planlaeg", "/kontakt/personer/ny"])
def test_a_refused_form_is_accessible_tappable_and_fits(phone_of, path):
    phone = phone_of(Role.WORKER)
    phone.open(path)
    phone.page.locator("input[name=department]").evaluate_all("all => all.forEach(one => one.checked = false)")
    phone.page.locator(".savebar button.main").tap()
    phone.page.locator(".summary:visible").wait_for()
    assert phone.page.title().startswith("Fejl: ")
    assert inspected(phone) == ""
