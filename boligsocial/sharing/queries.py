"""What sharing asks the database."""

from uuid import UUID

from peewee import JOIN, ModelSelect, fn
from peewee import Case as Choice

from boligsocial.access import visible_notes, visible_shares
from boligsocial.models import (
    Case,
    CaseArea,
    CaseFact,
    ContactDuty,
    ContactPerson,
    Membership,
    Note,
    Role,
    Share,
    User,
)
from boligsocial.timeline import NoteEntry, ShareEntry, note_entries


def note_entry(worker: User, note_id: UUID) -> NoteEntry | None:
    """Return the note with its photos and shares, or None when the worker may not see it."""
    entries = note_entries(visible_notes(worker).where(Note.id == note_id), limit=1)
    return entries[0] if entries else None


def receivers(note: Note) -> list[User]:
    """Return the contact persons of the note's department, the one who answers for its topic first."""
    duties = (
        ContactDuty.select(ContactDuty.id)
        .join(ContactPerson)
        .where(
            ContactPerson.user == User.id,
            ContactPerson.retired_at.is_null(),
            ContactDuty.department == note.department_id,
        )
    )
    for_topic = fn.EXISTS(duties.where(ContactDuty.topic == note.topic))
    for_everything = fn.EXISTS(duties.where(ContactDuty.topic.is_null()))
    members = User.select().join(Membership).where(Membership.department == note.department_id)
    people = members.where(User.role == Role.CONTACT, User.closed_at.is_null())
    return list(people.order_by(Choice(None, [(for_topic, 0), (for_everything, 1)], 2), User.full_name, User.id))


def mediation_held(note: Note) -> bool | None:
    """Return whether there has been a mediation in the note's neighbour conflict; None when it is in no conflict."""
    held = (CaseFact.case == Case.id) & (CaseFact.key == "mediation_held") & CaseFact.replaced_at.is_null()
    cases = Case.select(Case.area, CaseFact.value).join(CaseFact, JOIN.LEFT_OUTER, on=held).tuples()
    area, value = cases.where(Case.id == note.case_id).first() or (None, None)
    return value == "yes" if area == CaseArea.NEIGHBOUR_CONFLICT or note.party_id else None


def shares_of_visible_notes(worker: User) -> ModelSelect:
    """Shares of notes that are not undone."""
    return visible_shares(worker).where(Share.note.in_(visible_notes(worker).select(Note.id)))


def share_entry(worker: User, share: Share) -> ShareEntry | None:
    """Return a share with its recipient and answers, as it stands on the note's page."""
    entry = note_entry(worker, share.note_id)
    return next((item for item in entry.shares if item.share.id == share.id), None) if entry else None
