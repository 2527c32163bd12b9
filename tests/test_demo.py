"""The demo world: the same every time, alive on every day, and invented from end to end."""

import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from peewee import AutoField, BigAutoField, ForeignKeyField

from boligsocial import db
from boligsocial.clock import danish, now, today
from boligsocial.demo import people, work
from boligsocial.demo.actions import NotEmpty, seed_demo
from boligsocial.demo.canvas import Canvas, box
from boligsocial.models import (
    TABLES,
    AuditRow,
    Case,
    CaseArea,
    ContactDuty,
    Defect,
    Department,
    Dwelling,
    FollowUp,
    HousingOrg,
    Membership,
    Note,
    Photo,
    PhotoBytes,
    Role,
    Sample,
    Share,
    User,
    Visit,
)
from boligsocial.passwords import matches
from boligsocial.today.queries import combinations
from boligsocial.visiting import todays_visits

TOP = Path(__file__).parent.parent
# Danish wall-clock moments at which dates go wrong if anything does.
EDGES = {
    "a working day at noon": "2026-11-25T12:00+01:00",
    "a morning in the middle of a visit": "2026-11-26T09:30+01:00",
    "a Monday just after midnight": "2026-03-02T00:02+01:00",
    "a Sunday late in the evening": "2026-11-22T23:55+01:00",
    "a Saturday at breakfast": "2026-06-20T07:30+02:00",
    "the night the clocks go forward": "2027-03-28T03:05+02:00",
    "the night the clocks go back": "2026-10-25T02:30+01:00",
    "New Year's Day": "2027-01-01T00:30+01:00",
}

COMBINATIONS = {
    "maja": {"Besøg · Støj · Birkelunden", "Opkald · Husleje · Humlekrogen", "Samtale · Indflytning · Vibeengen"},
    "jonas": {
        "Besøg · Indeklima · Kastanjebo",
        "Besøg · Indflytning · Åkandehaven",
        "Opkald · Vedligeholdelse · Lærkesvinget",
    },
}


@pytest.fixture
def quick_pictures(monkeypatch):
    """Draw small squares instead: for tests about everything but the pictures."""

    def square(scene, rng):
        canvas = Canvas(0.02, rng)
        canvas.paint(box(0, 0, 1200, 900), (rng.randrange(256), 120, 120))
        return canvas.png()

    monkeypatch.setattr(work, "draw", square)


@pytest.fixture
def demo(rollback, quick_pictures):
    """A database with the demo world in it."""
    seed_demo(None)


def told():
    """Everything the demo tells, without numbers and salts that the database and argon2 choose."""
    return [
        [
            tuple(
                (name, bytes(value) if isinstance(value := getattr(row, name), memoryview) else value)
                for name in row.__data__
                if not isinstance(table._meta.fields[name], AutoField | BigAutoField | ForeignKeyField)
                and name not in ("password_hash", "at", "chain")
            )
            for row in table.select().order_by(table._meta.primary_key)
        ]
        for table in TABLES
        if table.__name__ not in ("SharePhoto", "ConsentKind", "ConsentRecipient", "AuditRow")
    ]


def seeded_and_taken_back():
    with db.db.obj.atomic() as transaction:
        seed_demo(None)
        everything = told()
        transaction.rollback()
    return everything


def test_the_demo_holds_what_the_readme_promises(demo):
    assert HousingOrg.select().count() == 3
    assert Department.select().count() == 9
    assert 55 <= Dwelling.select().count() <= 65
    assert Note.select().count() == 40
    assert Photo.select().count() == PhotoBytes.select().count() == 12
    assert Defect.select().count() == 2
    assert {case.area for case in Case.select()} == set(CaseArea)
    assert 6 <= Case.select().count() <= 12
    names = [user.username for user in User.select().order_by(User.id)]
    assert " ".join(names) == "maja jonas lone farid birgit hanne birthe susanne erik"
    assert Counter(user.role for user in User.select()) == {
        Role.WORKER: 2,
        Role.CONTACT: 3,
        Role.VOLUNTEER: 1,
        Role.LEADER: 1,
        Role.ADMIN: 1,
        Role.BOARD: 1,
    }


def test_everybody_is_a_demo_person_with_the_documented_password(demo):
    assert all(user.is_demo for user in User.select())
    assert len({user.password_hash for user in User.select()}) == 1
    assert matches(User.get(username="erik").password_hash, people.PASSWORD)
    assert people.PASSWORD in (TOP / "README.md").read_text()


def test_the_login_page_offers_every_demo_person_as_one_tap(demo, client):
    page = client.get("/log-ind").text
    assert "Log ind som Maja, boligsocial medarbejder" in page
    assert "Log ind som Farid, varmemester" in page
    assert page.count("Log ind som ") == 9


def test_those_of_a_department_belong_to_one_organisation_each_of_three(demo):
    orgs = {}
    for membership in Membership.select():
        orgs.setdefault(membership.user.username, set()).add(membership.department.org.name)
    assert set(orgs) == {"lone", "farid", "birgit", "birthe"}
    assert all(len(names) == 1 for names in orgs.values())
    assert len(set.union(*orgs.values())) == 3


def test_two_seedings_at_the_same_moment_tell_the_same(rollback, quick_pictures):
    with time_machine.travel("2026-11-25T12:00+01:00", tick=False):
        first = seeded_and_taken_back()
        second = seeded_and_taken_back()
    assert first == second
    assert sum(len(rows) for rows in first) > 200


def test_the_whole_demo_with_its_pictures_is_there_in_three_seconds(rollback):
    start = time.process_time()
    seed_demo(None)
    assert time.process_time() - start < 3
    assert len({photo.sha256 for photo in Photo.select()}) == 12


def test_the_demo_goes_into_an_empty_database_only(make):
    make.worker()
    with pytest.raises(NotEmpty):
        seed_demo(None)
    assert HousingOrg.select().count() == 0


def test_the_seeding_leaves_one_trace_beside_what_was_read_last_week(demo):
    assert [row.event for row in AuditRow.select() if row.event != "case.read"] == ["demo.seeded"]
    assert Sample.get().reads == AuditRow.select().where(AuditRow.event == "case.read").count() > 0


# -- alive on every day


@pytest.mark.parametrize("moment", EDGES.values(), ids=EDGES.keys())
def test_the_demo_is_alive_whenever_it_is_seeded(moment, rollback, quick_pictures):
    with time_machine.travel(moment, tick=False):
        seed_demo(None)
        nothing_lies_ahead_that_has_happened()
        the_day_has_something_to_do()
        both_workers_have_clear_combinations()


def nothing_lies_ahead_that_has_happened():
    for note in Note.select():
        assert note.happened_at < note.written_at <= now()
    for share in Share.select():
        assert share.shared_at <= (share.read_at or now()) <= now()
        assert (share.withdrawn_at or now()) <= now()
    for visit in Visit.select():
        assert (visit.started_at or now()) <= (visit.finished_at or now()) <= now()
        assert (visit.started_at is None) == (visit.finished_at is None), "a note would be about a running visit"
    for case in Case.select():
        assert case.opened_at <= case.updated_at <= now()
        happened = [note.happened_at for note in case.notes]
        assert case.opened_at <= min(happened)
        assert case.updated_at >= max(happened)
        assert (case.closed_at is None) == (case.status != "closed")


def the_day_has_something_to_do():
    for name in ("maja", "jonas"):
        visits = Visit.select().where(Visit.worker == User.get(username=name))
        days = {(danish_day(visit.planned_at) - today()).days for visit in visits}
        assert {0, 1} <= days
        waiting = [v for v in visits if danish_day(v.planned_at) == today() and v.started_at is None]
        assert waiting
        assert all(7 <= danish(visit.planned_at).hour <= 20 for visit in visits)
    due = sorted((row.due_on - today()).days for row in FollowUp.select().where(FollowUp.done_at.is_null()))
    assert due[0] == -2
    assert 0 in due
    assert due[-1] > 2
    bare = [visit for visit in Visit.select() if visit.finished_at and not visit.notes.count()]
    assert today() - timedelta(days=1) in {danish_day(visit.planned_at) for visit in bare}


def both_workers_have_clear_combinations():
    for name, likely in COMBINATIONS.items():
        worker = User.get(username=name)
        offered = combinations(worker, todays_visits(worker))
        assert {f"{one.kind.label} · {one.topic.label} · {one.department_name}" for one in offered} == likely
        recent = Note.select().where(Note.author == worker, Note.happened_at > now() - timedelta(days=14))
        counts = Counter((note.kind, note.topic, note.department_id) for note in recent)
        assert [number for _, number in counts.most_common(4)] == [3, 3, 2, 1]


def danish_day(moment):
    return danish(moment).date()


def test_todays_early_visits_are_ahead_until_they_are_over(rollback, quick_pictures):
    for clock, started, finished in (("08:00", 0, 0), ("09:20", 0, 0), ("11:00", 2, 2)):
        with time_machine.travel(f"2026-11-25T{clock}+01:00", tick=False), db.db.obj.atomic() as transaction:
            seed_demo(None)
            visits = [visit for visit in Visit.select() if danish_day(visit.planned_at) == today()]
            assert len(visits) == 4
            assert sum(visit.started_at is not None for visit in visits) == started
            assert sum(visit.finished_at is not None for visit in visits) == finished
            # What is written on a visit belongs to it once it has begun.
            assert sum(visit.notes.count() for visit in visits) == finished
            transaction.rollback()


# -- complete enough to show everything


def test_notes_wait_unsettled_lie_in_cases_and_keep_what_they_said_before(demo):
    unsettled = Note.select().where(Note.case.is_null(), Note.settled_at.is_null())
    assert unsettled.count() == 3
    assert Note.select().where(Note.case.is_null(False)).count() > 15
    edited = Note.get(Note.version == 2)
    assert edited.versions.get().text != edited.text


def test_shares_show_every_state_and_stay_within_the_receivers_departments(demo):
    shares = list(Share.select())
    assert any(share.read_at is None for share in shares)
    assert any(share.read_at and not share.answers.count() for share in shares)
    assert any(share.withdrawn_at for share in shares)
    assert len({answer.kind for share in shares for answer in share.answers}) == 3
    assert {share.recipient.username for share in shares} == {"lone", "farid", "birgit"}
    for share in shares:
        own = {membership.department_id for membership in share.recipient.memberships}
        assert share.note.department_id in own


def test_the_directory_has_steps_on_every_level_and_gaps_that_show_the_ladder(demo):
    duties = list(ContactDuty.select())
    assert any(duty.topic and duty.department_id for duty in duties)
    assert any(not duty.topic and duty.department_id for duty in duties)
    assert len({duty.org_id for duty in duties if duty.org_id and not duty.topic}) == 3
    assert sum(1 for duty in duties if not duty.org_id and not duty.department_id) == 1
    covered = {duty.department.name for duty in duties if duty.department_id}
    assert "Mejselunden" not in covered
