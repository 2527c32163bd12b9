"""What the seals room reads."""

import re
from datetime import timedelta
from uuid import UUID

from peewee import JOIN, ModelSelect

from boligsocial.access import heirs_of, open_workers, visible_cases
from boligsocial.audit import Event
from boligsocial.clock import now
from boligsocial.models import (
    AuditRow,
    Case,
    CaseStatus,
    Department,
    Dwelling,
    Glass,
    Party,
    Recusal,
    Resident,
    Role,
    Seal,
    SealKeeper,
    User,
)

MOST, TRIES, TRIES_WITHIN = 50, 5, timedelta(hours=1)
LATELY = timedelta(days=7)


def case_with_place(user: User, case_id: UUID) -> ModelSelect:
    """A case the worker has, with its responsible."""
    return visible_cases(user).select(Case, User).join_from(Case, User).where(Case.id == case_id)


def others_for(user: User, case: Case) -> list[User]:
    """Return whom the worker can name beside the responsible one: nobody who is recused."""
    return list(heirs_of(user, case).where(User.id != case.responsible_id).order_by(User.full_name))


def keepers_of(case: Case) -> list[User]:
    """Return who was named when the case was sealed, or later."""
    named = SealKeeper.select(SealKeeper.user).join(Seal).where(Seal.case == case.id, Seal.lifted_at.is_null())
    return list(User.select().where(User.id.in_(named)).order_by(User.full_name))


# -- the door of a sealed case ------------------------------------------------------------------------------------


def digits_of(typed: str) -> str:
    """Return the eight digits of a case's number in what was typed, or in a pasted address; "" when there are none."""
    plain = typed.replace("-", "").replace(" ", "").upper()
    found = re.search(r"[0-9A-F]{32}", plain) or re.fullmatch(r"[0-9A-F]{8}", plain)
    return found[0][:8] if found else ""


def wanted_case(worker: User, number: str, dwelling: Dwelling | None) -> Case | None:
    """Return the sealed case that is meant, or None: not sealed, not there, and recused from are one answer.

    Of several in a home the next one that is not open to the worker yet, the open ones before those that are closed.
    """
    recused = Recusal.select(Recusal.case).where(Recusal.user == worker.id)
    sealed = Case.select().join(Seal).where(Seal.lifted_at.is_null(), Case.id.not_in(recused))
    digits = digits_of(number)
    if number:
        found = [case for case in sealed if digits and case.id.hex[:8].upper() == digits]
    else:
        found = list(sealed.where(Case.dwelling == dwelling.id)) if dwelling else []
    own = {case.id for case in visible_cases(worker).where(Case.id.in_([case.id for case in found]))}
    found.sort(key=lambda case: (case.id in own, case.status == CaseStatus.CLOSED, -case.updated_at.timestamp()))
    return found[0] if found else None


def has_tries_left(worker: User) -> bool:
    """Return whether the worker may try again: after five in an hour that found nothing, not."""
    failed = (AuditRow.actor == worker.id) & (AuditRow.event == Event.GLASS_REFUSED)
    return AuditRow.select().where(failed, AuditRow.at > now() - TRIES_WITHIN).count() < TRIES


def open_glass(worker: User, case: Case) -> Glass | None:
    """Return the glass through which the worker has the case now."""
    return next((glass for glass in worker.glasses if glass.case_id == case.id), None)


# -- for leaders --------------------------------------------------------------------------------------------------


def visible_glasses(leader: User) -> ModelSelect:
    """The breakings of glass, with case, department and worker; those one made oneself (in another role) too."""
    reviewer = User.alias()
    glasses = Glass.select(Glass, Case, Department, User, reviewer).join(Case).join(Department)
    glasses = glasses.join_from(Glass, User, on=(Glass.user == User.id), attr="user")
    glasses = glasses.join_from(
        Glass, reviewer, JOIN.LEFT_OUTER, on=(Glass.reviewed_by == reviewer.id), attr="reviewed_by"
    )
    return glasses if leader.role == Role.LEADER else glasses.where(False)


def latest_glasses(leader: User) -> list[Glass]:
    """Return the latest ones, those that nobody has looked at first."""
    rows = visible_glasses(leader).order_by(Glass.reviewed_at.is_null().desc(), Glass.opened_at.desc(), Glass.id)
    return list(rows.limit(MOST))


def failed_tries() -> list[AuditRow]:
    """Return the tries of the last seven days that found nothing, with who tried."""
    rows = AuditRow.select(AuditRow, User).join(User).where(AuditRow.event == Event.GLASS_REFUSED)
    return list(rows.where(AuditRow.at > now() - LATELY).order_by(AuditRow.at.desc()).limit(MOST))


def sealed_list() -> list[Seal]:
    """Return the seals that lie, with case, department and responsible; nothing else of the case."""
    rows = Seal.select(Seal, Case, Department, User).join(Case).join(Department).join_from(Case, User)
    return list(rows.where(Seal.lifted_at.is_null()).order_by(Seal.sealed_at.desc(), Seal.id).limit(MOST))


def keepers_by_seal(seals: list[Seal]) -> dict[int, list[User]]:
    """Return who was named, for each seal."""
    named: dict[int, list[User]] = {seal.id: [] for seal in seals}
    rows = SealKeeper.select(SealKeeper, User).join(User).where(SealKeeper.seal.in_(list(named)))
    for row in rows.order_by(User.full_name):
        named[row.seal_id].append(row.user)
    return named


def unsealed_protected() -> list[Case]:
    """Return open cases with a resident whose address is protected and on which no seal lies."""
    protected = (
        Party.select(Party.case).join(Resident).where(Resident.has_protected_address, Party.removed_at.is_null())
    )
    sealed = Seal.select(Seal.case).where(Seal.lifted_at.is_null())
    cases = Case.select(Case, Department, User).join(Department).join_from(Case, User)
    wanted = cases.where(Case.status != CaseStatus.CLOSED, Case.id.in_(protected), Case.id.not_in(sealed))
    return list(wanted.order_by(Case.updated_at.desc(), Case.id).limit(MOST))


def case_by_number(number: str) -> Case | None:
    """Return the case with this number, for a leader who seals it."""
    digits = digits_of(number)
    if not digits:
        return None
    low, high = UUID(f"{digits}{'0' * 24}"), UUID(f"{digits}{'f' * 24}")
    found: Case | None = Case.select().where(Case.id.between(low, high)).first()
    return found


def workers() -> list[User]:
    """Return who can be given a sealed case."""
    return list(open_workers().order_by(User.full_name))
