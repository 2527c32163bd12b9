"""sqlmap, level 2, on every parameter of every address: those of the query strings and those of the forms."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from tests.policy import BEFORE, FORMS, POLICY
from tests.scan.holes import served_holes
from tests.scan.served import Served
from tests.scan.tools import SCANNERS, run
from tests.world import address, methods

# What views read from the address; tests/scan/test_code.py sees that none is missing.
QUERIES: dict[str, dict[str, Any]] = {
    "static": {"v": "x"},
    "accounts.log_in": {"next": "/mig", "ended": 1},
    "accounts.prove_page": {"next": "/mig"},
    "admin.index": {"page": 1},
    "cases.index": {"department": 1, "status": "open", "area": "arrears", "mine": 1, "after": ""},
    "cases.case": {"after": "", "removed": "x", "defect": "x"},
    "cases.new": {"note": "x", "department": 1, "dwelling": 1},
    "cases.edit": {"status": "closed"},
    "consents.new": {"party": "x"},
    "tasks.new": {"case": "x", "fra": "x"},
    "inquiries.index": {"show": "all", "page": 1, "number": "1"},
    "inquiries.new": {"way": "call", "department": 1},
    "inquiries.public_form": {"afdeling": 1},
    "departments.dwellings": {"department": 1},
    "departments.new_department": {"org": 1},
    "directory.index": {"topic": "noise", "department": 1},
    "directory.people": {"page": 1},
    "figures.index": {"kvartal": "2026-3"},
    "figures.csv": {"kvartal": "2026-3"},
    "mailings.index": {"page": 1},
    "moving.allotment": {"department": 1},
    "moving.day": {"defect": "x", "left": 1},
    "moving.new_defect": {"punkt": "x"},
    "notes.log": {
        **{"visit": "x", "department": 1, "dwelling": 1, "case": "x", "party": "x"},
        **{"kind": "visit", "topic": "noise", "saved": "x", "undone": "x"},
    },
    "notes.case_choice": {"department": 1},
    "signon.leave": {"next": "/mig", "igen": 1},
    "signon.come_back": {"state": "x", "code": "x"},
    "visits.index": {"cancelled": "x"},
    "visits.plan": {"department": 1, "case": "x", "dwelling": 1},
}
# Sent along and not asked about: who one is, and the form's own id and token.
NOT_ASKED = ("boligsocial", "csrf_token", "write_id", "User-Agent", "Referer", "Host")
FLAGS = (
    *("--batch", "--level=2", "--risk=1", "--dbms=sqlite", "--ignore-redirects", "--ignore-code=*", "--ignore-stdin"),
    *("--flush-session", "--drop-set-cookie", "--disable-coloring", "--timeout=60", "--retries=1"),
)


class Asked(NamedTuple):
    """One request that sqlmap asked about: how many parameters, and what it found, nothing if all is well."""

    name: str
    parameters: int
    found: list[str]


def targets(served: Served, wanted: Iterable[str] = ()) -> Iterator[tuple[str, str, str, dict[str, Any], Any]]:
    """Yield (endpoint, method, path, parameters, role) of every request with parameters."""
    for endpoint, (roles, kind) in POLICY.items():
        if wanted and endpoint not in wanted:
            continue
        for method in sorted(methods(served.app, endpoint)) if endpoint != "static" else ("GET",):
            BEFORE.get(endpoint, lambda world: None)(served.world)
            given = (
                FORMS.get(endpoint, lambda world: {})(served.world) if method == "POST" else QUERIES.get(endpoint, {})
            )
            named = {name: value for name, value in dict(given).items() if name not in NOT_ASKED}
            if named:
                values = {"filename": "app.css"} if endpoint == "static" else served.world.own.get(kind, {})
                yield endpoint, method, address(served.app, endpoint, values), named, min(roles) if roles else None


def ask(served: Served, folder: Path, target: tuple[str, str, str, dict[str, Any], Any]) -> Asked:
    """Let sqlmap ask about every parameter of one request."""
    endpoint, method, path, named, role = target
    visitor = served.sign_in(role)
    url = f"{served.address}{path}"
    if method == "GET":
        where = [f"{url}{'&' if '?' in url else '?'}{urlencode(named)}"]
    else:
        pairs = MultiDict({**named, "csrf_token": visitor.token}).items(multi=True)
        where = [url, f"--data={urlencode(list(pairs))}"]
    program = SCANNERS / "wapiti" / "bin" / "sqlmap"
    skip = f"--skip={','.join(NOT_ASKED)}"
    said = run(program, "-u", *where, f"--cookie={visitor.cookie}", skip, f"--output-dir={folder}", *FLAGS).stdout
    return Asked(f"{method} {endpoint}", *judged(said))


def finds_a_hole(folder: Path) -> bool:
    """Return whether sqlmap, asked in the same way, finds a hole that is there on purpose."""
    program = SCANNERS / "wapiti" / "bin" / "sqlmap"
    with served_holes() as address:
        said = run(program, "-u", f"{address}/?id=1", f"--output-dir={folder}", *FLAGS).stdout
    return bool(judged(said)[1]) and "no verdict" not in judged(said)[1][0]


def judged(said: str) -> tuple[int, list[str]]:
    """Return how many parameters sqlmap says it asked about, and what it found or could not do."""
    asked = set(re.findall(r"(?:GET|POST|Cookie) parameter '([^']+)' (?:does not seem|is|appears)", said))
    # Whatever it suspected on the way, it looked at again; this is its last word.
    if "all tested parameters do not appear to be injectable" in said:
        return len(asked), []
    hits = r"^.*(?:is vulnerable|sqlmap identified the following|appears to be '.*' injectable).*$"
    return len(asked), re.findall(hits, said, re.MULTILINE) or [f"no verdict: {said.strip().splitlines()[-1:]}"]
