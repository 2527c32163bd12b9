"""What a contact person does. A share that has ended is held to be ended here too, not only on the page."""

from peewee import fn

from boligsocial.access import shared_notes
from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.models import AnswerKind, NoticeKind, Share, ShareAnswer, User
from boligsocial.notices import tell


class ShareEnded(Exception):
    """The share was withdrawn, or its reader has left the department."""


@recorded(Event.SHARE_READ)
def read_note(reader: User, share: Share) -> Share:
    """Record that the share is shown; the first time is its read mark, and after the last nothing is new."""
    moment = now()
    Share.update(read_at=fn.COALESCE(Share.read_at, moment), seen_at=moment).where(Share.id == share.id).execute()
    return share


@recorded(Event.SHARE_ANSWERED)
def answer_note(reader: User, share: Share, kind: AnswerKind, text: str, page: str) -> ShareAnswer:
    """Answer a share that is still shared; whoever shared it hears of it. Raises ShareEnded.

    `page` is the local address under which the workers read the answer.
    """
    # Writing nothing new over the share keeps a withdrawal out until this transaction ends.
    Share.update(note=share.note_id).where(Share.id == share.id).execute()
    if not shared_notes(reader).where(Share.id == share.id).exists():
        raise ShareEnded
    tell(share.shared_by, NoticeKind.REPLY, page)
    return ShareAnswer.create(share=share, author=reader, kind=kind, text=text.strip())
