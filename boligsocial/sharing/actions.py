"""What happens to shares. Both take effect on the reader's next request."""

from collections.abc import Iterable

from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.models import Note, Photo, Share, SharePhoto, User


class NoteChangedMeanwhile(Exception):
    """The note is no longer the one that the worker looked at in the preview."""


@recorded(Event.NOTE_SHARED)
def share_note(worker: User, share: Share, recipient: User, photos: Iterable[Photo], version: int) -> Share:
    """Store a share of the note's `version` with its photos; an older one to the same person ends.

    Raises NoteChangedMeanwhile when the note has been edited or undone since.
    """
    _hold(share.note_id, version)
    older = (Share.note == share.note_id) & (Share.recipient == recipient.id) & Share.withdrawn_at.is_null()
    for earlier in Share.select().where(older):
        withdraw_share(worker, earlier)
    share.recipient, share.note_version = recipient, version
    share.save(force_insert=True)
    for photo in photos:
        SharePhoto.create(share=share, photo=photo)
    return share


def _hold(note_id: object, version: int) -> None:
    # Writing the version over itself keeps editors and other sharers out until this transaction ends.
    as_seen = (Note.id == note_id) & (Note.version == version) & Note.undone_at.is_null()
    if not Note.update(version=version).where(as_seen).execute():
        raise NoteChangedMeanwhile


@recorded(Event.SHARE_WITHDRAWN)
def withdraw_share(worker: User, share: Share) -> Share:
    """End a share. What was read already is known; the row keeps when."""
    Share.update(withdrawn_at=now()).where(Share.id == share.id, Share.withdrawn_at.is_null()).execute()
    return share
