"""What happens to the parties' own parts, to the agreement, and to the conflict that goes on as a house rules case."""

from typing import Any

from boligsocial import guidance
from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.models import AgreementPoint, Case, CaseArea, LineState, Note, Party, Recusal, User
from boligsocial.parties import state_of
from boligsocial.sealing import seal_alike


class PartChangedMeanwhile(Exception):
    """Somebody changed the part after the worker had opened it. `party` is as it is now; nothing was stored."""

    def __init__(self, party: Party) -> None:
        super().__init__()
        self.party = party


@recorded(Event.PARTY_CHANGED)
def change_part(worker: User, party: Party, seen: str, values: dict[str, Any]) -> Party:
    """Keep what a party has told and wants. Raises PartChangedMeanwhile when the part is not what was `seen`."""
    newest = Party.get_by_id(party.id)
    if state_of(newest) != seen:
        raise PartChangedMeanwhile(newest)
    Party.update(**values).where(Party.id == party.id).execute()
    _touch(party.case_id)
    return party


@recorded(Event.NOTE_ASSIGNED)
def assign_note(worker: User, note: Note, party: Party | None) -> Note:
    """Let a note belong to a party of its case, or, without one, to the mediation."""
    Note.update(party=party).where(Note.id == note.id).execute()
    return note


@recorded(Event.POINT_AGREED)
def add_point(worker: User, case: Case, values: dict[str, Any]) -> AgreementPoint:
    """Write down what was agreed."""
    _touch(case.id)
    return AgreementPoint.create(case=case, **values)


@recorded(Event.POINT_REMOVED)
def remove_point(worker: User, point: AgreementPoint) -> AgreementPoint:
    """Take a point out of the agreement; the row is kept."""
    still_there = AgreementPoint.removed_at.is_null()
    AgreementPoint.update(removed_at=now()).where(AgreementPoint.id == point.id, still_there).execute()
    _touch(point.case_id)
    return point


@recorded(Event.CASE_CONTINUED)
def continue_case(worker: User, conflict: Case) -> Case:
    """Go on as a house rules case, or return the one that goes on already.

    The parties and what they have told stay behind: they have said it to a mediator. Whoever may not handle the
    conflict may not handle what grows out of it.
    """
    # The line first: of two who tap at once, the later one waits here and then finds the other's case.
    guidance.write_states(worker, conflict, {"onwards": LineState.DONE})
    grown = Case.get_or_none(Case.grown_from == conflict.id, Case.area == CaseArea.HOUSE_RULES)
    if grown is not None:
        return grown
    case = Case.create(
        area=CaseArea.HOUSE_RULES,
        department=conflict.department_id,
        dwelling=conflict.dwelling_id,
        responsible=conflict.responsible_id,
        grown_from=conflict,
    )
    for recusal in Recusal.select().where(Recusal.case == conflict.id):
        Recusal.create(case=case, user=recusal.user_id)
    seal_alike(worker, conflict, case)
    return case


def _touch(case_id: Any) -> None:
    Case.update(updated_at=now()).where(Case.id == case_id).execute()
