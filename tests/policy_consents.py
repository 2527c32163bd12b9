"""The part of the policy that is about consents and what volunteers are asked to do; see tests/policy.py."""

from datetime import timedelta

from boligsocial.clock import today
from boligsocial.models import Promise, Role

WORKER, VOLUNTEER = {Role.WORKER}, {Role.VOLUNTEER}

POLICY = {
    "consents.index": (WORKER, "case"),
    "consents.new": (WORKER, "case"),
    "consents.give": (WORKER, "case"),
    "consents.consent": (WORKER, "consent"),
    "consents.withdraw": (WORKER, "consent"),
    "consents.confirm": (WORKER, "consent"),
    "consents.consent_print": (WORKER, "consent"),
    "consents.empty_print": (WORKER, "case"),
    "tasks.index": (WORKER, None),
    "tasks.new": (WORKER, None),
    "tasks.give": (WORKER, None),
    "tasks.cancel": (WORKER, "task"),
    "tasks.my_task": (VOLUNTEER, "my task"),
    "tasks.accept": (VOLUNTEER, "my task"),
    "tasks.decline": (VOLUNTEER, "my task"),
    "tasks.finish": (VOLUNTEER, "my accepted task"),
    "tasks.promise": (VOLUNTEER, None),
    "tasks.sign": (VOLUNTEER, None),
}
# A task that is given from a case shows whom the case is about, and then says so.
SILENT = {"consents.empty_print", "tasks.new", "tasks.promise"}
FORMS = {
    "consents.give": lambda world: {
        **{"party": world.party.id, "kinds": "contact", "recipients": world.contact.id, "heard_by": world.worker.id},
        **{"given_how": "spoken", "interpreter": "none", "from_on": today().isoformat()},
        **{"until_on": (today() + timedelta(days=90)).isoformat(), "review_on": today().isoformat()},
    },
    "tasks.give": lambda world: {
        **{"volunteer": world.users[Role.VOLUNTEER].id, "what": "Følg med til tandlægen", "meeting_place": "Rådhuset"},
        **{"day": (today() + timedelta(days=2)).isoformat(), "at": "10.00"},
    },
    "tasks.sign": lambda world: {"has_read": "y"},
}
BUTTONS = {"consents.withdraw", "consents.confirm", "tasks.cancel", "tasks.accept", "tasks.decline", "tasks.finish"}
# What must not have happened before.
BEFORE = {"tasks.sign": lambda world: Promise.delete().where(Promise.user == world.users[Role.VOLUNTEER]).execute()}
