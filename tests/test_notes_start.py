"""What the quick log starts from: the address, the visit, what was logged last; and whose receipt it shows."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import time_machine

from boligsocial.clock import now
from boligsocial.models import CaseStatus, Note, NoteKind, Topic
from boligsocial.notes import queries

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def chosen(page, name, value):
    """Return whether a chip is ticked or a case selected."""
    return f'name="{name}" value="{value}" checked' in page or f'<option value="{value}" selected' in page


def test_the_first_log_of_all_starts_from_a_visit_now_and_nothing_else(make, phone):
    make.note(topic=Topic.RENT, kind=NoteKind.CALL)  # a colleague's
    page = phone.get("/log").text
    assert page.count(" checked") == 2
    assert chosen(page, "kind", "visit")
    assert chosen(page, "when", "now")


def test_what_was_logged_last_today_is_where_the_log_starts(make, worker, phone):
    latest, earlier = make.department(), make.department()
    make.note(worker, department=latest, kind=NoteKind.CALL, topic=Topic.RENT)
    make.note(worker, department=earlier, kind=NoteKind.TALK, happened_at=now() - timedelta(minutes=1))
    make.note(department=earlier, kind=NoteKind.MEDIATION, topic=Topic.CONCERN, happened_at=now())
    page = phone.get("/log").text
    assert [chosen(page, *one) for one in (("kind", "call"), ("topic", "rent"), ("department", latest.id))] == [
        True
    ] * 3


def test_the_next_day_starts_from_the_last_department_alone(make, worker):
    with time_machine.travel(NOON, tick=False) as traveller:
        note = make.note(worker, kind=NoteKind.CALL, topic=Topic.RENT)
        traveller.move_to(NOON + timedelta(hours=13))
        page = make.client(worker).get("/log").text
    assert chosen(page, "department", note.department_id)
    assert chosen(page, "kind", "visit")
    assert not chosen(page, "topic", "rent")


def test_the_running_visit_brings_its_topic_and_its_case(make, worker, phone):
    case = make.case()
    visit = make.visit(worker, department=case.department, case=case, topic=Topic.RENT, started_at=now())
    page = phone.get("/log").text
    assert f'name="visit" value="{visit.id}"' in page
    for name, value in (("kind", "visit"), ("topic", "rent"), ("department", case.department_id), ("case", case.id)):
        assert chosen(page, name, value)


def test_of_two_visits_that_run_the_one_started_last_is_where_one_is(make, worker, phone):
    latest = make.visit(worker, started_at=now())
    make.visit(worker, started_at=now() - timedelta(hours=1))
    assert f'name="visit" value="{latest.id}"' in phone.get("/log").text


def test_a_visit_that_the_address_names_goes_before_the_running_one_unless_it_is_cancelled(make, worker, phone):
    running = make.visit(worker, started_at=now())
    named, cancelled = make.visit(worker), make.visit(worker, cancelled_at=now())
    assert f'name="visit" value="{named.id}"' in phone.get(f"/log?visit={named.id}").text
    for other in (cancelled.id, uuid4(), "x"):
        assert f'name="visit" value="{running.id}"' in phone.get(f"/log?visit={other}").text


def test_a_note_sent_for_a_cancelled_visit_belongs_to_none(make, worker, phone):
    visit = make.visit(worker, cancelled_at=now())
    sent = {"kind": "visit", "topic": "noise", "department": visit.department_id, "visit": str(visit.id)}
    phone.post("/log", data={**sent, "write_id": str(uuid4())})
    assert Note.get().visit is None


def test_the_address_can_name_a_home_and_a_case(make, worker, phone):
    home = make.dwelling()
    case = make.case(worker, department=home.department)
    page = phone.get(f"/log?department={home.department_id}&dwelling={home.id}&case={case.id}").text
    assert f'value="{home.address}"' in page
    assert chosen(page, "case", case.id)


def test_another_place_than_the_running_visits_brings_neither_its_home_nor_its_case_nor_the_visit(make, worker, phone):
    home, elsewhere = make.dwelling(), make.department()
    case = make.case(department=home.department)
    visit = make.visit(worker, department=home.department, dwelling=home, case=case, started_at=now())
    page = phone.get(f"/log?kind=call&topic=rent&department={elsewhere.id}").text
    assert chosen(page, "department", elsewhere.id)
    assert f'value="{home.address}"' not in page
    assert not chosen(page, "case", case.id)
    assert str(visit.id) not in page
    same = phone.get(f"/log?kind=call&topic=rent&department={home.department_id}").text
    assert f'name="visit" value="{visit.id}"' in same
    assert f'value="{home.address}"' in same


def test_the_offered_cases_are_the_open_ones_those_of_the_department_first_then_the_latest(make, worker, phone):
    here = make.department()
    own = make.case(department=here, updated_at=now() - timedelta(days=9))
    old, young = make.case(updated_at=now() - timedelta(days=2)), make.case(updated_at=now() - timedelta(days=1))
    closed = make.case(department=here, status=CaseStatus.CLOSED)
    make.note(worker, department=here)
    for page in (phone.get("/log").text, phone.get(f"/log/sager?department={here.id}").text):
        places = [page.index(str(case.id)) for case in (own, young, old)]
        assert places == sorted(places)
        assert str(closed.id) not in page


def test_a_note_from_a_cases_page_goes_into_the_case_though_it_is_closed_or_older_than_all_others(
    make, phone, monkeypatch
):
    monkeypatch.setattr(queries, "MOST_CASES", 1)
    make.case()
    for case in (make.case(updated_at=now() - timedelta(days=99)), make.case(status=CaseStatus.CLOSED)):
        assert chosen(phone.get(f"/log?case={case.id}&department={case.department_id}").text, "case", case.id)
        sent = {"kind": "visit", "topic": "noise", "department": case.department_id, "case": str(case.id)}
        phone.post("/log", data={**sent, "write_id": str(uuid4())})
        assert Note.select().where(Note.case == case).count() == 1


def test_a_receipt_is_shown_to_the_author_alone(make, worker, phone):
    mine, theirs = make.note(worker), make.note()
    assert "Gemt:" in phone.get(f"/log?saved={mine.id}").text
    for query in (f"saved={theirs.id}", f"undone={theirs.id}", f"saved={uuid4()}", "saved=x"):
        assert 'id="receipt"' not in phone.get(f"/log?{query}").text


def test_taking_back_and_bringing_back_are_about_one_note_and_an_old_tap_sent_again_does_nothing(make, worker, phone):
    note, gone = make.note(worker), make.note(worker, undone_at=now())
    make.note(worker)

    def undone():
        return {row.id for row in Note.select().where(Note.undone_at.is_null(False))}

    tap = {"write_id": str(uuid4())}
    phone.post(f"/log/{note.id}/fortryd", data=tap)
    assert undone() == {note.id, gone.id}
    phone.post(f"/log/{note.id}/gendan", data={"write_id": str(uuid4())})
    assert undone() == {gone.id}
    phone.post(f"/log/{note.id}/fortryd", data=tap)
    assert undone() == {gone.id}
