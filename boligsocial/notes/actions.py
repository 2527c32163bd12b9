"""What happens to notes. Nothing is overwritten: an edit keeps what was there, an undo keeps the note."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from boligsocial import photos
from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.models import Case, Delivery, Note, NoteVersion, Photo, User, Visit


class NoteChangedMeanwhile(Exception):
    """Somebody saved another version after the worker had opened the note. `note` is the newest."""

    def __init__(self, note: Note) -> None:
        super().__init__()
        self.note = note


class NoteSettledMeanwhile(Exception):
    """Somebody has put the note into a case, or said that it needs none, since the list was shown."""


@recorded(Event.NOTE_LOGGED)
def log_note(
    worker: User,
    note_id: UUID,
    values: dict[str, Any],
    visit: Visit | None = None,
    pictures: Iterable[photos.Prepared] = (),
    staged: Iterable[UUID] = (),
) -> Note:
    """Store a note with its photos: new ones (`pictures`) and those staged with an earlier, refused try."""
    note = Note.create(id=note_id, author=worker, visit=visit, **values)
    for picture in pictures:
        photos.store(worker, note_id, picture, note)
    photos.attach(worker, staged, note)
    if note.case_id:
        _touch(note.case_id)
    return note


@recorded(Event.NOTE_LOGGED)
def deliver_note(worker: User, note_id: UUID, values: dict[str, Any], delivery: dict[str, Any]) -> Note:
    """Store a note that a phone sent, with how it came. `delivery` holds the columns of the Delivery."""
    note = Note.create(id=note_id, author=worker, **values)
    Delivery.create(note=note, **delivery)
    if note.case_id:
        _touch(note.case_id)
    return note


@recorded(Event.PHOTO_RECEIVED)
def receive_photo(worker: User, note: Note, picture: photos.Prepared, sha256: str) -> Photo:
    """Store a photo of a delivered note; `sha256` is the digest under which the phone sent it."""
    return photos.store(worker, note.id, picture, note, received=sha256)


@recorded(Event.NOTE_APPROVED)
def approve_note(worker: User, note: Note) -> Note:
    """Say that a note is right although something in its delivery was not understood."""
    _clear_flaws(note)
    return note


def _clear_flaws(note: Note) -> None:
    Delivery.update(needs_fix="").where(Delivery.note == note.id).execute()


def _touch(case_id: UUID) -> None:
    Case.update(updated_at=now()).where(Case.id == case_id).execute()


@recorded(Event.NOTE_UNDONE)
def undo_note(worker: User, note: Note) -> Note:
    """Take a note back: it is shown nowhere, and nobody reads it through a share."""
    Note.update(undone_at=now()).where(Note.id == note.id).execute()
    return note


@recorded(Event.NOTE_RESTORED)
def restore_note(worker: User, note: Note) -> Note:
    """Bring an undone note back."""
    Note.update(undone_at=None).where(Note.id == note.id).execute()
    return note


@recorded(Event.NOTE_EDITED)
def edit_note(worker: User, note: Note, started_from: int, values: dict[str, Any]) -> Note:
    """Save a new version and keep the old one. Raises NoteChangedMeanwhile when `started_from` is not the newest."""
    newest = Note.get_by_id(note.id)
    if newest.version != started_from:
        raise NoteChangedMeanwhile(newest)
    _keep_version(newest, worker)
    unchanged = Note.version == started_from
    changes = {**values, "version": started_from + 1}
    # The form knows no seconds; a time that was not touched keeps them.
    if values.get("happened_at") == newest.happened_at.replace(second=0, microsecond=0):
        del changes["happened_at"]
    saved = Note.update(**changes).where(Note.id == note.id, unchanged).execute()
    if not saved:
        raise NoteChangedMeanwhile(Note.get_by_id(note.id))
    _clear_flaws(note)
    return note


def _keep_version(newest: Note, worker: User) -> None:
    NoteVersion.create(
        note=newest,
        version=newest.version,
        kind=newest.kind,
        topic=newest.topic,
        department=newest.department_id,
        dwelling=newest.dwelling_id,
        text=newest.text,
        happened_at=newest.happened_at,
        replaced_by=worker,
    )


@recorded(Event.NOTE_SETTLED)
def settle_note(worker: User, note: Note, case: Case | None) -> Note:
    """Put a note into a case, or say that it needs none. Raises NoteSettledMeanwhile when it no longer waits."""
    waits = Note.case.is_null() & Note.settled_at.is_null()
    if not Note.update(case=case, settled_at=now()).where(Note.id == note.id, waits).execute():
        raise NoteSettledMeanwhile
    if case is not None:
        _touch(case.id)
    return note


@recorded(Event.NOTE_UNSETTLED)
def unsettle_note(worker: User, note: Note) -> Note:
    """Let a note wait again."""
    Note.update(case=None, settled_at=None).where(Note.id == note.id).execute()
    return note
