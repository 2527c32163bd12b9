"""What a round does besides opening pages: parts that htmx fetches, questions in addresses, and forms."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser, Error

from boligsocial.models import Role
from tests.hostile.payloads import PAYLOADS
from tests.hostile.rounds import Tally
from tests.hostile.stage import PARTS, Stage
from tests.hostile.watched import Watched
from tests.policy import ANYBODY, FORMS, POLICY

# After these the person is somebody else, or nobody.
ENDS_THE_LOGIN = {"accounts.try_log_in", "accounts.log_in_demo", "accounts.log_out", "accounts.choose_language"}
QUERY = ("q", "next", "topic", "kind", "org", "status", "area", "words", "saved", "department", "case", "visit")
LONGEST_QUESTION = 3000
FITS_A_LINE = 180
EVERYTHING = " ".join(PAYLOADS.values())


def fetch_parts(browser: Browser, stage: Stage, tally: Tally) -> None:
    """Let htmx fetch the parts that are no pages, and put them into a page."""
    person = Watched(browser, stage, Role.WORKER)
    person.open("/")
    for endpoint in PARTS:
        world = stage.world
        values = {"department": str(world.here.id), "case": str(world.case.id), "dwelling": world.home.address}
        person.swap("GET", stage.path(endpoint), values)
    _end(person, tally, len(PARTS) + 1)


def fill_the_shell(browser: Browser, stage: Stage, tally: Tally) -> None:
    """Open the page that the phone fills from what it has kept; that takes its service worker."""
    person = Watched(browser, stage, Role.WORKER, workers="allow")
    with person.page.expect_response("**/o/lister"):
        person.open("/")
    _wait_for_the_lists(person)
    _end(person, tally, 2)


def _wait_for_the_lists(person: Watched) -> None:
    for _try in range(50):
        person.open("/uden-net")
        if person.page.locator("#department-choices", has_text="kanarie").count():
            return
    person.tell("complaint", "the lists never came into the shell")


def ask_questions(browser: Browser, stage: Stage, tally: Tally) -> None:
    """Ask every page that needs no row with payloads in its address."""
    for role in (None, *Role):
        person, loads = Watched(browser, stage, role), 0
        for endpoint in stage.endpoints(role):
            if POLICY[endpoint][1] is None and (POLICY[endpoint][0] is not ANYBODY or role is None):
                for question in _questions():
                    tally.statuses[person.open(f"{stage.path(endpoint)}?{question}")] += 1
                    loads += 1
        _end(person, tally, loads)


def _questions() -> Iterator[str]:
    """As many questions as it takes to ask for every payload, under every name in turn."""
    question = ""
    for number, payload in PAYLOADS.items():
        part = f"{QUERY[number % len(QUERY)]}={quote(payload)}"
        if len(question) + len(part) > LONGEST_QUESTION:
            yield question
            question = ""
        question += f"{'&' if question else ''}{part}"
    yield question


def send_forms(browser: Browser, stage: Stage, tally: Tally) -> None:
    """Send every form with payloads in each field in turn: few that may pass, and all of them; by page and by part."""
    for endpoint, form in FORMS.items():
        if endpoint in ENDS_THE_LOGIN:
            continue
        roles, _kind = POLICY[endpoint]
        person, path = Watched(browser, stage, None if roles is ANYBODY else min(roles)), stage.path(endpoint)
        good = {name: str(value) for name, value in form(stage.world).items()}
        sent = 0
        for number, name in enumerate(good):
            for text in (_line(number + len(tally.statuses)), EVERYTHING):
                sent += _sent(person, path, {**good, name: text}, by_part=bool(number % 2))
        _end(person, tally, sent)


def _sent(person: Watched, path: str, values: dict[str, Any], by_part: bool) -> int:
    try:
        if by_part:
            person.open("/mer" if person.role else "/log-ind")
            person.swap("POST", path, values)
        else:
            person.send(path, values)
    except Error as error:
        person.tell("led elsewhere", str(error))
    return 1


def _line(start: int) -> str:
    """As many payloads, from one on, as fit in a line of a form."""
    text = ""
    for turn in range(len(PAYLOADS)):
        more = f"{text} {PAYLOADS[(start + turn) % len(PAYLOADS) + 1]}".strip()
        if len(more) > FITS_A_LINE:
            break
        text = more
    return text


def _end(person: Watched, tally: Tally, loads: int) -> None:
    tally.loads += loads
    tally.happened += person.happened
    person.context.close()
