"""What each work area asks for, as data: steps, facts, deadlines, each with its law and source.

Nothing here knows Flask or the database. docs/procedures.md says how a procedure is read and changed.
"""

from boligsocial.procedures import arrears, concern, house_rules, move_in, move_out, neighbour_conflict
from boligsocial.procedures.shape import (
    Clock,
    Fact,
    Guard,
    Kind,
    Line,
    Moment,
    Option,
    Phase,
    Procedure,
    Sheet,
    When,
    Words,
    day_of,
)

__all__ = [
    "PROCEDURES",
    "Clock",
    "Fact",
    "Guard",
    "Kind",
    "Line",
    "Moment",
    "Option",
    "Phase",
    "Procedure",
    "Sheet",
    "When",
    "Words",
    "day_of",
    "procedure_of",
]

# In the order of the work areas; the key is the value of a case's area.
PROCEDURES: dict[str, Procedure] = {
    area.PROCEDURE.area: area.PROCEDURE
    for area in (move_in, move_out, neighbour_conflict, house_rules, arrears, concern)
}


def procedure_of(area: str) -> Procedure:
    """Return the procedure of a work area."""
    return PROCEDURES[area]
