"""The one door for writes: a trace with every act, one act for every submission."""

from uuid import uuid4

import pytest
from peewee import IntegrityError

from boligsocial.audit import Event, Write, WriteIdTaken, recorded, shown
from boligsocial.models import AuditRow, Department, HousingOrg, LoginSession
from tests.watch import untraced, watched, written


def new_org(actor, name):
    return HousingOrg.create(name=name)


add_org = recorded(Event.ORG_SAVED)(new_org)


@recorded(Event.ORG_SAVED)
def add_org_and_stumble(actor, name):
    HousingOrg.create(name=name)
    raise RuntimeError("stumbled")


@recorded(Event.PURGED)
def purge(actor):
    return None


def a_write(digest="as filled in"):
    return Write(uuid4(), digest)


def test_an_act_leaves_a_row_that_says_who_did_what_to_which_row(make):
    worker = make.worker()
    org = add_org(worker, "Lunden")
    row = AuditRow.get()
    assert (row.actor_id, row.event) == (worker.id, "org.saved")
    assert (row.subject_type, row.subject_id) == ("HousingOrg", str(org.id))
    assert (row.write_id, row.write_digest) == (None, "")


def test_an_act_by_nobody_about_nothing_leaves_a_row_too(make):
    purge(None)
    row = AuditRow.get()
    assert (row.actor_id, row.event, row.subject_type, row.subject_id) == (None, "purge.run", "", "")


def test_a_row_about_a_person_names_the_person_and_not_the_login_session(make):
    worker = make.worker()
    worker.token = "secret"
    shown(worker, Event.NOTES_LISTED, worker)
    assert AuditRow.get().subject_id == str(worker.id)


def test_repeating_a_submission_stores_one_row_and_gives_the_same_receipt(make):
    worker, write = make.worker(), a_write()
    first = add_org(worker, "Lunden", write=write)
    again = add_org(worker, "Lunden", write=write)
    assert again.id == first.id
    assert HousingOrg.select().count() == 1
    assert AuditRow.select().count() == 1


def test_repeating_an_act_about_nothing_gives_nothing_again(make):
    worker, write = make.worker(), a_write()
    assert purge(worker, write=write) is None
    assert purge(worker, write=write) is None
    assert AuditRow.select().count() == 1


def test_two_submissions_with_the_same_content_are_two_acts(make):
    worker = make.worker()
    purge(worker, write=a_write())
    purge(worker, write=a_write())
    assert AuditRow.select().count() == 2


@pytest.mark.parametrize("change", ["content", "person", "act"])
def test_an_id_used_before_for_something_else_is_refused_and_nothing_is_stored(make, change):
    worker, write = make.worker(), a_write()
    add_org(worker, "Lunden", write=write)
    actor = make.worker() if change == "person" else worker
    digest = "other" if change == "content" else write.digest
    act = add_org if change != "act" else recorded(Event.DEPARTMENT_SAVED)(new_org)
    with pytest.raises(WriteIdTaken):
        act(actor, "Engen", write=Write(write.id, digest))
    assert [org.name for org in HousingOrg.select()] == ["Lunden"]
    assert AuditRow.select().count() == 1


def test_an_act_that_stumbles_leaves_neither_rows_nor_trace_and_can_be_tried_again(make):
    worker, write = make.worker(), a_write()
    with pytest.raises(RuntimeError, match="stumbled"):
        add_org_and_stumble(worker, "Lunden", write=write)
    assert HousingOrg.select().count() == 0
    assert AuditRow.select().count() == 0
    assert add_org(worker, "Lunden", write=write).name == "Lunden"


def test_an_act_whose_trace_cannot_be_written_does_not_happen(make, monkeypatch):
    monkeypatch.setattr("boligsocial.audit._leave_trace", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        add_org(make.worker(), "Lunden")
    assert HousingOrg.select().count() == 0


def test_a_row_that_stands_in_the_way_is_no_repeat(make):
    make.org(name="Lunden")
    worker, tries = make.worker(), []

    @recorded(Event.ORG_SAVED)
    def try_to_add(actor, name):
        tries.append(name)
        return HousingOrg.create(name=name)

    with pytest.raises(IntegrityError):
        try_to_add(worker, "Lunden", write=a_write())
    assert tries == ["Lunden"]
    assert HousingOrg.select().count() == 1
    assert AuditRow.select().count() == 0


def test_a_row_that_stands_in_the_way_is_said_so_without_an_id_too(make):
    make.org(name="Lunden")
    with pytest.raises(IntegrityError):
        add_org(make.worker(), "Lunden")
    assert AuditRow.select().count() == 0


def test_when_two_submissions_run_side_by_side_the_later_finds_the_firsts_receipt(make, monkeypatch):
    worker, write = make.worker(), a_write()
    first = add_org(worker, "Lunden", write=write)
    look = AuditRow.get_or_none
    looks = []

    def blind_once(**where):
        # As on PostgreSQL: the first one's row is not to be seen yet when the second one looks.
        looks.append(where)
        return look(**where) if len(looks) > 1 else None

    monkeypatch.setattr(AuditRow, "get_or_none", blind_once)
    assert add_org(worker, "Lunden", write=write).id == first.id
    looks.clear()
    with pytest.raises(WriteIdTaken):
        add_org(make.worker(), "Engen", write=write)
    assert [org.name for org in HousingOrg.select()] == ["Lunden"]
    assert AuditRow.select().count() == 1


def test_every_event_has_a_name_of_its_own_in_the_form_subject_verb():
    names = [event.value for event in Event]
    assert len(set(names)) == len(names)
    assert all(name.count(".") == 1 and name.replace(".", "").replace("_", "").isalpha() for name in names)
    assert max(map(len, names)) <= AuditRow.event.max_length


def test_showing_leaves_one_row(make):
    note = make.note()
    shown(note.author, Event.NOTE_READ, note)
    row = AuditRow.get()
    assert (row.event, row.subject_type, row.subject_id) == ("note.read", "Note", str(note.id))


def test_a_write_past_the_door_is_seen_by_the_watch_over_all_requests(make):
    worker = make.worker()
    with watched() as statements:
        HousingOrg.create(name="Lunden")
        HousingOrg.update(phone="1").execute()
        HousingOrg.delete().execute()
    assert len(untraced(statements)) == 3
    with watched() as statements:
        add_org(worker, "Lunden")
    assert untraced(statements) == []
    assert len(written(statements)) == 2
    with watched() as statements:
        list(Department.select())
        LoginSession.update(seen_at="2026-11-23").execute()
    assert untraced(statements) == written(statements) == []


def test_the_watch_knows_what_was_taken_back(make):
    with watched() as statements:
        pytest.raises(RuntimeError, add_org_and_stumble, make.worker(), "Lunden")
    assert len(statements) > 0
    assert not any("housing_org" in write for write in written(statements))
