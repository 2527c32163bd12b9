"""Nothing is done to the audit trail unseen: a thousand tamperings, all found and named; anchors; the commands."""

import os
import random
import stat
from uuid import uuid4

import pytest
from peewee import SqliteDatabase

from boligsocial import db
from boligsocial.audit import Event, Write, recorded, shown
from boligsocial.chain import FIELDS, GENESIS, link, seal
from boligsocial.models import AuditHead, AuditRow
from boligsocial.trail import drop_anchor, faults, read_anchors

ROWS, TAMPERINGS = 150, 1000
CONTENT = (*FIELDS, "chain")
COLUMNS = ", ".join(f'"{name}"' for name in CONTENT)


@recorded(Event.PURGED)
def act(actor):
    return None


class Insider:
    """Somebody with all rights over the database, who knows the code and has not the key."""

    def __init__(self, dice, people):
        self.dice, self.people = dice, people
        on_table = "" if isinstance(db.db.obj, SqliteDatabase) else ' ON "audit_row"'
        for name in ("unchanged", "kept", "head"):
            db.db.obj.execute_sql(f'DROP TRIGGER "audit_row_{name}"{on_table}')

    def rows(self):
        return db.db.obj.execute_sql(f'SELECT "id", {COLUMNS} FROM "audit_row" ORDER BY "id"').fetchall()  # noqa: S608

    def one(self):
        return self.dice.randint(1, ROWS)

    def set(self, number, **values):
        AuditRow.update(values).where(AuditRow.id == number).execute()

    def remove(self, *numbers):
        AuditRow.delete().where(AuditRow.id.in_(numbers)).execute()

    def insert(self, number, content):
        marks = ", ".join(["?" if isinstance(db.db.obj, SqliteDatabase) else "%s"] * (len(CONTENT) + 1))
        statement = f'INSERT INTO "audit_row" ("id", {COLUMNS}) VALUES ({marks})'  # noqa: S608
        db.db.obj.execute_sql(statement, (number, *content))

    def move_head(self):
        last = [(0, GENESIS), *self.rows()][-1]
        AuditHead.update(number=last[0], chain=last[-1]).execute()

    # Each tampering returns the numbers of which at least one must be named, or None when any sign will do.

    def changes_a_field(self):
        number = self.one()
        row = AuditRow.get_by_id(number)
        name = self.dice.choice([*FIELDS, "chain"])
        other = {
            "at": row.at.replace(microsecond=(row.at.microsecond + self.dice.randint(1, 999_999)) % 1_000_000),
            "actor_id": self.dice.choice([who for who in (*self.people, None) if who != row.actor_id]),
            "event": self.dice.choice([event.value for event in Event if event.value != row.event]),
            "subject_type": row.subject_type + "x",
            "subject_id": str(self.dice.randint(10_000, 99_999)),
            "write_id": None if row.write_id and self.dice.random() < 0.5 else uuid4(),
            "write_digest": f"{self.dice.getrandbits(256):064x}",
            "chain": f"{self.dice.getrandbits(256):064x}",
        }[name]
        self.set(number, **{"actor" if name == "actor_id" else name: other})
        if number == ROWS:
            self.move_head()
        return {number}

    def changes_a_number(self):
        number = self.one()
        self.set(number, id=self.dice.choice([0, -5, ROWS + 1, ROWS + 700]))
        self.move_head()
        return {number} if number < ROWS else None

    def removes_rows(self):
        number = self.dice.randint(1, ROWS - 1)
        self.remove(*range(number, min(number + self.dice.choice([1, 1, 2, 9]), ROWS)))
        return {number}

    def removes_a_row_and_closes_the_gap(self):
        number = self.dice.randint(1, ROWS - 1)
        self.remove(number)
        for later in range(number + 1, min(number + 6, ROWS + 1)):
            self.set(later, id=later - 1)
        self.move_head()
        return {number}

    def swaps_two_rows(self):
        (one, *first), (other, *second) = self.dice.sample(self.rows(), 2)
        if self.dice.random() < 0.5:
            # The contents change places, and the chains stay.
            first[-1], second[-1] = second[-1], first[-1]
        self.remove(one, other)
        self.insert(one, second)
        self.insert(other, first)
        self.move_head()
        return {one, other}

    def doubles_a_row(self):
        _number, *content = self.dice.choice(self.rows())
        content[CONTENT.index("write_id")] = None
        self.insert(ROWS + 1, content)
        self.move_head()
        return {ROWS + 1}

    def inserts_a_row_and_moves_the_rest(self):
        number = self.dice.randint(ROWS - 5, ROWS)
        _other, *content = self.dice.choice(self.rows())
        content[CONTENT.index("write_id")] = None
        for later in range(ROWS, number - 1, -1):
            self.set(later, id=later + 1)
        self.insert(number, content)
        self.move_head()
        return {number}

    def chains_anew_with_a_key_of_their_own(self):
        start = self.one()
        self.set(start, event="note.read" if AuditRow.get_by_id(start).event != "note.read" else "case.read")
        rows = self.rows()
        before = rows[start - 2][-1] if start > 1 else GENESIS
        for number, *fields, _chain in rows[start - 1 :]:
            before = link(seal(fields)[::-1], before, number)
            self.set(number, chain=before)
        self.move_head()
        return {start}

    def cuts_the_tail(self):
        kept = self.dice.randint(0, ROWS - 1)
        self.remove(*range(kept + 1, ROWS + 1))
        self.move_head()
        return {ROWS}


WAYS = [name for name in vars(Insider) if name.split("_")[0].endswith("s") and "_" in name]


@pytest.fixture
def rows(make):
    """A trail of people's acts and showings."""
    people = [make.worker(), make.worker(), None]
    dice = random.Random(20)  # noqa: S311 - not a secret
    for number in range(ROWS):
        if dice.random() < 0.5:
            act(people[number % 3], write=Write(uuid4(), f"{dice.getrandbits(256):064x}"))
        else:
            shown(people[number % 2], dice.choice(list(Event)), people[0])
    return people


def named(anchors=()):
    return [fault.number for fault in faults(anchors)]


def test_a_thousand_tamperings_are_all_found_and_the_row_is_named(rows, tmp_path, record_property):
    drop_anchor(tmp_path / "anchors")
    anchors, _strange = read_anchors(tmp_path / "anchors")
    assert named(anchors) == []
    dice = random.Random(2026)  # noqa: S311 - not a secret
    insider = Insider(dice, [who.id for who in rows if who])
    missed = []
    assert len(WAYS) == 9
    # PostgreSQL takes longer over each, and does not know the walk any better.
    tamperings = TAMPERINGS if isinstance(db.db.obj, SqliteDatabase) else TAMPERINGS // 4
    for turn in range(tamperings):
        way = dice.choice([*WAYS, *["changes_a_field"] * 6])
        with db.db.obj.atomic() as tampering:
            touched = getattr(insider, way)()
            seen = named(anchors)
            tampering.rollback()
        if not seen or (touched and not touched <= set(seen)):
            missed.append((turn, way, touched, seen[:5]))
    record_property("measured", f"audit: {len(missed)} of {tamperings} tamperings missed")
    assert missed == []
    assert named(anchors) == []


def test_one_changed_row_is_named_and_no_other(rows):
    insider = Insider(random.Random(1), [])  # noqa: S311
    insider.set(40, event="note.undone")
    insider.set(41, subject_id="999")
    insider.set(90, chain="0" * 64)
    assert named() == [40, 41, 90]


def test_a_removed_row_is_named_and_the_next_cannot_be_checked(rows):
    insider = Insider(random.Random(1), [])  # noqa: S311
    insider.remove(40, 41, 100)
    found = list(faults())
    assert [fault.number for fault in found] == [40, 42, 100, 101]
    assert found[0].sentence == "is missing, and all up to 41"


def test_a_tail_that_is_cut_together_with_the_head_is_seen_by_the_anchor_alone(rows, tmp_path):
    drop_anchor(tmp_path / "anchors")
    insider = Insider(random.Random(1), [])  # noqa: S311
    insider.remove(ROWS, ROWS - 1)
    assert named() == [ROWS - 2]
    insider.move_head()
    assert named() == []
    assert named(read_anchors(tmp_path / "anchors")[0]) == [ROWS]


def test_somebody_with_the_key_is_seen_by_the_anchor(rows, tmp_path):
    drop_anchor(tmp_path / "anchors")
    insider = Insider(random.Random(1), [])  # noqa: S311
    insider.set(ROWS - 1, event="note.read")
    before = insider.rows()[ROWS - 3][-1]
    for number, *fields, _chain in insider.rows()[ROWS - 2 :]:
        before = link(seal(fields), before, number)
        insider.set(number, chain=before)
    insider.move_head()
    assert named() == []
    assert named(read_anchors(tmp_path / "anchors")[0]) == [ROWS]


def test_an_empty_trail_is_whole_and_a_lost_head_is_seen(make):
    assert named() == []
    act(None)
    AuditHead.delete().execute()
    assert named() == [1]


# -- the commands


@pytest.fixture
def run(app, rollback, monkeypatch, tmp_path):
    monkeypatch.setitem(app.config, "AUDIT_ANCHOR", str(tmp_path / "anchors"))
    return lambda *words: app.test_cli_runner().invoke(args=words)


def test_anchors_are_added_and_verified(run, tmp_path):
    act(None)
    first = run("audit", "anchor")
    act(None)
    assert run("audit", "anchor").exit_code == first.exit_code == 0
    lines = (tmp_path / "anchors").read_text().splitlines()
    assert [line.split()[1] for line in lines] == ["1", "2"]
    assert lines[1].split()[2] == AuditHead.get().chain
    assert stat.S_IMODE(os.stat(tmp_path / "anchors").st_mode) == 0o600
    answer = run("audit", "verify")
    assert (answer.exit_code, answer.output) == (0, "the trail is whole: 2 rows, 2 anchors\n")


def test_the_nightly_run_anchors_too(run, tmp_path):
    assert run("purge").exit_code == 0
    assert read_anchors(tmp_path / "anchors")[0][0].number == AuditRow.select().count() == 3


def test_verify_names_rows_and_ends_with_1(run):
    act(None)
    run("audit", "anchor")
    Insider(random.Random(1), []).set(1, event="note.read")  # noqa: S311
    answer = run("audit", "verify")
    assert (answer.exit_code, answer.output) == (1, "row 1 is not what was written\n")


@pytest.mark.parametrize("line", ["", "nonsense", "2026-11-26T09:00:00+00:00 1 abc"])
def test_a_strange_line_among_the_anchors_is_a_fault(run, tmp_path, line):
    act(None)
    (tmp_path / "anchors").write_text(line + "\n")
    answer = run("audit", "verify")
    assert answer.exit_code == 1
    assert "line 1 of" in answer.output


def test_anchors_that_cannot_be_read_or_written_are_said(run, app, monkeypatch, tmp_path):
    assert run("audit", "verify").exit_code == 1
    monkeypatch.setitem(app.config, "AUDIT_ANCHOR", str(tmp_path / "away" / "anchors"))
    for command in (("audit", "verify"), ("audit", "anchor"), ("purge",)):
        answer = run(*command)
        assert answer.exit_code == 1
        assert "No such file" in answer.output


def test_without_an_anchor_verify_says_what_it_cannot_see(run, app, monkeypatch):
    monkeypatch.setitem(app.config, "AUDIT_ANCHOR", "")
    answer = run("audit", "verify")
    assert answer.exit_code == 0
    assert "cannot be seen" in answer.output
    assert run("audit", "anchor").exit_code == 1
    assert run("purge").exit_code == 0
