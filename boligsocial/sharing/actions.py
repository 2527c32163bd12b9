"""What happens to shares. Everything takes effect on the reader's next request."""

from collections.abc import Iterable

from boligsocial.access import is_shared_now
from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.models import AnswerKind, Note, NoticeKind, Photo, Share, ShareAnswer, SharePhoto, ShareVersion, User
from boligsocial.notices import tell


class NoteChangedMeanwhile(Exception):
    """The note is no longer the one that the worker looked at in the preview."""


class ShareChangedMeanwhile(Exception):
    """The share ended, or was corrected by somebody else, while the worker wrote. Nothing was stored."""


@recorded(Event.NOTE_SHARED)
def share_note(worker: User, share: Share, recipient: User, photos: Iterable[Photo], version: int, page: str) -> Share:
    """Store a share of the note's `version` with its photos; an older one to the same person ends.

    `page` is the local address under which the recipient reads it.
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
    tell(recipient, NoticeKind.SHARE, page)
    return share


def _hold(note_id: object, version: int) -> None:
    # Writing the version over itself keeps editors and other sharers out until this transaction ends.
    as_seen = (Note.id == note_id) & (Note.version == version) & Note.undone_at.is_null()
    if not Note.update(version=version).where(as_seen).execute():
        raise NoteChangedMeanwhile


@recorded(Event.SHARE_WITHDRAWN)
def withdraw_share(worker: User, share: Share) -> Share:
    """End a share. What was read already is known; the row keeps when and by whom."""
    ends = {"withdrawn_at": now(), "withdrawn_by": worker}
    Share.update(ends).where(Share.id == share.id, Share.withdrawn_at.is_null()).execute()
    return share


@recorded(Event.SHARE_CORRECTED)
def correct_share(worker: User, share: Share, text: str, version: int, page: str) -> Share:
    """Replace the text; the old one is kept, and the recipient sees that it was corrected.

    `version` is the one that the worker looked at. Raises ShareChangedMeanwhile.
    """
    moment = now()
    as_seen = (Share.id == share.id) & (Share.version == version)
    new = {"text": text, "version": version + 1, "corrected_at": moment, "news_at": moment}
    before = Share.get_or_none(as_seen)
    if before is None or not Share.update(new).where(as_seen).execute() or not _lasts(share):
        raise ShareChangedMeanwhile
    ShareVersion.create(share=share, version=version, text=before.text, replaced_by=worker, replaced_at=moment)
    tell(share.recipient, NoticeKind.CORRECTION, page)
    return share


@recorded(Event.SHARE_REPLIED)
def reply(worker: User, share: Share, text: str, page: str) -> ShareAnswer:
    """Write back to the recipient. Raises ShareChangedMeanwhile when the share has ended."""
    Share.update(news_at=now()).where(Share.id == share.id).execute()
    if not _lasts(share):
        raise ShareChangedMeanwhile
    tell(share.recipient, NoticeKind.REPLY, page)
    return ShareAnswer.create(share=share, author=worker, kind=AnswerKind.TEXT, text=text.strip())


def _lasts(share: Share) -> bool:
    return bool(Share.select().join(Note).where(Share.id == share.id, is_shared_now()).exists())
