"""Who can take a case, and who is kept out of it."""

from uuid import UUID

from boligsocial.access import heirs_of
from boligsocial.audit import Event
from boligsocial.models import AuditRow, Case, Recusal, User
from boligsocial.reach import is_behind_glass


def can_take(worker: User, case: Case) -> list[User]:
    """Return the workers who can take the case: open accounts, not recused themselves, and somebody else."""
    return list(heirs_of(worker, case).where(User.id != worker.id).order_by(User.full_name))


def was_handed_over(worker: User, write_id: UUID) -> bool:
    """Return whether this submission has handed its case over already: a second tap meets a case that is gone."""
    done = (AuditRow.actor == worker.id) & (AuditRow.event == Event.CASE_HANDED_OVER)
    return AuditRow.select().where(AuditRow.write_id == write_id, done).exists()


def recused_from(worker: User, case: Case) -> list[User]:
    """Return those for whom the case is not there, as far as it is for the worker to let them see it again."""
    if is_behind_glass(worker, case):
        return []
    recused = Recusal.select(Recusal.user).where(Recusal.case == case.id)
    return list(User.select().where(User.id.in_(recused)).order_by(User.full_name))
