"""Encrypted copies of the database, and a plain database that becomes an encrypted one."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from peewee import DatabaseError

from boligsocial import db, encrypted
from boligsocial.encrypted import EncryptedDatabase, look_through
from boligsocial.models import TABLES, HousingOrg
from boligsocial.rotation import secret_fields
from tests.house_on_disk import House, copy_of, die_after, handle_kept, killed_child, seen, told


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


def secrets():
    return {(field.name, row._pk, getattr(row, field.name)) for field in secret_fields() for row in field.model}


# -- copies


def test_a_copy_is_whole_and_encrypted_and_for_its_owner_alone(house):
    house.open()
    HousingOrg.create(name="Boligforeningen Sidste Nyt")
    pieces = told()
    said = house.flask("backup", house.backups)
    (copy,) = house.backups.iterdir()
    assert str(copy) in said
    assert copy.stat().st_mode & 0o077 == 0
    assert house.backups.stat().st_mode & 0o077 == 0
    assert seen(pieces, {copy.name: copy.read_bytes()}) == set()
    database = EncryptedDatabase(str(copy), house.ring)
    counts = {table: table.select().count() for table in TABLES}
    with database.connection_context(), database.bind_ctx(TABLES):
        assert HousingOrg.select().where(HousingOrg.name == "Boligforeningen Sidste Nyt").exists()
        assert {table: table.select().count() for table in TABLES} == counts


def test_a_copy_never_goes_where_the_keys_are_and_a_plain_one_is_not_made(house, tmp_path):
    assert "Keep the copies apart" in house.flask("backup", house.keys, is_well=False)
    plain = House(tmp_path / "plain", "sqlite")
    plain.flask("migrate", "up")
    assert "copies an encrypted database" in plain.flask("backup", plain.backups, is_well=False)
    assert not plain.backups.exists()


def test_a_copy_that_cannot_be_written_is_said_and_leaves_nothing_that_looks_like_one(house):
    house.backups.mkdir(mode=0o700)
    house.file.write_bytes(house.file.read_bytes()[:-4096] + os.urandom(4096))
    said = house.flask("backup", house.backups, is_well=False)
    assert "No copy was made" in said
    assert not [file for file in house.backups.iterdir() if file.suffix == ".db"]


class BadDisk(EncryptedDatabase):
    """A database on a disk that keeps one bit of a copy wrongly."""

    def execute_sql(self, sql, params=None):
        """Do it, and flip a bit of what was copied."""
        done = super().execute_sql(sql, params)
        if sql.startswith("VACUUM"):
            content = bytearray(Path(params[0]).read_bytes())
            content[len(content) // 2] ^= 1
            Path(params[0]).write_bytes(content)
        return done


def test_a_copy_with_one_wrong_bit_never_gets_its_name(house, tmp_path):
    with pytest.raises(DatabaseError):
        BadDisk(str(house.file), house.ring).copy_to(tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
    EncryptedDatabase(str(house.file), house.ring).copy_to(tmp_path / "copy.db")
    look_through(tmp_path / "copy.db", house.ring)


# -- from plain to encrypted


@pytest.fixture(scope="module")
def plain_house(app, tmp_path_factory):
    """A house of before, with the demo in a plain database; to be copied only."""
    house = House(tmp_path_factory.mktemp("plain"), "sqlite")
    with handle_kept():
        house.flask("seed", "--demo")
    return house


@pytest.fixture
def plain(plain_house, tmp_path):
    house = copy_of(plain_house, tmp_path / "own")
    house.use("sqlite")
    return house


def test_a_plain_database_becomes_an_encrypted_one_with_everything_in_it(plain):
    plain.open()
    pieces, facts = told(), secrets()
    counts = {table: table.select().count() for table in TABLES}
    assert "is encrypted" in plain.flask("keys", "encrypt-database")
    assert seen(pieces, plain.written()) == set()
    plain.use("sqlcipher")
    plain.open()
    assert {table: table.select().count() for table in TABLES} == counts
    assert (told(), secrets()) == (pieces, facts)
    assert "the trail is whole" in plain.flask("audit", "verify")
    assert "database is up to date" in plain.flask("migrate", "up")
    assert "perhaps it is encrypted already" in plain.flask("keys", "encrypt-database", is_well=False).lower()


@contextmanager
def another_process_reads(file):
    code = (
        "import sqlite3, sys; other = sqlite3.connect(sys.argv[1]); "
        "other.execute('SELECT count(*) FROM user').fetchone(); print('ready', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:  # noqa: S603 - our own code
        assert other.stdout.readline() == b"ready\n"
        yield


def test_it_is_not_done_while_somebody_has_the_database_open(plain):
    with another_process_reads(plain.file):
        assert "Stop the server and the jobs first" in plain.flask("keys", "encrypt-database", is_well=False)
    assert encrypted.is_plain(plain.file)
    plain.flask("keys", "encrypt-database")
    assert not encrypted.is_plain(plain.file)


@pytest.mark.parametrize("milliseconds", [1, 10, 20, 30, 40, 60, 80])
def test_killed_on_its_way_it_leaves_the_one_or_the_other_and_is_done_the_next_time(plain, milliseconds):
    plain.open()
    pieces = told()
    db.db.obj.close()

    def work():
        die_after(milliseconds / 1000)
        encrypted.encrypt_file(plain.file, plain.ring)
        time.sleep(1)

    assert killed_child(work)
    if encrypted.is_plain(plain.file):
        plain.flask("keys", "encrypt-database")
    else:
        plain.flask("keys", "encrypt-database", is_well=False)
    look_through(plain.file, plain.ring)
    assert seen(pieces, plain.written()) == set()


def test_what_is_overwritten_is_nowhere_in_the_file(tmp_path):
    file, hand = tmp_path / "old", tmp_path / "hand"
    file.write_bytes(b"Amina" * 500_000)
    hand.hardlink_to(file)
    encrypted.shred(file)
    assert not file.exists()
    assert set(hand.read_bytes()) == {0}
    encrypted.shred(file)
