"""The part of the policy that is about the journal and how long things are kept; see tests/policy.py."""

from datetime import timedelta

from boligsocial.clock import today
from boligsocial.models import Role

WORKER, LEADER = {Role.WORKER}, {Role.LEADER}

POLICY = {
    "journal.waiting": (WORKER, None),
    "journal.index": (WORKER, "exported case"),
    "journal.make": (WORKER, "closed case"),
    "journal.download": (WORKER, "exported case"),
    "journal.note_receipt": (WORKER, "exported case"),
    "journal.hold": (WORKER, "closed case"),
    "journal.lift": (WORKER, "closed case"),
    "retaining.index": (LEADER, None),
    "retaining.ask": (LEADER, "any case"),
    "retaining.hold": (LEADER, "any case"),
    "retaining.lift": (LEADER, "any case"),
}
# It shows the number of a case and nothing else.
SILENT = {"retaining.ask"}


def _hold(world):
    return {"reason": "Klagesag i nævnet", "review_on": (today() + timedelta(days=30)).isoformat()}


FORMS = {
    "journal.note_receipt": lambda world: {"receipt": "26/1234", "received_on": today().isoformat()},
    "journal.hold": _hold,
    "retaining.hold": _hold,
}
BUTTONS = {"journal.make", "journal.lift", "retaining.lift"}
