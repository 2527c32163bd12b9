"""What happens to attempts to reach a resident."""

from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.models import Case, Channel, ContactAttempt, Reached, User


@recorded(Event.ATTEMPT_MADE)
def log_attempt(worker: User, case: Case, channel: Channel, outcome: Reached) -> ContactAttempt:
    """Keep one try to reach the resident."""
    Case.update(updated_at=now()).where(Case.id == case.id).execute()
    return ContactAttempt.create(case=case, channel=channel, outcome=outcome, made_by=worker)


@recorded(Event.ATTEMPT_UNDONE)
def undo_attempt(worker: User, attempt: ContactAttempt) -> ContactAttempt:
    """Take a try back: it is counted no more."""
    ContactAttempt.update(undone_at=now()).where(ContactAttempt.id == attempt.id).execute()
    return attempt
