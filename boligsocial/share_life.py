"""How long a share lasts and why it has ended. `access.is_shared_now` is the same rule for the database."""

from datetime import date, datetime, timedelta

from boligsocial.clock import danish, day_start, now, today
from boligsocial.models import Labelled, Share
from boligsocial.models.kinds import N_


class Ended(Labelled):
    """Why a share can no longer be read."""

    WITHDRAWN = "withdrawn", N_("Trukket tilbage")
    CONSENT_WITHDRAWN = "consent_withdrawn", N_("Samtykket er trukket tilbage")
    EXPIRED = "expired", N_("Udløbet")
    CONSENT_OVER = "consent_over", N_("Samtykket er udløbet")


def end_after(days: int) -> datetime:
    """Return the instant at which a share ends whose last day is `days` after today: the start of the day after."""
    return day_start(today() + timedelta(days=days + 1))


def last_day(share: Share) -> date:
    """Return the last Danish day on which the share can be read."""
    end: datetime = share.expires_at
    return danish(end - timedelta(seconds=1)).date()


def why_ended(share: Share) -> Ended | None:
    """Return why the share has ended, or None while it lasts. Its consent, if any, must be loaded."""
    if share.withdrawn_at is not None:
        return Ended.WITHDRAWN
    consent = share.consent if share.consent_id else None
    if consent and consent.withdrawn_at is not None:
        return Ended.CONSENT_WITHDRAWN
    if share.expires_at <= now():
        return Ended.EXPIRED
    if consent and not consent.lasts:
        return Ended.CONSENT_OVER
    return None
