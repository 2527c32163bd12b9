"""The database handle: SQLite or PostgreSQL by URL, a connection per request, migrations in order."""

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

db = DatabaseProxy()
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


def open_database(url: str) -> Database:
    """Return a handle for `sqlite:///path` or `postgresql://...`; nothing is connected yet."""
    if url.startswith("sqlite"):
        # FULL keeps an acknowledged note through a power cut; IMMEDIATE lets read-then-write wait its turn.
        _only_for_the_owner(Path(url.removeprefix("sqlite:///")))
        pragmas = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1, "secure_delete": 1}
        return connect(url, pragmas=pragmas, timeout=15, lock_type="IMMEDIATE")
    return connect(url, prefer_psycopg3=True)


def _only_for_the_owner(file: Path) -> None:
    # SQLite gives its journal files the mode of the database file.
    if file.name == ":memory:":
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)


def init_app(app: Flask) -> None:
    """Point the handle at the app's database and give each request its connection."""
    database = open_database(app.config["DATABASE_URL"])
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
