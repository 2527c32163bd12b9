"""The long round of injection: `python -m tests.hostile.injection`, or `make injection`."""

import json
import sys
import time
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from boligsocial import db
from boligsocial.models import Role
from tests.hostile import controls, legs
from tests.hostile.columns import EXCUSED, text_columns, written_columns
from tests.hostile.payloads import PAYLOADS
from tests.hostile.rounds import Tally, play, rounds_needed
from tests.hostile.stage import canary, staged
from tests.hostile.watched import Watched, chromium

EVERYBODY = (None, *Role)
# With nothing escaped and no policy all but a few of the payloads do something by themselves.
LEAST_ALIVE = 55


def attacked(browser: Browser) -> Tally:
    """Play every round and every leg against the app as it is."""
    tally = Tally()
    with staged() as stage:
        for turn in (None, *range(rounds_needed())):
            play(browser, stage, tally, turn, EVERYBODY)
        with db.db.obj.connection_context():
            legs.fetch_parts(browser, stage, tally)
            legs.fill_the_shell(browser, stage, tally)
            legs.ask_questions(browser, stage, tally)
            legs.send_forms(browser, stage, tally)
        _open_again(browser, stage, tally)
    return tally


def _open_again(browser: Browser, stage: Any, tally: Tally) -> None:
    """Look at what the forms have stored."""
    for role in EVERYBODY:
        person = Watched(browser, stage, role)
        for path in stage.paths(role):
            person.open(path)
            tally.loads += 1
        tally.happened += person.happened
        person.context.close()


def controlled(browser: Browser) -> dict[str, dict[str, list[int]]]:
    """See that the same look finds what happens in apps with holes."""
    return {
        "nothing escaped, no policy": controls.alive(browser, "bare", controls.PLACES),
        "nothing escaped": controls.alive(browser, "unescaped", controls.PLACES),
        "one text unescaped": controls.alive(browser, "one_text", ("notes.note",), controls.HTMX),
        "one text unescaped and unwrapped": controls.alive(browser, "unwrapped", ("notes.note",), controls.HTMX),
    }


def is_blind(control: dict[str, dict[str, list[int]]]) -> list[str]:
    """Return what the controls should have found and did not."""
    bare, escaped_not, wrapped, unwrapped = control.values()
    some = set().union(*bare.values())
    checks = {
        f"{len(some)} payloads did something": len(some) >= LEAST_ALIVE,
        "scripts": len(bare.get("script", ())) > 20,
        "foreign requests": len(bare.get("foreign request", ())) > 5,
        "CSP reports": len(escaped_not.get("CSP report", ())) > 20,
        "posts": len(escaped_not.get("request", ())) > 5,
        "the wrapper lets only what breaks out send": set(wrapped.get("request", ())) <= set(controls.BREAKS_OUT),
        "without it all send": len(unwrapped.get("request", ())) > len(controls.BREAKS_OUT) + 5,
    }
    return [name for name, is_so in checks.items() if not is_so]


def _of_the_app(tally: Tally) -> dict[str, Any]:
    columns = {"of text": sum(1 for _column in text_columns()), "written": len(written_columns()), "excused": EXCUSED}
    return {
        "columns": columns,
        "payloads": len(PAYLOADS),
        "rounds": rounds_needed() + 1,
        "pages, parts and forms": tally.loads,
        "column and payload shown": len(tally.shown),
        "not shown": tally.unshown(),
        "happened": tally.counts(),
        "the first of them": tally.happened[:20],
    }


def main() -> int:
    """Play, print the verdict as JSON, and return 0 when nothing happened and the controls saw everything."""
    begun = time.monotonic()
    with canary() as (port, calls), sync_playwright() as playwright, chromium(playwright, port) as browser:
        tally = attacked(browser)
        called = len(calls)
        control = controlled(browser)
    blind = is_blind(control)
    verdict = {
        **_of_the_app(tally),
        "calls to the canary": called,
        "control": {name: {what: len(numbers) for what, numbers in one.items()} for name, one in control.items()},
        "calls to the canary in the control": len(calls) - called,
        "blind to": blind,
        "seconds": round(time.monotonic() - begun),
    }
    print(json.dumps(verdict, indent=1, ensure_ascii=False))
    return 1 if tally.happened or called or tally.unshown() or blind or len(calls) == called else 0


if __name__ == "__main__":
    sys.exit(main())
