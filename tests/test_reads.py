"""Reads with their purpose: what somebody had to do with what they read, in plain Danish."""

from datetime import timedelta

import pytest

from boligsocial.audit import Event, shown
from boligsocial.clock import now
from boligsocial.models import AuditRow, Case, Photo, ReadWhy, Role, User
from boligsocial.reads import READS, WORDS, purpose_of, understood
from tests.seals_world import REASON, glass, seal
from tests.watch import watched

DAY = timedelta(days=1)


@pytest.fixture
def jonas(make):
    return make.worker()


@pytest.fixture
def case(make, jonas):
    return make.case(jonas)


def read(actor, event, subject=None):
    shown(actor, event, subject)
    return AuditRow.select(AuditRow, User).join(User).order_by(AuditRow.id.desc()).get()


def why(actor, event, subject=None):
    return understood([read(actor, event, subject)])[0].why


def test_every_read_has_words_and_there_are_some_for_nothing_else():
    assert set(WORDS) == set(READS)


def test_the_responsible_reads_their_own_case(jonas, case):
    assert purpose_of(read(jonas, Event.CASE_READ, case)) == "Læste en sags side: er ansvarlig for sagen."


def test_a_colleague_with_nothing_to_do_there_reads_outside_their_own_cases(worker, case):
    assert purpose_of(read(worker, Event.CASE_READ, case)) == "Læste en sags side: uden for egne sager."


def test_who_wrote_or_was_on_a_visit_there_lately_has_a_reason(make, worker, case):
    make.note(worker, case=case, written_at=now() - 15 * DAY)
    make.visit(worker, case=case, planned_at=now() - 2 * DAY)
    assert why(worker, Event.CASE_READ, case) == ReadWhy.OUTSIDE
    make.note(worker, case=case, written_at=now() - 13 * DAY)
    assert why(worker, Event.CASE_READ, case) == ReadWhy.WROTE
    make.visit(worker, case=case, planned_at=now() + timedelta(hours=20))
    assert why(worker, Event.CASE_READ, case) == ReadWhy.VISIT


def test_the_reason_of_a_broken_glass_is_quoted_for_its_hour_alone(worker, case):
    seal(case)
    before = read(worker, Event.CASE_READ, case)
    made = glass(case, worker, opened_at=now())
    inside = read(worker, Event.CASE_READ, case)
    assert purpose_of(inside) == f"Læste en sags side: brød forseglingen (»{REASON}«)."
    assert purpose_of(before) == "Læste en sags side: uden for egne sager."
    type(made).update(closed_at=now()).execute()
    assert "brød" not in purpose_of(read(worker, Event.CASE_READ, case))


def test_who_was_given_a_sealed_case_has_a_reason(worker, case):
    seal(case, worker)
    assert why(worker, Event.CASE_READ, case) == ReadWhy.NAMED


def test_the_case_is_found_behind_everything_that_hangs_on_it(make, worker, jonas, case):
    note = make.note(jonas, case=case)
    party = make.party(case)
    things = {
        Event.NOTE_READ: note,
        Event.PHOTO_READ: make.photo(note),
        Event.VISIT_READ: make.visit(jonas, case=case),
        Event.PARTY_READ: party,
        Event.RESIDENT_READ: party.resident,
        Event.CONSENT_READ: make.consent(case),
        Event.INQUIRY_READ: make.inquiry(case=case),
        Event.TASK_READ: make.task(case=case),
        Event.SHARES_LISTED: make.share(note, make.contact()),
        Event.DEFECTS_READ: make.defect(case),
    }
    defect_photo = make.photo(uploader=jonas)
    Photo.update(defect=things[Event.DEFECTS_READ]).where(Photo.id == defect_photo.id).execute()
    rows = [read(worker, event, thing) for event, thing in things.items()]
    rows.append(read(worker, Event.PHOTO_READ, Photo.get_by_id(defect_photo.id)))
    with watched() as statements:
        found = understood(rows)
    assert len(statements) <= 7
    assert [(one.cases, one.why) for one in found] == [(frozenset([case.id]), ReadWhy.OUTSIDE)] * len(rows)


def test_of_a_resident_any_case_of_their_own_is_a_reason(make, worker, case):
    resident = make.party(case).resident
    assert why(worker, Event.RESIDENT_READ, resident) == ReadWhy.OUTSIDE
    make.party(make.case(worker), resident)
    assert why(worker, Event.RESIDENT_READ, resident) == ReadWhy.RESPONSIBLE


def test_lists_notes_without_a_case_and_readers_from_outside_have_words_of_their_own(make, worker, case):
    contact, volunteer, leader = make.contact(), make.user(Role.VOLUNTEER), make.user(Role.LEADER)
    note = make.note(case=case)
    assert why(worker, Event.CASES_LISTED) == ReadWhy.OVERVIEW
    assert why(worker, Event.NOTE_READ, make.note()) == ReadWhy.NO_CASE
    assert why(contact, Event.SHARE_READ, make.share(note, contact)) == ReadWhy.SHARED
    assert why(volunteer, Event.TASK_READ, make.task(volunteer, case=case)) == ReadWhy.ASKED
    assert why(leader, Event.SAMPLE_READ) == ReadWhy.WATCHING


def test_a_case_without_an_id_in_the_rows_is_no_trouble(worker):
    assert understood([]) == []
    assert Case.select().count() == 0
    assert why(worker, Event.TODAY_READ) == ReadWhy.OVERVIEW
