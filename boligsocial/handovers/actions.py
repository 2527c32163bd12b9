"""What happens when a case changes hands, and when a recusal was a mistake."""

from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.models import Case, Recusal, User, Visit


@recorded(Event.CASE_HANDED_OVER)
def hand_over(worker: User, case: Case, colleague: User) -> Case:
    """Give the case, and the worker's visits in it that have not begun, to a colleague; then it is gone for the worker.

    Forvaltningsloven §§ 3-6: who is inhabil says so, and takes no part.
    """
    Recusal.create(case=case, user=worker)
    Case.update(responsible=colleague, updated_at=now()).where(Case.id == case.id).execute()
    planned = (Visit.case == case.id) & (Visit.worker == worker.id) & Visit.started_at.is_null()
    Visit.update(worker=colleague).where(planned, Visit.cancelled_at.is_null()).execute()
    return case


@recorded(Event.RECUSAL_LIFTED)
def lift_recusal(worker: User, case: Case, colleague: User) -> Case:
    """Let a colleague see the case again: it was a mistake, or no longer so."""
    Recusal.delete().where(Recusal.case == case.id, Recusal.user == colleague.id).execute()
    return case
