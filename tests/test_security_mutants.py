"""The list of security mutants fits the code. Whether they are killed is asked by `make security-mutants`."""

import ast
import os
from collections import Counter
from functools import cache
from pathlib import Path

from tests.security_mutants import SUBJECTS
from tests.security_mutants.__main__ import KILLED, NO_ANSWER, NOT_FOUND, SURVIVED, fate
from tests.security_mutants.mutant import Mutant, planted, times_found

TOP = Path(__file__).parent.parent
MUTANTS = [mutant for mutants in SUBJECTS.values() for mutant in mutants]


@cache
def names_in(path):
    """Return the names of the test functions that stand in a file."""
    tree = ast.parse((TOP / path).read_text()) if (TOP / path).is_file() else ast.Module([], [])
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def has_test(mutant):
    path, _, name = mutant.test.partition("::")
    # A test of many pages may be asked about one of them: "test_a_page[cases.case-worker]".
    return name.startswith("test_") and name.partition("[")[0] in names_in(path)


def test_there_are_sixty_and_each_subject_has_some():
    assert len(MUTANTS) >= 60
    assert all(len(mutants) >= 3 for mutants in SUBJECTS.values())


def test_each_has_a_name_of_its_own_and_changes_something():
    assert [name for name, times in Counter(mutant.name for mutant in MUTANTS).items() if times > 1] == []
    assert [mutant.name for mutant in MUTANTS if mutant.old == mutant.new] == []


def test_the_text_that_each_replaces_stands_exactly_once_in_its_file():
    assert {mutant.name: times for mutant in MUTANTS if (times := times_found(TOP, mutant)) != 1} == {}


def test_the_code_is_still_a_program_with_the_hole_in_it():
    for mutant in MUTANTS:
        if mutant.file.endswith(".py"):
            ast.parse((TOP / mutant.file).read_text().replace(mutant.old, mutant.new))


def test_the_test_that_must_kill_it_exists():
    assert {mutant.name: mutant.test for mutant in MUTANTS if not has_test(mutant)} == {}


def test_a_text_or_a_test_that_is_gone_is_noticed(tmp_path):
    gone = Mutant("nothing", "boligsocial/access.py", "a text that is not there", "", "tests/test_access.py::test_gone")
    assert times_found(TOP, gone) == 0
    assert times_found(TOP, gone._replace(file="boligsocial/gone.py")) == 0
    assert not has_test(gone)
    assert not has_test(gone._replace(test="tests/test_gone.py::test_gone"))
    assert fate(tmp_path, gone) == NOT_FOUND


SAMPLE = "def is_open(door):\n    return door == 'open'\n"
SAMPLE_TEST = (
    "from sample import is_open\n\ndef test_shut():\n    assert not is_open('shut')\n\ndef test_nothing():\n    pass\n"
)


def test_a_mutant_is_killed_survives_or_gives_no_answer_and_the_file_is_as_before(tmp_path):
    file, test = tmp_path / "sample.py", tmp_path / "test_sample.py"
    file.write_text(SAMPLE)
    test.write_text(SAMPLE_TEST)
    os.utime(file, (1, 1))
    hole = Mutant("every door is open", "sample.py", "door == 'open'", "True", "test_sample.py::test_shut")
    with planted(tmp_path, hole):
        assert file.read_text() == SAMPLE.replace("door == 'open'", "True")
    assert fate(tmp_path, hole) == KILLED
    assert fate(tmp_path, hole._replace(test="test_sample.py::test_nothing")) == SURVIVED
    assert fate(tmp_path, hole._replace(new="(", test="test_sample.py::test_shut")) == NO_ANSWER
    assert file.read_text() == SAMPLE
    assert file.stat().st_mtime == 1
