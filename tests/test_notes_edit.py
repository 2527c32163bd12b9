"""Correcting a note: all of what stood there is kept, in order, and nobody's words are written over."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from boligsocial.clock import now
from boligsocial.models import AuditRow, Note, NoteKind, NoteVersion, Topic
from boligsocial.notes import actions
from boligsocial.notes.forms import LONGEST_TEXT


def correction(note, **values):
    """The form as a worker sends it after opening the note's first version."""
    form = {"kind": "call", "topic": "rent", "department": note.department_id, "text": "Efter", "version": 1}
    return {**form, "write_id": str(uuid4()), **values}


def test_the_form_starts_from_all_that_the_note_says(make, phone):
    home = make.dwelling()
    note = make.note(department=home.department, dwelling=home, text="Fugt i hjørnet", topic=Topic.RENT)
    page = phone.get(f"/notater/{note.id}/ret").text
    for name, value in (("kind", "visit"), ("topic", "rent"), ("department", home.department_id)):
        assert f'name="{name}" value="{value}" checked' in page
    assert f'value="{home.address}"' in page
    assert "Fugt i hjørnet" in page


def test_all_of_the_old_version_is_kept_and_all_of_the_new_one_is_stored(make, phone, worker):
    was, will_be = make.dwelling(), make.dwelling()
    note = make.note(department=was.department, dwelling=was, text="Før", happened_at=now() - timedelta(days=3))
    other = make.note(text="En anden")
    phone.post(
        f"/notater/{note.id}/ret", data=correction(note, department=will_be.department_id, dwelling=will_be.address)
    )
    old, new = NoteVersion.get(), Note.get_by_id(note.id)
    assert (old.kind, old.topic, old.text) == (NoteKind.VISIT, Topic.NOISE, "Før")
    assert (old.department, old.dwelling, old.happened_at) == (was.department, was, note.happened_at)
    assert (new.kind, new.topic, new.text) == (NoteKind.CALL, Topic.RENT, "Efter")
    assert (new.department, new.dwelling, new.version) == (will_be.department, will_be, 2)
    assert (Note.get_by_id(other.id).text, Note.get_by_id(other.id).version) == ("En anden", 1)


def test_a_home_can_be_taken_off_a_note(make, phone):
    home = make.dwelling()
    note = make.note(department=home.department, dwelling=home)
    phone.post(f"/notater/{note.id}/ret", data=correction(note, dwelling=""))
    assert Note.get().dwelling is None


def test_a_notes_page_tells_its_own_history_the_latest_first(make, phone):
    note, other = make.note(text="Første"), make.note(text="Fremmed")
    phone.post(f"/notater/{other.id}/ret", data=correction(other))
    for version, text in enumerate(("Anden", "Tredje"), start=1):
        phone.post(f"/notater/{note.id}/ret", data=correction(note, version=version, text=text))
    page = phone.get(f"/notater/{note.id}").text
    assert "Tidligere udgaver (2)" in page
    assert page.index("Tredje") < page.index("Anden") < page.index("Første")
    assert page.count("af Maja. Før stod der:") == 2
    assert "Fremmed" not in page


def test_the_same_correction_sent_twice_is_saved_once(make, phone):
    note = make.note()
    sent = correction(note)
    answers = [phone.post(f"/notater/{note.id}/ret", data=sent) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert (NoteVersion.select().count(), Note.get().version) == (1, 2)
    assert AuditRow.select().where(AuditRow.event == "note.edited").count() == 1


@pytest.mark.parametrize("version", ["", "x", "-1", "1.0", "²", "9" * 30])
def test_a_correction_of_no_version_saves_nothing_and_shows_both_texts(make, phone, version):
    note = make.note(text="Før")
    answer = phone.post(f"/notater/{note.id}/ret", data=correction(note, version=version))
    assert answer.status_code == 409
    assert "Før" in answer.text
    assert "Efter" in answer.text
    assert (Note.get().text, NoteVersion.select().count()) == ("Før", 0)


def test_a_correction_saved_between_our_look_and_our_write_is_not_written_over(make, worker, monkeypatch):
    note, look, looks = make.note(text="Før"), Note.get_by_id, []
    Note.update(text="Den hurtige", version=2).where(Note.id == note.id).execute()

    def look_too_early(note_id):
        # As on PostgreSQL: the other's correction is committed after we have looked.
        looks.append(note_id)
        return note if len(looks) == 1 else look(note_id)

    monkeypatch.setattr(Note, "get_by_id", look_too_early)
    values = {"kind": NoteKind.CALL, "topic": Topic.RENT, "department": note.department, "text": "Den langsomme"}
    with pytest.raises(actions.NoteChangedMeanwhile) as conflict:
        actions.edit_note(worker, note, 1, values)
    assert conflict.value.note.text == "Den hurtige"
    assert (look(note.id).text, NoteVersion.select().count()) == ("Den hurtige", 0)


def test_a_text_longer_than_a_note_can_be_is_refused_and_not_lost(make, phone):
    note, text = make.note(text="Før"), "x" * LONGEST_TEXT
    answer = phone.post(f"/notater/{note.id}/ret", data=correction(note, text=f"{text}y"))
    assert answer.status_code == 422
    assert "Teksten er for lang. Skriv højst 20000 tegn." in answer.text
    assert f"{text}y" in answer.text
    assert phone.post(f"/notater/{note.id}/ret", data=correction(note, text=text)).status_code == 303
    assert Note.get().text == text


def test_correcting_the_text_alone_keeps_the_time_to_the_second(make, phone, worker):
    note = make.note(worker, happened_at=datetime(2026, 11, 20, 13, 5, 42, tzinfo=UTC))
    form = {"kind": "visit", "topic": "noise", "department": note.department_id, "version": 1, "day": "2026-11-20"}
    phone.post(f"/notater/{note.id}/ret", data={**form, "text": "Rettet", "time": "14:05"})
    assert Note.get_by_id(note.id).happened_at == note.happened_at
    phone.post(f"/notater/{note.id}/ret", data={**form, "version": 2, "text": "Rettet", "time": "14:06"})
    assert Note.get_by_id(note.id).happened_at == datetime(2026, 11, 20, 13, 6, tzinfo=UTC)
