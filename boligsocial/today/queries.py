"""What the start page reads; one statement each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from peewee import JOIN, fn

from boligsocial.access import visible_cases, visible_notes
from boligsocial.clock import now, today
from boligsocial.guidance import danger
from boligsocial.inquiring import waiting
from boligsocial.journaling import to_journalise
from boligsocial.models import (
    Case,
    CaseStatus,
    Delivery,
    Department,
    Dwelling,
    FollowUp,
    Note,
    NoteKind,
    Topic,
    User,
    Visit,
)
from boligsocial.procedures.deadlines import RULES

LATELY = timedelta(days=14)
# A combination used today counts four times one used ten days ago.
HALF_LIFE_DAYS = 5.0
# A visit planned in the department today doubles what speaks for it.
PLANNED_TODAY = 2.0
NOTES_READ = 300
KNOWN_AHEAD = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Combination:
    """A way to log that is one tap away."""

    kind: NoteKind
    topic: Topic
    department_id: int
    department_name: str


def combinations(user: User, visits_today: Iterable[Visit], most: int = 3) -> list[Combination]:
    """Return the person's most frequent type · topic · department of the last 14 days, the recent weighing more."""
    moment = now()
    rows = (
        visible_notes(user)
        .select(Note.kind, Note.topic, Note.happened_at, Department.id, Department.name)
        .join_from(Note, Department)
        .where(Note.author == user.id, Note.happened_at > moment - LATELY)
        .order_by(Note.happened_at.desc())
        .limit(NOTES_READ)
    )
    planned = {visit.department_id for visit in visits_today}
    weights: dict[Combination, float] = defaultdict(float)
    for note in rows:
        combination = Combination(note.kind, note.topic, note.department.id, note.department.name)
        age_days = (moment - note.happened_at).total_seconds() / 86400
        weights[combination] += 0.5 ** (age_days / HALF_LIFE_DAYS)
    for combination in weights:
        weights[combination] *= PLANNED_TODAY if combination.department_id in planned else 1
    ranked = sorted(weights, key=lambda one: (-weights[one], one.department_name, one.topic, one.kind))
    return ranked[:most]


def follow_ups_until(user: User, day: date) -> list[FollowUp]:
    """Return the open follow-ups of the person's cases, due on or before `day`, the longest overdue first.

    Deadlines that come from a rule are known some days earlier: there is often something to do before them.
    """
    from_a_rule = (FollowUp.rule != "") & (FollowUp.due_on <= day + KNOWN_AHEAD)
    return list(
        FollowUp.select(FollowUp, Case, Department, Dwelling)
        .join_from(FollowUp, Case)
        .join_from(Case, Department)
        .join_from(Case, Dwelling, JOIN.LEFT_OUTER)
        .where(FollowUp.done_at.is_null(), (FollowUp.due_on <= day) | from_a_rule, Case.responsible == user.id)
        .where(Case.id.in_(visible_cases(user).select(Case.id)))
        .order_by(FollowUp.due_on, FollowUp.created_at)
        .limit(100)
    )


def by_danger(follow_ups: Iterable[FollowUp]) -> list[FollowUp]:
    """Return those that come from a rule, the most dangerous first."""
    from_a_rule = [one for one in follow_ups if one.rule]
    return sorted(from_a_rule, key=lambda one: danger(one.due_on, RULES[one.rule].stakes, today()))


class Waiting(NamedTuple):
    """How many inquiries wait for us, and by when the first is to hear from us; how many notes have no case, and how
    many closed cases are not journalised."""

    inquiries: int
    due_on: date | None
    unsettled: int
    to_journalise: int


def what_waits(user: User) -> Waiting:
    """Return what has come in and lies there."""
    homeless = Note.case.is_null() & Note.settled_at.is_null()
    unsettled = visible_notes(user).select(fn.COUNT(Note.id)).where(homeless)
    closed = to_journalise(visible_cases(user).select(fn.COUNT(Case.id))).order_by()
    return Waiting(*waiting(user).select_extend(unsettled, closed.alias("closed")).tuples().get())


def flawed_notes(user: User) -> list[Note]:
    """Return the person's own notes in which something was not understood when a phone delivered them."""
    return list(
        visible_notes(user)
        .select(Note, Department, Dwelling)
        .join_from(Note, Delivery)
        .join_from(Note, Department)
        .join_from(Note, Dwelling, JOIN.LEFT_OUTER)
        .where(Note.author == user.id, Delivery.needs_fix != "")
        .order_by(Note.written_at.desc())
        .limit(20)
    )


def department_figures() -> list[dict[str, Any]]:
    """Return per department: notes of the last 30 days and open cases. Numbers only, for the leader."""
    recent = (
        Note.select(Note.department, fn.COUNT(Note.id).alias("number"))
        .where(Note.undone_at.is_null(), Note.happened_at > now() - timedelta(days=30))
        .group_by(Note.department)
    )
    open_cases = (
        Case.select(Case.department, fn.COUNT(Case.id).alias("number"))
        .where(Case.status != CaseStatus.CLOSED)
        .group_by(Case.department)
    )
    notes, cases = fn.COALESCE(recent.c.number, 0), fn.COALESCE(open_cases.c.number, 0)
    query = (
        Department.select(Department.name, notes.alias("notes"), cases.alias("cases"))
        .join(recent, JOIN.LEFT_OUTER, on=(recent.c.department_id == Department.id))
        .join_from(Department, open_cases, JOIN.LEFT_OUTER, on=(open_cases.c.department_id == Department.id))
        .order_by(Department.name)
    )
    return list(query.dicts())
