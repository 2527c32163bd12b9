"""What the mediation room reads."""

from typing import Any
from uuid import UUID

from peewee import JOIN, ModelSelect

from boligsocial.access import visible_cases, visible_notes, visible_parties
from boligsocial.models import (
    AgreementPoint,
    Case,
    CaseArea,
    Department,
    Dwelling,
    Household,
    Note,
    Party,
    Resident,
    User,
)
from boligsocial.parties import visible_parts
from boligsocial.timeline import NoteEntry, note_entries

# All that a party's part can hold: what is left out of a print is not given to whoever asks for access.
MOST_NOTES = 1000


def part(user: User, party_id: UUID) -> ModelSelect:
    """One party's own part, with the resident, their home and the case."""
    return (
        visible_parts(user)
        .select(Party, Resident, Household, Dwelling, Department, Case)
        .join_from(Resident, Household)
        .join_from(Household, Dwelling, JOIN.LEFT_OUTER)
        .join_from(Dwelling, Department, JOIN.LEFT_OUTER)
        .join_from(Party, Case)
        .where(Party.id == party_id)
    )


def notes_of(user: User, party: Party) -> list[NoteEntry]:
    """Return the notes of one party, the latest first."""
    notes = visible_notes(user).where(Note.party == party.id)
    return note_entries(notes.order_by(Note.happened_at.desc(), Note.id.desc()), limit=MOST_NOTES)


def conflicts(user: User) -> ModelSelect:
    """The neighbour conflicts that the person may see, with department and home."""
    cases = visible_cases(user).select(Case, Department, Dwelling).join_from(Case, Department)
    return cases.join_from(Case, Dwelling, JOIN.LEFT_OUTER).where(Case.area == CaseArea.NEIGHBOUR_CONFLICT)


def note_of_a_conflict(user: User, note_id: UUID) -> ModelSelect:
    """A note that belongs to a mediation, or to one of its parties."""
    in_a_conflict = Note.case.in_(conflicts(user).select(Case.id)) | Note.party.is_null(False)
    return visible_notes(user).where(Note.id == note_id, in_a_conflict)


def parties_of(user: User, case_id: Any) -> list[Party]:
    """Return the parties of a case, by their letters."""
    return list(visible_parties(user).where(Party.case == case_id).order_by(Party.number))


def points_of(case: Case) -> list[AgreementPoint]:
    """Return what was agreed in a case the person may see, each point with its party and resident, if it has one."""
    return list(
        AgreementPoint.select(AgreementPoint, Party, Resident)
        .join_from(AgreementPoint, Party, JOIN.LEFT_OUTER)
        .join_from(Party, Resident, JOIN.LEFT_OUTER)
        .where(AgreementPoint.case == case.id, AgreementPoint.removed_at.is_null())
        .order_by(AgreementPoint.created_at, AgreementPoint.id)
    )


def point(user: User, point_id: UUID) -> ModelSelect:
    """One point of an agreement that the person may see; removed ones too, for the repeat of a tap."""
    in_sight = AgreementPoint.case.in_(visible_cases(user).select(Case.id))
    return AgreementPoint.select().where(AgreementPoint.id == point_id, in_sight)
