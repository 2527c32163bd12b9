"""What happens to consents. A withdrawal stops what is shared on it at once and deletes nothing."""

from collections.abc import Iterable

from peewee import ModelUpdate

from boligsocial.audit import Event, recorded
from boligsocial.clock import now, today
from boligsocial.models import Consent, ConsentKind, ConsentRecipient, InfoKind, User


class ConsentOver(Exception):
    """The consent was withdrawn before, or its last day has passed. Nothing was changed."""


@recorded(Event.CONSENT_GIVEN)
def give_consent(worker: User, consent: Consent, kinds: Iterable[InfoKind], recipients: Iterable[User]) -> Consent:
    """Write down what a resident said yes to. An older consent stays as it is."""
    consent.recorded_by = worker
    consent.save(force_insert=True)
    for kind in kinds:
        ConsentKind.create(consent=consent, kind=kind)
    for user in recipients:
        ConsentRecipient.create(consent=consent, user=user)
    return consent


@recorded(Event.CONSENT_WITHDRAWN)
def withdraw_consent(worker: User, consent: Consent) -> Consent:
    """End a consent, and with it every share that rests on it. Raises ConsentOver; there is no way back."""
    return _while_it_lasts(consent, Consent.update(withdrawn_at=now(), withdrawn_by=worker))


@recorded(Event.CONSENT_CONFIRMED)
def confirm_consent(worker: User, consent: Consent) -> Consent:
    """Keep that the resident still says yes; it is gone through again half way to its end. Raises ConsentOver."""
    day = today()
    return _while_it_lasts(consent, Consent.update(review_on=day + (consent.until_on - day) / 2))


def _while_it_lasts(consent: Consent, change: ModelUpdate) -> Consent:
    lasts = Consent.withdrawn_at.is_null() & (Consent.until_on >= today())
    if not change.where(Consent.id == consent.id, lasts).execute():
        raise ConsentOver
    return consent
