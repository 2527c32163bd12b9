"""What happens when a case changes hands, and when a recusal was a mistake."""

from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.models import Case, Recusal, User, Visit
from boligsocial.visiting import is_running


@recorded(Event.CASE_HANDED_OVER)
def hand_over(worker: User, case: Case, colleague: User) -> Case:
    """Give the case, and the worker's visits in it that have not begun, to a colleague; then it is gone for the worker.

    A visit that is under way ends here: nobody could end it afterwards.

    Forvaltningsloven §§ 3-6: who is inhabil says so, and takes no part.
    """
    Recusal.create(case=case, user=worker)
    Case.update(responsible=colleague, updated_at=now()).where(Case.id == case.id).execute()
    mine = (Visit.case == case.id) & (Visit.worker == worker.id)
    Visit.update(worker=colleague).where(mine, Visit.started_at.is_null(), Visit.cancelled_at.is_null()).execute()
    Visit.update(finished_at=now()).where(mine, is_running()).execute()
    return case


@recorded(Event.RECUSAL_LIFTED)
def lift_recusal(worker: User, case: Case, colleague: User) -> Case:
    """Let a colleague see the case again: it was a mistake, or no longer so."""
    Recusal.delete().where(Recusal.case == case.id, Recusal.user == colleague.id).execute()
    return case
