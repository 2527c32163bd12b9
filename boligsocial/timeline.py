"""Notes with what hangs on them, for lists and timelines: three statements however many notes there are."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from peewee import JOIN, ModelSelect, fn

from boligsocial.models import (
    Consent,
    Department,
    Dwelling,
    Note,
    Photo,
    Resident,
    Share,
    ShareAnswer,
    SharePhoto,
    User,
)
from boligsocial.share_life import Ended, why_ended


@dataclass(slots=True)
class ShareEntry:
    """A share as the workers see it: to whom, whether read, what was answered, how many photos went with it."""

    share: Share
    answers: list[ShareAnswer] = field(default_factory=list)
    photo_count: int = 0

    @property
    def ended(self) -> Ended | None:
        """Why the share can no longer be read; None while it can."""
        return why_ended(self.share)


@dataclass(slots=True)
class NoteEntry:
    """A note with its photos and shares (withdrawn ones too, newest first)."""

    note: Note
    photos: list[Photo] = field(default_factory=list)
    shares: list[ShareEntry] = field(default_factory=list)


def note_entries(notes: ModelSelect, limit: int = 50) -> list[NoteEntry]:
    """Return up to `limit` notes of a `visible_notes(...)` query, in its order, with author, place, photos, shares."""
    query = (
        notes.select(Note, User, Department, Dwelling)
        .join_from(Note, User)
        .join_from(Note, Department)
        .join_from(Note, Dwelling, JOIN.LEFT_OUTER)
        .limit(limit)
    )
    entries = {note.id: NoteEntry(note) for note in query}
    if entries:
        for photo in Photo.select().where(Photo.note.in_(list(entries))).order_by(Photo.created_at, Photo.id):
            entries[photo.note_id].photos.append(photo)
        for note_id, shares in _shares_of(list(entries)).items():
            entries[note_id].shares = shares
    return list(entries.values())


def _shares_of(note_ids: list[UUID]) -> dict[UUID, list[ShareEntry]]:
    photo_count = SharePhoto.select(fn.COUNT(SharePhoto.photo)).where(SharePhoto.share == Share.id)
    sharer = User.alias()
    rows = (
        Share.select(Share, User, sharer, Consent, Resident, ShareAnswer, photo_count.alias("photo_count"))
        .join(User, on=(Share.recipient == User.id), attr="recipient")
        .join_from(Share, sharer, on=(Share.shared_by == sharer.id), attr="shared_by")
        .join_from(Share, Consent, JOIN.LEFT_OUTER)
        .join_from(Consent, Resident, JOIN.LEFT_OUTER)
        .join_from(Share, ShareAnswer, JOIN.LEFT_OUTER, attr="answer")
        .where(Share.note.in_(note_ids))
        .order_by(Share.shared_at.desc(), Share.id, ShareAnswer.written_at)
    )
    found: dict[UUID, dict[UUID, ShareEntry]] = defaultdict(dict)
    for share in rows:
        entry = found[share.note_id].setdefault(share.id, ShareEntry(share, photo_count=share.photo_count))
        answer = getattr(share, "answer", None)
        if answer is not None and answer.id is not None:
            entry.answers.append(answer)
    return {note_id: list(shares.values()) for note_id, shares in found.items()}
