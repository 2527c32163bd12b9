"""What a board may know of a quarter, counted in the database; one statement for each kind of work."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from peewee import ModelSelect, fn

from boligsocial.access import visible_departments
from boligsocial.figures.quarters import Quarter
from boligsocial.models import Case, CaseArea, Department, Inquiry, User, Visit
from boligsocial.small_cells import Cell, Total, publish, total

# The columns: new cases of each area, then, after the total of those, inquiries and visits.
AREAS = tuple(CaseArea)
KINDS = (*AREAS, Inquiry, Visit)


class Row(NamedTuple):
    """What is published of a department."""

    name: str
    cells: list[Cell | Total]


class Figures(NamedTuple):
    """The published numbers of a quarter; `together` are the totals, None when there are not two departments."""

    quarter: Quarter
    rows: list[Row]
    together: list[Total] | None


def figures(user: User, quarter: Quarter) -> Figures:
    """Return the quarter's numbers of the person's own departments."""
    departments = list(visible_departments(user).order_by(Department.name))
    counts = _counts(user, quarter)
    table = [[counts[department.id, kind] for kind in KINDS] for department in departments]
    return tabled(quarter, [department.name for department in departments], table)


def tabled(quarter: Quarter, names: list[str], counts: list[list[int]]) -> Figures:
    """Return what is published of the counts: a row for each name, a column for each of KINDS."""
    cells = publish(counts)
    pairs = zip(names, cells, strict=True)
    rows = [Row(name, _with_cases(row, total(row[: len(AREAS)]))) for name, row in pairs]
    return Figures(quarter, rows, _together(cells) if len(rows) > 1 else None)


def _together(cells: list[list[Cell]]) -> list[Total]:
    columns = [total(column) for column in zip(*cells, strict=True)]
    return _with_cases(columns, total(cell for row in cells for cell in row[: len(AREAS)]))


def _with_cases(cells: Sequence[Any], cases: Total) -> list[Any]:
    return [*cells[: len(AREAS)], cases, *cells[len(AREAS) :]]


def _counts(user: User, quarter: Quarter) -> Counter[tuple[int, Any]]:
    """Return how many there were by department and kind of work; what there was none of counts 0."""
    opened = _within(user, quarter, Case, Case.opened_at).select(Case.department, Case.area, fn.COUNT(Case.id))
    counts = Counter({row[:2]: row[2] for row in opened.group_by(Case.department, Case.area).tuples()})
    received = _within(user, quarter, Inquiry, Inquiry.received_at)
    # A visit that is done, in the quarter in which it was; one that was called off is none.
    done = _within(user, quarter, Visit, Visit.finished_at).where(Visit.cancelled_at.is_null())
    for table, rows in ((Inquiry, received), (Visit, done)):
        by_department = rows.select(table.department, fn.COUNT(table.id)).group_by(table.department)
        counts.update({(department, table): number for department, number in by_department.tuples()})
    return counts


def _within(user: User, quarter: Quarter, table: Any, moment: Any) -> ModelSelect:
    own = table.department.in_(visible_departments(user).select(Department.id))
    return table.select().where(own, moment >= quarter.begins_at(), moment < quarter.ends_at())
