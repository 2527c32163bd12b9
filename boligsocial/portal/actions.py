"""What a contact person does. A share that has ended is held to be ended here too, not only on the page."""

from boligsocial.access import shared_notes
from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.models import AnswerKind, Share, ShareAnswer, User


class ShareEnded(Exception):
    """The share was withdrawn, or its reader has left the department."""


@recorded(Event.SHARE_READ)
def read_note(reader: User, share: Share) -> Share:
    """Record that the share is shown; the first time is its read mark."""
    Share.update(read_at=now()).where(Share.id == share.id, Share.read_at.is_null()).execute()
    return share


@recorded(Event.SHARE_ANSWERED)
def answer_note(reader: User, share: Share, kind: AnswerKind, text: str) -> ShareAnswer:
    """Answer a share that is still shared. Raises ShareEnded."""
    # Writing nothing new over the share keeps a withdrawal out until this transaction ends.
    Share.update(note=share.note_id).where(Share.id == share.id).execute()
    if not shared_notes(reader).where(Share.id == share.id).exists():
        raise ShareEnded
    return ShareAnswer.create(share=share, author=reader, kind=kind, text=text.strip())
