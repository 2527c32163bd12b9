"""The chain through the audit trail: every row is sealed with a key and tied to the row before it.

    seal  = HMAC-SHA256(AUDIT_KEY, every field of the row)
    chain = HMAC-SHA256(seal, the chain of the row before + the row's number)

A row is written in one statement: the database ties it to the head (`audit_head`), and a trigger moves the head on.
The key itself never leaves this process. How a row is sealed can never be changed for rows that are there.
"""

import hmac
import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Flask
from peewee import SqliteDatabase

from boligsocial.db import db

# What the first row is tied to.
GENESIS = "0" * 64
FIELDS = ("at", "actor_id", "event", "subject_type", "subject_id", "write_id", "write_digest")
COLUMNS = ", ".join(f'"{name}"' for name in ("id", *FIELDS, "chain"))
ADD_ON_SQLITE = (
    f'INSERT INTO "audit_row" ({COLUMNS}) '  # noqa: S608 - our own words, all of them  # nosec B608
    'SELECT "number" + 1, ?, ?, ?, ?, ?, ?, ?, audit_link(?, "chain", "number" + 1) FROM "audit_head"'
)
# HMAC spelled out: PostgreSQL has SHA-256 of its own, and the head is locked until the act is done.
ADD_ON_POSTGRES = (
    f'INSERT INTO "audit_row" ({COLUMNS}) '  # noqa: S608 - our own words, all of them  # nosec B608
    'SELECT "number" + 1, %s::timestamp, %s::integer, %s, %s, %s, %s::uuid, %s, encode(sha256(%s::bytea || '
    "sha256(%s::bytea || convert_to(\"chain\" || ':' || (\"number\" + 1), 'UTF8'))), 'hex') "
    'FROM "audit_head" FOR UPDATE'
)
BLOCK = 64
# A list in JSON can be read in one way only, so no two rows have the same words.
_in_words = json.JSONEncoder(default=repr, check_circular=False).encode
INNER, OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))


class KeyMissing(Exception):
    """There is no AUDIT_KEY to seal with."""


class _Keyring:
    key = b""


def init_app(app: Flask) -> None:
    """Take the app's AUDIT_KEY, and teach SQLite to tie a row to the one before."""
    _Keyring.key = str(app.config["AUDIT_KEY"]).encode()
    database = app.extensions["database"]
    if isinstance(database, SqliteDatabase):
        database.register_function(link, "audit_link", 3)


def seal(fields: Sequence[Any]) -> bytes:
    """Return the seal of a row. `fields` are the values of FIELDS as the database holds them."""
    if not _Keyring.key:
        raise KeyMissing
    at, actor, event, subject_type, subject_id, write_id, digest = fields
    written = write_id.hex if isinstance(write_id, UUID) else write_id
    words = _in_words([str(at), actor, event, subject_type, subject_id, written, digest])
    return hmac.digest(_Keyring.key, words.encode(), "sha256")


def link(row_seal: bytes, before: str, number: int) -> str:
    """Return the chain of row `number`, in hex. `before` is the chain of the row before it."""
    return hmac.digest(row_seal, f"{before}:{number}".encode(), "sha256").hex()


def add_row(fields: Sequence[Any]) -> None:
    """Write the next row of the trail; `fields` are the values of FIELDS, `at` as naive UTC. Needs a transaction."""
    row_seal = seal(fields)
    if isinstance(db.obj, SqliteDatabase):
        at, *rest = fields
        values = [str(at), *(value.hex if isinstance(value, UUID) else value for value in rest)]
        db.execute_sql(ADD_ON_SQLITE, (*values, row_seal))
    else:
        padded = row_seal.ljust(BLOCK, b"\0")
        db.execute_sql(ADD_ON_POSTGRES, (*fields, padded.translate(OUTER), padded.translate(INNER)))
