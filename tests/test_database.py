"""What the database promises: nothing acknowledged is lost, nothing is stored twice, nobody is turned away."""

import io
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Barrier
from uuid import uuid4

import pytest
from flask import Flask
from peewee import OperationalError, SqliteDatabase

from boligsocial import create_app, db
from boligsocial.access import allow
from boligsocial.audit import Event, recorded
from boligsocial.db import writing
from boligsocial.models import AuditRow, HousingOrg, Note, Photo, Role, User
from tests.make import Make

THREADS = 8


@pytest.fixture
def own_app(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The real app on a database file of its own, so that threads meet as they do in the server."""
    shared = db.db.obj
    settings = {"TESTING": True, "SECRET_KEY": "only-for-tests", "AUDIT_KEY": "tests", "WTF_CSRF_ENABLED": False}
    own = create_app({**settings, "DATABASE_URL": f"sqlite:///{tmp_path}/own.db"})
    with db.db.obj.connection_context():
        db.migrations().up()
    yield own
    db.db.initialize(shared)


def at_once(work, times=THREADS):
    """Run work(number) in 8 threads that start together; return what each gave."""
    start = Barrier(THREADS)

    def one(number):
        if number < THREADS:
            start.wait(timeout=10)
        with db.db.obj.connection_context():
            return work(number)

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(one, range(times)))


def test_sqlite_survives_a_power_cut_minds_references_and_forgets_what_is_deleted(own_app):
    with db.db.obj.connection_context():
        pragmas = {
            name: db.db.obj.pragma(name) for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_every_thread_gets_the_same_promises(own_app):
    answers = at_once(lambda number: [db.db.obj.pragma(name) for name in ("synchronous", "foreign_keys")])
    assert answers == [[2, 1]] * THREADS


def submit(app, browsers, data):
    """Post the same form to the log from 8 browsers at once."""

    def post(number):
        answer = browsers[number].post("/log", data=data(number))
        return answer.status_code, answer.headers.get("Location")

    return at_once(post)


def test_eight_threads_that_send_the_same_log_store_one_note_and_get_the_same_receipt(own_app):
    make = Make(own_app)
    with db.db.obj.connection_context():
        worker, department = make.worker(), make.department()
        browsers = [make.client(worker) for _thread in range(THREADS)]
    fields = {"kind": "visit", "topic": "noise", "department": department.id, "text": "Fugt", "write_id": str(uuid4())}
    picture = make.picture()

    def data(number):
        return {**fields, "photos": (io.BytesIO(picture), "foto.jpg")}

    receipts = submit(own_app, browsers, data)
    assert receipts[0][0] == 303
    assert receipts == [receipts[0]] * THREADS
    with db.db.obj.connection_context():
        assert [note.text for note in Note.select()] == ["Fugt"]
        assert Photo.select().count() == 1
        assert AuditRow.select().where(AuditRow.event == Event.NOTE_LOGGED).count() == 1


@recorded(Event.ORG_SAVED)
def add_org(actor: User | None, name: str) -> HousingOrg:
    """Read, then write: where a lock that upgrades would fail."""
    return HousingOrg.create(name=f"{name} {HousingOrg.select().count()}")


def test_240_racing_acts_are_all_done_and_none_is_told_that_the_database_is_locked(own_app):
    at_once(lambda number: add_org(None, f"Org {number}"), times=240)
    with db.db.obj.connection_context():
        assert HousingOrg.select().count() == 240
        assert AuditRow.select().count() == 240
        # Each read what all before it had written.
        assert sorted(int(org.name.split()[-1]) for org in HousingOrg.select()) == list(range(240))


def test_transactions_of_other_processes_wait_their_turn_too(own_app):
    # Another process knows nothing of our line of writers; only the lock of SQLite itself is between us.
    def add(number):
        with db.db.obj.atomic():
            return HousingOrg.create(name=f"Org {number} {HousingOrg.select().count()}").id

    assert len(set(at_once(add, times=80))) == 80


def test_writing_within_writing_is_one_transaction(own_app):
    def write_and_stumble():
        with writing():
            with writing():
                HousingOrg.create(name="Lunden")
            raise ZeroDivisionError

    with db.db.obj.connection_context():
        pytest.raises(ZeroDivisionError, write_and_stumble)
        assert HousingOrg.select().count() == 0


def test_a_database_that_stays_locked_is_said_in_words_and_what_was_typed_is_not_lost(own_app, monkeypatch):
    make = Make(own_app)
    with db.db.obj.connection_context():
        browser = make.client(make.worker())

    def locked():
        raise OperationalError("database is locked")

    monkeypatch.setitem(own_app.view_functions, "accounts.me", allow(Role.WORKER)(locked))
    answer = browser.get("/mig")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Intet er gemt" in answer.text


def test_a_request_closes_the_connection_it_opened_and_leaves_others_alone(own_app):
    browser = own_app.test_client()
    assert db.db.obj.is_closed()
    browser.get("/log-ind")
    assert db.db.obj.is_closed()
    with db.db.obj.connection_context():
        browser.get("/log-ind")
        assert not db.db.obj.is_closed()


def test_an_instant_comes_back_aware_and_the_same_wherever_it_was_made(make):
    in_denmark = datetime(2026, 11, 23, 14, 5, 6, 789, tzinfo=timezone(timedelta(hours=1)))
    note = Note.get_by_id(make.note(happened_at=in_denmark).id)
    assert note.happened_at == in_denmark
    assert note.happened_at.tzinfo == UTC
    assert Note.select().where(Note.happened_at == in_denmark.astimezone(UTC)).count() == 1


def test_an_instant_is_stored_as_utc_without_saying_so_whatever_the_machines_clock_says(make, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    note = make.note(happened_at=datetime(2026, 11, 23, 13, 5))  # noqa: DTZ001 - naive is the point
    make.note(happened_at=datetime(2026, 11, 23, 14, 5, tzinfo=timezone(timedelta(hours=1))))
    monkeypatch.undo()
    time.tzset()
    assert Note.get_by_id(note.id).happened_at == datetime(2026, 11, 23, 13, 5, tzinfo=UTC)
    stored = {str(row[0]) for row in db.db.obj.execute_sql("SELECT happened_at FROM note")}
    assert stored == {"2026-11-23 13:05:00"}


def test_an_instant_written_by_another_hand_is_read_all_the_same():
    field = db.UtcDateTimeField()
    assert field.python_value("2026-11-23T13:05:00") == datetime(2026, 11, 23, 13, 5, tzinfo=UTC)
    assert field.python_value(None) is None


def test_the_url_says_which_database(tmp_path):
    assert isinstance(db.open_database(f"sqlite:///{tmp_path}/x.db"), SqliteDatabase)
    postgres = db.open_database("postgresql://nobody@127.0.0.1:1/nothing")
    assert type(postgres).__name__ == "PostgresqlDatabase"


def test_a_new_database_file_can_be_read_by_its_owner_alone(tmp_path):
    database = db.open_database(f"sqlite:///{tmp_path}/instance/new.db")
    with database.connection_context():
        database.execute_sql("CREATE TABLE sample (id INTEGER)")
        modes = {file.name: oct(file.stat().st_mode & 0o777) for file in (tmp_path / "instance").iterdir()}
    assert set(modes.values()) == {"0o600"}
    assert "new.db-wal" in modes
