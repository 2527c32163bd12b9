"""Reading the documents that make promises: their tables, and whatever in them can be held against the code."""

import ast
import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

TOP = Path(__file__).parent.parent
DOCS = TOP / "docs"
# Where a row may point to. A word in backticks that begins like this, or a link, is a path.
FOLDERS = ("boligsocial/", "templates/", "static/", "tests/", "docs/", ".ci/")
_PATH = re.compile(rf"`((?:{'|'.join(map(re.escape, FOLDERS))})[\w./-]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_TEST = re.compile(r"`(test_\w+)`")
_TABLE = re.compile(r"`((?:[A-Z][a-z]+)+)`")
_SETTING = re.compile(r"\bBOLIGSOCIAL_[A-Z_]+\b")
_UNITS: dict[str, Any] = {
    "bytes": 1,
    "MB": 1024 * 1024,
    **{name: timedelta(**{name: 1}) for name in ("seconds", "minutes", "hours", "days")},
    **{name.rstrip("s"): timedelta(**{name: 1}) for name in ("seconds", "minutes", "hours", "days")},
}

# OWASP ASVS 5.0.0: the numbers of its requirements of level 1 and 2.
LEVEL_1, LEVEL_2 = (part.split()[2:] for part in (TOP / "tests" / "asvs_numbers.txt").read_text().split("\n\n"))

# What a state of a requirement has to bring: a test, a link to where it is written, or a reason in words.
NEEDS = {"held": "test", "written": "link", "operator": "words", "not here": "words", "open": "words"}
SHORTEST_REASON = 15


class Requirement(NamedTuple):
    """A row of docs/asvs.md."""

    number: str
    level: str
    asked: str
    state: str
    where: str


class Threat(NamedTuple):
    """A row of docs/threats.md."""

    number: str
    threat: str
    control: str
    tests: str
    left: str


def text_of(name: str) -> str:
    """Return a document of docs/."""
    return (DOCS / name).read_text()


def rows(text: str, *, columns: int) -> list[list[str]]:
    """Return the cells of every table row with so many columns, without the heads of the tables."""
    found, lines = [], text.splitlines()
    for at, line in enumerate(lines):
        is_head = at + 1 < len(lines) and set(lines[at + 1]) <= set("|- ") and lines[at + 1].startswith("|-")
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and not line.startswith("|-") and not is_head and len(cells) == columns:
            found.append(cells)
    return found


@cache
def all_tests() -> frozenset[str]:
    """Return the names of all test functions, read from the files and not imported."""
    trees = (ast.parse(path.read_text()) for path in (TOP / "tests").rglob("*.py") if "node_modules" not in path.parts)
    functions = (node for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef))
    return frozenset(node.name for node in functions if node.name.startswith("test_"))


def tests_in(text: str) -> list[str]:
    """Return the names of tests that stand in a text."""
    return _TEST.findall(text)


def unknown_tests(text: str, known: frozenset[str] | None = None) -> list[str]:
    """Return the named tests that are not there."""
    known = all_tests() if known is None else known
    return [name for name in tests_in(text) if name not in known]


def dead_paths(text: str, start: Path = DOCS) -> list[str]:
    """Return the paths and links of a document in `start` that lead nowhere; addresses on the net are not asked."""
    links = [link for link in _LINK.findall(text) if not link.startswith(("http:", "https:", "mailto:"))]
    dead = [path for path in _PATH.findall(text) if not (TOP / path).exists()]
    for link in links:
        path, _, anchor = link.partition("#")
        target = (start / path) if path else None
        whole = target.read_text() if target and target.is_file() else text if not path else ""
        if (target and not target.exists()) or (anchor and anchor not in anchors(whole)):
            dead.append(link)
    return dead


def anchors(text: str) -> set[str]:
    """Return the anchors that the headings of a document get."""
    heads = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w -]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def tables_in(text: str) -> list[str]:
    """Return the tables that a text names."""
    return _TABLE.findall(text)


def settings_in(text: str) -> set[str]:
    """Return the settings that a text names, without their prefix; `BOLIGSOCIAL_MAIL_…` names none."""
    return {name.removeprefix("BOLIGSOCIAL_") for name in _SETTING.findall(text) if not name.endswith("_")}


def flaws_of(row: Requirement, level: Iterable[str]) -> Iterator[str]:
    """Yield what is wrong with a row of docs/asvs.md, a sentence each. `level` are the numbers of its level."""
    where = f"{row.number}: "
    if row.number not in level:
        yield f"{where}is not a requirement of level {row.level}"
    if row.state not in NEEDS:
        yield f"{where}the state {row.state!r} is none of {', '.join(NEEDS)}"
    elif NEEDS[row.state] == "test" and not tests_in(row.where):
        yield f"{where}names no test"
    elif NEEDS[row.state] == "link" and not _LINK.search(row.where):
        yield f"{where}says not where it is written"
    elif NEEDS[row.state] == "words" and len(row.where) < SHORTEST_REASON and not _LINK.search(row.where):
        yield f"{where}gives no reason"
    if row.state == "open" and "Missing:" not in row.where:
        yield f"{where}says not what is missing"
    if not row.asked:
        yield f"{where}says not what is asked"


def meant(cell: str) -> Any:
    """Return the value that a cell like "15 MB", "30 minutes" or "10 per hour" says."""
    number, _, unit = cell.partition(" ")
    return int(number.replace(",", "")) * _UNITS.get(unit, 1) if unit in _UNITS or not unit else cell


def value_at(path: str) -> Any:
    """Return what a name in the code holds: `boligsocial.photos.MAX_PHOTOS`, or a setting `SESSION_IDLE_MINUTES`."""
    if "." not in path:
        return import_module("boligsocial.config").DEFAULTS[path]
    module, _, name = path.rpartition(".")
    value = getattr(import_module(module), name)
    # A rate of the library `limits` says itself as "10 per 1 hour".
    return str(value).replace(" per 1 ", " per ") if hasattr(value, "get_expiry") else value
