"""What happens to the first questions of a concern."""

from boligsocial import guidance
from boligsocial.audit import Event, recorded
from boligsocial.models import Case, User


@recorded(Event.CHILDREN_ANSWERED)
def answer_children(worker: User, case: Case, answer: str) -> Case:
    """Keep whether there are children: "yes", "no" or "unknown"."""
    guidance.write_facts(worker, case, {"children": answer})
    return case


@recorded(Event.NOTIFICATION_KEPT)
def keep_notification(worker: User, case: Case, values: dict[str, str]) -> Case:
    """Keep that a notification was sent, or why not. Its text stays in the municipality's own channel."""
    guidance.write_facts(worker, case, values)
    return case
