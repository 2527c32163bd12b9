"""Rows as a file that a Danish spreadsheet opens by a tap."""

import csv
import io
from collections.abc import Iterable, Sequence

# A text that begins so is read as a formula, and a formula can send away what stands beside it.
BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"


def csv_text(rows: Iterable[Sequence[str | int]]) -> str:
    """Return the rows with semicolons and a byte order mark; a text that looks like a formula stays a text."""
    file = io.StringIO()
    csv.writer(file, delimiter=";", lineterminator="\r\n").writerows([_plain(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + file.getvalue()


def _plain(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(BEGINS_FORMULA) else cell
