"""The browser's side of the bench: the real app behind gunicorn with the demo world, and phones to use it on."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from playwright.sync_api import Browser

from boligsocial import create_app, db
from tests.browser.chromium import find_or_install
from tests.browser.phone import Phone
from tests.browser.server import running_app

FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the Chromium that is here."""
    return {
        **browser_type_launch_args,
        "executable_path": find_or_install(),
        "args": FLAGS,
        # Real phones show a page out of memory on Back, so this one does too.
        "ignore_default_args": ["--disable-back-forward-cache"],
    }


@pytest.fixture(scope="session")
def app_and_database() -> Iterator[tuple[str, str]]:
    """The app of this process's own, and its database."""
    with running_app() as running:
        yield running


@pytest.fixture(scope="session")
def address(app_and_database: tuple[str, str]) -> str:
    """Where the app answers."""
    return app_and_database[0]


@pytest.fixture(scope="session")
def stored(app_and_database: tuple[str, str]) -> Callable[[], AbstractContextManager[Any]]:
    """Look into the app's database: `with stored(): Note.select()...`."""
    create_app({"DATABASE_URL": app_and_database[1], "SECRET_KEY": "only-for-tests"})
    connection: Callable[[], AbstractContextManager[Any]] = db.db.obj.connection_context
    return connection


@pytest.fixture
def new_phone(browser: Browser, address: str) -> Iterator[Callable[..., Phone]]:
    """Give people phones of their own: `new_phone()`, `new_phone(java_script_enabled=False)`."""
    phones: list[Phone] = []

    def make(**options: Any) -> Phone:
        phones.append(Phone(browser, address, **options))
        return phones[-1]

    yield make
    for phone in phones:
        phone.close()


@pytest.fixture
def phone(new_phone: Callable[..., Phone]) -> Phone:
    """A phone on which nobody has signed in."""
    return new_phone()


@pytest.fixture
def maja(new_phone: Callable[..., Phone]) -> Phone:
    """The phone of Maja, a worker, signed in."""
    phone = new_phone()
    phone.log_in("maja")
    return phone
