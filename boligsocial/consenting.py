"""What residents have said yes to: what sharing and the volunteers' tasks ask about the consents of a case."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from peewee import JOIN, ModelSelect, fn

from boligsocial.access import lasting_consents
from boligsocial.clock import today
from boligsocial.models import Case, Consent, ConsentKind, ConsentRecipient, InfoKind, Party, Resident, Topic, User

# "Another topic" can be about anything, so it asks for the yes that is hardest to give.
INFO_KINDS: dict[Topic, InfoKind] = {
    Topic.NOISE: InfoKind.NEIGHBOURS,
    Topic.INDOOR_CLIMATE: InfoKind.HOME,
    Topic.MAINTENANCE: InfoKind.HOME,
    Topic.RENT: InfoKind.RENT,
    Topic.HOUSE_RULES: InfoKind.NEIGHBOURS,
    Topic.MOVE_IN: InfoKind.MOVING,
    Topic.MOVE_OUT: InfoKind.MOVING,
    Topic.CONCERN: InfoKind.WELLBEING,
    Topic.OTHER: InfoKind.WELLBEING,
}


class ConsentEntry(NamedTuple):
    """A consent with its case and resident, the types of information and the people that it names."""

    consent: Consent
    kinds: list[InfoKind]
    recipients: list[User]


def info_kind_of(topic: Topic) -> InfoKind:
    """Return the type of information that something about `topic` is, as a consent names it."""
    return INFO_KINDS[topic]


def covering(case_id: Any, kind: InfoKind) -> ModelSelect:
    """Return the query of the lasting consents of a case to this type of information, each with its resident.

    Somebody who was taken out of the case says nothing in it any more.
    """
    of_the_kind = ConsentKind.select(ConsentKind.consent).where(ConsentKind.kind == kind)
    of_a_party = Party.select(Party.resident).where(Party.case == case_id, Party.removed_at.is_null())
    consents = lasting_consents().select(Consent, Resident).join_from(Consent, Resident)
    return consents.where(Consent.case == case_id, Consent.id.in_(of_the_kind), Consent.resident.in_(of_a_party))


def consents_for(case: Case, recipient: User, kind: InfoKind) -> list[Consent]:
    """Return the lasting consents of the case that name this person and this type, the one that lasts longest first."""
    named = ConsentRecipient.select(ConsentRecipient.consent).where(ConsentRecipient.user == recipient.id)
    consents = covering(case.id, kind).where(Consent.id.in_(named))
    return list(consents.order_by(Consent.until_on.desc(), Consent.recorded_at.desc(), Consent.id))


def consents_of_case(case: Case) -> list[ConsentEntry]:
    """Return all consents of the case, those that have ended too, the latest first; one statement."""
    consents = Consent.select(Consent, Resident, Case).join_from(Consent, Resident).join_from(Consent, Case)
    return consent_entries(consents.where(Consent.case == case.id))


def consent_counts() -> tuple[Any, Any]:
    """Return columns for a query of cases: `consents_lasting` today, and `consents_to_review` among them."""
    of_the_case = lasting_consents().select(fn.COUNT(Consent.id)).where(Consent.case == Case.id)
    to_review = of_the_case.where(Consent.review_on <= today())
    return of_the_case.alias("consents_lasting"), to_review.alias("consents_to_review")


def consent_entries(consents: ModelSelect) -> list[ConsentEntry]:
    """Return the consents of the query with what they name, the latest first; one statement.

    Begin with `access.visible_consents`, or with another query that brings resident and case along.
    """
    rows = (
        consents.select_extend(ConsentKind, ConsentRecipient, User)
        .join_from(Consent, ConsentKind, JOIN.LEFT_OUTER)
        .join_from(Consent, ConsentRecipient, JOIN.LEFT_OUTER)
        .join_from(ConsentRecipient, User, JOIN.LEFT_OUTER)
        .order_by(Consent.recorded_at.desc(), Consent.id, User.role, User.full_name, User.id)
    )
    return _gathered(rows)


def _gathered(rows: Iterable[Consent]) -> list[ConsentEntry]:
    """Put together the rows of one consent: each names one type and one person."""
    found: dict[object, ConsentEntry] = {}
    for row in rows:
        entry = found.setdefault(row.id, ConsentEntry(row, [], []))
        kind, recipient = getattr(row, "consentkind", None), getattr(row, "consentrecipient", None)
        if kind and kind.kind not in entry.kinds:
            entry.kinds.append(kind.kind)
        if recipient and recipient.user not in entry.recipients:
            entry.recipients.append(recipient.user)
    for entry in found.values():
        entry.kinds.sort(key=list(InfoKind).index)
    return list(found.values())
