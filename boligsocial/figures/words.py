"""The published numbers in words: what the page shows and the file holds is this, and nothing else."""

from boligsocial.figures.quarters import Quarter
from boligsocial.figures.queries import AREAS
from boligsocial.language import gettext
from boligsocial.small_cells import Cell, Total


def headings() -> list[str]:
    """Return what stands above the numbers."""
    areas = [gettext(area.label) for area in AREAS]
    return [*areas, gettext("Nye sager i alt"), gettext("Henvendelser"), gettext("Besøg")]


def quarter_in_words(quarter: Quarter) -> str:
    """Return "3. kvartal 2026"."""
    return gettext("%(number)s. kvartal %(year)s", number=quarter.number, year=quarter.year)


def in_words(shown: Cell | Total) -> str:
    """Return what is shown of a cell or a total."""
    if not isinstance(shown, Total):
        return gettext("under 5") if shown is None else str(shown)
    if shown.shown is None:
        return gettext("skjult")
    return gettext("%(number)s + skjulte", number=shown.shown) if shown.is_partial else str(shown.shown)
