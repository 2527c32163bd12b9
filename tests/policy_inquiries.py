"""The part of the policy that is about inquiries; see tests/policy.py."""

from datetime import timedelta

import time_machine

from boligsocial.access import PUBLIC
from boligsocial.clock import now
from boligsocial.inquiries.gate import Gate, new_stamp
from boligsocial.models import Role

WORKER, CONTACT = {Role.WORKER}, {Role.CONTACT}
HANDLING = ("take", "give", "contacted", "answer", "close", "become_case", "join_case")

POLICY = {
    "inquiries.index": (WORKER, None),
    "inquiries.new": (WORKER, None),
    "inquiries.create": (WORKER, None),
    "inquiries.inquiry": (WORKER, "inquiry"),
    "inquiries.choose_case": (WORKER, "inquiry"),
    "inquiries.reopen": (WORKER, "closed inquiry"),
    **{f"inquiries.{name}": (WORKER, "inquiry") for name in HANDLING},
    "inquiries.mine": (CONTACT, None),
    "inquiries.ask": (CONTACT, None),
    "inquiries.send": (CONTACT, None),
    "inquiries.own": (CONTACT, "my inquiry"),
    "inquiries.write_again": (CONTACT, "my inquiry"),
    "inquiries.public_form": (PUBLIC, None),
    "inquiries.send_public": (PUBLIC, None),
    "inquiries.receipt": (PUBLIC, None),
    "inquiries.poster": (WORKER, "department"),
}
# These ask, or show what no resident is in.
SILENT = {
    *("inquiries.new", "inquiries.ask", "inquiries.poster"),
    *("inquiries.public_form", "inquiries.receipt"),
}


def opened_before(app, age=timedelta(minutes=1)):
    """Return the word of the public form that it was opened so long ago, for a visitor whom the gate has not seen."""
    app.extensions["inquiry_gate"] = Gate()
    with app.test_request_context(), time_machine.travel(now() - age, tick=False):
        return new_stamp()


FORMS = {
    "inquiries.create": lambda world: {"way": "phone", "topic": "noise", "text": "Der larmes"},
    "inquiries.give": lambda world: {"colleague": world.other_worker.id},
    "inquiries.answer": lambda world: {"text": "Vi kommer i morgen"},
    "inquiries.close": lambda world: {"text": "Det er løst", "seen": "5"},
    "inquiries.become_case": lambda world: {"area": "neighbour_conflict", "department": world.here.id},
    "inquiries.join_case": lambda world: {"case": str(world.case.id)},
    "inquiries.send": lambda world: {"topic": "other", "text": "Hvem ringer vi til?"},
    "inquiries.write_again": lambda world: {"text": "En ting mere"},
    "inquiries.send_public": lambda world: {
        **{"topic": "other", "text": "Der er koldt", "opened": opened_before(world.make.app)},
        **{"department": world.here.id, "place": "Kælderen", "homepage": ""},
        **{"sender_name": "Anna", "sender_phone": "20304050", "sender_email": "anna@eksempel.dk"},
    },
}
BUTTONS = {"inquiries.take", "inquiries.contacted", "inquiries.reopen"}
