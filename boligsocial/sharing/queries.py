"""What sharing asks the database."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from peewee import JOIN, ModelSelect, Value, fn
from peewee import Case as Choice

from boligsocial.access import is_shared_now, visible_notes, visible_shares
from boligsocial.consenting import covering, info_kind_of
from boligsocial.models import (
    Basis,
    Case,
    CaseArea,
    CaseFact,
    Consent,
    ConsentRecipient,
    ContactDuty,
    ContactPerson,
    Department,
    Dwelling,
    Household,
    Membership,
    Note,
    Party,
    Photo,
    Resident,
    Role,
    Share,
    SharePhoto,
    User,
)
from boligsocial.names import staff_names, words_of
from boligsocial.sharing.forms import Ground, Words
from boligsocial.timeline import NoteEntry, ShareEntry, note_entries


class CaseTells(NamedTuple):
    """What a note's case means for sharing it.

    `mediated`: whether there has been a mediation, None outside a conflict. `moves_in_on`: the day of a move-in.
    """

    mediated: bool | None
    moves_in_on: date | None


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


def consents(note: Note) -> list[Ground]:
    """Return the lasting consents of the note's case that cover its topic, with those whom each names."""
    if note.case_id is None:
        return []
    consents = covering(note.case_id, info_kind_of(note.topic)).select_extend(ConsentRecipient)
    rows = consents.join_from(Consent, ConsentRecipient, attr="named")
    rows = rows.order_by(Consent.recorded_at.desc(), Consent.id)
    named: dict[UUID, tuple[Consent, set[int]]] = {}
    for row in rows:
        named.setdefault(row.id, (row, set()))[1].add(row.named.user_id)
    return [Ground(str(key), Basis.CONSENT, consent, frozenset(people)) for key, (consent, people) in named.items()]


def told_around(note: Note) -> tuple[CaseTells, Words]:
    """Return what the note's case means for sharing, and the names and places around the note. One statement."""
    known, working, facts = [], [], {}
    for tag, words in _residents(note).union_all(staff_names()).union_all(_facts(note)).tuples():
        if tag == "resident":
            known.append(words)
        elif tag == "staff":
            working.append(words)
        else:
            facts[tag] = words if tag == "area" else CaseFact.value.open(words, note.case_id, tag)
    department, home = note.department, note.dwelling
    places = [department.name, department.street, department.town, home.address if home else ""]
    return _case_tells(note, facts), Words(words_of(known), words_of([*places, *working]))


def _residents(note: Note) -> ModelSelect:
    of_case = Party.select(Party.resident).where(Party.case == note.case_id)
    residents = Resident.select(Value("resident"), Resident.name).join(Household).join(Dwelling, JOIN.LEFT_OUTER)
    return residents.where((Dwelling.department == note.department_id) | Resident.id.in_(of_case))


def _facts(note: Note) -> ModelSelect:
    asked = CaseFact.key.in_(("mediation_held", "moves_in_on")) & CaseFact.replaced_at.is_null()
    facts = CaseFact.select(CaseFact.key, CaseFact.value).where(CaseFact.case == note.case_id, asked)
    return facts.union_all(Case.select(Value("area"), Case.area).where(Case.id == note.case_id))


def _case_tells(note: Note, facts: dict[str, str]) -> CaseTells:
    in_conflict = facts.get("area") == CaseArea.NEIGHBOUR_CONFLICT or note.party_id
    day = facts.get("moves_in_on") if facts.get("area") == CaseArea.MOVE_IN else None
    return CaseTells(
        facts.get("mediation_held") == "yes" if in_conflict else None, date.fromisoformat(day) if day else None
    )


def shares_of_visible_notes(worker: User) -> ModelSelect:
    """Shares of notes that are not undone."""
    return visible_shares(worker).where(Share.note.in_(visible_notes(worker).select(Note.id)))


def lasting_shares(worker: User) -> ModelSelect:
    """Shares of visible notes that can be read at this moment, with recipient, consent and resident."""
    shares = shares_of_visible_notes(worker).select(Share, Note, Department, Dwelling, User, Consent, Resident)
    return (
        shares.join_from(Share, Note)
        .join_from(Note, Department)
        .join_from(Note, Dwelling, JOIN.LEFT_OUTER)
        .join_from(Share, User, on=(Share.recipient == User.id), attr="recipient")
        .join_from(Share, Consent, JOIN.LEFT_OUTER)
        .join_from(Consent, Resident, JOIN.LEFT_OUTER)
        .where(is_shared_now())
    )


def photos_of(share: Share) -> list[Photo]:
    """Return the photos that go with the share."""
    chosen = SharePhoto.select(SharePhoto.photo).where(SharePhoto.share == share.id)
    return list(Photo.select().where(Photo.id.in_(chosen)).order_by(Photo.created_at, Photo.id))


def share_entry(worker: User, share: Share) -> ShareEntry | None:
    """Return a share with its note, recipient and answers, as it stands on the note's page."""
    entry = note_entry(worker, share.note_id)
    item = next((item for item in entry.shares if item.share.id == share.id), None) if entry else None
    if entry and item:
        item.share.note = entry.note
    return item
