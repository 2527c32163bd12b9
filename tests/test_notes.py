"""The quick log, a note's own page, and the notes that wait."""

import io
from datetime import timedelta
from uuid import uuid4

from boligsocial.clock import now
from boligsocial.models import AuditRow, Case, Note, NoteKind, NoteVersion, Photo, Topic


def filled(department, **values):
    """The quick log as a worker sends it."""
    form = {"kind": "visit", "topic": "noise", "department": department.id, "text": "", "when": "now"}
    return {**form, "write_id": str(uuid4()), **values}


def file(data, name="foto.jpg"):
    return (io.BytesIO(data), name)


def test_a_worker_logs_a_visit_and_reads_the_receipt(make, worker, phone):
    department = make.department(name="Birkelunden")
    sent = filled(department, text="Talte med beboeren om musik efter kl. 23. Prøver med aftale.")
    answer = phone.post("/log", data=sent, follow_redirects=True)
    assert "Gemt:" in answer.text
    assert "Besøg · Støj · Birkelunden" in answer.text
    note = Note.get()
    assert (note.kind, note.topic, note.author, note.text) == (NoteKind.VISIT, Topic.NOISE, worker, sent["text"])
    assert abs(note.happened_at - now()) < timedelta(seconds=10)
    assert AuditRow.select().where(AuditRow.event == "note.logged", AuditRow.subject_id == str(note.id)).count() == 1


def test_the_text_is_stored_exactly_as_typed(make, phone):
    text = "  Æøå 👩‍👧 שלום é\n\nto linjer  \n"
    phone.post("/log", data=filled(make.department(), text=text.replace("\n", "\r\n")))
    assert Note.get().text == text


def test_the_same_submission_twice_stores_one_note_and_gives_the_same_receipt(make, phone):
    sent = filled(make.department(), text="En gang")
    first, second = phone.post("/log", data=sent), phone.post("/log", data=sent)
    assert first.location == second.location
    assert Note.select().count() == 1


def test_a_used_form_with_another_text_is_not_swallowed_but_offered_again(make, phone):
    sent = filled(make.department(), text="Det første")
    phone.post("/log", data=sent)
    answer = phone.post("/log", data={**sent, "text": "Noget helt andet"})
    assert answer.status_code == 409
    assert "Noget helt andet" in answer.text
    assert [note.text for note in Note.select()] == ["Det første"]


def test_a_missing_topic_is_said_in_words_and_the_typed_text_stays(make, phone):
    answer = phone.post("/log", data=filled(make.department(), topic="", text="Vigtigt at huske"))
    assert answer.status_code == 422
    # At the top, at the field, and in the summary that the page script shows.
    assert answer.text.count("Vælg et emne, fx støj eller husleje.") == 3
    assert "Notatet er ikke gemt endnu" in answer.text
    assert "Fejl: Hurtig log" in answer.text
    assert "Vigtigt at huske" in answer.text
    assert Note.select().count() == 0


def test_a_photo_chosen_in_a_refused_form_comes_along_in_the_next_try(make, phone):
    department = make.department()
    refused = filled(department, topic="", photos=file(make.picture()))
    answer = phone.post("/log", data=refused)
    staged = Photo.get()
    assert staged.note_id is None
    assert str(staged.id) in answer.text
    phone.post("/log", data=filled(department, write_id=refused["write_id"], staged=str(staged.id)))
    assert Photo.get().note_id == Note.get().id


def test_a_staged_photo_that_is_unticked_stays_behind(make, phone):
    department = make.department()
    refused = filled(department, topic="", photos=file(make.picture()))
    phone.post("/log", data=refused)
    phone.post("/log", data=filled(department, write_id=refused["write_id"]))
    assert Photo.get().note_id is None


def test_nobody_can_take_another_workers_staged_photo(make, phone):
    theirs = make.photo(None)
    phone.post("/log", data=filled(make.department(), staged=str(theirs.id)))
    assert Photo.get().note_id is None


def test_a_bad_photo_is_explained_and_the_note_is_kept(make, phone):
    sent = filled(make.department(), text="Fugt ved vinduet", photos=file(b"<html>ikke et billede"))
    answer = phone.post("/log", data=sent, follow_redirects=True)
    assert "Et foto kom ikke med" in answer.text
    assert Note.get().text == "Fugt ved vinduet"
    assert Photo.select().count() == 0


def test_a_note_can_be_taken_back_and_brought_back(make, worker, phone):
    note = make.note(worker)
    answer = phone.post(f"/log/{note.id}/fortryd", follow_redirects=True)
    assert "Fortrudt" in answer.text
    assert phone.get(f"/notater/{note.id}").status_code == 404
    phone.post(f"/log/{note.id}/gendan")
    assert phone.get(f"/notater/{note.id}").status_code == 200


def test_only_the_author_takes_a_note_back(make, phone):
    note = make.note(make.worker())
    assert phone.post(f"/log/{note.id}/fortryd").status_code == 404
    assert Note.get().undone_at is None


def test_an_address_typed_carelessly_finds_its_home_and_an_unknown_one_is_said(make, phone):
    department = make.department()
    home = make.dwelling(department, address="Birkelunden 22, 1. tv.")
    phone.post("/log", data=filled(department, dwelling="birkelunden 22 1 tv"))
    assert Note.get().dwelling == home
    answer = phone.post("/log", data=filled(department, dwelling="Birkelunden 99"))
    assert answer.status_code == 422
    assert "Vi kender ikke »Birkelunden 99«" in answer.text


def test_a_note_in_a_case_moves_the_case_to_the_top(make, worker, phone):
    case = make.case(worker, updated_at=now() - timedelta(days=3))
    phone.post("/log", data=filled(case.department, case=str(case.id)))
    assert Note.get().case == case
    assert now() - Case.get().updated_at < timedelta(seconds=10)


def test_the_log_starts_from_the_running_visit_and_the_note_belongs_to_it(make, worker, phone):
    home = make.dwelling()
    visit = make.visit(worker, department=home.department, dwelling=home, started_at=now(), topic=Topic.RENT)
    page = phone.get("/log").text
    assert "Notatet hører til besøget" in page
    assert f'value="{home.address}"' in page
    phone.post("/log", data=filled(home.department, visit=str(visit.id)))
    assert Note.get().visit == visit


def test_the_log_remembers_todays_choices_but_never_a_home_or_a_text(make, worker, phone):
    home = make.dwelling()
    make.note(worker, topic=Topic.RENT, department=home.department, dwelling=home, text="Hemmeligt")
    page = phone.get("/log").text
    assert 'name="topic" value="rent" checked' in page
    assert home.address not in page
    assert "Hemmeligt" not in page


def test_a_cpr_like_number_is_hinted_at_and_the_note_is_kept(make, phone):
    sent = filled(make.department(), text="Ring til 010190-1234")
    answer = phone.post("/log", data=sent, follow_redirects=True)
    assert "Det ligner et CPR-nummer i teksten." in answer.text
    assert Note.select().count() == 1
    answer = phone.post("/log", data=filled(make.department(), text="Ring til 45801234"), follow_redirects=True)
    assert "Det ligner et CPR-nummer i teksten." not in answer.text


def test_editing_keeps_what_was_there_and_who_changed_it(make, worker, phone):
    note = make.note(make.worker(), text="Før")
    page = phone.get(f"/notater/{note.id}/ret").text
    assert 'name="version" value="1"' in page
    phone.post(f"/notater/{note.id}/ret", data=filled(note.department, text="Efter", version=1))
    assert Note.get().text == "Efter"
    before = NoteVersion.get()
    assert (before.text, before.replaced_by, before.version) == ("Før", worker, 1)
    assert "Før" in phone.get(f"/notater/{note.id}").text


def test_two_people_editing_get_both_texts_and_nothing_is_overwritten(make, phone):
    note = make.note(text="Udgangspunkt")
    other = make.client(make.worker())
    other.post(f"/notater/{note.id}/ret", data=filled(note.department, text="Den hurtige", version=1))
    answer = phone.post(f"/notater/{note.id}/ret", data=filled(note.department, text="Den langsomme", version=1))
    assert answer.status_code == 409
    assert "Den hurtige" in answer.text
    assert "Den langsomme" in answer.text
    assert Note.get().text == "Den hurtige"
    assert 'name="version" value="2"' in answer.text
    phone.post(f"/notater/{note.id}/ret", data=filled(note.department, text="Begge dele", version=2))
    assert Note.get().text == "Begge dele"
    assert [version.text for version in NoteVersion.select().order_by(NoteVersion.version)] == [
        "Udgangspunkt",
        "Den hurtige",
    ]


def test_notes_without_a_case_wait_oldest_first_until_they_are_settled(make, worker, phone):
    case = make.case(worker)
    young = make.note(worker, text="Yngst", department=case.department)
    old = make.note(worker, text="Ældst", department=case.department, happened_at=now() - timedelta(days=9))
    page = phone.get("/notater/uafklaret").text
    assert page.index("Ældst") < page.index("Yngst")
    phone.post(f"/notater/{old.id}/afklar", data={"choice": "case", "case": str(case.id), "write_id": uuid4()})
    phone.post(f"/notater/{young.id}/afklar", data={"choice": "none", "write_id": uuid4()})
    assert Note.get_by_id(old.id).case == case
    assert Note.get_by_id(young.id).settled_at is not None
    assert "Alt er afklaret" in phone.get("/notater/uafklaret").text
    phone.post(f"/notater/{young.id}/uafklaret", data={"write_id": uuid4()})
    assert "Yngst" in phone.get("/notater/uafklaret").text


def test_settling_into_no_chosen_case_says_so(make, phone):
    note = make.note()
    headers = {"HX-Request": "true"}
    answer = phone.post(f"/notater/{note.id}/afklar", data={"choice": "case", "write_id": uuid4()}, headers=headers)
    assert answer.status_code == 422
    assert Note.get().settled_at is None


def test_a_contact_person_cannot_open_the_log_or_a_note(make):
    note = make.note()
    reader = make.client(make.contact(note.department))
    for path in ("/log", f"/notater/{note.id}", f"/notater/{note.id}/ret", "/notater/uafklaret"):
        assert reader.get(path).status_code == 404
