"""The database handle: SQLCipher, SQLite or PostgreSQL by URL, a connection per request, migrations in order."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, g
from peewee import Database, DatabaseProxy, DateTimeField, Model, SqliteDatabase
from playhouse.db_url import connect
from playhouse.migrations import Runner

from boligsocial.encrypted import EncryptedDatabase
from boligsocial.keys import KeyRing

db = DatabaseProxy()
ON_SQLITE = ("sqlcipher:", "sqlite:")
MIGRATIONS = Path(__file__).parent / "migrations"

# SQLite lets one writer in at a time and makes the others sleep and guess; waiting in line is fairer.
_one_writer = threading.RLock()


class UtcDateTimeField(DateTimeField):
    """An instant. Aware in Python, stored as naive UTC so that SQLite and PostgreSQL order it alike."""

    def db_value(self, value: Any) -> Any:
        """Return naive UTC."""
        if isinstance(value, datetime) and value.tzinfo is not None:
            value = value.astimezone(UTC).replace(tzinfo=None)
        return super().db_value(value)

    def python_value(self, value: Any) -> datetime | None:
        """Return aware UTC."""
        value = super().python_value(value)
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        return value.replace(tzinfo=UTC) if value is not None else None


class Table(Model):
    """What every table shares."""

    class Meta:
        database = db
        legacy_table_names = False


def open_database(url: str, keys: KeyRing | None = None) -> Database:
    """Return a handle for `sqlcipher:///path`, `sqlite:///path` or `postgresql://...`; nothing is connected yet.

    `keys` are what an encrypted database is opened with.
    """
    if not url.startswith(ON_SQLITE):
        return connect(url, prefer_psycopg3=True)
    # FULL keeps an acknowledged note through a power cut; IMMEDIATE lets read-then-write wait its turn.
    pragmas = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1, "secure_delete": 1}
    settings: dict[str, Any] = {"pragmas": pragmas, "timeout": 15, "lock_type": "IMMEDIATE"}
    file = file_of(url)
    if file:
        _only_for_the_owner(file)
    if url.startswith("sqlcipher"):
        if not (file and keys):
            raise ValueError("An encrypted database has a file and keys.")
        return EncryptedDatabase(str(file), keys, **settings)
    return connect(url, **settings)


def file_of(url: str) -> Path | None:
    """Return the file of a database on SQLite, or None when it has none."""
    path = url.partition(":///")[2]
    return Path(path) if url.startswith(ON_SQLITE) and path not in ("", ":memory:") else None


def _only_for_the_owner(file: Path) -> None:
    # SQLite gives its journal files the mode of the database file.
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)


def init_app(app: Flask) -> None:
    """Point the handle at the app's database and give each request its connection."""
    database = open_database(app.config["DATABASE_URL"], app.extensions["keys"])
    db.initialize(database)
    app.extensions["database"] = database

    @app.before_request
    def open_connection() -> None:
        g.opened_connection = database.connect(reuse_if_open=True)

    @app.teardown_appcontext
    def close_connection(error: BaseException | None) -> None:
        # Close only what this request opened, so that a test can hold a transaction around it.
        if g.pop("opened_connection", False):
            database.close()


@contextmanager
def writing() -> Iterator[None]:
    """One transaction; on SQLite one writer at a time in this process."""
    database = db.obj
    if isinstance(database, SqliteDatabase):
        with _one_writer, database.atomic():
            yield
    else:
        with database.atomic():
            yield


def migrations() -> Runner:
    """Return the runner over `migrations/`, on the database in use."""
    return Runner(db.obj, str(MIGRATIONS))
