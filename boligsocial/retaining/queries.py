"""What the leader reads. Cases by their numbers only: what they are about is none of the leader's business."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from peewee import ModelSelect, fn

from boligsocial.audit import Event
from boligsocial.clock import danish, now
from boligsocial.journaling import to_journalise
from boligsocial.models import AuditRow, Case, Expiry, LegalHold, Note, PlannedDeletion, Role, User, number_of
from boligsocial.retention import goes_on, planned

MOST, HISTORY = 200, timedelta(days=365)
GONE = {Event.CASE_ERASED: Expiry.CASE, Event.PHOTOS_ERASED: Expiry.PHOTOS, Event.SHARES_ERASED: Expiry.SHARES}


def cases_by_number(user: User) -> ModelSelect:
    """All cases, for a leader who stops or lets go a deletion; only their numbers are shown."""
    return Case.select() if user.role == Role.LEADER else Case.select().where(False)


@dataclass(frozen=True)
class Announced:
    """Something that is about to be deleted."""

    row: PlannedDeletion
    number: str
    goes_on: date


def announced() -> list[Announced]:
    """Return what the nightly run will delete, what goes first first."""
    rows = planned().limit(MOST)
    found = [Announced(row, number_of(row.case_id), goes_on(row)) for row in rows]
    return sorted(found, key=lambda one: (one.goes_on, one.number))


def holds() -> list[LegalHold]:
    """Return the holds that stand, those to be gone through first; each with its case's `number`."""
    standing = LegalHold.select(LegalHold, User).join(User, on=LegalHold.set_by, attr="set_by")
    found = list(standing.where(LegalHold.lifted_at.is_null()).order_by(LegalHold.review_on, LegalHold.set_at))
    for hold in found:
        hold.number = number_of(hold.case_id)
    return found


def history() -> list[tuple[str, Counter[Expiry]]]:
    """Return for each month of the last year ("2026-11") how many of each kind were deleted, the latest first."""
    rows = AuditRow.select(AuditRow.at, AuditRow.event)
    rows = rows.where(AuditRow.event.in_(list(GONE)), AuditRow.at > now() - HISTORY)
    months: dict[str, Counter[Expiry]] = {}
    for row in rows:
        months.setdefault(f"{danish(row.at):%Y-%m}", Counter())[GONE[Event(row.event)]] += 1
    return sorted(months.items(), reverse=True)


@dataclass(frozen=True)
class Waiting:
    """What cannot be deleted yet: how many closed cases are not journalised, since when, and notes outside any case."""

    cases: int
    since: datetime | None
    notes: int
    looked_at: datetime | None


def waiting() -> Waiting:
    """Return what waits for the records system, and when the night last looked."""
    cases = to_journalise(Case.select(fn.COUNT(Case.id), fn.MIN(Case.closed_at))).order_by().tuples().get()
    notes = Note.select().where(Note.case.is_null()).count()
    last: Any = AuditRow.select(AuditRow.at).where(AuditRow.event == Event.PURGED).order_by(AuditRow.id.desc()).first()
    return Waiting(cases[0], cases[1], notes, last.at if last else None)
