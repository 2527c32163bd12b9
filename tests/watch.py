"""Looking over the database's shoulder: which statements a request makes, and whether its writes left a trace."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from peewee import QueryEvent

from boligsocial.db import db

STATEMENT = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH|REPLACE)\b", re.IGNORECASE)
WRITE = re.compile(
    r'\s*(?:INSERT(?: OR \w+)? INTO|REPLACE INTO|UPDATE|DELETE FROM)\s+"(\w+)"(.*)', re.IGNORECASE | re.DOTALL
)


@contextmanager
def watched() -> Iterator[list[str]]:
    """Yield the list that the SQL statements run within are added to; a write that was taken back is marked so."""
    statements: list[str] = []
    marks: list[int] = []

    def note(event: QueryEvent) -> None:
        if STATEMENT.match(event.sql):
            statements.append(event.sql)
        elif event.sql.startswith("SAVEPOINT"):
            marks.append(len(statements))
        elif event.sql.startswith("RELEASE SAVEPOINT"):
            marks.pop()
        elif event.sql.startswith("ROLLBACK TO SAVEPOINT"):
            since = marks.pop()
            statements[since:] = [f"-- taken back: {sql}" for sql in statements[since:]]

    hooks = db.obj.query_hooks
    hooks.append(note)
    try:
        yield statements
    finally:
        hooks.remove(note)


def written(statements: list[str]) -> list[str]:
    """Return the writes, apart from the counting of failed logins, what a browser must answer, and "seen".

    Those are no acts of a person.
    """
    found = [match for match in map(WRITE.match, statements) if match]
    return [m.group(0) for m in found if m.group(1) not in ("login_attempt", "login_challenge") and not _is_seen(m)]


def _is_seen(write: re.Match[str]) -> bool:
    return write.group(1) == "login_session" and write.group(2).lstrip().startswith('SET "seen_at"')


def untraced(statements: list[str]) -> list[str]:
    """Return the writes when no audit row was inserted beside them."""
    writes = written(statements)
    has_trace = any('INTO "audit_row"' in write for write in writes)
    return [] if has_trace else writes


def tables_of(writes: list[str]) -> set[str]:
    """Return the tables that these writes are about."""
    return {match.group(1) for match in map(WRITE.match, writes) if match}
