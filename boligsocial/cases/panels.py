"""What a case's page shows for its area alone. One statement each at most: a case's page asks the database 12 times."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from boligsocial.access import visible_cases, visible_defects
from boligsocial.arrears_clock import ArrearsClock, Averted, arrears_clock, eviction_averted
from boligsocial.attempts import Attempts, attempts_of
from boligsocial.clock import today
from boligsocial.guidance import Guidance, Ticking
from boligsocial.models import Case, CaseArea, Defect, User
from boligsocial.recurrence import kin


def nothing_more(user: User, case: Case, guided: Guidance) -> Any:
    """Show what every case shows."""
    return None


def defect_count(user: User, case: Case) -> int:
    """Return how many defects stand on the list of a move-in."""
    return visible_defects(user).where(Defect.case == case.id).count()


@dataclass(frozen=True)
class Arrears:
    """What a case of arrears shows: the clock, whether an eviction was averted, and the tries to reach the resident."""

    clock: ArrearsClock | None
    averted: Averted | None
    attempts: Attempts


def arrears(user: User, case: Case, guided: Guidance) -> Arrears:
    """Return what a case of arrears shows."""
    day = today()
    return Arrears(arrears_clock(guided.facts, day), eviction_averted(guided.facts, day), attempts_of(case))


@dataclass(frozen=True)
class HouseRules:
    """What a house rules case shows: its deadlines, and the mediation it grew out of when the person may see that."""

    ticking: list[Ticking]
    mediation: Case | None


def house_rules(user: User, case: Case, guided: Guidance) -> HouseRules:
    """Return what a house rules case shows."""
    mediation = visible_cases(user).where(Case.id == case.grown_from_id).get_or_none()
    return HouseRules(guided.ticking(), mediation)


PANELS: dict[CaseArea, Callable[[User, Case, Guidance], Any]] = {
    CaseArea.MOVE_IN: lambda user, case, guided: defect_count(user, case),
    CaseArea.MOVE_OUT: nothing_more,
    CaseArea.NEIGHBOUR_CONFLICT: lambda user, case, guided: kin(user, case),
    CaseArea.HOUSE_RULES: house_rules,
    CaseArea.ARREARS: arrears,
    CaseArea.CONCERN: nothing_more,
}


def panel_of(user: User, case: Case, guided: Guidance) -> Any:
    """Return what `cases/_panel_<area>.html` needs as `panel`."""
    return PANELS[case.area](user, case, guided)
