"""At rest: no name, address or note stands in any byte that the app leaves on the disk, and only its keys open it."""

import sqlite3
import tempfile
from contextlib import closing

import pytest
from peewee import DatabaseError

from boligsocial import db
from boligsocial.checkup import findings
from boligsocial.encrypted import EncryptedDatabase, WrongKey, look_through
from boligsocial.keys import KeyMissing, KeyRing
from boligsocial.models import Case, Note, User
from tests.house_on_disk import House, copy_of, handle_kept, seen, told
from tests.make import Make


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


def live_in(house):
    """Work in the house as people do, and return what it knows of them, with the log of the database still there."""
    house.flask("seed", "--demo")
    app = house.open()
    db.db.connect()
    User.update(is_demo=False).execute()
    phone = Make(app).client(User.get(username="maja"))
    note = {"kind": "talk", "topic": "noise", "department": 1, "text": "Naboen Thorvald Egebjerg banker på"}
    assert phone.post("/log", data={**note, "when": "now"}).status_code == 303
    assert Note.select().where(Note.text.contains("Egebjerg")).exists()
    for path in ("/", "/sager", f"/sager/{Case.get().id}", "/henvendelser"):
        assert phone.get(path).status_code == 200, path
    return told()


def test_nothing_of_anybody_stands_in_any_byte_of_an_encrypted_house(tmp_path, monkeypatch, record_property):
    house = House(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(house.temp))
    monkeypatch.setenv("SQLITE_TMPDIR", str(house.temp))
    pieces = live_in(house)
    # Whoever has it open keeps the log of the database on the disk.
    other = db.open_database(house.url, house.ring)
    other.connect()
    house.flask("backup", house.backups)
    house.flask("purge")
    files = house.written()
    other.close()
    assert {"house.db", "house.db-wal"} < files.keys()
    assert len(files["house.db-wal"]) > 0, "the log was looked through with what was written last in it"
    assert [name for name in files if name.startswith("boligsocial-")]
    assert len(pieces) > 400
    assert seen(pieces, files) == set()
    record_property("measured", f"at rest: 0 of {len(pieces)} pieces in {sum(map(len, files.values()))} bytes")


def test_the_same_search_finds_them_in_a_plain_house(tmp_path, record_property):
    house = House(tmp_path, "sqlite")
    pieces = live_in(house)
    found = seen(pieces, house.written())
    record_property("measured", f"at rest, plain: {len(found)} of {len(pieces)} pieces")
    assert len(found) > len(pieces) * 0.9
    # What is secret is so in a plain house too.
    assert not seen({Case.two_visit_reason.open(*row).encode() for row in reasons()}, house.written())


def reasons():
    cases = Case.select(Case.two_visit_reason, Case.id).where(Case.two_visit_reason != "")
    return [*cases.tuples()]


# -- who opens it


def test_no_other_program_reads_it(demo_house):
    with (
        closing(sqlite3.connect(demo_house.file)) as other,
        pytest.raises(sqlite3.DatabaseError, match="not a database"),
    ):
        other.execute("SELECT * FROM user")


def test_another_key_is_refused_and_so_is_no_key(demo_house, tmp_path):
    other = KeyRing(tmp_path)
    with pytest.raises(KeyMissing, match="There is no key file"):
        EncryptedDatabase(str(demo_house.file), other).connect()
    other.make_first()
    with pytest.raises(WrongKey, match="No key in"):
        EncryptedDatabase(str(demo_house.file), other).connect()
    look_through(demo_house.file, demo_house.ring)


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_one_bit_that_was_flipped_is_found(demo_house, tmp_path, place):
    house = copy_of(demo_house, tmp_path)
    content = bytearray(house.file.read_bytes())
    content[int(len(content) * place)] ^= 1
    house.file.write_bytes(content)
    with pytest.raises(DatabaseError):
        look_through(house.file, house.ring)


# -- setting up


def test_the_first_set_up_makes_a_key_outside_the_data_and_says_to_keep_a_copy(tmp_path):
    house = House(tmp_path)
    said = house.flask("migrate", "up")
    assert f"A key was made: {house.ring.path}" in said
    assert "Keep a copy" in said
    assert "A key was made" not in house.flask("migrate", "up")
    assert house.file.read_bytes()[:6] != b"SQLite"


def test_a_key_file_that_is_gone_is_never_made_anew_over_data(demo_house, tmp_path):
    house = copy_of(demo_house, tmp_path)
    house.ring.path.unlink()
    assert "Put your copy of it back" in house.flask("migrate", "up", is_well=False)
    assert not house.ring.exists
    plain = House(tmp_path / "plain", "sqlite")
    plain.flask("migrate", "up")
    plain.ring.path.unlink()
    assert "Put your copy of it back" in plain.flask("migrate", "up", is_well=False)


def test_the_demo_asks_nobody_to_keep_anything(tmp_path):
    house = House(tmp_path, "sqlite", DEMO=1)
    assert "Keep a copy" not in house.flask("migrate", "up")


# -- what the start refuses


def refused_in(app, **settings):
    for name, value in settings.items():
        app.config[name] = value
    return " ".join(finding.sentence for finding in findings(app) if finding.must_refuse)


def test_real_people_in_a_plain_database_stop_the_start(tmp_path):
    house = House(tmp_path, "sqlite")
    house.flask("migrate", "up")
    app = house.open()
    sentence = "Real people are in a database that is not encrypted"
    assert sentence not in refused_in(app)
    Make(app).worker(is_demo=True)
    assert sentence not in refused_in(app)
    User.update(is_demo=False).execute()
    assert sentence in refused_in(app)
    house.flask("keys", "encrypt-database")
    house.use("sqlcipher")
    assert "not encrypted" not in refused_in(house.open())


def test_a_plain_database_where_an_encrypted_one_should_be_stops_the_start(tmp_path):
    house = House(tmp_path, "sqlite")
    house.flask("migrate", "up")
    house.use("sqlcipher")
    said = refused_in(house.open())
    assert "does not answer: WrongKey" in said
    assert f"The database {house.file} is not encrypted: flask --app app keys encrypt-database" in said


def test_a_key_file_that_is_gone_stops_the_start(demo_house, tmp_path):
    house = copy_of(demo_house, tmp_path)
    app = house.open()
    assert "There is no key file" not in refused_in(app)
    db.db.obj.close()
    house.ring.path.unlink()
    assert f"There is no key file {house.ring.path}" in refused_in(app)


def test_a_key_file_beside_what_it_opens_stops_the_start_but_not_that_of_a_demo(tmp_path):
    house = House(tmp_path)
    house.keys = house.instance / "keys"
    house.flask("migrate", "up")
    app = house.open()
    assert "beside what it opens: set BOLIGSOCIAL_KEY_FOLDER" in refused_in(app)
    Make(app).worker(is_demo=True)
    assert "beside what it opens" not in refused_in(app)
    User.update(is_demo=False).execute()
    assert "beside what it opens" in refused_in(app)


def test_a_key_file_that_others_can_read_stops_the_start(demo_house, tmp_path):
    house = copy_of(demo_house, tmp_path)
    app = house.open()
    User.update(is_demo=False).execute()
    house.ring.path.chmod(0o640)
    assert f"chmod 600 {house.ring.path}" in refused_in(app)
    house.ring.path.chmod(0o600)
    assert str(house.ring.path) not in refused_in(app)
