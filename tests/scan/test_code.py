"""The static scanners: bandit, and the house's own rules for semgrep. Run by `make scan-code`, also in `make sure`."""

import json
import re
import sys

import pytest

from tests.scan.injection import QUERIES, judged
from tests.scan.tools import RULES, TOP, run, semgrep

IDS = re.findall(r"^  - id: (\S+)$", (RULES / "house.yaml").read_text(), re.MULTILINE)
EXAMPLES = sorted(path for path in RULES.iterdir() if path.suffix in (".py", ".html"))
HOUSE = ("boligsocial", "templates", "app.py")
_SAID = re.compile(r"(?:#|<!--) (ruleid|ok): ([\w, -]+?)(?: -->)?$")


@pytest.fixture(scope="module")
def found():
    """What the rules find in their examples."""
    return {(path.rpartition("/")[2], line, rule) for path, line, rule in semgrep(*EXAMPLES)}


def said(word):
    """Return what the examples say of the line below: (file, line, rule)."""
    lines = [(path.name, at, line) for path in EXAMPLES for at, line in enumerate(path.read_text().splitlines(), 2)]
    matches = [(name, at, _SAID.search(line)) for name, at, line in lines]
    return {
        (name, at, rule) for name, at, match in matches if match and match[1] == word for rule in match[2].split(", ")
    }


def test_each_own_rule_finds_its_bad_example_and_leaves_the_good_one_alone(found):
    assert len(IDS) >= 20
    for word in ("ruleid", "ok"):
        assert {rule for _name, _line, rule in said(word)} == set(IDS)
    assert found == said("ruleid")


def test_own_rules_find_nothing_in_the_house():
    assert semgrep(*HOUSE) == []


def test_bandit_finds_nothing_of_weight():
    answer = run(sys.executable, "-m", "bandit", "-q", "-ll", "-f", "json", "-c", "pyproject.toml", "-r", *HOUSE[::2])
    report = json.loads(answer.stdout)
    assert report["errors"] == []
    assert len(report["metrics"]) > 200
    assert [(row["filename"], row["line_number"], row["test_id"]) for row in report["results"]] == []


def test_every_exception_says_why():
    lines = [
        (str(path.relative_to(TOP)), line.strip())
        for path in (*(TOP / "boligsocial").rglob("*.py"), *(TOP / "templates").rglob("*.html"))
        for line in path.read_text().splitlines()
    ]
    bare = [
        line for line in lines if "nosec" in line[1] and not re.search(r"# noqa: S\d+ - .{8,} # nosec B\d+$", line[1])
    ]
    silent = [line for line in lines if "nosemgrep" in line[1] and not re.search(r"nosemgrep: [\w-]+ - .{8,}", line[1])]
    assert (bare, silent) == ([], [])


def test_every_word_that_views_read_from_the_address_is_asked_about_by_sqlmap():
    asked = {name for names in QUERIES.values() for name in names} | {"next", "path"}
    read = re.compile(r"(?:request\.args|\bargs|\bquery)(?:\.get\(|\[)\"(\w+)\"")
    views = [path.read_text() for path in (TOP / "boligsocial").rglob("*.py")]
    assert {name for text in views for name in read.findall(text)} - asked == set()


def test_what_sqlmap_says_is_understood():
    sound = (
        "GET parameter 'a' does not appear to be dynamic\n[WARNING] GET parameter 'a' does not seem to be injectable\n"
    )
    ended = "[CRITICAL] all tested parameters do not appear to be injectable. Try to increase values for '--level'"
    assert judged(sound + ended) == (1, [])
    hit = "[INFO] GET parameter 'b' appears to be 'SQLite AND boolean-based blind' injectable"
    assert judged(hit) == (1, [hit])
    again = "[WARNING] false positive or unexploitable injection point detected"
    assert judged(f"{hit}\n{again}\n{ended}") == (1, [])
    assert judged("[CRITICAL] unable to connect to the target URL")[1] != []
