"""The weekly sample of reads: drawn by chance when its week is over, frozen, looked at and signed; and alarms."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import SystemRandom

import pytest
import time_machine

from boligsocial import sampling
from boligsocial.audit import Event, shown
from boligsocial.models import (
    AuditHead,
    AuditRow,
    Notice,
    NoticeKind,
    ReadWhy,
    Role,
    Sample,
    SampleRow,
    Stratum,
    User,
)
from boligsocial.reads import understood
from tests.seals_world import glass, seal

# A Monday, in week 48; the next Monday, when week 48 is over.
MONDAY, NEXT = date(2026, 11, 23), date(2026, 11, 30)
NOON = datetime(2026, 11, 25, 11, tzinfo=UTC)
OVER = datetime(2026, 11, 30, 6, tzinfo=UTC)


@pytest.fixture
def leader(make):
    return make.user(Role.LEADER, email="leder@eksempel.dk")


def read(actor, times=1, at=NOON, event=Event.TODAY_READ, subject=None, apart=timedelta(minutes=5)):
    """Let somebody read something so many times, a while apart."""
    for number in range(times):
        with time_machine.travel(at + number * apart, tick=False):
            shown(actor, event, subject)


def drawn():
    with time_machine.travel(OVER, tick=False):
        return sampling.draw_due()


# -- drawing


def test_the_sample_is_drawn_when_its_week_is_over_and_not_before(worker):
    read(worker, 3)
    read(worker, 2, at=datetime(2026, 11, 30, 5, tzinfo=UTC))
    with time_machine.travel(datetime(2026, 11, 29, 22, 59, tzinfo=UTC), tick=False):
        assert [one.week_starts_on for one in sampling.draw_due()] == [MONDAY - timedelta(days=7)]
    # Midnight in Denmark.
    with time_machine.travel(datetime(2026, 11, 29, 23, tzinfo=UTC), tick=False):
        (made,) = sampling.draw_due()
    assert (made.week_starts_on, made.reads) == (MONDAY, 3)
    assert SampleRow.select().count() == 3


def test_a_sample_is_drawn_once_and_stays_as_it_is(worker):
    read(worker, 60)
    (made,) = drawn()
    before = list(SampleRow.select(SampleRow.number).order_by(SampleRow.number).tuples())
    read(worker, 5)
    assert drawn() == []
    assert list(SampleRow.select(SampleRow.number).order_by(SampleRow.number).tuples()) == before
    assert Sample.get().reads == made.reads == 60
    assert AuditRow.select().where(AuditRow.event == Event.SAMPLE_DRAWN).count() == 1


def test_nights_that_were_missed_are_caught_up_for_four_weeks(worker):
    read(worker)
    drawn()
    with time_machine.travel(OVER + timedelta(weeks=3), tick=False):
        assert len(sampling.draw_due()) == 3
    with time_machine.travel(OVER + timedelta(weeks=13), tick=False):
        assert len(sampling.draw_due()) == 4


@pytest.mark.parametrize(("reads", "size"), [(1, 1), (20, 20), (21, 20), (400, 20), (600, 30), (1200, 50)])
def test_it_is_a_twentieth_but_at_least_20_and_at_most_50(worker, reads, size):
    row = AuditRow(at=NOON, actor=worker, event=Event.TODAY_READ, subject_type="")
    many = understood([AuditRow(id=number, **row.__data__) for number in range(reads)])
    for one in many:
        one.row.actor = worker
    assert len(sampling.picked(many)) == size


def test_nobody_can_know_it_before_two_draws_of_the_same_week_differ(worker):
    read(worker, 200, apart=timedelta(minutes=20))
    rows = understood(list(sampling.reads_between(NOON - timedelta(days=3), NOON + timedelta(days=9))))
    draws = {frozenset(one.row.id for one, _stratum in sampling.picked(rows)) for _draw in range(5)}
    assert len(draws) == 5
    assert isinstance(sampling.chance, SystemRandom)


def test_rare_and_weighty_reads_are_drawn_among_hundreds_of_ordinary_ones(make, worker):
    other = make.worker()
    sealed, theirs = make.case(other), make.case(other)
    seal(sealed)
    with time_machine.travel(NOON, tick=False):
        glass(sealed, worker)
    protected = make.case(worker)
    make.party(protected, make.resident(has_protected_address=True))
    read(worker, 300, at=NOON - timedelta(days=1), apart=timedelta(seconds=25))
    read(worker, 1, at=NOON + timedelta(minutes=1), event=Event.CASE_READ, subject=sealed)
    read(worker, 1, event=Event.CASE_READ, subject=protected)
    read(worker, 1, event=Event.CASE_READ, subject=theirs)
    read(worker, 1, at=datetime(2026, 11, 28, 11, tzinfo=UTC))
    read(worker, 1, at=datetime(2026, 11, 26, 2, tzinfo=UTC))
    read(worker, 40, at=NOON + timedelta(days=1), apart=timedelta(seconds=9))
    drawn()
    found = Counter(row.stratum for row in SampleRow.select())
    wanted = {Stratum.GLASS: 1, Stratum.SHIELDED: 1, Stratum.OUTSIDE: 1, Stratum.ODD_HOURS: 2}
    assert {stratum: found[stratum] for stratum in wanted} == wanted
    assert found[Stratum.MANY] >= 5
    assert found[Stratum.ORDINARY] == 0 or found[Stratum.ORDINARY] >= 1
    assert sum(found.values()) == 20


def test_every_worker_is_in_it(make, worker):
    read(worker, 500, apart=timedelta(seconds=70))
    others = [make.worker() for _number in range(8)]
    for other in others:
        read(other)
    drawn()
    assert {row.reader for row in SampleRow.select()} >= {worker, *others}


def test_what_leaders_look_at_is_not_in_it_but_what_a_leader_read_as_a_worker_is(make, worker, leader):
    read(leader, event=Event.SAMPLE_READ)
    read(worker)
    User.update(role=Role.LEADER).where(User.id == worker.id).execute()
    drawn()
    assert [row.reader for row in SampleRow.select()] == [worker]


def test_why_it_was_read_is_kept_as_it_was_when_it_was_drawn(make, worker):
    case = make.case(worker)
    read(worker, event=Event.CASE_READ, subject=case)
    drawn()
    type(case).update(responsible=make.worker()).execute()
    row = SampleRow.get()
    assert (row.case, row.why) == (case, ReadWhy.RESPONSIBLE)


def test_the_leaders_are_told_that_there_is_one_and_get_an_anchor_of_the_trail(worker, leader):
    read(worker)
    head = AuditHead.get()
    drawn()
    told = {notice.kind: notice for notice in Notice.select()}
    assert set(told) == {NoticeKind.SAMPLE, NoticeKind.ANCHOR}
    assert told[NoticeKind.ANCHOR].words == f"{head.number}:{head.chain}"
    assert told[NoticeKind.SAMPLE].words == ""


def test_a_week_in_which_nobody_read_anything_needs_no_signature_but_gives_an_anchor(leader):
    (made,) = drawn()
    assert made.reads == 0
    assert list(sampling.unsigned(leader)) == []
    assert [notice.kind for notice in Notice.select()] == [NoticeKind.ANCHOR]
