"""What happens to the lines and facts of a case."""

from datetime import date

from boligsocial import guidance
from boligsocial.audit import Event, recorded
from boligsocial.models import Case, LineState, User


@recorded(Event.LINE_SET)
def set_line(worker: User, case: Case, key: str, state: LineState) -> Case:
    """Say how far a line is."""
    guidance.write_states(worker, case, {key: state})
    return case


@recorded(Event.LINE_SET)
def set_lines(worker: User, case: Case, states: dict[str, LineState]) -> Case:
    """Say how far several lines are."""
    guidance.write_states(worker, case, states)
    return case


@recorded(Event.REST_SETTLED)
def settle_rest(worker: User, case: Case, keys: list[str]) -> Case:
    """Tick off what is left of a moment in one go."""
    guidance.write_states(worker, case, dict.fromkeys(keys, LineState.DONE))
    return case


@recorded(Event.FACTS_SAVED)
def save_facts(worker: User, case: Case, values: dict[str, str]) -> Case:
    """Keep what the case is to know (fact -> stored value)."""
    guidance.write_facts(worker, case, values)
    return case


@recorded(Event.TWO_VISIT_SET)
def ask_for_two(worker: User, case: Case, reason: str, until: date | None) -> Case:
    """Say why and until when nobody visits alone; without a day one person may go again."""
    sealed = Case.two_visit_reason.seal(reason if until else "", case)
    changes = {"two_visit_reason": sealed, "two_visit_until": until}
    Case.update(**changes).where(Case.id == case.id).execute()
    return case
