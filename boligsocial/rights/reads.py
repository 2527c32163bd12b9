"""Who has looked at a resident's data: when and what for, never who by name.

A resident has a right to times and purposes of look-ups in their data; the names of staff are theirs to keep unless the
resident cannot do without (databeskyttelsesforordningen art. 15; EU-Domstolen C-579/21, Datatilsynet 2 July 2024).
A list that showed many residents at once names none of them in the trail, and is not here.
"""

from collections import Counter
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import ModelSelect

from boligsocial.access import visible_parties
from boligsocial.clock import danish
from boligsocial.language import gettext
from boligsocial.models import (
    AuditRow,
    Consent,
    Defect,
    Inquiry,
    Note,
    Party,
    Photo,
    Resident,
    Role,
    Share,
    User,
    Visit,
    VolunteerTask,
)
from boligsocial.reads import READS, understood

MOST = 200


class Look(NamedTuple):
    """One showing: the instant, what it was for, and what kind of person looked."""

    at: datetime
    purpose: str
    reader: str


class Looks(NamedTuple):
    """The latest showings first, and how many there are in all."""

    rows: list[Look]
    total: int

    def days(self) -> list[tuple[date, list[tuple[str, str, int]]]]:
        """Return them by Danish day, the latest first: (purpose, reader, how often), the most frequent first."""
        found: dict[date, Counter[tuple[str, str]]] = {}
        for look in self.rows:
            found.setdefault(danish(look.at).date(), Counter())[look.purpose, look.reader] += 1
        return [(day, [(*key, count) for key, count in looks.most_common()]) for day, looks in found.items()]


def looks(user: User, resident: Resident, limit: int | None = MOST) -> Looks:
    """Return the showings of the resident's data in the cases that `user` may see; no `limit` gives all."""
    rows = AuditRow.select(AuditRow, User).join(User).where(AuditRow.event.in_(READS), _about(user, resident))
    latest = rows.order_by(AuditRow.at.desc(), AuditRow.id.desc()).limit(limit)
    found = [Look(read.row.at, read.in_short, _reader(read.row.actor)) for read in understood(list(latest))]
    return Looks(found, rows.count())


def _about(user: User, resident: Resident) -> Any:
    """Return the condition that a row of the trail is about the resident or one of their cases."""
    parts = visible_parties(user).where(Party.resident == resident.id)
    cases = [party.case_id for party in parts]
    mine = Note.party.is_null() | Note.party.in_([party.id for party in parts])
    notes = Note.select(Note.id).where(Note.case.in_(cases), mine)
    photos = Photo.select(Photo.id).where(
        Photo.note.in_(notes) | Photo.defect.in_(Defect.select(Defect.id).where(Defect.case.in_(cases)))
    )
    ids: dict[str, ModelSelect] = {
        "Note": notes,
        "Photo": photos,
        "Share": Share.select(Share.id).where(Share.note.in_(notes)),
        "Consent": Consent.select(Consent.id).where(Consent.resident == resident.id),
        "Visit": Visit.select(Visit.id).where(Visit.case.in_(cases)),
        "Inquiry": Inquiry.select(Inquiry.id).where(Inquiry.case.in_(cases)),
        "VolunteerTask": VolunteerTask.select(VolunteerTask.id).where(VolunteerTask.case.in_(cases)),
    }
    about = _is("Resident", [resident.id]) | _is("Case", cases) | _is("Party", [party.id for party in parts])
    for kind, rows in ids.items():
        about |= _is(kind, [row.id for row in rows])
    return about


def _is(kind: str, ids: list[Any]) -> Any:
    # The trail keeps ids as text, and a database compares text with a number or a UUID each in its own way.
    return (AuditRow.subject_type == kind) & AuditRow.subject_id.in_([str(key) for key in ids])


def _reader(user: User) -> str:
    outside = {Role.CONTACT: gettext("Kontaktperson"), Role.VOLUNTEER: gettext("Frivillig")}
    return outside.get(user.role, gettext("Medarbejder"))
