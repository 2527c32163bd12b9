"""Plant every security mutant in a copy of the code, and see the test that is named with it fail.

`python -m tests.security_mutants [SUBJECT...]` ends with 0 when all are killed. WORKERS says how many run at a time.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.security_mutants import SUBJECTS
from tests.security_mutants.mutant import Mutant, planted, times_found

TOP = Path(__file__).parents[2]
# What no test of ours reads; above all no database of anybody's is copied.
LEFT_OUT = shutil.ignore_patterns(".git", ".venv*", "instance", "node_modules", "screenshots", ".*_cache")
PATIENCE_SECONDS = 300
KILLED, SURVIVED, NOT_FOUND, NO_ANSWER = "killed", "survived", "text not found", "no answer"
# Pytest's own words: all passed, some failed. Anything else (no such test, a file that cannot be read) is no answer.
FATES = {0: SURVIVED, 1: KILLED}


def fate(tree: Path, mutant: Mutant) -> str:
    """Return what became of a mutant that is planted in the tree for as long as its test runs."""
    if times_found(tree, mutant) != 1:
        return NOT_FOUND
    with planted(tree, mutant):
        # Compiled files of the whole code stay and those of a hole are never kept.
        return FATES.get(exit_status(tree, [mutant.test], PYTHONDONTWRITEBYTECODE="1"), NO_ANSWER)


def exit_status(tree: Path, tests: Iterable[str], says: bool = False, **environment: str) -> int:
    """Run the tests in the tree and return pytest's exit status, -1 when it does not come to an end."""
    command = [sys.executable, "-m", "pytest", "-x", "-n0", "--tb=short", *tests]
    try:
        done = subprocess.run(  # noqa: S603 - our own tests
            command,
            cwd=tree,
            env={**os.environ, **environment},
            capture_output=not says,
            check=False,
            timeout=PATIENCE_SECONDS * (3 if says else 1),
        )
    except subprocess.TimeoutExpired:
        return -1
    return done.returncode


def main(wanted: list[str]) -> int:
    """Say what became of each mutant of the subjects that are asked for; return 0 when all are killed."""
    if unknown := sorted(set(wanted) - SUBJECTS.keys()):
        sys.exit(f"No such subject: {', '.join(unknown)}. There are {', '.join(SUBJECTS)}.")
    mutants = [mutant for subject in wanted or SUBJECTS for mutant in SUBJECTS[subject]]
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        whole = Path(folder) / "whole"
        shutil.copytree(TOP, whole, ignore=LEFT_OUT)
        (whole / "instance").mkdir()
        print("The tests that are named, with nothing broken:", flush=True)
        if exit_status(whole, sorted({mutant.test for mutant in mutants}), says=True):
            sys.exit("They must pass before anything is broken.")
        found = Counter(_all_fates(whole, mutants))
    print(", ".join(f"{number} {word}" for word, number in found.items()), f"of {len(mutants)}")
    return int(found[KILLED] < len(mutants))


def _all_fates(whole: Path, mutants: list[Mutant]) -> list[str]:
    """Try the mutants, each worker in a tree of its own."""
    workers = int(os.environ.get("WORKERS", "2"))
    trees: SimpleQueue[Path] = SimpleQueue()
    for number in range(workers):
        trees.put(Path(shutil.copytree(whole, whole.with_name(f"tree-{number}"))))

    def tried(mutant: Mutant) -> str:
        tree = trees.get()
        try:
            end = fate(tree, mutant)
        finally:
            trees.put(tree)
        print(f"{end}: {mutant.name}" + ("" if end == KILLED else f"  ({mutant.file}, {mutant.test})"), flush=True)
        return end

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(tried, mutants))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
