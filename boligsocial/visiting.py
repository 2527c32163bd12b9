"""Where a worker is, has been and is going: what several rooms ask about visits. Every answer is one statement.

The visits come with department, home, case and worker joined, and with `has_note`: whether a note that is not
undone was logged in the visit.
"""

from datetime import datetime, timedelta
from typing import Any

from peewee import JOIN, ModelSelect, fn

from boligsocial.access import visible_notes, visible_visits
from boligsocial.clock import day_start, today
from boligsocial.models import Case, Department, Dwelling, Note, User, Visit

REMEMBERED = timedelta(days=14)
MOST = 50


def is_running() -> Any:
    """Return the condition "started and not finished"."""
    return Visit.started_at.is_null(False) & Visit.finished_at.is_null()


def _notes_of_visit(user: User) -> ModelSelect:
    return visible_notes(user).select(Note.id).where(Note.visit == Visit.id)


def with_place(user: User, visits: ModelSelect) -> ModelSelect:
    """Return a `visible_visits(user)` query with worker, department, home, case and `has_note`."""
    return (
        visits.select(Visit, User, Department, Dwelling, Case, fn.EXISTS(_notes_of_visit(user)).alias("has_note"))
        .join_from(Visit, User)
        .join_from(Visit, Department)
        .join_from(Visit, Dwelling, JOIN.LEFT_OUTER)
        .join_from(Visit, Case, JOIN.LEFT_OUTER)
    )


def running_visit(user: User) -> Visit | None:
    """Return the visit the worker is on, or None."""
    mine = visible_visits(user).where(Visit.worker == user.id, is_running())
    return with_place(user, mine).order_by(Visit.started_at.desc()).first()


def todays_visits(user: User) -> list[Visit]:
    """Return the worker's own visits of this Danish day, in the order of the day, finished ones too."""
    day = today()
    mine = visible_visits(user).where(
        Visit.worker == user.id,
        Visit.planned_at >= day_start(day),
        Visit.planned_at < day_start(day + timedelta(days=1)),
    )
    return list(with_place(user, mine).order_by(Visit.planned_at, Visit.id).limit(MOST))


def visits_without_note(user: User, until: datetime, limit: int = MOST) -> list[Visit]:
    """Return the worker's visits of the last 14 days, planned before the instant `until`, that have no note.

    `now()` asks for what should have been written by now, `day_start(today())` for the days before this one.
    A visit that is still running is not asked about. The latest first.
    """
    mine = visible_visits(user).where(
        Visit.worker == user.id,
        Visit.planned_at >= day_start(today() - REMEMBERED),
        Visit.planned_at < until,
        ~is_running(),
        ~fn.EXISTS(_notes_of_visit(user)),
    )
    return list(with_place(user, mine).order_by(Visit.planned_at.desc(), Visit.id).limit(limit))
