"""The chain through the audit trail: numbered without gaps, tied row to row, and only ever added to."""

from contextlib import nullcontext
from threading import Barrier, Thread

import pytest
from peewee import DatabaseError, PostgresqlDatabase
from playhouse.migrations import Runner

from boligsocial import chain, create_app, db
from boligsocial.audit import Event, recorded, shown
from boligsocial.chain import FIELDS, GENESIS, link, seal
from boligsocial.db import MIGRATIONS
from boligsocial.models import AuditHead, HousingOrg
from boligsocial.trail import faults
from tests.postgres import fresh_database

OLD_FIELDS = "id, at, event, subject_type, subject_id, write_digest"
EVERYTHING = ", ".join(f'"{name}"' for name in ("id", *FIELDS, "chain"))


def trail():
    """Return every row as the database holds it, oldest first."""
    return db.db.obj.execute_sql(f'SELECT {EVERYTHING} FROM "audit_row" ORDER BY "id"').fetchall()  # noqa: S608


def assert_whole(rows):
    before = GENESIS
    for expected, (number, *fields, stored) in enumerate(rows, 1):
        assert number == expected
        assert stored == link(seal(fields), before, number)
        before = stored
    assert (AuditHead.get().number, AuditHead.get().chain) == (len(rows), before)


@recorded(Event.ORG_SAVED)
def add_org(actor, name):
    return HousingOrg.create(name=name)


@recorded(Event.ORG_SAVED)
def add_org_and_stumble(actor, name):
    add_org(actor, name)
    raise RuntimeError("stumbled")


def test_rows_are_numbered_from_one_and_each_is_tied_to_the_one_before(make):
    worker = make.worker()
    for name in ("Lunden", "Engen", "Ådalen"):
        add_org(worker, name)
    shown(worker, Event.TODAY_READ)
    assert len(trail()) == 4
    assert_whole(trail())


def test_an_act_that_stumbles_takes_back_its_number_too(make):
    add_org(None, "Lunden")
    with pytest.raises(RuntimeError):
        add_org_and_stumble(None, "Engen")
    add_org(None, "Engen")
    assert len(trail()) == 2
    assert_whole(trail())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_row SET event = 'note.read'",
        "UPDATE audit_row SET id = id + 100",
        "DELETE FROM audit_row WHERE id = 2",
        "DELETE FROM audit_row",
    ],
)
def test_the_database_itself_refuses_to_change_or_remove_a_row(make, statement):
    add_org(None, "Lunden")
    add_org(None, "Engen")
    with pytest.raises(DatabaseError, match="only added to"), db.db.obj.atomic():
        db.db.obj.execute_sql(statement)
    assert_whole(trail())


def test_postgresql_refuses_to_empty_the_trail_too(make):
    if not isinstance(db.db.obj, PostgresqlDatabase):
        pytest.skip("SQLite knows no TRUNCATE")
    with pytest.raises(DatabaseError, match="only added to"), db.db.obj.atomic():
        db.db.obj.execute_sql("TRUNCATE audit_row")


def test_another_key_another_chain_and_no_key_no_row(make, monkeypatch):
    add_org(None, "Lunden")
    number, *fields, stored = trail()[0]
    monkeypatch.setattr(chain._Keyring, "key", b"another")
    assert stored != link(seal(fields), GENESIS, number)
    monkeypatch.setattr(chain._Keyring, "key", b"")
    with pytest.raises(chain.KeyMissing):
        add_org(None, "Engen")
    assert HousingOrg.select().count() == 1


def test_a_row_can_be_read_in_one_way_only(app):
    at = "2026-11-26 09:00:00"
    one = [at, 1, "note.read", "Note", "12", None, ""]
    others = [
        [at, 11, "note.read", "Note", "2", None, ""],
        [at, None, "note.read", "Note", "12", None, ""],
        [at, 1, "note.read", "Note", "12", "", ""],
        [at, 1, 'note.read","Note', "", "12", None, ""],
    ]
    assert len({seal(one), *map(seal, (row[:7] for row in others))}) == len(others) + 1


@pytest.fixture
def own_app(app, database_url, tmp_path):
    """The real app on a database of its own, where transactions of several threads really meet."""
    shared = db.db.obj
    sqlite = nullcontext(f"sqlite:///{tmp_path}/own.db")
    with fresh_database(database_url) if isinstance(shared, PostgresqlDatabase) else sqlite as url:
        key = app.config["AUDIT_KEY"]
        own = create_app({"TESTING": True, "SECRET_KEY": "x", "AUDIT_KEY": key, "DATABASE_URL": url})
        yield own
        db.db.obj.close()
        db.db.initialize(shared)


def test_eight_writers_at_once_make_one_chain_without_a_fork(own_app):
    with db.db.obj.connection_context():
        db.migrations().up()
    start = Barrier(8)

    def write(number):
        with db.db.obj.connection_context():
            start.wait()
            for turn in range(20):
                add_org(None, f"Org {number} {turn}")

    threads = [Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.db.obj.connection_context():
        assert len(trail()) == 160
        assert_whole(trail())


def test_rows_from_before_are_numbered_and_chained_in_their_order_and_can_go_back(own_app):
    database = db.db.obj
    with database.connection_context():
        runner = Runner(database, str(MIGRATIONS))
        runner.up("0004_people_around")
        for number in (3, 4, 9, 1500, 70_000):
            day = f"2026-11-0{number % 8 + 1} 10:00:00"
            values = f"({number}, '{day}', 'note.read', 'Note', 'n{number}', '')"
            database.execute_sql(f"INSERT INTO audit_row ({OLD_FIELDS}) VALUES {values}")  # noqa: S608
        runner.up()
        assert [row[5] for row in trail()] == ["n3", "n4", "n9", "n1500", "n70000"]
        assert_whole(trail())
        assert list(faults()) == []
        add_org(None, "Lunden")
        assert_whole(trail())
        runner.down("0005_audit_chain")
        database.execute_sql("DELETE FROM audit_row WHERE id = 1")
        runner.up()
        assert len(trail()) == 5
        assert_whole(trail())
