"""The part of the policy that is about what a resident can demand; see tests/policy.py."""

from boligsocial.clock import now, today
from boligsocial.models import DataRequest, RequestKind, Role
from boligsocial.rights.copying import copy_for
from tests.make_rights import data_request, mask

WORKER = {Role.WORKER}

POLICY = {
    "rights.index": (WORKER, "resident"),
    "rights.seen": (WORKER, "resident"),
    "rights.new_copy": (WORKER, "resident"),
    "rights.ask_for_copy": (WORKER, "resident"),
    "rights.new_correction": (WORKER, "resident"),
    "rights.ask_for_correction": (WORKER, "resident"),
    "rights.demand": (WORKER, "demand"),
    "rights.piece": (WORKER, "piece of a copy"),
    "rights.decide": (WORKER, "copy"),
    "rights.undo": (WORKER, "decision"),
    "rights.prepare": (WORKER, "copy"),
    "rights.send_back": (WORKER, "copy"),
    "rights.approve": (WORKER, "copy"),
    "rights.download": (WORKER, "copy"),
    "rights.close": (WORKER, "correction"),
}


def asked(world):
    return {"asked_on": today().isoformat(), "proved_by": "known"}


def ready(world, checked_by=None):
    """Let a colleague have made the copy ready, and `checked_by` have approved it."""
    request = DataRequest.get_by_id(world.own["copy"]["request_id"])
    with world.make.app.test_request_context():
        digest = copy_for(world.worker, request).digest
    values = {"prepared_by": world.other_worker, "prepared_at": now(), "digest": digest, "checked_by": checked_by}
    DataRequest.update(values).where(DataRequest.id == request.id).execute()


FORMS = {
    "rights.ask_for_copy": asked,
    "rights.ask_for_correction": lambda world: {**asked(world), "wish": "Det var en tirsdag"},
    "rights.decide": lambda world: {
        "place": f"note-{world.own['conflict note']['note_id']}",
        "words": "larm",
        "reason": "private",
        "hides": "y",
    },
    "rights.send_back": lambda world: {"remark": "Naboen er nævnt"},
    "rights.close": lambda world: {"end": "corrected", "words": "Det er rettet"},
}
BUTTONS = {"rights.undo", "rights.prepare", "rights.approve", "rights.download"}
BEFORE = {
    "rights.send_back": ready,
    "rights.approve": ready,
    "rights.download": lambda world: ready(world, world.worker),
}


def add_rights(world, words):
    """Give a world a resident who has asked for a copy and for a correction, and one whom the worker may not see."""
    resident, hidden = world.party.resident, world.secret_party.resident
    copy = data_request(world.worker, resident)
    correction = data_request(world.worker, resident, RequestKind.CORRECTION, wish=f"{words}: det var en tirsdag")
    left_out = mask(world.worker, copy, f"note-{world.own['conflict note']['note_id']}", "igen")
    theirs = data_request(world.worker, hidden)
    world.has("demand", theirs, request_id=copy)
    world.has("copy", theirs, correction, request_id=copy)
    world.has("correction", data_request(world.worker, hidden, RequestKind.CORRECTION), request_id=correction)
    world.has("piece of a copy", theirs, correction, request_id=copy, place=left_out.place)
    world.has("decision", theirs, request_id=copy, mask_id=left_out)
