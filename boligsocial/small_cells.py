"""Counts that may be published, so that no published number tells of a single resident. Pure functions.

A cell is published as a function of its own count alone. A total is the sum of published cells, never of counts. So
whatever somebody works out from a table, from several quarters or together with somebody else's table, they work out
from the published cells, and a hidden cell stays anything from 0 to 4. docs/decisions/0012-small-cells.md says what
exactly holds, and why it is done so.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

LEAST = STEP = 5
# A published cell; None is hidden.
Cell = int | None


class Total(NamedTuple):
    """The sum of the cells that are shown, None when none is; `is_partial` says that hidden ones come on top."""

    shown: int | None
    is_partial: bool


def published(count: int) -> Cell:
    """Return None for fewer than 5, 0 too, else the count rounded to the nearest 5.

    None stands for 5 counts (0 to 4), 5 for 3 counts (5 to 7), and every other number for 5 counts (10: 8 to 12).
    """
    return None if count < LEAST else (count + STEP // 2) // STEP * STEP


def publish(counts: Sequence[Sequence[int]]) -> list[list[Cell]]:
    """Return a table as it may be shown, cell by cell."""
    return [[published(count) for count in row] for row in counts]


def total(cells: Iterable[Cell]) -> Total:
    """Return the total of cells that are published already; a hidden one counts nothing."""
    cells = list(cells)
    shown = [cell for cell in cells if cell is not None]
    return Total(sum(shown) if shown else None, len(shown) < len(cells))
