"""Whether the audit trail is whole: a walk along its chain, and anchors outside the database to hold it against.

Whoever can change the database, but has not the key, cannot change, remove, swap or insert a row unseen. Only the
newest rows could be cut off together with the head; an anchor, kept where that person cannot write, tells.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from boligsocial.chain import FIELDS, GENESIS, link, seal
from boligsocial.clock import now
from boligsocial.db import db
from boligsocial.models import AuditHead

PAGE = 5000
BEFORE_ALL = -(2**63)
ON_SQLITE = ", ".join(f'"{name}"' for name in ("id", *FIELDS, "chain"))
# In words as they were sealed, which spares making and unmaking an instant and a UUID for every row.
ON_POSTGRES = ON_SQLITE.replace('"at"', "replace(to_char(\"at\", 'YYYY-MM-DD HH24:MI:SS.US'), '.000000', '')").replace(
    '"write_id"', "replace(\"write_id\"::text, '-', '')"
)
ANCHOR = re.compile(r"(\S+) (\d+) ([0-9a-f]{64})", re.ASCII)


class Fault(NamedTuple):
    """Something wrong with the trail: the number of the row it is about, and what."""

    number: int
    sentence: str


class Anchor(NamedTuple):
    """What the trail ended with at some time."""

    at: str
    number: int
    chain: str


class _Walk:
    """What is known of the rows so far. `befores` are the chains that the next row may rightly be tied to."""

    def __init__(self, anchors: Iterable[Anchor]) -> None:
        self.number, self.chain = 0, GENESIS
        self.befores: tuple[str, ...] = (GENESIS,)
        self.anchors: dict[int, list[Anchor]] = {}
        for anchor in anchors:
            self.anchors.setdefault(anchor.number, []).append(anchor)

    def step(self, number: int, fields: list[Any], chain: str) -> Iterator[Fault]:
        """Look at the next row."""
        if number <= self.number:
            yield Fault(number, "was inserted: no row has this number")
            return
        if number > self.number + 1:
            yield from self._missing(number - 1)
        row_seal = seal(fields)
        expected = [link(row_seal, before, number) for before in self.befores]
        if chain not in expected:
            yield Fault(number, "is not what was written" if expected else "cannot be held against a row before it")
        # If the chain alone was changed, the next row is tied to what stood there; if a field, to what stands there.
        self.befores = (chain,) if chain in expected else (chain, *expected)[:3]
        self.number, self.chain = number, chain
        yield from self._held_against_anchors()

    def _missing(self, last: int) -> Iterator[Fault]:
        first = self.number + 1
        what = f"is missing, and all up to {last}" if last > first else "is missing"
        yield Fault(first, what)
        self.befores = ()

    def _held_against_anchors(self) -> Iterator[Fault]:
        for anchor in self.anchors.pop(self.number, ()):
            if anchor.chain != self.chain:
                yield Fault(self.number, f"is another than the one anchored at {anchor.at}")

    def end(self, head: AuditHead | None) -> Iterator[Fault]:
        """Look at what should come after the last row."""
        if head is None or (head.number, head.chain) != (self.number, self.chain):
            told = head.number if head else "nothing"
            yield Fault(self.number, f"is the last row, but the head of the trail says {told}")
        for number, anchors in sorted(self.anchors.items()):
            yield Fault(number, f"was anchored at {anchors[0].at} and is not there: the trail was cut")


def faults(anchors: Iterable[Anchor] = ()) -> Iterator[Fault]:
    """Yield what is wrong with the trail, in the order of its rows, in constant memory. People may work meanwhile."""
    walk, after = _Walk(anchors), BEFORE_ALL
    while True:
        # The head is read before the page: what the head knows by then, the page holds.
        head = AuditHead.get_or_none()
        rows = _page(after)
        for number, *fields, chain in rows:
            yield from walk.step(number, fields, chain)
        if not rows:
            yield from walk.end(head)
            return
        after = rows[-1][0]


def _page(after: int) -> list[Any]:
    columns, mark = (ON_SQLITE, "?") if isinstance(db.obj, SqliteDatabase) else (ON_POSTGRES, "%s")
    query = f'SELECT {columns} FROM "audit_row" WHERE "id" > {mark} ORDER BY "id" LIMIT {PAGE}'  # noqa: S608 - our own words  # nosec B608
    rows: list[Any] = db.execute_sql(query, (after,)).fetchall()
    return rows


def drop_anchor(file: Path) -> Anchor:
    """Add to `file` what the trail ends with now, and return it. Raises OSError when it cannot be written."""
    head = AuditHead.get()
    anchor = Anchor(now().isoformat(timespec="seconds"), head.number, head.chain)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as lines:
        lines.write(" ".join(map(str, anchor)) + "\n")
        lines.flush()
        os.fsync(lines.fileno())
    return anchor


def read_anchors(file: Path) -> tuple[list[Anchor], list[int]]:
    """Return the anchors in `file`, and the numbers of lines that are none. Raises OSError when it cannot be read."""
    anchors, strange = [], []
    for number, line in enumerate(file.read_text(errors="replace").splitlines(), 1):
        if match := ANCHOR.fullmatch(line):
            anchors.append(Anchor(match[1], int(match[2]), match[3]))
        else:
            strange.append(number)
    return anchors, strange
