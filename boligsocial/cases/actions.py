"""What happens to cases and follow-ups."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from boligsocial import guidance
from boligsocial.audit import Event, recorded
from boligsocial.clock import now, today
from boligsocial.models import Case, CaseStatus, FollowUp, LineState, Note, User
from boligsocial.opening import begin_case
from boligsocial.procedures import Words


class NoteHasCase(Exception):
    """The note that a case was to grow out of belongs to another case by now. Nothing was stored."""


class CaseIsGuarded(Exception):
    """The case cannot be closed, or taken to another area, before something is known. `words` say what."""

    def __init__(self, words: list[Words]) -> None:
        super().__init__()
        self.words = words


class CaseChangedMeanwhile(Exception):
    """Somebody changed the case after the worker had opened it. `case` is as it is now; nothing was stored."""

    def __init__(self, case: Case) -> None:
        super().__init__()
        self.case = case


@recorded(Event.CASE_OPENED)
def open_case(
    worker: User,
    values: dict[str, Any],
    heard_on: date,
    note: Note | None = None,
    follow_up: tuple[str, date] | None = None,
) -> Case:
    """Open a case, put the note it grew out of into it, and add the first follow-up. Raises NoteHasCase.

    `heard_on` is the day on which we heard of it: the clock of the first contact starts there.
    """
    case = begin_case(worker, values, heard_on)
    if note is not None:
        homeless = Note.case.is_null()
        moved = Note.update(case=case, settled_at=now()).where(Note.id == note.id, homeless).execute()
        if not moved:
            raise NoteHasCase
    if follow_up is not None:
        what, due_on = follow_up
        FollowUp.create(case=case, what=what, due_on=due_on, created_by=worker)
    return case


def state_of(case: Case) -> str:
    """Return what a case says, short enough to travel through a form and be compared."""
    return f"{case.area.value} {case.status.value} {case.department_id} {case.dwelling_id} {case.responsible_id}"


@recorded(Event.CASE_CHANGED)
def change_case(worker: User, case: Case, seen: str, values: dict[str, Any], finished: Iterable[FollowUp] = ()) -> Case:
    """Change a case and finish some of its follow-ups; the others stay open, also when the case is closed.

    Raises CaseChangedMeanwhile when the case no longer says what the worker had `seen`, and CaseIsGuarded when its
    procedure does not let it go yet.
    """
    newest = Case.get_by_id(case.id)
    if state_of(newest) != seen:
        raise CaseChangedMeanwhile(newest)
    leaves = values["status"] == CaseStatus.CLOSED or values["area"] != newest.area
    if leaves and (words := guidance.guide(newest).obstacles()):
        raise CaseIsGuarded(words)
    closed_at = (newest.closed_at or now()) if values["status"] == CaseStatus.CLOSED else None
    Case.update(closed_at=closed_at, updated_at=now(), **values).where(Case.id == case.id).execute()
    for follow_up in finished:
        finish_follow_up(worker, follow_up)
    if values["area"] != newest.area:
        guidance.follow_the_deadlines(worker, Case.get_by_id(case.id))
    return case


def _touch(case_id: Any) -> None:
    Case.update(updated_at=now()).where(Case.id == case_id).execute()


@recorded(Event.FOLLOW_UP_ADDED)
def add_follow_up(worker: User, case: Case, what: str, due_on: date) -> FollowUp:
    """Add something to do in a case."""
    _touch(case.id)
    return FollowUp.create(case=case, what=what, due_on=due_on, created_by=worker)


@recorded(Event.FOLLOW_UP_DONE)
def finish_follow_up(worker: User, follow_up: FollowUp) -> FollowUp:
    """Tick a follow-up off; whoever did it first stays named. A deadline's settles what meets the deadline."""
    moment = now()
    _meet(worker, follow_up, LineState.DONE, today().isoformat())
    still_open = FollowUp.done_at.is_null()
    FollowUp.update(done_at=moment, done_by=worker).where(FollowUp.id == follow_up.id, still_open).execute()
    _touch(follow_up.case_id)
    if follow_up.done_at is None:
        follow_up.done_at, follow_up.done_by = moment, worker
    return follow_up


def _meet(worker: User, follow_up: FollowUp, state: LineState, day: str) -> None:
    clock = guidance.clock_of(follow_up.case, follow_up.rule) if follow_up.rule else None
    if clock and clock.line:
        guidance.write_states(worker, follow_up.case, {clock.line: state})
    elif clock and clock.met_by:
        guidance.write_facts(worker, follow_up.case, {clock.met_by: day})


@recorded(Event.FOLLOW_UP_REOPENED)
def reopen_follow_up(worker: User, follow_up: FollowUp) -> FollowUp:
    """Let a finished follow-up wait again."""
    _meet(worker, follow_up, LineState.NOT_BEGUN, "")
    FollowUp.update(done_at=None, done_by=None).where(FollowUp.id == follow_up.id).execute()
    follow_up.done_at, follow_up.done_by = None, None  # type: ignore[assignment]
    return follow_up


@recorded(Event.FOLLOW_UP_POSTPONED)
def postpone_follow_up(worker: User, follow_up: FollowUp, due_on: date) -> FollowUp:
    """Move a follow-up to another day."""
    FollowUp.update(due_on=due_on).where(FollowUp.id == follow_up.id).execute()
    follow_up.due_on = due_on
    return follow_up
