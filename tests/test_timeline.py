"""Notes with what hangs on them: each with its own photos, shares and answers, in three statements."""

from datetime import timedelta

from boligsocial.access import visible_notes
from boligsocial.clock import now
from boligsocial.models import AnswerKind, Note, ShareAnswer
from boligsocial.timeline import note_entries
from tests.watch import watched


def entries_of(worker, **limit):
    """Return the notes of a list, the latest first."""
    return note_entries(visible_notes(worker).order_by(Note.happened_at.desc()), **limit)


def answered(share, text, minutes_ago):
    at = now() - timedelta(minutes=minutes_ago)
    return ShareAnswer.create(share=share, author=share.recipient, kind=AnswerKind.TEXT, text=text, written_at=at)


def test_notes_come_in_the_order_asked_for_and_no_more_than_asked_for(make, worker):
    notes = [make.note(worker, happened_at=now() - timedelta(hours=hours)) for hours in range(4)]
    assert [entry.note for entry in entries_of(worker)] == notes
    assert [entry.note for entry in entries_of(worker, limit=2)] == notes[:2]


def test_a_note_knows_its_author_and_place_with_or_without_a_home(make, worker):
    home = make.dwelling()
    make.note(worker, department=home.department, dwelling=home)
    without = make.note(worker, happened_at=now() - timedelta(hours=1))
    with watched() as statements:
        entries = entries_of(worker)
        places = [(entry.note.author, entry.note.department, entry.note.dwelling) for entry in entries]
    assert places == [(worker, home.department, home), (worker, without.department, None)]
    assert len(statements) == 3


def test_each_note_has_its_own_photos_in_the_order_they_were_taken(make, worker):
    first, second = make.note(worker), make.note(worker, happened_at=now() - timedelta(hours=1))
    make.photo(uploader=worker)
    make.photo(make.note(undone_at=now()))
    late, early = (make.photo(first, created_at=now() - timedelta(minutes=ago)) for ago in (1, 5))
    other = make.photo(second)
    assert [entry.photos for entry in entries_of(worker)] == [[early, late], [other]]


def test_each_note_has_its_own_shares_the_newest_first_withdrawn_ones_too(make, worker):
    note, other = make.note(worker), make.note(worker, happened_at=now() - timedelta(hours=1))
    lone, per = make.contact(note.department), make.contact(note.department)
    old = make.share(note, lone, shared_at=now() - timedelta(days=2), withdrawn_at=now())
    new = make.share(note, per, shared_at=now() - timedelta(days=1))
    elsewhere = make.share(other, lone)
    entries = entries_of(worker)
    assert [[item.share for item in entry.shares] for entry in entries] == [[new, old], [elsewhere]]
    assert [item.share.recipient for item in entries[0].shares] == [per, lone]


def test_each_share_has_its_own_photos_counted_and_its_own_answers_in_order(make, worker):
    note = make.note(worker)
    photos = [make.photo(note) for _one in range(3)]
    lone = make.contact(note.department)
    full = make.share(note, lone, *photos[:2], shared_at=now() - timedelta(days=1))
    bare = make.share(note, lone, shared_at=now() - timedelta(days=2))
    answered(full, "Så ringer jeg", 1)
    answered(full, "Jeg kigger på det", 9)
    answered(bare, "Tak", 5)
    (entry,) = entries_of(worker)
    told = [(item.share, item.photo_count, [answer.text for answer in item.answers]) for item in entry.shares]
    assert told == [(full, 2, ["Jeg kigger på det", "Så ringer jeg"]), (bare, 0, ["Tak"])]


def test_a_share_that_nobody_has_answered_has_no_answers(make, worker):
    note = make.note(worker)
    make.share(note, make.contact(note.department))
    assert entries_of(worker)[0].shares[0].answers == []


def test_no_notes_are_one_question(worker):
    with watched() as statements:
        assert entries_of(worker) == []
    assert len(statements) == 1
