"""What happens to visits. A worker is on one visit at a time, and starts only what is their own."""

from typing import Any

from boligsocial.audit import Event, recorded
from boligsocial.clock import danish, now, today
from boligsocial.models import User, Visit
from boligsocial.visiting import running_visit


class AnotherVisitRuns(Exception):
    """The worker is on another visit."""


class NotYourVisit(Exception):
    """The visit is a colleague's; it has to be taken over first."""


class VisitHasMovedOn(Exception):
    """The visit was started, finished, cancelled or taken over meanwhile, so this is no longer possible."""


@recorded(Event.VISIT_PLANNED)
def plan_visit(worker: User, values: dict[str, Any]) -> Visit:
    """Put a visit in the worker's calendar."""
    return Visit.create(worker=worker, **values)


@recorded(Event.VISIT_CHANGED)
def change_visit(actor: User, visit: Visit, values: dict[str, Any]) -> Visit:
    """Change a visit that has not begun; either worker may, they stand in for each other."""
    _still(_current(visit), started=False)
    return _set(visit, **values)


@recorded(Event.VISIT_CANCELLED)
def cancel_visit(actor: User, visit: Visit) -> Visit:
    """Call off a visit that has not begun; either worker may."""
    _still(_current(visit), started=False)
    return _set(visit, cancelled_at=now())


@recorded(Event.VISIT_RESTORED)
def restore_visit(actor: User, visit: Visit) -> Visit:
    """Take calling off back."""
    if Visit.get_by_id(visit.id).cancelled_at is None:
        raise VisitHasMovedOn
    return _set(visit, cancelled_at=None)


@recorded(Event.VISIT_STARTED)
def start_visit(worker: User, visit: Visit, finish_first: bool = False) -> Visit:
    """Arrive; `finish_first` leaves the visit that runs. A visit planned for another day moves to this one."""
    current = _current(visit)
    _still(current, started=False)
    _own(worker, current)
    if finish_first and (running := running_visit(worker)):
        finish_visit(worker, running)
    _free(worker)
    moved = {} if danish(current.planned_at).date() == today() else {"planned_at": now()}
    return _set(visit, started_at=now(), **moved)


@recorded(Event.VISIT_FINISHED)
def finish_visit(worker: User, visit: Visit) -> Visit:
    """Leave, with or without a note; one without is asked about later."""
    current = _current(visit)
    _still(current, started=True)
    _own(worker, current)
    return _set(visit, finished_at=now())


@recorded(Event.VISIT_RESUMED)
def resume_visit(worker: User, visit: Visit) -> Visit:
    """Take finishing back, on the same day."""
    current = _current(visit)
    if not can_be_resumed(current):
        raise VisitHasMovedOn
    _own(worker, current)
    _free(worker)
    return _set(visit, finished_at=None)


@recorded(Event.VISIT_TAKEN_OVER)
def take_over_visit(worker: User, visit: Visit) -> Visit:
    """Make a colleague's unfinished visit one's own; a running one goes on in the new hands."""
    current = _current(visit)
    if current.finished_at or current.worker_id == worker.id:
        raise VisitHasMovedOn
    if current.started_at:
        _free(worker)
    return _set(visit, worker=worker.id)


def can_be_resumed(visit: Visit) -> bool:
    """Return whether the visit was finished on this Danish day."""
    return visit.finished_at is not None and danish(visit.finished_at).date() == today()


def _current(visit: Visit) -> Visit:
    # What the view loaded may be old; inside the transaction it is true.
    current: Visit = Visit.get_by_id(visit.id)
    if current.cancelled_at:
        raise VisitHasMovedOn
    return current


def _still(current: Visit, started: bool) -> None:
    if current.finished_at or bool(current.started_at) != started:
        raise VisitHasMovedOn


def _own(worker: User, current: Visit) -> None:
    if current.worker_id != worker.id:
        raise NotYourVisit


def _free(worker: User) -> None:
    if running_visit(worker):
        raise AnotherVisitRuns


def _set(visit: Visit, **values: Any) -> Visit:
    Visit.update(**values).where(Visit.id == visit.id).execute()
    return visit
