"""The part of the policy that is about sealed cases and samples of reads; see tests/policy.py."""

from boligsocial.models import Role
from tests.seals_world import REASON, glass

WORKER, LEADER = {Role.WORKER}, {Role.LEADER}

POLICY = {
    "seals.ask": (WORKER, "case"),
    "seals.seal": (WORKER, "case"),
    "seals.lift": (WORKER, "case I keep sealed"),
    "seals.door": (WORKER, None),
    "seals.break_glass": (WORKER, None),
    "seals.close": (WORKER, None),
    "seals.openings": (LEADER, None),
    "seals.review": (LEADER, "glass"),
    "seals.sealed": (LEADER, None),
    "seals.seal_by_number": (LEADER, None),
    "seals.name_keeper": (LEADER, "sealed case"),
    "seals.lift_by_leader": (LEADER, "sealed case"),
}
# It asks; what it leads to is traced.
SILENT = {"seals.door"}
FORMS = {
    "seals.seal": lambda world: {"why": "colleague"},
    "seals.break_glass": lambda world: {"number": world.sealed.number, "reason": REASON},
    "seals.review": lambda world: {"verdict": "right"},
    "seals.seal_by_number": lambda world: {"number": world.case.number, "why": "protected_address"},
    "seals.name_keeper": lambda world: {"worker": world.worker.id},
}
BUTTONS = {"seals.lift", "seals.lift_by_leader", "seals.close"}
BEFORE = {"seals.close": lambda world: glass(world.sealed, world.worker)}
