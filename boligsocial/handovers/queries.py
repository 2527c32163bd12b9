"""Who can take a case, and who is kept out of it."""

from uuid import UUID

from boligsocial.access import workers_for
from boligsocial.audit import Event
from boligsocial.models import AuditRow, Case, Recusal, User


def can_take(worker: User, case: Case) -> list[User]:
    """Return the workers who can take the case: open accounts, not recused themselves, and somebody else."""
    return list(workers_for(case.id).where(User.id != worker.id).order_by(User.full_name))


def was_handed_over(worker: User, write_id: UUID) -> bool:
    """Return whether this submission has handed its case over already: a second tap meets a case that is gone."""
    done = (AuditRow.actor == worker.id) & (AuditRow.event == Event.CASE_HANDED_OVER)
    return AuditRow.select().where(AuditRow.write_id == write_id, done).exists()


def recused_from(case: Case) -> list[User]:
    """Return those for whom the case is not there."""
    recused = Recusal.select(Recusal.user).where(Recusal.case == case.id)
    return list(User.select().where(User.id.in_(recused)).order_by(User.full_name))
