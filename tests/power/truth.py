"""What a database holds, to be held against what was acknowledged."""

import hashlib
import marshal
from collections import Counter
from collections.abc import Iterator

from peewee import SqliteDatabase

from boligsocial.db import db
from boligsocial.models import (
    AuditHead,
    AuditRow,
    Defect,
    FollowUp,
    Note,
    NoteVersion,
    Photo,
    PhotoBytes,
    Share,
)
from tests.power.phones import Proof

# What is written beside the acts of people: that a login is in use, and failed tries.
BESIDE = {"login_session", "login_attempt"}


def kept() -> Counter[Proof]:
    """Return every proof that the database gives, and how often."""
    return Counter(_kept())


def _kept() -> Iterator[Proof]:
    for table in (Note, NoteVersion):
        yield from (("text", text) for (text,) in table.select(table.text).tuples())
    for write_id, image in Photo.select(Photo.write_id, PhotoBytes.image).join(PhotoBytes).tuples():
        yield "photo", str(write_id), hashlib.sha256(bytes(image)).hexdigest()
    for share in Share.select(Share.id, Share.text, Share.withdrawn_at):
        yield "share", share.text
        if share.withdrawn_at:
            yield "withdrawn", str(share.id)
    for follow_up in FollowUp.select(FollowUp.id, FollowUp.what, FollowUp.done_at):
        yield "follow-up", follow_up.what
        if follow_up.done_at:
            yield "finished", str(follow_up.id)
    yield from (("defect", fault) for (fault,) in Defect.select(Defect.fault).tuples())
    columns = (AuditRow.write_id, AuditRow.actor, AuditRow.event, AuditRow.subject_id)
    for write_id, actor, event, subject in AuditRow.select(*columns).tuples():
        yield ("write", str(write_id)) if write_id else ("shown", str(actor), event, subject)


def acts_done() -> int:
    """Return the number of the newest row of the trail: how many acts this database has seen."""
    number: int = AuditHead.get().number
    return number


def digest() -> bytes:
    """Return a digest of every row of every table, but for what is written beside the acts (SQLite only)."""
    tables = db.execute_sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    whole = hashlib.blake2b()
    for (name,) in sorted(tables.fetchall()):
        if name not in BESIDE:
            whole.update(marshal.dumps([name, db.execute_sql(f'SELECT * FROM "{name}"').fetchall()]))  # noqa: S608
    return whole.digest()


def damage() -> list[str]:
    """Return what SQLite itself finds wrong with the file; PostgreSQL is not asked."""
    if not isinstance(db.obj, SqliteDatabase):
        return []
    found = [word for (word,) in db.execute_sql("PRAGMA integrity_check").fetchall() if word != "ok"]
    return found + [f"{row[0]}: no {row[2]}" for row in db.execute_sql("PRAGMA foreign_key_check").fetchall()]
