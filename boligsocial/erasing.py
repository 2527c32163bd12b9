"""Deleting for good: a case and everything that is there for its sake, in one transaction, listed outside the database.

To be called from an action, inside its transaction, by those who have asked whether it may go (retention.py). Each act
writes into the deletion list last: what is gone always stands in it, and what stands in it and is still there, because
the machine stopped before the end, goes with the next run.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from boligsocial import deletion_list
from boligsocial.belongings import LOOSENED, OWNED, conditions_of
from boligsocial.journaling import digest_of
from boligsocial.models import (
    Case,
    Consent,
    DataRequest,
    Dwelling,
    Household,
    Inquiry,
    JournalPackage,
    Mailing,
    Mask,
    Notice,
    Party,
    Photo,
    PhotoBytes,
    Resident,
    ResidentVersion,
    Share,
    ShareAnswer,
    SharePhoto,
    ShareVersion,
)
from boligsocial.people import follow_protection

# A resident stays for as long as one of these names them.
HOLDS_A_RESIDENT = (Party.resident, Consent.resident)


def erase_case(case: Case) -> None:
    """Delete a case, all that belongs to it, and the residents whom no other case names."""
    whose = conditions_of([case.id])
    residents = _residents_of(case.id)
    _erase_mail_to_senders(whose[Inquiry])
    for column in LOOSENED:
        column.model.update({column: None}).where(
            column.in_(_ids_of(column.rel_model, whose[column.rel_model]))
        ).execute()
    for table, _columns in reversed(OWNED):
        _delete(table, whose[table])
    _delete(Case, Case.id == case.id)
    _erase_residents(residents)
    deletion_list.add([deletion_list.name_of("case", case.id)])


def _ids_of(table: Any, condition: Any) -> list[Any]:
    return [row.id for row in table.select(table.id).where(condition)]


def _delete(table: Any, condition: Any) -> None:
    table.delete().where(condition).execute()


def _residents_of(case_id: UUID) -> list[UUID]:
    parts = Party.select(Party.resident).where(Party.case == case_id)
    consents = Consent.select(Consent.resident).where(Consent.case == case_id)
    return [row.id for row in Resident.select(Resident.id).where(Resident.id.in_(parts) | Resident.id.in_(consents))]


def _erase_residents(residents: Iterable[UUID]) -> None:
    gone = Resident.id.in_(list(residents))
    for column in HOLDS_A_RESIDENT:
        gone &= Resident.id.not_in(column.model.select(column))
    going = _ids_of(Resident, gone)
    households = {row.household_id for row in Resident.select().where(Resident.id.in_(going))}
    requests = DataRequest.resident.in_(going)
    _delete(Mask, Mask.request.in_(DataRequest.select(DataRequest.id).where(requests)))
    _delete(DataRequest, requests)
    _delete(ResidentVersion, ResidentVersion.resident.in_(going))
    _delete(Resident, Resident.id.in_(going))
    empty = Household.id.in_(households) & Household.id.not_in(Resident.select(Resident.household))
    homes = list(Dwelling.select().where(Dwelling.id.in_(Household.select(Household.dwelling).where(empty))))
    _delete(Household, empty)
    for home in homes:
        follow_protection(home)


def _erase_mail_to_senders(inquiries: Any) -> None:
    """Mails to those who wrote from outside hold their address; whoever still writes in another case keeps theirs."""
    going = Inquiry.select(Inquiry.sender_email).where(inquiries, Inquiry.sender_email != "")
    addresses = {row.sender_email for row in going}
    staying = Inquiry.select(Inquiry.sender_email).where(~inquiries, Inquiry.sender_email.in_(addresses))
    addresses -= {row.sender_email for row in staying}
    mailings = Mailing.user.is_null() & Mailing.address.in_(addresses)
    _delete(Notice, Notice.address.in_(addresses) | Notice.mailing.in_(Mailing.select(Mailing.id).where(mailings)))
    _delete(Mailing, mailings)


def erase_photos(case: Case | None, photos: Iterable[UUID]) -> None:
    """Delete photos of a case; what was handed over of it stays handed over."""
    gone = list(photos)
    packages = _package_of(case)
    _delete(SharePhoto, SharePhoto.photo.in_(gone))
    _delete(PhotoBytes, PhotoBytes.photo.in_(gone))
    _delete(Photo, Photo.id.in_(gone))
    _renew_digest(case, packages)
    deletion_list.add(deletion_list.name_of("photo", photo) for photo in gone)


def erase_shares(case: Case | None, shares: Iterable[UUID]) -> None:
    """Delete what was shared of a case, with answers and earlier words; the trail still tells whom it was shown to."""
    gone = list(shares)
    packages = _package_of(case)
    for part in (ShareAnswer, SharePhoto, ShareVersion):
        _delete(part, part.share.in_(gone))
    _delete(Share, Share.id.in_(gone))
    _renew_digest(case, packages)
    deletion_list.add(deletion_list.name_of("share", share) for share in gone)


def _package_of(case: Case | None) -> list[UUID]:
    if case is None:
        return []
    same = (JournalPackage.case == case.id) & (JournalPackage.digest == digest_of(case.id))
    return _ids_of(JournalPackage, same)


def _renew_digest(case: Case | None, packages: list[UUID]) -> None:
    """Let the package that said what the case said before stand for what is left of it."""
    if case is not None:
        JournalPackage.update(digest=digest_of(case.id)).where(JournalPackage.id.in_(packages)).execute()
