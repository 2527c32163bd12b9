"""What a case's procedure says now: how far it is, what comes next, by when, and why. Nothing here knows a request.

The procedures are data (`procedures/`); a case keeps the states of its lines and what it knows. Everything else is
derived here, so there is one answer for the case's page, the start page and the command line.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from boligsocial.clock import now, today
from boligsocial.models import Case, CaseFact, CaseLine, FollowUp, LineState, User
from boligsocial.procedures import Clock, Line, Moment, Phase, Procedure, Sheet, Words, day_of, procedure_of
from boligsocial.procedures.deadlines import RULES, Rule

# Days ahead: a deadline is near in a list, and takes the place of the next line.
SOON, BY_TOMORROW = 3, 1
SETTLED = (LineState.DONE, LineState.NOT_RELEVANT)


class Point(NamedTuple):
    """A line as it stands in a case. `number` is its number in the procedure; `locked` why it cannot begin, or None."""

    number: int
    line: Line
    state: LineState
    locked: Words | None

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do about it."""
        return self.state in SETTLED


class Ticking(NamedTuple):
    """A deadline at work: its rule, the day it counts from and the day it falls on."""

    clock: Clock
    rule: Rule
    since: date
    due_on: date
    is_met: bool


class Step(NamedTuple):
    """What comes next in a case: a line, a deadline, or the line with its deadline."""

    point: Point | None
    deadline: Ticking | None


def danger(due_on: date, stakes: int, day: date) -> tuple[int, int, date]:
    """Return a sort key: what is over comes first, then what is due within 3 days, then the rest.

    Within each of these, more at stake comes first, and then the earlier day.
    """
    days = (due_on - day).days
    return (0 if days < 0 else 1 if days <= SOON else 2, -stakes, due_on)


@dataclass(frozen=True)
class Guidance:
    """A case's procedure, what the case knows (fact -> stored value) and how far its lines are (key -> state)."""

    procedure: Procedure
    facts: dict[str, str] = field(default_factory=dict)
    states: dict[str, LineState] = field(default_factory=dict)

    def state(self, key: str) -> LineState:
        """Return how far a line is."""
        return self.states.get(key, LineState.NOT_BEGUN)

    def is_settled(self, key: str) -> bool:
        """Return whether nothing is left to do about a line."""
        return self.state(key) in SETTLED

    def points(self, moment: Moment | None = None) -> list[Point]:
        """Return the lines that apply, of one moment or all."""
        numbers = {line.key: number for number, line in enumerate(self.procedure.lines(), 1)}
        lines = moment.lines if moment else self.procedure.lines()
        return [
            Point(numbers[line.key], line, self.state(line.key), self.locked(line))
            for line in lines
            if line.when is None or line.when.holds(self.facts)
        ]

    def point(self, key: str) -> Point | None:
        """Return one line that applies, or None."""
        return next((point for point in self.points() if point.line.key == key), None)

    def moments(self) -> list[tuple[Moment, list[Point]]]:
        """Return the moments that have lines, each with them."""
        found = [(moment, self.points(moment)) for moment in self.procedure.moments]
        return [(moment, points) for moment, points in found if points]

    def locked(self, line: Line) -> Words | None:
        """Return why a line cannot begin yet, or None. What was begun all the same stays open."""
        is_free = self.state(line.key) != LineState.NOT_BEGUN or all(self.is_settled(key) for key in line.after)
        return None if is_free else line.locked

    def progress(self) -> tuple[int, int]:
        """Return how many lines are settled, and of how many."""
        points = self.points()
        return sum(point.is_settled for point in points), len(points)

    def next_point(self) -> Point | None:
        """Return the first line that can be done now, or None when all are settled."""
        return next((point for point in self.points() if not point.is_settled and not point.locked), None)

    def phase(self) -> Phase:
        """Return the furthest phase that was reached."""
        return [phase for phase in self.procedure.phases if self._reached(phase)][-1]

    def _reached(self, phase: Phase) -> bool:
        some = not phase.any_of or any(self.is_settled(key) for key in phase.any_of)
        return some and all(self.is_settled(key) for key in phase.all_of)

    def sheets(self) -> list[Sheet]:
        """Return the sheets that matter in this case."""
        return [sheet for sheet in self.procedure.sheets if sheet.when is None or sheet.when.holds(self.facts)]

    def ticking(self) -> list[Ticking]:
        """Return the deadlines whose first day is known, those due first; of several clocks of a rule the latest."""
        found: dict[str, Ticking] = {}
        for clock in self.procedure.clocks:
            since = day_of(self.facts, clock.start)
            if since and (clock.when is None or clock.when.holds(self.facts)):
                rule = RULES[clock.rule]
                one = Ticking(clock, rule, since, rule.due(since), self._is_met(clock))
                found[rule.key] = max(one, found.get(rule.key, one), key=lambda either: either.due_on)
        return sorted(found.values(), key=lambda one: (one.due_on, -one.rule.stakes))

    def _is_met(self, clock: Clock) -> bool:
        return bool((clock.line and self.is_settled(clock.line)) or (clock.met_by and self.facts.get(clock.met_by)))

    def tasks(self) -> list[Ticking]:
        """Return the deadlines that wait for us, the most dangerous first."""
        waiting = [one for one in self.ticking() if one.clock.is_task and not one.is_met]
        return sorted(waiting, key=lambda one: danger(one.due_on, one.rule.stakes, today()))

    def next_step(self) -> Step:
        """Return what comes next: a deadline that falls by tomorrow, else the next line with its deadline, if any.

        When the deadline's own line cannot begin yet, what must be done first stands in for it.
        """
        tasks, point = self.tasks(), self.next_point()
        if tasks and (tasks[0].due_on - today()).days <= BY_TOMORROW:
            its_line = self.point(tasks[0].clock.line)
            return Step(point if its_line and its_line.locked else its_line, tasks[0])
        its_own = next((one for one in tasks if point and one.clock.line == point.line.key), None)
        return Step(point, its_own)

    def obstacles(self) -> list[Words]:
        """Return what stands in the way of closing the case."""
        return self.procedure.obstacles(self.facts)


def guide(case: Case) -> Guidance:
    """Return the guidance of one case; two statements."""
    return guide_all([case])[case.id]


def guide_all(cases: Iterable[Case]) -> dict[Any, Guidance]:
    """Return the guidance of many cases by their ids; two statements however many."""
    found = {case.id: Guidance(procedure_of(case.area)) for case in cases}
    for fact in CaseFact.select().where(CaseFact.case.in_(list(found)), CaseFact.replaced_at.is_null()):
        found[fact.case_id].facts[fact.key] = fact.value
    for line in CaseLine.select().where(CaseLine.case.in_(list(found))):
        found[line.case_id].states[line.key] = line.state
    return found


# -- writing; to be called from an action, inside its transaction


def write_facts(actor: User, case: Case, values: dict[str, str]) -> None:
    """Keep what is new in `values`; "" forgets. Then let the deadlines follow."""
    known = guide(case).facts
    changed = {key: value for key, value in values.items() if known.get(key, "") != value}
    if changed:
        current = CaseFact.replaced_at.is_null()
        replaced = CaseFact.update(replaced_at=now())
        replaced.where(CaseFact.case == case.id, CaseFact.key.in_(list(changed)), current).execute()
        sealed = {key: CaseFact.value.seal(value, case, key) for key, value in changed.items() if value}
        rows = [{"case": case, "key": key, "value": value, "written_by": actor} for key, value in sealed.items()]
        if rows:
            CaseFact.insert_many(rows).execute()
    follow_the_deadlines(actor, case)


def write_states(actor: User, case: Case, states: dict[str, LineState]) -> None:
    """Set how far lines are, then let the deadlines follow."""
    rows = [{"case": case, "key": key, "state": state, "changed_by": actor} for key, state in states.items()]
    if rows:
        # Who was last has the word: a colleague may have ticked it on another phone.
        newest = [CaseLine.state, CaseLine.changed_by, CaseLine.changed_at]
        line = [CaseLine.case, CaseLine.key]
        CaseLine.insert_many(rows).on_conflict(conflict_target=line, preserve=newest).execute()
    follow_the_deadlines(actor, case)


def follow_the_deadlines(actor: User, case: Case) -> None:
    """Make the case's follow-ups agree with its deadlines: new ones, moved ones, met ones, and those that fell away."""
    Case.update(updated_at=now()).where(Case.id == case.id).execute()
    tasks = {one.rule.key: one for one in guide(case).ticking() if one.clock.is_task}
    rows = {row.rule: row for row in FollowUp.select().where(FollowUp.case == case.id, FollowUp.rule != "")}
    gone = [row.id for key, row in rows.items() if key not in tasks]
    if gone:
        FollowUp.delete().where(FollowUp.id.in_(gone)).execute()
    for key, task in tasks.items():
        if key in rows:
            _agree(actor, rows[key], task)
        else:
            done = {"done_at": now(), "done_by": actor} if task.is_met else {}
            what = task.rule.title.da
            FollowUp.create(case=case, what=what, due_on=task.due_on, rule=key, created_by=actor, **done)


def _agree(actor: User, row: FollowUp, task: Ticking) -> None:
    changes: dict[str, Any] = {"due_on": task.due_on} if row.due_on != task.due_on else {}
    # A clock that nothing in the case can meet is ticked off by hand, and stays so.
    if task.clock.line or task.clock.met_by:
        if task.is_met and row.done_at is None:
            changes |= {"done_at": now(), "done_by": actor}
        elif not task.is_met and row.done_at is not None:
            changes |= {"done_at": None, "done_by": None}
    if changes:
        FollowUp.update(**changes).where(FollowUp.id == row.id).execute()


def clock_of(case: Case, rule: str) -> Clock | None:
    """Return the clock by which a rule works in the case's procedure."""
    return next((clock for clock in procedure_of(case.area).clocks if clock.rule == rule), None)
