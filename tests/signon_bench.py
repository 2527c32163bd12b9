"""What the tests of the municipality's login share: browsers that go to its server and come back."""

from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

from boligsocial.models import AuditRow, Role
from boligsocial.municipal_login import MunicipalLogin
from tests.idp import CLIENT, HIGH, SECRET, Idp

ROLES = (("bolig-admin", Role.ADMIN), ("bolig-leder", Role.LEADER), ("bolig-medarbejder", Role.WORKER))


def plain_login(idp: Idp) -> MunicipalLogin:
    """The server as an operator describes it."""
    return MunicipalLogin(idp.url, CLIENT, SECRET, "acr", (HIGH,), "roles", ROLES, ("sub",), False)


class Still(HTTPRedirectHandler):
    """Follow no redirect: where it leads is what we want to know."""

    def redirect_request(self, *_args: Any) -> None:
        """Stay."""


def through(address: str) -> str:
    """Let the server log its person in, and return the path on which the browser comes back."""
    opener = build_opener(Still())
    opener.error = lambda proto, request, answer, *rest: answer  # type: ignore[method-assign]
    parts = urlsplit(opener.open(address, timeout=10).headers["Location"])
    return f"{parts.path}?{parts.query}"


def asked(answer: Any) -> dict[str, str]:
    """Return what the browser is sent to ask for."""
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.location).query).items()}


def log_in(browser: Any, path: str = "/log-ind/kommunen") -> Any:
    """Go there and back."""
    return browser.get(through(browser.get(path).location))


def log_in_with(browser: Any, **form: str) -> Any:
    """Go there with a form, and back."""
    leaving = browser.post("/log-ind/kommunen", data=form)
    return browser.get(through(leaving.headers["Refresh"].removeprefix("0; url=")))


def traces() -> list[str]:
    """Return what the trail says, in order."""
    return [row.event for row in AuditRow.select().order_by(AuditRow.id)]
