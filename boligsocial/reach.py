"""Which cases are shut to a person: those they are recused from, and sealed ones of others. One condition says both.

A sealed case is there for its responsible worker and for whoever was named (`SealKeeper`); for everybody else it does
not exist, unless they broke its glass less than an hour ago. Who is recused (inhabil) cannot break it.
"""

from typing import Any

from peewee import ModelSelect

from boligsocial.clock import now
from boligsocial.models import Case, Glass, Recusal, Seal, SealKeeper, User


def within_reach(user: User, case: Any) -> Any:
    """Return the condition that `case` (a column) names no case that is shut to the person; no case at all is open."""
    recused = Recusal.select(Recusal.case).where(Recusal.user == user.id)
    return case.is_null() | (case.not_in(recused) & case.not_in(sealed_from(user)))


def sealed_from(user: User) -> ModelSelect:
    """The ids of the sealed cases that the person does not have at this moment."""
    named = SealKeeper.select(SealKeeper.seal).where(SealKeeper.user == user.id)
    opened = open_glasses().select(Glass.case).where(Glass.user == user.id)
    sealed = Seal.select(Seal.case).join(Case).where(Seal.lifted_at.is_null(), Case.responsible != user.id)
    return sealed.where(Seal.id.not_in(named), Seal.case.not_in(opened))


def open_glasses() -> ModelSelect:
    """The breakings that are open at this very moment, to the second; a clock set back opens none of them longer."""
    moment = now()
    return Glass.select().where(Glass.closed_at.is_null(), Glass.opened_at <= moment, Glass.until > moment)


def is_behind_glass(user: User, case: Case) -> bool:
    """Return whether the person behind the request has the case through a broken glass, and so for an hour only.

    Meanwhile they work in it like anybody, but decide nothing about who has it.
    """
    return any(glass.case_id == case.id for glass in user.glasses)
