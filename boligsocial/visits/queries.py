"""What the visits room reads."""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from uuid import UUID

from peewee import JOIN, ModelSelect

from boligsocial.access import visible_cases, visible_notes, visible_visits
from boligsocial.clock import danish, day_start, today
from boligsocial.models import Case, Dwelling, Labelled, Note, Role, User, Visit
from boligsocial.models.kinds import N_
from boligsocial.reach import within_reach
from boligsocial.timeline import NoteEntry, note_entries
from boligsocial.visiting import MOST, is_running, visits_without_note, with_place


class Phase(Labelled):
    """How far a visit is, worked out from its times."""

    PLANNED = "planned", N_("Planlagt")
    MISSED = "missed", N_("Ikke startet")
    RUNNING = "running", N_("I gang")
    FINISHED = "finished", N_("Afsluttet")
    UNWRITTEN = "unwritten", N_("Uden notat")


def phase_of(visit: Visit) -> Phase:
    """Return the phase of a visit from `with_place`."""
    if visit.finished_at:
        return Phase.FINISHED if visit.has_note else Phase.UNWRITTEN
    if visit.started_at:
        return Phase.RUNNING
    if danish(visit.planned_at).date() >= today():
        return Phase.PLANNED
    return Phase.FINISHED if visit.has_note else Phase.MISSED


@dataclass
class Agenda:
    """The list page: both workers' visits, and the person's own ones that wait for a note."""

    running: list[Visit] = field(default_factory=list)
    today: list[Visit] = field(default_factory=list)
    days: list[tuple[date, list[Visit]]] = field(default_factory=list)
    unwritten: list[Visit] = field(default_factory=list)
    more: bool = False

    def is_empty(self) -> bool:
        """Return whether there is nothing to come."""
        return not (self.running or self.today or self.days)


def agenda(user: User) -> Agenda:
    """Return what runs, what comes, and what was not written down; two statements."""
    coming = visible_visits(user).where(is_running() | (Visit.planned_at >= day_start(today())))
    visits = list(with_place(user, coming).order_by(Visit.planned_at, Visit.id).limit(MOST + 1))
    found = Agenda(more=len(visits) > MOST)
    waiting: list[Visit] = []
    for visit in visits[:MOST]:
        (found.running if phase_of(visit) == Phase.RUNNING else waiting).append(visit)
    # One's own comes before a colleague's.
    found.running.sort(key=lambda visit: visit.worker_id != user.id)
    for day, of_the_day in groupby(waiting, lambda visit: danish(visit.planned_at).date()):
        if day == today():
            found.today = list(of_the_day)
        else:
            found.days.append((day, list(of_the_day)))
    found.unwritten = visits_without_note(user, day_start(today()))
    return found


def visit_with_place(user: User, visit_id: UUID) -> ModelSelect:
    """One visit as the pages show it."""
    return with_place(user, visible_visits(user).where(Visit.id == visit_id))


def notes_of(user: User, visit: Visit) -> list[NoteEntry]:
    """Return what was logged in the visit, the latest first; one more than is shown, to know of more."""
    notes = visible_notes(user).where(Note.visit == visit.id)
    return note_entries(notes.order_by(Note.happened_at.desc(), Note.id), limit=MOST + 1)


def case_with_home(user: User, case_id: UUID) -> ModelSelect:
    """A case with its home, for a visit planned from it."""
    cases = visible_cases(user).select(Case, Dwelling).join_from(Case, Dwelling, JOIN.LEFT_OUTER)
    return cases.where(Case.id == case_id)


def visit_or_cancelled(user: User, visit_id: UUID) -> ModelSelect:
    """One visit, called off or not: for the repeat of calling off, and for taking it back."""
    return Visit.select().where(Visit.id == visit_id, user.role == Role.WORKER, within_reach(user, Visit.case))


def cancelled_visit(user: User, visit_id: UUID) -> ModelSelect:
    """A visit called off, with its place, for the receipt."""
    cancelled = visit_or_cancelled(user, visit_id).where(Visit.cancelled_at.is_null(False))
    return with_place(user, cancelled)
