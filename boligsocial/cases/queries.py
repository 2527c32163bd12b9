"""What the cases room reads: the list with its filters, one case, its follow-ups."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from peewee import JOIN, Expression, Field, ModelSelect

from boligsocial.access import heirs_of, open_workers, visible_cases, visible_notes, visible_visits
from boligsocial.consenting import consent_counts
from boligsocial.models import (
    Case,
    CaseArea,
    CaseStatus,
    Department,
    Dwelling,
    FollowUp,
    Note,
    User,
    Visit,
)

PER_PAGE = 50
MOST_FOLLOW_UPS = 100
MOMENT = "%Y%m%d%H%M%S%f"


@dataclass(frozen=True)
class Filters:
    """Which cases are asked for; no status means those that are not closed."""

    status: CaseStatus | None = None
    area: CaseArea | None = None
    department: int | None = None
    mine: bool = False

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filters":
        """Read the filters of a URL; what makes no sense counts as not asked for."""
        department = query.get("department", "")
        return cls(
            CaseStatus(query["status"]) if query.get("status") in list(CaseStatus) else None,
            CaseArea(query["area"]) if query.get("area") in list(CaseArea) else None,
            # More digits than a row number has would not fit the database's integer.
            int(department) if department.isdecimal() and len(department) < 10 else None,
            bool(query.get("mine")),
        )

    def query(self, **changes: Any) -> dict[str, Any]:
        """Return the URL's query with these changes, ready for url_for."""
        changed = replace(self, **changes)
        return {
            "status": changed.status.value if changed.status else None,
            "area": changed.area.value if changed.area else None,
            "department": changed.department,
            "mine": 1 if changed.mine else None,
        }

    @property
    def narrows(self) -> bool:
        """Whether anything but the open cases is asked for."""
        return self != Filters()


def place_in_list(moment: datetime, row_id: UUID) -> str:
    """Return where a row stands in a list of the newest first, for the URL of what comes after it."""
    return f"{moment.astimezone(UTC).strftime(MOMENT)}-{row_id.hex}"


def further_down(place: str, moment: Field, row_id: Field) -> Expression | None:
    """Return the condition for what comes after `place`, or None when that says nothing sensible."""
    day, _dash, key = place.partition("-")
    try:
        at, after = datetime.strptime(day, MOMENT).replace(tzinfo=UTC), UUID(key)
    except ValueError:
        return None
    return (moment < at) | ((moment == at) & (row_id < after))


def case_list(user: User, filters: Filters, after: str = "") -> list[Case]:
    """Return a page of cases and one more, the newest first, with place, responsible and `next_follow_up`."""
    waiting = FollowUp.alias()
    first = (
        FollowUp.select(FollowUp.id)
        .where(FollowUp.case == Case.id, FollowUp.done_at.is_null())
        .order_by(FollowUp.due_on, FollowUp.id)
        .limit(1)
    )
    cases = (
        visible_cases(user)
        .select(Case, Department, Dwelling, User, waiting)
        .join_from(Case, Department)
        .join_from(Case, Dwelling, JOIN.LEFT_OUTER)
        .join_from(Case, User)
        .join_from(Case, waiting, JOIN.LEFT_OUTER, on=(waiting.id == first), attr="next_follow_up")
        .where(Case.status == filters.status if filters.status else Case.status != CaseStatus.CLOSED)
    )
    for wanted in _wanted(user, filters, after):
        cases = cases.where(wanted)
    return list(cases.order_by(Case.updated_at.desc(), Case.id.desc()).limit(PER_PAGE + 1))


def _wanted(user: User, filters: Filters, after: str) -> list[Expression]:
    wanted = [further_down(after, Case.updated_at, Case.id)]
    if filters.area:
        wanted.append(Case.area == filters.area)
    if filters.department:
        wanted.append(Case.department == filters.department)
    if filters.mine:
        wanted.append(Case.responsible == user.id)
    return [condition for condition in wanted if condition is not None]


def unsettled_count(user: User) -> int:
    """Return how many notes wait for a case."""
    return visible_notes(user).where(Note.case.is_null(), Note.settled_at.is_null()).count()


def case_with_place(user: User, case_id: UUID) -> ModelSelect:
    """The case with department, home, responsible, the next visit (`next_visit`), and how many consents it has.

    `consents_lasting` counts those that hold, `consents_to_review` those of them whose day to be gone through has come.
    """
    planned = Visit.alias()
    next_one = (
        visible_visits(user)
        .select(Visit.id)
        .where(Visit.case == Case.id, Visit.finished_at.is_null())
        .order_by(Visit.planned_at)
        .limit(1)
    )
    return (
        visible_cases(user)
        .select(Case, Department, Dwelling, User, planned, *consent_counts())
        .join_from(Case, Department)
        .join_from(Case, Dwelling, JOIN.LEFT_OUTER)
        .join_from(Case, User)
        .join_from(Case, planned, JOIN.LEFT_OUTER, on=(planned.id == next_one), attr="next_visit")
        .where(Case.id == case_id)
    )


def follow_ups(case: Case) -> list[FollowUp]:
    """Return the follow-ups of a case the person may see: open ones first, those due first; then the latest done."""
    return list(
        FollowUp.select(FollowUp, User)
        .join(User, JOIN.LEFT_OUTER, on=(FollowUp.done_by == User.id), attr="done_by")
        .where(FollowUp.case == case.id)
        .order_by(FollowUp.done_at.is_null().desc(), FollowUp.done_at.desc(), FollowUp.due_on, FollowUp.id)
        .limit(MOST_FOLLOW_UPS)
    )


def follow_up(user: User, follow_up_id: UUID) -> ModelSelect:
    """The follow-up with its case and place."""
    return (
        FollowUp.select(FollowUp, Case, Department, Dwelling)
        .join_from(FollowUp, Case)
        .join_from(Case, Department)
        .join_from(Case, Dwelling, JOIN.LEFT_OUTER)
        .where(FollowUp.id == follow_up_id, FollowUp.case.in_(visible_cases(user).select(Case.id)))
    )


def notes_of(user: User, case: Case, after: str = "") -> ModelSelect:
    """The notes of a case, the latest first; those of one party of a conflict stand on the party's page alone."""
    notes = visible_notes(user).where(Note.case == case.id, Note.party.is_null())
    older = further_down(after, Note.happened_at, Note.id)
    if older is not None:
        notes = notes.where(older)
    return notes.order_by(Note.happened_at.desc(), Note.id.desc())


def with_place(notes: ModelSelect) -> ModelSelect:
    """Let the notes of a `visible_notes(...)` query bring their department and home along."""
    return (
        notes.select(Note, Department, Dwelling).join_from(Note, Department).join_from(Note, Dwelling, JOIN.LEFT_OUTER)
    )


def workers(user: User, case: Case | None = None) -> list[User]:
    """Return those whom the person can make responsible for a case; nobody who is inhabil in it."""
    found = open_workers() if case is None else heirs_of(user, case)
    return list(found.order_by(User.full_name))
