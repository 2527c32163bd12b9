"""What a person decides about an e-mail whose fate is unknown or bad."""

from enum import StrEnum

from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.models import Mailing, MailState, Notice, User
from boligsocial.sending import TO_SETTLE


class Choice(StrEnum):
    """What can be decided."""

    AGAIN = "again"
    ARRIVED = "arrived"
    DROP = "drop"


class AlreadySettled(Exception):
    """Somebody decided before. Nothing was changed."""


@recorded(Event.MAILING_SETTLED)
def settle(user: User, mailing: Mailing, choice: Choice) -> Mailing:
    """Decide what happens: its notices wait for a new e-mail, it arrived after all, or it is given up.

    Raises AlreadySettled, so that of two people who both say "again" only one causes a new e-mail.
    """
    state = MailState.SENT if choice == Choice.ARRIVED else MailState.DROPPED
    settled = {"state": state, "settled_at": now(), "settled_by": user}
    if not Mailing.update(settled).where(Mailing.id == mailing.id, Mailing.state.in_(TO_SETTLE)).execute():
        raise AlreadySettled
    if choice == Choice.AGAIN:
        Notice.update(mailing=None).where(Notice.mailing == mailing.id).execute()
    if choice != Choice.DROP:
        # Somebody believes in the address again; should it fail once more, it will say so.
        User.update(mail_returned_at=None).where(User.id == mailing.user_id).execute()
    return mailing
