"""Mails that come back: reading delivery status notifications (RFC 3464), which anybody could write."""

from collections.abc import Iterator
from email import message_from_bytes, message_from_string
from email.message import Message
from uuid import UUID

from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.models import Mailing, MailState, User

LARGEST = 2 * 1024 * 1024
RETURNABLE = (MailState.SENDING, MailState.SENT, MailState.IN_DOUBT)
HEADER, OWN_ID = "X-Boligsocial-Mailing", "Message-ID"


def take_back(content: bytes) -> str:
    """Store that a mail of ours came back for good, and return a line for the log. Takes any bytes."""
    message = message_from_bytes(content)
    if message.get_content_type() != "multipart/report":
        return "ignored: no delivery status notification"
    if "failed" not in _actions(message):
        return "ignored: nothing has failed for good"
    mailing = next((found for name in _names(message) if (found := _mailing(name))), None)
    if mailing is None:
        return "ignored: about no mail of ours"
    mark_returned(None, mailing)
    return f"returned: {mailing.id}"


def _actions(message: Message) -> set[str]:
    """Return what the notification says of the recipients: failed, delayed, delivered, relayed, expanded."""
    blocks = [
        block
        for part in message.walk()
        if part.get_content_type() == "message/delivery-status"
        for block in part.walk()
    ]
    return {str(block.get("Action", "")).strip().lower() for block in blocks}


def _names(message: Message) -> Iterator[str]:
    """Yield what may be the id of a mailing, from the headers of the original that came along."""
    for part in message.walk():
        original = part
        if part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            original = message_from_string(payload.decode("ascii", "replace") if isinstance(payload, bytes) else "")
        if original is not message:
            yield str(original.get(HEADER, ""))
            yield str(original.get(OWN_ID, "")).strip(" <>").partition("@")[0]


def _mailing(name: str) -> Mailing | None:
    try:
        return Mailing.get_or_none(Mailing.id == UUID(name.strip()))
    except ValueError:
        return None


@recorded(Event.MAILING_RETURNED)
def mark_returned(actor: None, mailing: Mailing) -> Mailing:
    """Store that the mail came back, and on the person that mails to their address do."""
    moment = now()
    came_back = {"state": MailState.RETURNED, "settled_at": moment, "settled_by": None}
    Mailing.update(came_back).where(Mailing.id == mailing.id, Mailing.state.in_(RETURNABLE)).execute()
    # An address that was changed since is not to blame.
    same = (User.id == mailing.user_id) & (User.email == mailing.address)
    User.update(mail_returned_at=moment).where(same).execute()
    return mailing
