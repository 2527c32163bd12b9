"""What the rights room reads."""

from uuid import UUID

from peewee import JOIN, ModelSelect

from boligsocial.access import visible_notes, visible_parties, visible_residents
from boligsocial.models import DataRequest, Department, Dwelling, Household, Mask, Note, Party, Resident, User


def resident(user: User, resident_id: UUID) -> ModelSelect:
    """One resident with their home."""
    residents = visible_residents(user).select(Resident, Household, Dwelling, Department).join(Household)
    residents = residents.join(Dwelling, JOIN.LEFT_OUTER).join(Department, JOIN.LEFT_OUTER)
    return residents.where(Resident.id == resident_id)


def visible_requests(user: User) -> ModelSelect:
    """Requests of the residents that the person may see, with the resident."""
    requests = DataRequest.select(DataRequest, Resident).join(Resident)
    return requests.where(DataRequest.resident.in_(visible_residents(user).select(Resident.id)))


def requests_of(user: User, resident: Resident) -> list[DataRequest]:
    """Return what the resident has asked for, the open ones first, then the latest."""
    rows = visible_requests(user).where(DataRequest.resident == resident.id)
    return list(rows.order_by(DataRequest.closed_at.is_null(False), DataRequest.asked_on.desc(), DataRequest.id))


def notes_of(user: User, resident: Resident) -> list[Note]:
    """Return the notes of the resident's cases that are not about another party, the latest first."""
    parts = list(visible_parties(user).where(Party.resident == resident.id))
    mine = Note.party.is_null() | Note.party.in_([part.id for part in parts])
    notes = visible_notes(user).where(Note.case.in_([part.case_id for part in parts]), mine, Note.text != "")
    return list(notes.order_by(Note.happened_at.desc(), Note.id).limit(100))


def mask(request: DataRequest, mask_id: UUID) -> ModelSelect:
    """One decision of a request."""
    return Mask.select().where(Mask.request == request.id, Mask.id == mask_id)
