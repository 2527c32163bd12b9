"""What has been deleted, as a file outside the database: a restored backup knows from it what must go again.

The file names nobody: each line has the time, the kind of row, and an HMAC of the row's id. Its first line lets a
wrong key be seen. Like the audit anchor it belongs where the database's backups do not bring an older one back.
"""

import hmac
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from flask import current_app

from boligsocial.clock import now

LINE = re.compile(r"\S+ (case|share|photo) ([0-9a-f]{64})", re.ASCII)
KEY_LINE = "key"


class ListUnusable(Exception):
    """The list cannot be read, was made with another key, or has a line that is none. `args[0]` says which."""


class Named(NamedTuple):
    """A deleted row: its kind and the HMAC of its id."""

    kind: str
    digest: str


def name_of(kind: str, row_id: Any) -> Named:
    """Return under which name a row stands in the list. `kind` is "case", "share" or "photo"."""
    key = str(current_app.config["AUDIT_KEY"]).encode()
    return Named(kind, hmac.digest(key, f"deleted {kind} {row_id}".encode(), "sha256").hex())


def file() -> Path:
    """Return where the list is."""
    return Path(current_app.config["DELETION_LIST"])


def mark() -> Path:
    """Return the file that is there while old bytes may lie in the database's files (scrub.py)."""
    return file().with_name(f"{file().name}.unscrubbed")


def add(names: Iterable[Named]) -> None:
    """Add to the list; on return the disk has it. Raises ListUnusable or OSError, and then nothing may be deleted."""
    mark().touch(mode=0o600)
    known, at = file(), now().isoformat(timespec="seconds")
    if not known.exists():
        begin()
    read()
    _write("".join(f"{at} {name.kind} {name.digest}\n" for name in names))


def begin() -> None:
    """Begin a list: at the first deletion, or when an operator says that the old one is lost for good."""
    _write(f"{now().isoformat(timespec='seconds')} {KEY_LINE} {name_of(KEY_LINE, '').digest}\n")
    handle = os.open(file().parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(lines: str) -> None:
    with os.fdopen(os.open(file(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as out:
        out.write(lines)
        out.flush()
        os.fsync(out.fileno())


def read() -> set[Named]:
    """Return what stands in the list; nothing when there is none yet. Raises ListUnusable."""
    try:
        first, *rest = file().read_text().splitlines() or [""]
    except FileNotFoundError:
        if not file().parent.is_dir():
            raise ListUnusable(f"the folder of {file()} is not there") from None
        return set()
    except (OSError, UnicodeError) as error:
        raise ListUnusable(f"{file()} cannot be read: {type(error).__name__}") from None
    if first.partition(" ")[2] != f"{KEY_LINE} {name_of(KEY_LINE, '').digest}":
        raise ListUnusable(f"{file()} was written with another AUDIT_KEY, or its first line was changed")
    return {_entry(number, line) for number, line in enumerate(rest, 2)}


def _entry(number: int, line: str) -> Named:
    match = LINE.fullmatch(line)
    if match is None:
        raise ListUnusable(f"line {number} of {file()} names no deletion")
    return Named(match[1], match[2])
