"""What a security mutant is, and how one is planted."""

from collections.abc import Iterator
from contextlib import contextmanager
from os import utime
from pathlib import Path
from typing import NamedTuple


class Mutant(NamedTuple):
    """A hole: `old` stands exactly once in `file` and becomes `new`; `test` is the one that must fail then."""

    name: str
    file: str
    old: str
    new: str
    test: str


def times_found(tree: Path, mutant: Mutant) -> int:
    """Return how often the mutant's text stands in its file; only once is right."""
    path = tree / mutant.file
    return path.read_text().count(mutant.old) if path.is_file() else 0


@contextmanager
def planted(tree: Path, mutant: Mutant) -> Iterator[None]:
    """Let the file hold the hole meanwhile; afterwards it is as before, its time too, so that compiled files fit."""
    path = tree / mutant.file
    whole, before = path.read_text(), path.stat()
    try:
        path.write_text(whole.replace(mutant.old, mutant.new))
        yield
    finally:
        path.write_text(whole)
        utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
