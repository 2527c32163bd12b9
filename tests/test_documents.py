"""The documents that make promises are held against the code: threats, OWASP ASVS, data protection, security rules."""

import ast
from collections import Counter
from importlib.metadata import distribution

import pytest
from packaging.requirements import Requirement as Wanted
from packaging.utils import canonicalize_name

from boligsocial.config import DEFAULTS
from boligsocial.models import TABLES
from tests import documents as docs
from tests.documents import LEVEL_1, LEVEL_2, Requirement, Threat

NAMES = ("asvs.md", "threats.md", "data-protection.md", "security-rules.md")
LEVELS = {"1": LEVEL_1, "2": LEVEL_2}
# Settings whose default is made at the start, from where the app is.
MADE = {"DATABASE_URL", "SECRET_KEY", "AUDIT_KEY", "MAIL_FOLDER", "KEY_FOLDER", "DELETION_LIST"}
# Modules with which a program reaches another machine.
NETWORK = {
    "smtplib",
    "socket",
    "http",
    "urllib.request",
    "urllib3",
    "requests",
    "httpx",
    "aiohttp",
    "ftplib",
    "authlib",
}


def requirements():
    return [Requirement(*cells) for cells in docs.rows(docs.text_of("asvs.md"), columns=5)]


def threats():
    return [Threat(*cells) for cells in docs.rows(docs.text_of("threats.md"), columns=5)]


# -- what holds for all of them


@pytest.mark.parametrize("name", NAMES)
def test_every_test_that_a_document_names_exists(name):
    assert docs.unknown_tests(docs.text_of(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_path_and_link_of_a_document_leads_somewhere(name):
    assert docs.dead_paths(docs.text_of(name)) == []


@pytest.mark.parametrize("name", sorted(path.name for path in docs.DOCS.glob("*.md")))
def test_every_setting_that_a_document_names_exists(name):
    assert docs.settings_in(docs.text_of(name)) - MADE - set(DEFAULTS) == set()


def test_a_test_a_path_or_a_setting_that_is_gone_is_found():
    assert docs.unknown_tests("`test_gone` `test_here`", frozenset({"test_here"})) == ["test_gone"]
    text = "`boligsocial/gone.py` [a](gone.md) [b](operator.md#nowhere) [c](#here) [d](#there)\n## Here\n"
    assert docs.dead_paths(text) == ["boligsocial/gone.py", "gone.md", "operator.md#nowhere", "#there"]
    assert docs.settings_in("`BOLIGSOCIAL_GONE`, `BOLIGSOCIAL_MAIL_…`") == {"GONE"}


# -- OWASP ASVS


def test_every_requirement_of_both_levels_stands_there_once():
    assert (len(set(LEVEL_1)), len(set(LEVEL_2))) == (70, 183)
    counted = Counter(row.number for row in requirements())
    assert [number for number, times in counted.items() if times > 1] == []
    assert set(counted) == {*LEVEL_1, *LEVEL_2}


def test_every_requirement_names_a_test_a_text_or_a_reason():
    assert [flaw for row in requirements() for flaw in docs.flaws_of(row, LEVELS[row.level])] == []


def test_nothing_of_level_1_is_open():
    assert [row.number for row in requirements() if row.state == "open" and row.level == "1"] == []


@pytest.mark.parametrize(
    ("row", "flaw"),
    [
        (("9.9.9", "1", "Asked.", "held", "`test_x`"), "9.9.9: is not a requirement of level 1"),
        (("1.2.1", "1", "Asked.", "PENDING(x)", ""), "1.2.1: the state 'PENDING(x)' is none of"),
        (("1.2.1", "1", "Asked.", "held", "It is."), "1.2.1: names no test"),
        (("1.2.1", "1", "Asked.", "written", "Somewhere."), "1.2.1: says not where it is written"),
        (("1.2.1", "1", "Asked.", "operator", "Yes."), "1.2.1: gives no reason"),
        (("1.2.1", "1", "Asked.", "open", "We have not come to it."), "1.2.1: says not what is missing"),
        (("1.2.1", "1", "", "not here", "There is nothing of it."), "1.2.1: says not what is asked"),
    ],
)
def test_a_row_that_promises_nothing_is_found(row, flaw):
    (said,) = docs.flaws_of(Requirement(*row), LEVEL_1)
    assert said.startswith(flaw)


# -- threats


def test_every_threat_is_numbered_once_and_named():
    rows = threats()
    assert [row.number for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    assert len(rows) >= 32
    assert all(row.threat and row.control and row.left for row in rows)


def test_every_threat_has_a_control_in_the_code_and_a_test_or_a_reason():
    rows = threats()
    assert [row.number for row in rows if not docs.tests_in(row.tests) and len(row.tests) < docs.SHORTEST_REASON] == []
    assert [row.number for row in rows if docs.tests_in(row.tests) and "`" not in row.control] == []


# -- data protection


def test_every_table_is_named_in_the_record_or_excused():
    text = docs.text_of("data-protection.md")
    assert [table.__name__ for table in TABLES if f"`{table.__name__}`" not in text] == []
    assert set(docs.tables_in(text)) <= {table.__name__ for table in TABLES}


def test_every_period_of_keeping_is_the_one_in_the_code():
    rows = docs.rows(docs.text_of("data-protection.md").partition("## How long")[2], columns=5)
    assert len(rows) >= 10
    places = {row[4].strip("`"): row[1] for row in rows if row[4].startswith("`")}
    assert {path: cell for path, cell in places.items() if docs.meant(cell) != docs.value_at(path)} == {}


# -- security rules


def test_every_number_in_the_security_rules_is_the_one_in_the_code():
    rows = docs.rows(docs.text_of("security-rules.md"), columns=3)
    numbers = {row[2].strip("`"): row[1] for row in rows if row[2].startswith("`") and "BOLIGSOCIAL_" not in row[2]}
    assert len(numbers) >= 20
    assert {path: cell for path, cell in numbers.items() if docs.meant(cell) != docs.value_at(path)} == {}


def test_the_rules_name_everything_that_the_app_may_call():
    calling = set()
    for path in (docs.TOP / "boligsocial").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name in NETWORK or name.partition(".")[0] in NETWORK for name in names):
                calling.add(str(path.relative_to(docs.TOP)))
    told = docs.text_of("security-rules.md").partition("## Whom the app talks to")[2].partition("\n## ")[0]
    assert {path for path in calling if f"`{path}`" not in told} == set()


def test_every_library_is_pinned_and_everything_installed_is_on_the_list():
    lines = [line for line in (docs.TOP / "requirements.txt").read_text().splitlines() if line and line[0] != "#"]
    assert [line for line in lines if len(line.split("==")) != 2] == []
    listed = {canonicalize_name(Wanted(line).name): Wanted(line) for line in lines}
    for name, wanted in listed.items():
        for text in distribution(name).requires or []:
            needed = Wanted(text)
            extras = wanted.extras or {""}
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
                assert canonicalize_name(needed.name) in listed, f"{name} brings {needed.name}, which is not pinned"
