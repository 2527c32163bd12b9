"""Opening a case: what every room that opens one does alike. To be called from an action, inside its transaction."""

from datetime import date
from typing import Any

from boligsocial import guidance
from boligsocial.models import Case, User
from boligsocial.procedures import procedure_of


def begin_case(worker: User, values: dict[str, Any], heard_on: date) -> Case:
    """Make the case, and start its first clock on the day on which we heard of it (`heard_on`)."""
    case = Case.create(**values)
    if opens_with := procedure_of(case.area).opens_with:
        guidance.write_facts(worker, case, {opens_with: heard_on.isoformat()})
    return case
