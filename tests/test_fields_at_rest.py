"""Secret columns and their keys: what is stored tells nothing, and opens in its own row alone."""

import stat
from uuid import uuid4

import pytest
from peewee import CompositeKey, IntegerField, SqliteDatabase, TextField, UUIDField

from boligsocial import fields_at_rest
from boligsocial.db import Table
from boligsocial.fields_at_rest import NotOpened, Sealed, SecretTextField
from boligsocial.keys import KeyMissing, KeyRing

WORDS = "Mor er på flugt"


class Paper(Table):
    id = UUIDField(primary_key=True, default=uuid4)
    text = SecretTextField(default="")
    other = SecretTextField(null=True)


class Line(Table):
    paper = UUIDField()
    key = TextField()
    value = SecretTextField(bound_to=("paper", "key"))


class Twin(Table):
    paper = UUIDField()
    key = IntegerField()
    text = SecretTextField()

    class Meta:
        primary_key = CompositeKey("paper", "key")


@pytest.fixture
def ring(tmp_path, monkeypatch):
    ring = KeyRing(tmp_path / "keys")
    assert ring.make_first()
    monkeypatch.setattr(fields_at_rest._Ring, "current", ring, raising=False)
    return ring


@pytest.fixture
def database(ring):
    database = SqliteDatabase(":memory:")
    with database.bind_ctx([Paper, Line]):
        database.create_tables([Paper, Line])
        yield database
    database.close()


def stored(database, table="paper", column="text"):
    return [row[0] for row in database.execute_sql(f'SELECT "{column}" FROM "{table}"')]  # noqa: S608


def test_an_instance_shows_and_takes_the_text_and_the_database_holds_none_of_it(database, ring):
    paper = Paper.create(text=WORDS)
    assert paper.text == WORDS
    (value,) = stored(database)
    assert value.startswith(f"{ring.newest().name}.")
    assert "flugt" not in value
    assert Paper.get().text == WORDS
    again = Paper.get()
    again.other = "Hos søsteren"
    again.save()
    assert (Paper.get().text, Paper.get().other) == (WORDS, "Hos søsteren")


def test_nothing_is_stored_as_nothing(database):
    Paper.create()
    assert stored(database) == [""]
    assert stored(database, column="other") == [None]
    assert (Paper.get().text, Paper.get().other) == ("", None)


def test_the_same_text_is_never_stored_alike(database):
    assert len({Paper.text.seal(WORDS, "the same row") for _time in range(50)}) == 50


def test_a_query_says_which_row_it_writes_and_one_that_does_not_is_refused(database):
    paper = Paper.create()
    Paper.update(text=Paper.text.seal(WORDS, paper.id)).where(Paper.id == paper.id).execute()
    assert Paper.get().text == WORDS
    with pytest.raises(TypeError, match="seal it for its row"):
        Paper.update(text=WORDS).execute()
    with pytest.raises(TypeError, match="do not search"):
        Paper.select().where(Paper.text == WORDS).exists()
    assert Paper.text.open(Paper.select(Paper.text).tuples().get()[0], paper) == WORDS


def test_a_row_that_has_no_number_yet_is_named_by_what_it_belongs_to(database):
    paper = uuid4()
    Line.create(paper=paper, key="children", value="yes")
    assert Line.get().value == "yes"
    Line.insert_many([{"paper": paper, "key": "pets", "value": Line.value.seal("no", paper, "pets")}]).execute()
    assert Line.get(Line.key == "pets").value == "no"
    with pytest.raises(ValueError, match="paper, key"):
        Line.create(key="children", value="yes")


@pytest.mark.parametrize("where", ["row", "column", "table"])
def test_a_value_that_was_moved_is_refused(database, where):
    first, second = Paper.create(text=WORDS), Paper.create(text="Noget andet")
    value = Paper.select(Paper.text).where(Paper.id == first.id).tuples().get()[0]
    if where == "row":
        Paper.update(text=value).where(Paper.id == second.id).execute()
        moved = Paper.get_by_id(second.id)
        with pytest.raises(NotOpened, match=r"paper\.text"):
            assert moved.text
    elif where == "column":
        Paper.update(other=value).where(Paper.id == first.id).execute()
        moved = Paper.get_by_id(first.id)
        with pytest.raises(NotOpened, match=r"paper\.other"):
            assert moved.other
    else:
        with pytest.raises(NotOpened, match=r"twin\.text"):
            Twin.text.open(value, first.id)


def test_a_value_with_any_bit_flipped_is_refused(database, ring):
    paper = Paper.create(text="ja")
    (value,) = stored(database)
    start = len(ring.newest().name) + 1
    for place in range(start, len(value)):
        other = "A" if value[place] != "A" else "B"
        with pytest.raises(NotOpened):
            Paper.text.open(f"{value[:place]}{other}{value[place + 1 :]}", paper.id)
    for cut in (start, start + 4, len(value) - 4):
        with pytest.raises(NotOpened):
            Paper.text.open(value[:cut], paper.id)


def test_another_key_opens_nothing_and_is_named_when_it_is_not_there(database, ring, tmp_path, monkeypatch):
    paper = Paper.create(text=WORDS)
    other = KeyRing(tmp_path / "other")
    other.make_first()
    monkeypatch.setattr(fields_at_rest._Ring, "current", other)
    with pytest.raises(KeyMissing, match=ring.newest().name):
        assert Paper.get().text
    name, _, box = stored(database)[0].partition(".")
    with pytest.raises(NotOpened):
        Paper.text.open(f"{other.newest().name}.{box}", paper.id)
    monkeypatch.setattr(fields_at_rest._Ring, "current", KeyRing(tmp_path / "none"))
    with pytest.raises(KeyMissing, match="There is no key file"):
        assert Paper.get().text


def test_a_new_key_writes_and_the_old_ones_still_read(database, ring):
    old = Paper.create(text=WORDS)
    first = ring.newest()
    second = ring.add()
    new = Paper.create(text="Nyt")
    assert [Sealed(value).key_name for value in stored(database)] == [first.name, second.name]
    assert {Paper.get_by_id(old.id).text, Paper.get_by_id(new.id).text} == {WORDS, "Nyt"}
    assert ring.keep_only(set()) == [first.name]
    with pytest.raises(KeyMissing, match=first.name):
        assert Paper.get_by_id(old.id).text
    assert Paper.get_by_id(new.id).text == "Nyt"


def test_a_ring_in_another_process_sees_a_key_that_is_added(ring):
    other = KeyRing(ring.path.parent)
    before = other.newest()
    added = ring.add()
    assert other.newest() == added != before


def test_the_key_file_is_for_its_owner_alone_and_is_made_once(tmp_path):
    ring = KeyRing(tmp_path / "deep" / "keys")
    assert ring.make_first()
    assert not ring.make_first()
    ring.add()
    assert stat.S_IMODE(ring.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(ring.path.parent.stat().st_mode) == 0o700
    assert [file.name for file in ring.path.parent.iterdir()] == [ring.path.name], "no drafts are left"
    assert len(ring.all()) == len({key.secret for key in ring.all()}) == 2


@pytest.mark.parametrize("text", ["", "# only words\n", "2026-11-26 abcd\n", "2026-11-26 abcd 00ff\n", "x abcd 00\n"])
def test_a_damaged_key_file_is_said_to_be_so(ring, text):
    ring.path.write_text(text)
    with pytest.raises(KeyMissing, match="damaged"):
        ring.newest()


def test_each_purpose_has_a_key_of_its_own(ring):
    key = ring.newest()
    assert len({key.secret, key.for_purpose("fields"), key.for_purpose("database")}) == 3
