"""The same look at an app with a hole: what each payload does there by itself, and what the wrapper alone stops."""

import re
from collections.abc import Iterable

from playwright.sync_api import Browser

from boligsocial import db
from boligsocial.models import ContactPerson, Note, Role
from tests.hostile.payloads import PAYLOADS
from tests.hostile.stage import Stage, staged
from tests.hostile.watched import Watched

HOLES = "tests.hostile.holes"
# A text, a text in a field of many lines, and a value in an attribute.
PLACES = ("notes.note", "notes.edit", "directory.edit")
HTMX = [number for number, text in PAYLOADS.items() if re.search(r"hx-(get|post|put|delete|action)=/", text)]
BREAKS_OUT = [number for number in HTMX if PAYLOADS[number].startswith("</")]


def alive(
    browser: Browser, hole: str, places: Iterable[str], numbers: Iterable[int] = PAYLOADS
) -> dict[str, list[int]]:
    """Return which payloads did what, each stored alone in an app with the hole."""
    found: dict[str, list[int]] = {}
    with staged(f"{HOLES}:{hole}()") as stage:
        for number in numbers:
            _store(PAYLOADS[number])
            for what in sorted(_seen(browser, stage, places)):
                found.setdefault(what, []).append(number)
    return found


def _store(text: str) -> None:
    with db.db.obj.connection_context():
        Note.update(text=text).execute()
        ContactPerson.update(name=text).execute()


def _seen(browser: Browser, stage: Stage, places: Iterable[str]) -> set[str]:
    person = Watched(browser, stage, Role.WORKER)
    for place in places:
        person.open(stage.path(place))
    person.context.close()
    return {one.what for one in person.happened}
