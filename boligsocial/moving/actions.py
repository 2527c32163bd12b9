"""What happens when somebody moves in."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any
from uuid import UUID

from boligsocial import guidance, people, photos
from boligsocial.audit import Event, recorded
from boligsocial.clock import instant, now, today
from boligsocial.models import (
    Case,
    CaseArea,
    Defect,
    FollowUp,
    LineState,
    Note,
    NoteKind,
    PartyRole,
    Photo,
    Topic,
    User,
)

QUESTIONS, HANDED_IN = "open_questions", "defect_list"


@recorded(Event.ALLOTMENT_RECEIVED)
def receive_allotment(
    worker: User, place: dict[str, Any], facts: dict[str, str], resident: dict[str, Any] | None, message: str
) -> Case:
    """Open a move-in from the municipality's message: the case, what it knows, who moves in, and the message."""
    case = Case.create(area=CaseArea.MOVE_IN, responsible=worker, **place)
    guidance.write_facts(worker, case, facts)
    if resident:
        # Whoever lived in the home before is another household.
        household = people.new_household(case.dwelling)
        people.add_party(case, people.create_resident(household, **resident), PartyRole.RESIDENT)
    if message.strip():
        _keep_message(worker, case, message, date.fromisoformat(facts["allotted_on"]))
    return case


def _keep_message(worker: User, case: Case, message: str, came_on: date) -> None:
    happened_at = now() if came_on == today() else instant(came_on, time(12))
    about = {"kind": NoteKind.OTHER, "topic": Topic.MOVE_IN, "text": message, "happened_at": happened_at}
    Note.create(author=worker, case=case, department=case.department, dwelling=case.dwelling, **about)


@recorded(Event.FOLLOW_UP_ADDED)
def add_question(worker: User, case: Case, what: str, due_on: date) -> FollowUp:
    """Keep a question to come back to, and tick off that the questions were asked for."""
    guidance.write_states(worker, case, {QUESTIONS: LineState.DONE})
    return FollowUp.create(case=case, what=what, due_on=due_on, created_by=worker)


# -- defects ------------------------------------------------------------------------------------------------------


@recorded(Event.DEFECT_FOUND)
def add_defect(
    worker: User,
    case: Case,
    defect_id: UUID,
    values: dict[str, Any],
    pictures: Iterable[photos.Prepared],
    staged: Iterable[UUID] = (),
) -> Defect:
    """Put a defect on the list, with its photos; the point at which it was found misses something."""
    defect = Defect.create(id=defect_id, case=case, found_by=worker, **values)
    for picture in pictures:
        photos.store(worker, defect_id, picture, defect)
    photos.attach(worker, staged, defect)
    _agree(worker, defect)
    return defect


@recorded(Event.DEFECT_CHANGED)
def change_defect(
    worker: User,
    defect: Defect,
    submission: UUID,
    values: dict[str, Any],
    pictures: Iterable[photos.Prepared],
    staged: Iterable[UUID] = (),
    dropped: Iterable[UUID] = (),
) -> Defect:
    """Say it better, add photos, and let go of some (`dropped`): they are staged again, and swept away later."""
    Defect.update(**values).where(Defect.id == defect.id).execute()
    Photo.update(defect=None).where(Photo.defect == defect.id, Photo.id.in_(list(dropped))).execute()
    for picture in pictures:
        photos.store(worker, submission, picture, defect)
    photos.attach(worker, staged, defect)
    _touch(defect)
    return defect


@recorded(Event.DEFECT_REMOVED)
def remove_defect(worker: User, defect: Defect) -> Defect:
    """Take a defect off the list; it can come back."""
    Defect.update(removed_at=now()).where(Defect.id == defect.id).execute()
    _agree(worker, defect)
    return defect


@recorded(Event.DEFECT_RESTORED)
def restore_defect(worker: User, defect: Defect) -> Defect:
    """Put a removed defect back on the list."""
    Defect.update(removed_at=None).where(Defect.id == defect.id).execute()
    _agree(worker, defect)
    return defect


def _agree(worker: User, defect: Defect) -> None:
    """Let the point at which a defect was found say whether something is missing there."""
    here = Defect.select().where(Defect.case == defect.case_id, Defect.line == defect.line, Defect.removed_at.is_null())
    if not defect.line:
        _touch(defect)
    elif here.exists():
        guidance.write_states(worker, defect.case, {defect.line: LineState.MISSING})
    elif guidance.guide(defect.case).state(defect.line) == LineState.MISSING:
        guidance.write_states(worker, defect.case, {defect.line: LineState.NOT_BEGUN})


def _touch(defect: Defect) -> None:
    Case.update(updated_at=now()).where(Case.id == defect.case_id).execute()


@recorded(Event.DEFECTS_HANDED_IN)
def hand_in_defects(worker: User, case: Case, handed_in_on: date, receipt: str) -> Case:
    """Keep when the list was handed in and what shows it, and tick the point off."""
    facts = {"defects_handed_in_on": handed_in_on.isoformat(), "defects_receipt": receipt}
    guidance.write_facts(worker, case, facts)
    guidance.write_states(worker, case, {HANDED_IN: LineState.DONE})
    return case
