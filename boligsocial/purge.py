"""What nobody needs any more: sessions that are over, links that are used or too old, photos of no note or defect."""

from datetime import datetime, timedelta

from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.models import (
    Activation,
    LoginAttempt,
    LoginChallenge,
    LoginSession,
    Mailing,
    MailState,
    Notice,
    Photo,
    PhotoBytes,
    SignonTrip,
    User,
)
from boligsocial.municipal_login import TRIP_LIVES
from boligsocial.sealing import close_what_is_over

# Time enough to come back to a form that was not accepted, and to its photos.
STAGED = timedelta(days=14)
# Attempts are counted over minutes; a day leaves room to look into an odd night.
ATTEMPTS = timedelta(days=1)
# Long enough for a mail to come back, and to answer who was told of what.
MAILS = timedelta(days=30)


def purge(absolute: timedelta, drafts: timedelta = STAGED) -> dict[str, int]:
    """Delete what is over, and return how many rows of each kind went.

    `absolute` is how long a login may last; one that rested is locked, and waits for its person until then. `drafts` is
    how long photos of no note are kept.
    """
    counts: dict[str, int] = {}
    moment = now()
    _sweep_photos(None, counts, moment - drafts)
    _sweep_logins(None, counts, moment, absolute)
    _sweep_mails(None, counts, moment - MAILS)
    counts["sealed cases closed again"] = close_what_is_over(moment)
    return counts


@recorded(Event.PURGED)
def _sweep_photos(actor: User | None, counts: dict[str, int], before: datetime) -> None:
    of_nothing = Photo.note.is_null() & Photo.defect.is_null()
    staged = [row.id for row in Photo.select(Photo.id).where(of_nothing, Photo.created_at < before)]
    PhotoBytes.delete().where(PhotoBytes.photo.in_(staged)).execute()
    counts["photos of no note"] = Photo.delete().where(Photo.id.in_(staged)).execute()


@recorded(Event.PURGED)
def _sweep_logins(actor: User | None, counts: dict[str, int], moment: datetime, absolute: timedelta) -> None:
    over = LoginSession.created_at < moment - absolute
    counts["login sessions"] = LoginSession.delete().where(over).execute()
    counts["login challenges"] = LoginChallenge.delete().where(LoginChallenge.expires_at < moment).execute()
    counts["activation links"] = Activation.delete().where(Activation.expires_at < moment).execute()
    counts["logins on their way"] = SignonTrip.delete().where(SignonTrip.begun_at < moment - TRIP_LIVES).execute()
    counts["login attempts"] = LoginAttempt.delete().where(LoginAttempt.at < moment - ATTEMPTS).execute()


@recorded(Event.PURGED)
def _sweep_mails(actor: User | None, counts: dict[str, int], before: datetime) -> None:
    # Those that somebody must still look at stay.
    over = Mailing.state.in_((MailState.SENT, MailState.DROPPED)) & (Mailing.settled_at < before)
    Notice.delete().where(Notice.mailing.in_(Mailing.select(Mailing.id).where(over))).execute()
    counts["e-mails"] = Mailing.delete().where(over).execute()
