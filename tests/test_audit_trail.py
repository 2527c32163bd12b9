"""Nothing is done to the audit trail unseen: a thousand tamperings, all found and named; anchors; the commands."""

import os
import random
import stat
from uuid import uuid4

import pytest
from peewee import SqliteDatabase

from boligsocial import db
from boligsocial.audit import Event, Write, recorded, shown
from boligsocial.chain import link, seal
from boligsocial.models import AuditHead, AuditRow
from boligsocial.trail import drop_anchor, faults, read_anchors
from tests.insider import CONTENT, ROWS, WAYS, Insider

TAMPERINGS = 1000


@recorded(Event.PURGED)
def act(actor):
    return None


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


def test_a_row_inserted_before_all_others_is_named_and_no_other(rows):
    insider = Insider(random.Random(1), [])  # noqa: S311
    _number, *content = insider.rows()[5]
    content[CONTENT.index("write_id")] = None
    insider.insert(0, content)
    insider.insert(-3, content)
    assert [tuple(fault) for fault in faults()] == [
        (number, "was inserted: no row has this number") for number in (-3, 0)
    ]


def test_a_trail_of_several_pages_is_walked_to_its_end(rows, monkeypatch):
    monkeypatch.setattr("boligsocial.trail.PAGE", 7)
    assert named() == []
    Insider(random.Random(1), []).set(ROWS - 1, event="note.undone")  # noqa: S311
    assert named() == [ROWS - 1]


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
    assert read_anchors(tmp_path / "anchors")[0][0].number == AuditRow.select().count() == 4


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
