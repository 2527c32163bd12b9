"""Sealing a case, and the hour for which somebody else may open it: what several rooms do. Actions are recorded.

Sealed is what is asked for by the need to know (databeskyttelsesforordningen art. 32; Datatilsynet on Lejre, 2022):
a colleague or somebody near is the resident, or the address is protected.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.models import (
    Case,
    CaseStatus,
    Glass,
    NoticeKind,
    Party,
    Recusal,
    Resident,
    Seal,
    SealKeeper,
    SealWhy,
    User,
    Visit,
)
from boligsocial.notices import tell_leaders
from boligsocial.visiting import is_running

OPEN_FOR = timedelta(minutes=60)
REVIEW_WITHIN = timedelta(days=7)
OPENINGS = "/forseglet/aabninger"


class IsSealed(Exception):
    """The case is sealed already. Nothing was stored."""


def seal_of(case: Case) -> Seal | None:
    """Return the seal that lies on the case now."""
    return Seal.get_or_none(Seal.case == case.id, Seal.lifted_at.is_null())


@recorded(Event.CASE_SEALED)
def seal_case(actor: User, case: Case, why: SealWhy, words: str = "", keepers: Iterable[User] = ()) -> Case:
    """Let only the responsible worker and the keepers have the case from now on. Raises IsSealed.

    Visits of others in it that have not begun go to the responsible; one that is under way ends, as nobody but them
    could end it afterwards.
    """
    if seal_of(case):
        raise IsSealed
    seal = Seal.create(case=case, why=why, words=words, sealed_by=actor)
    named = {keeper.id for keeper in keepers} - {case.responsible_id}
    for keeper_id in sorted(named):
        SealKeeper.create(seal=seal, user=keeper_id)
    others = (Visit.case == case.id) & Visit.worker.not_in([case.responsible_id, *named])
    coming = others & Visit.started_at.is_null() & Visit.cancelled_at.is_null()
    Visit.update(worker=case.responsible_id).where(coming).execute()
    Visit.update(finished_at=now()).where(others, is_running()).execute()
    return case


def seal_alike(actor: User, case: Case, grown: Case) -> None:
    """Seal a case that grew out of a sealed one for the same people. To be called from an action."""
    if seal := seal_of(case):
        seal_case(actor, grown, seal.why, seal.words, [keeper.user for keeper in seal.keepers])


@recorded(Event.SEAL_LIFTED)
def lift_seal(actor: User, case: Case) -> Case:
    """Let everybody who may see cases have the case again; who sealed it, and why, stays written."""
    lies = (Seal.case == case.id) & Seal.lifted_at.is_null()
    Seal.update(lifted_at=now(), lifted_by=actor).where(lies).execute()
    return case


@recorded(Event.KEEPER_NAMED)
def name_keeper(actor: User, seal: Seal, worker: User) -> Case:
    """Let a worker have a sealed case for as long as it is sealed."""
    SealKeeper.get_or_create(seal=seal, user=worker)
    case: Case = seal.case
    return case


def seal_for_protection(actor: User, resident: Resident, cases: Iterable[Case]) -> None:
    """Seal these cases because the resident's address is protected; whoever learned of it keeps them.

    To be called from an action. What is closed or sealed already stays as it is.
    """
    if not resident.has_protected_address:
        return
    for case in cases:
        is_recused = Recusal.select().where(Recusal.case == case.id, Recusal.user == actor.id).exists()
        if case.status != CaseStatus.CLOSED and not is_recused and not seal_of(case):
            seal_case(actor, case, SealWhy.PROTECTED_ADDRESS, keepers=[actor])


def open_cases_of(resident: Resident) -> list[Case]:
    """Return the cases in which the resident has a part and that are not closed."""
    parts = Party.select(Party.case).where(Party.resident == resident.id, Party.removed_at.is_null())
    return list(Case.select().where(Case.id.in_(parts), Case.status != CaseStatus.CLOSED).order_by(Case.id))


# -- break glass --------------------------------------------------------------------------------------------------


@recorded(Event.GLASS_BROKEN)
def break_glass(worker: User, case: Case, reason: str) -> Glass:
    """Open a sealed case to the worker for OPEN_FOR, and tell the leaders."""
    moment = now()
    tell_leaders(NoticeKind.GLASS, OPENINGS)
    return Glass.create(case=case, user=worker, reason=reason, opened_at=moment, until=moment + OPEN_FOR)


@recorded(Event.GLASS_REFUSED)
def note_failed_try(worker: User) -> None:
    """Leave a trace of a try that found no sealed case."""


@recorded(Event.GLASS_CLOSED)
def close_glass(actor: User | None, glass: Glass) -> Glass:
    """Close the case again for good: because its worker says so, or (no actor) because the hour is over."""
    Glass.update(closed_at=now()).where(Glass.id == glass.id, Glass.closed_at.is_null()).execute()
    return glass


def close_what_is_over(moment: datetime) -> int:
    """Close every glass whose hour is over at `moment`, and return how many there were."""
    over = list(Glass.select().where(Glass.closed_at.is_null(), Glass.until <= moment))
    for glass in over:
        close_glass(None, glass)
    return len(over)
