"""What the notes room reads."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from peewee import JOIN, ModelSelect

from boligsocial.access import visible_cases, visible_notes
from boligsocial.clock import danish, today
from boligsocial.models import (
    Case,
    CaseStatus,
    ContactDuty,
    ContactPerson,
    Delivery,
    Department,
    Dwelling,
    HousingOrg,
    Note,
    NoteKind,
    NoteVersion,
    Photo,
    Role,
    User,
    Visit,
)
from boligsocial.reach import within_reach

MOST_CASES = 60


def open_cases(user: User, named: UUID | None = None) -> list[Case]:
    """Return the cases a note may go into, with department and home: `named`, also when closed, then the latest."""
    is_named = Case.id == named
    return list(
        visible_cases(user)
        .select(Case, Department, Dwelling)
        .join_from(Case, Department)
        .join_from(Case, Dwelling, JOIN.LEFT_OUTER)
        .where((Case.status != CaseStatus.CLOSED) | is_named)
        .order_by(is_named.desc(), Case.updated_at.desc(), Case.id)
        .limit(MOST_CASES)
    )


def unsettled(user: User) -> ModelSelect:
    """Notes without a case that nobody has said need none; the oldest first."""
    waiting = Note.case.is_null() & Note.settled_at.is_null()
    return visible_notes(user).where(waiting).order_by(Note.happened_at, Note.id)


def latest_note(user: User) -> Note | None:
    """Return the person's latest note that is not undone."""
    mine = visible_notes(user).where(Note.author == user.id)
    return mine.order_by(Note.happened_at.desc()).first()


def own_note(user: User, note_id: UUID) -> ModelSelect:
    """The person's own note with its place, undone or not: for the receipt, undo and restore."""
    return (
        Note.select(Note, Department, Dwelling)
        .join_from(Note, Department)
        .join_from(Note, Dwelling, JOIN.LEFT_OUTER)
        .where(Note.id == note_id, Note.author == user.id, within_reach(user, Note.case))
    )


def history(note: Note) -> list[NoteVersion]:
    """Return what the note said before, the latest first, with who replaced it."""
    versions = NoteVersion.select(NoteVersion, User).join(User, on=NoteVersion.replaced_by, attr="replaced_by")
    return list(versions.where(NoteVersion.note == note.id).order_by(NoteVersion.version.desc()))


@dataclass
class Start:
    """What the quick log starts from."""

    kind: NoteKind | None = None
    topic: Any = None
    department: Any = None
    dwelling: Any = None
    case: Any = None


def start_of_day(user: User, visit: Visit | None) -> Start:
    """Return what is most likely next: the running visit's place, else what was logged last today.

    A home, a case and a text are never remembered from another note.
    """
    if visit is not None:
        return Start(NoteKind.VISIT, visit.topic, visit.department_id, visit.dwelling, visit.case_id)
    latest = latest_note(user)
    if latest is None:
        return Start(NoteKind.VISIT)
    if danish(latest.happened_at).date() != today():
        return Start(NoteKind.VISIT, None, latest.department_id)
    return Start(latest.kind, latest.topic, latest.department_id)


def own_delivery(user: User, note_id: UUID) -> ModelSelect:
    """How the person's own note came, with the note."""
    return Delivery.select(Delivery, Note).join(Note).where(Note.id == note_id, Note.author == user.id)


def missing_photos(note: Note, named: list[str]) -> list[str]:
    """Return those of the photos a delivery names that have not come yet."""
    here = (
        {row.received_sha256 for row in Photo.select(Photo.received_sha256).where(Photo.note == note.id)}
        if named
        else set()
    )
    return [sha256 for sha256 in named if sha256 not in here]


def callable_duties(user: User) -> list[ContactDuty]:
    """Return what each contact person with a phone answers for, the nearest places first."""
    if user.role != Role.WORKER:
        return []
    duties = (
        ContactDuty.select(ContactDuty, ContactPerson, Department, HousingOrg)
        .join(ContactPerson)
        .join_from(ContactDuty, Department, JOIN.LEFT_OUTER)
        .join_from(ContactDuty, HousingOrg, JOIN.LEFT_OUTER)
        .where(ContactPerson.retired_at.is_null(), ContactPerson.phone != "")
    )
    places = (Department.name.is_null(), Department.name, HousingOrg.name.is_null(), HousingOrg.name)
    return list(duties.order_by(*places, ContactPerson.name, ContactDuty.id))


def flawed_delivery(note: Note) -> Delivery | None:
    """Return how a note came when something in it was not understood, and nobody has looked at it."""
    return Delivery.get_or_none(Delivery.note == note.id, Delivery.needs_fix != "")
