"""Does a neighbour conflict come back? Found by the app, so that nobody has to remember it.

A conflict has come back when another one opens at most 90 days after it was closed, about the same home or with one of
the same residents.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from peewee import JOIN

from boligsocial.access import visible_cases
from boligsocial.clock import danish, now
from boligsocial.models import Case, CaseArea, Party, User

DAYS = 90
# A little more than 90 days: the days themselves are counted by `came_back_after`.
NEAR = timedelta(days=DAYS + 2)
LOOKING_BACK = timedelta(days=365)


def came_back_after(closed_at: datetime | None, opened_at: datetime) -> int | None:
    """Return how many days after the one was closed the other opened, or None when it did not come back in time."""
    if closed_at is None or opened_at < closed_at:
        return None
    days = (danish(opened_at).date() - danish(closed_at).date()).days
    return days if days <= DAYS else None


class Recurrence(NamedTuple):
    """Another conflict of the same people or home, and how many days lie between."""

    case: Case
    days: int


@dataclass(frozen=True)
class Kin:
    """What is around a conflict: the one it is the return of, its own return, and the case that goes on with it."""

    before: Recurrence | None
    after: Recurrence | None
    continued: Case | None


def kin(user: User, case: Case) -> Kin:
    """Return the cases around a conflict; one statement."""
    near = list(visible_cases(user).where((Case.grown_from == case.id) | _may_recur(case)).order_by(Case.opened_at))
    conflicts = [one for one in near if one.area == CaseArea.NEIGHBOUR_CONFLICT]
    return Kin(
        _nearest((one, came_back_after(one.closed_at, case.opened_at)) for one in conflicts),
        _nearest((one, came_back_after(case.closed_at, one.opened_at)) for one in conflicts),
        next((one for one in near if one.area == CaseArea.HOUSE_RULES and one.grown_from_id == case.id), None),
    )


def _nearest(found: Iterable[tuple[Case, int | None]]) -> Recurrence | None:
    returns = [Recurrence(case, days) for case, days in found if days is not None]
    return min(returns, key=lambda one: one.days, default=None)


def _may_recur(case: Case) -> Any:
    of_case = Party.case == case.id
    residents = Party.select(Party.resident).where(of_case, Party.removed_at.is_null())
    theirs = Party.select(Party.case).where(Party.resident.in_(residents), Party.removed_at.is_null())
    same = Case.id.in_(theirs)
    if case.dwelling_id:
        same |= Case.dwelling == case.dwelling_id
    soon = Case.closed_at.between(case.opened_at - NEAR, case.opened_at)
    if case.closed_at:
        soon |= Case.opened_at.between(case.closed_at, case.closed_at + NEAR)
    return (Case.id != case.id) & (Case.area == CaseArea.NEIGHBOUR_CONFLICT) & same & soon


# -- numbers ------------------------------------------------------------------------------------------------------


class Figures(NamedTuple):
    """How many conflicts were closed in the last 365 days, and how many of those came back within 90."""

    closed: int
    came_back: int


class _Conflict(NamedTuple):
    opened_at: datetime
    closed_at: datetime | None
    # Homes and residents, each by a name of its own.
    about: set[tuple[str, Any]]


def figures() -> Figures:
    """Return the numbers of the last 365 days; one statement, and nothing of anybody leaves it."""
    since = now() - LOOKING_BACK
    recent = (Case.opened_at > since) | (Case.closed_at > since)
    rows = (
        Case.select(Case.id, Case.opened_at, Case.closed_at, Case.dwelling, Party.resident)
        .join(Party, JOIN.LEFT_OUTER, on=(Party.case == Case.id) & Party.removed_at.is_null())
        .where(Case.area == CaseArea.NEIGHBOUR_CONFLICT, recent)
        .tuples()
    )
    found: dict[UUID, _Conflict] = {}
    for case_id, opened_at, closed_at, dwelling, resident in rows:
        conflict = found.setdefault(case_id, _Conflict(opened_at, closed_at, set()))
        conflict.about.update(pair for pair in (("home", dwelling), ("resident", resident)) if pair[1])
    closed = [one for one in found.values() if one.closed_at]
    back = [one for one in closed if any(_is_return(one, other) for other in found.values() if other is not one)]
    return Figures(len(closed), len(back))


def _is_return(earlier: _Conflict, later: _Conflict) -> bool:
    return bool(earlier.about & later.about) and came_back_after(earlier.closed_at, later.opened_at) is not None
