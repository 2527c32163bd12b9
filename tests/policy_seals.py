"""The part of the policy that is about sealed cases and samples of reads; see tests/policy.py."""

from boligsocial.models import Finding, Role, SampleRow
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
    "samples.index": (LEADER, None),
    "samples.sample": (LEADER, "sample"),
    "samples.judge": (LEADER, "sample"),
    "samples.sign": (LEADER, "sample"),
    "samples.settle": (LEADER, "alarm"),
}
# It asks; what it leads to is traced.
SILENT = {"seals.door"}
FORMS = {
    "seals.seal": lambda world: {"why": "colleague"},
    "seals.break_glass": lambda world: {"number": world.sealed.number, "reason": REASON},
    "seals.review": lambda world: {"verdict": "right"},
    "seals.seal_by_number": lambda world: {"number": world.case.number, "why": "protected_address"},
    "samples.judge": lambda world: {f"finding-{world.sample_row.id}": "right"},
    "samples.settle": lambda world: {"remark": "Oprydning i gamle sager"},
    "seals.name_keeper": lambda world: {"worker": world.worker.id},
}
BUTTONS = {"seals.lift", "seals.lift_by_leader", "seals.close", "samples.sign"}
BEFORE = {
    "samples.sign": lambda world: SampleRow.update(finding=Finding.RIGHT).execute(),
    "seals.close": lambda world: glass(world.sealed, world.worker),
}
