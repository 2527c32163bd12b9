"""Keys that change: everything is encrypted anew, a kill loses nothing of it, and the next run goes on."""

import os
import re
import signal
import time
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from peewee import DatabaseError

from boligsocial import db, rotation
from boligsocial.encrypted import EncryptedDatabase, WrongKey, look_through
from boligsocial.fields_at_rest import Sealed
from boligsocial.models import AuditHead, CaseFact, HousingOrg
from boligsocial.rotation import rotate, secret_fields
from tests.house_on_disk import House, copy_of, die_after, handle_kept, killed_child

ADD_ORG = 'INSERT INTO "housing_org" ("name", "phone", "email") VALUES (?, \'\', \'\')'


@pytest.fixture(autouse=True)
def back_home(app):
    with handle_kept():
        yield


@pytest.fixture(scope="module")
def demo_house(app, tmp_path_factory):
    """An encrypted installation with the demo in it, to be looked at and copied only."""
    house = House(tmp_path_factory.mktemp("demo"))
    with handle_kept():
        house.flask("seed", "--demo")
    return house


@pytest.fixture
def house(demo_house, tmp_path):
    return copy_of(demo_house, tmp_path / "own")


def opened_with(house):
    """The name of the key that opens the database."""
    database = EncryptedDatabase(str(house.file), house.ring)
    with database.connection_context():
        return database.key.name


def key_names():
    """The names of the keys that the secret values of the database in use are sealed with."""
    return {
        row.__data__[field.name].key_name
        for field in secret_fields()
        for row in field.model
        if row.__data__[field.name]
    }


def secrets():
    return {(field.name, row._pk, getattr(row, field.name)) for field in secret_fields() for row in field.model}


def die_before(statement):
    """Be killed before a statement of the database in use."""
    left = iter(range(statement - 1))

    def die(_event):
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    db.db.obj.query_hooks.append(die)


# -- rotate


def test_everything_is_encrypted_with_the_new_key_and_the_old_one_is_kept_for_old_copies(house):
    house.flask("backup", house.backups)
    (copy,) = house.backups.iterdir()
    first = house.ring.newest()
    said = house.flask("keys", "rotate")
    second = house.ring.newest()
    assert second != first
    assert f"Everything is encrypted with the key {second.name} now" in said
    assert opened_with(house) == second.name
    house.open()
    assert key_names() == {second.name}
    assert CaseFact.select().count() > 10
    look_through(copy, house.ring)
    assert re.search(rf"{first.name}  \S+  only older copies need it", house.flask("keys", "status"))


def test_a_key_is_forgotten_only_when_nothing_in_use_needs_it_and_only_on_a_yes(house):
    assert house.flask("keys", "forget") == "Every key is needed.\n"
    house.flask("backup", house.backups)
    (copy,) = house.backups.iterdir()
    first = house.ring.newest()
    house.flask("keys", "rotate")
    house.flask("keys", "forget", typed="n\n", is_well=False)
    assert len(house.ring.all()) == 2
    assert f"Forgotten: {first.name}" in house.flask("keys", "forget", typed="y\n")
    assert len(house.ring.all()) == 1
    look_through(house.file, house.ring)
    with pytest.raises(WrongKey):
        look_through(copy, house.ring)


@pytest.mark.parametrize("statement", [2, 4, 6, 8, 9, 10, 12, 20, 60])
def test_a_rotation_killed_before_any_statement_goes_on_and_makes_no_third_key(house, statement, monkeypatch):
    house.open()
    with db.db.obj.connection_context():
        before = secrets()
    db.db.obj.close()
    monkeypatch.setattr(rotation, "BATCH", 5)

    def work():
        die_before(statement)
        rotate(house.ring)

    assert killed_child(work)
    keys = len(house.ring.all())
    look_through(house.file, house.ring)
    assert secrets() == before, "everything can be read in between"
    key, closed = rotate(house.ring)
    assert closed == []
    assert len(house.ring.all()) == 2, f"{keys} before it went on"
    assert key_names() == {key.name}
    assert opened_with(house) == key.name
    assert secrets() == before


@pytest.mark.parametrize("milliseconds", [1, 3, 6, 10, 15, 20, 30, 40])
def test_a_database_killed_while_its_pages_are_written_anew_opens_with_one_key(house, milliseconds):
    house.open()
    head = AuditHead.get().number
    db.db.obj.close()
    key = house.ring.add()

    def work():
        db.db.connect()
        die_after(milliseconds / 1000)
        db.db.obj.change_key(key)
        time.sleep(1)

    assert killed_child(work)
    look_through(house.file, house.ring)
    assert opened_with(house) in {one.name for one in house.ring.all()}
    assert AuditHead.get().number == head
    rotate(house.ring)
    assert opened_with(house) == key.name
    assert len(house.ring.all()) == 2


@contextmanager
def people_at_work(house, kept, refused):
    """Let four people write the whole time; `kept` gets what was acknowledged, `refused` the errors."""
    people, has_ended = db.open_database(house.url, house.ring), Event()

    def write(number):
        while not has_ended.is_set():
            name = f"Org {number} {len(kept)}"
            try:
                with people.connection_context(), people.atomic():
                    people.execute_sql(ADD_ORG, (name,))
                kept.append(name)
            except DatabaseError as error:
                refused.append(error)

    threads = [Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    yield
    time.sleep(0.2)
    has_ended.set()
    for thread in threads:
        thread.join()


def test_people_write_meanwhile_and_nothing_acknowledged_is_lost(house):
    kept, refused = [], []
    with people_at_work(house, kept, refused):
        house.flask("keys", "rotate")
    assert opened_with(house) == house.ring.newest().name
    house.open()
    stored = {org.name for org in HousingOrg.select()}
    assert len(kept) > 20, refused[-1:]
    assert set(kept) <= stored
    assert len(refused) <= 8, "a request that is under way at that moment, no more"


def test_a_value_that_somebody_changed_is_named_and_nothing_else_waits_for_it(house):
    house.open()
    fact = CaseFact.get()
    raw = fact.__data__["value"]
    CaseFact.update(value=Sealed(raw[:-8] + "AAAAAAA=")).where(CaseFact.id == fact.id).execute()
    db.db.obj.close()
    first = house.ring.newest()
    said = house.flask("keys", "rotate", is_well=False)
    assert f"Somebody changed case_fact.value of {fact.id}" in said
    assert key_names() == {first.name, house.ring.newest().name}
    assert house.flask("keys", "forget") == "Every key is needed.\n"
