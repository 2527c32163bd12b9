"""The notes that wait for a case: which wait, what settles them, and what brings them back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from boligsocial.clock import now
from boligsocial.models import Case, CaseStatus, Note

HTMX = {"HX-Request": "true"}


@pytest.fixture
def phone(make):
    return make.client(make.worker())


def choice(what, case=None, **values):
    """One tap on Uafklaret."""
    return {"choice": what, "case": str(case.id) if case else "", "write_id": str(uuid4()), **values}


def test_a_note_waits_until_it_has_a_case_or_needs_none_or_is_taken_back(make, phone):
    make.note(text="Venter")
    make.note(text="I en sag", case=make.case())
    make.note(text="Behøver ingen", settled_at=now())
    make.note(text="Fortrudt", undone_at=now())
    page = phone.get("/notater/uafklaret").text
    assert "Venter" in page
    for text in ("I en sag", "Behøver ingen", "Fortrudt"):
        assert text not in page


def test_twenty_notes_are_shown_at_a_time_and_the_page_says_when_there_are_more(make, phone):
    department = make.department()
    for number in range(20):
        make.note(text=f"Nummer {number:02}", department=department, happened_at=now() - timedelta(hours=number))
    assert "Der er flere" not in phone.get("/notater/uafklaret").text
    make.note(text="Den yngste", department=department)
    page = phone.get("/notater/uafklaret").text
    assert page.count('id="settle-') == 20
    assert "Der er flere" in page
    assert "Den yngste" not in page


def test_only_open_cases_of_the_notes_department_are_offered_and_only_open_ones_are_taken(make, phone):
    note = make.note()
    here, elsewhere = make.case(department=note.department), make.case()
    closed = make.case(department=note.department, status=CaseStatus.CLOSED)
    page = phone.get("/notater/uafklaret").text
    assert [str(case.id) in page for case in (here, elsewhere, closed)] == [True, False, False]
    answer = phone.post(f"/notater/{note.id}/afklar", data=choice("case", closed), headers=HTMX)
    assert answer.status_code == 422
    assert "Vælg den sag, notatet hører til." in answer.text
    assert Note.get().case is None


def test_settling_moves_the_chosen_case_and_no_other_to_the_top(make, phone):
    long_ago = now() - timedelta(days=9)
    note, waits = make.note(), make.note()
    chosen, other = (make.case(department=note.department, updated_at=long_ago) for _one in range(2))
    answer = phone.post(f"/notater/{note.id}/afklar", data=choice("case", chosen), headers=HTMX)
    assert "Afklaret: Besøg" in answer.text
    assert (Note.get_by_id(note.id).case, Note.get_by_id(note.id).settled_at is None) == (chosen, False)
    assert (Note.get_by_id(waits.id).case, Note.get_by_id(waits.id).settled_at) == (None, None)
    assert now() - Case.get_by_id(chosen.id).updated_at < timedelta(seconds=10)
    assert Case.get_by_id(other.id).updated_at == long_ago


def test_no_case_needed_means_none_whatever_stands_in_the_list(make, phone):
    note = make.note()
    case = make.case(department=note.department)
    phone.post(f"/notater/{note.id}/afklar", data=choice("none", case))
    assert Note.get().case is None
    assert Note.get().settled_at is not None


def test_a_note_taken_out_again_waits_alone_and_the_old_tap_sent_again_does_nothing(make, phone):
    note, other = make.note(), make.note()
    case = make.case(department=note.department)
    tap = choice("case", case)
    phone.post(f"/notater/{note.id}/afklar", data=tap)
    phone.post(f"/notater/{other.id}/afklar", data=choice("none"))
    answer = phone.post(f"/notater/{note.id}/uafklaret", data=choice(""), headers=HTMX)
    assert "Læg i sagen" in answer.text
    phone.post(f"/notater/{note.id}/afklar", data=tap)
    assert (Note.get_by_id(note.id).case, Note.get_by_id(note.id).settled_at) == (None, None)
    assert Note.get_by_id(other.id).settled_at is not None


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_a_colleague_has_settled_meanwhile_stays_as_it_is_and_that_is_said(make, phone, headers):
    note, needless = make.note(), make.note(settled_at=now())
    theirs, ours = make.case(department=note.department), make.case(department=note.department)
    logged = make.note(case=theirs)
    other = make.client(make.worker())
    other.post(f"/notater/{note.id}/afklar", data=choice("case", theirs))
    for late, tap in ((note, choice("case", ours)), (logged, choice("none")), (needless, choice("case", ours))):
        answer = phone.post(f"/notater/{late.id}/afklar", data=tap, headers=headers)
        assert (answer.location or answer.headers["HX-Redirect"]) == "/notater/uafklaret"
        assert "Notatet er allerede afklaret. Intet er ændret." in phone.get("/notater/uafklaret").text
    assert [Note.get_by_id(one.id).case for one in (note, logged, needless)] == [theirs, theirs, None]


def test_without_script_the_missing_choice_is_said_at_the_top_of_the_list(make, phone):
    note = make.note()
    answer = phone.post(f"/notater/{note.id}/afklar", data=choice("case"), follow_redirects=True)
    assert answer.request.path == "/notater/uafklaret"
    assert "Vælg den sag, notatet hører til." in answer.text
    assert Note.get().settled_at is None
