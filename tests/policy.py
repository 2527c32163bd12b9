"""Who may open what, said once more and apart from the views, so that a slip in a view is seen.

FORMS holds what a person would send, so that every write is really driven.
"""

from functools import reduce
from operator import or_

from boligsocial.access import PUBLIC
from boligsocial.clock import today
from boligsocial.models import Role
from boligsocial.parties import state_of
from boligsocial.procedures import procedure_of
from tests import (
    policy_accounts,
    policy_consents,
    policy_inquiries,
    policy_journal,
    policy_rights,
    policy_seals,
    policy_sharing,
    policy_signon,
    policy_statement,
)

WORKER, CONTACT, LEADER, ADMIN = ({role} for role in (Role.WORKER, Role.CONTACT, Role.LEADER, Role.ADMIN))
BOARD = {Role.BOARD}
ANYBODY, EVERYBODY = PUBLIC, set(Role)
KEEPERS = WORKER | ADMIN
CALLERS = WORKER | LEADER | {Role.VOLUNTEER}

PARTS = (
    policy_accounts,
    policy_consents,
    policy_inquiries,
    policy_journal,
    policy_rights,
    policy_seals,
    policy_sharing,
    policy_signon,
    policy_statement,
)


def joined(name):
    """Return what the parts of the policy say together, with `|`: their dicts as one, or their sets."""
    return reduce(or_, [getattr(part, name) for part in PARTS if hasattr(part, name)])


# endpoint: (who may, the kind of row its address names, None for none)
POLICY = {
    "static": (ANYBODY, None),
    "health.alive": (ANYBODY, None),
    "health.ready": (ANYBODY, None),
    "cases.index": (WORKER, None),
    "cases.new": (WORKER, None),
    "cases.open_case": (WORKER, None),
    "cases.case": (WORKER, "case"),
    "cases.edit": (WORKER, "case"),
    "cases.change": (WORKER, "case"),
    "cases.add_follow_up": (WORKER, "case"),
    "cases.finish_follow_up": (WORKER, "follow-up"),
    "cases.reopen_follow_up": (WORKER, "done follow-up"),
    "cases.postpone_follow_up": (WORKER, "follow-up"),
    **joined("POLICY"),
    "departments.index": (KEEPERS | LEADER, None),
    "departments.department": (KEEPERS | LEADER, "department"),
    "departments.dwellings": (KEEPERS, None),
    "departments.add_dwellings": (KEEPERS, "department"),
    "departments.new_department": (KEEPERS, None),
    "departments.create_department": (KEEPERS, None),
    "departments.edit_department": (KEEPERS, "department"),
    "departments.save_department": (KEEPERS, "department"),
    "departments.new_org": (KEEPERS, None),
    "departments.create_org": (KEEPERS, None),
    "departments.edit_org": (KEEPERS, "org"),
    "departments.save_org": (KEEPERS, "org"),
    "directory.index": (CALLERS, None),
    "directory.vcf": (CALLERS, "contact"),
    "directory.people": (WORKER, None),
    "directory.new": (WORKER, None),
    "directory.create": (WORKER, None),
    "directory.person": (WORKER, "any contact"),
    "directory.edit": (WORKER, "contact"),
    "directory.save": (WORKER, "contact"),
    "directory.confirm": (WORKER, "contact"),
    "directory.retire": (WORKER, "any contact"),
    "directory.restore": (WORKER, "any contact"),
    "directory.add_duty": (WORKER, "contact"),
    "directory.remove_duty": (WORKER, "duty"),
    **dict.fromkeys(("figures.index", "figures.csv"), (BOARD, None)),
    "mailings.index": (KEEPERS, None),
    "mailings.settle": (KEEPERS, "mailing"),
    "moving.allotment": (WORKER, None),
    "moving.receive_allotment": (WORKER, None),
    "moving.day": (WORKER, "move-in"),
    "moving.add_question": (WORKER, "move-in"),
    "moving.new_defect": (WORKER, "move-in"),
    "moving.add_defect": (WORKER, "move-in"),
    "moving.defect": (WORKER, "defect"),
    "moving.change_defect": (WORKER, "defect"),
    "moving.remove_defect": (WORKER, "removed defect"),
    "moving.restore_defect": (WORKER, "removed defect"),
    "moving.defects": (WORKER, "move-in"),
    "moving.hand_in_defects": (WORKER, "move-in"),
    "moving.print_defects": (WORKER, "move-in"),
    "mediation.party": (WORKER, "party"),
    "mediation.save_party": (WORKER, "party"),
    "mediation.party_print": (WORKER, "party"),
    "mediation.assign_note": (WORKER, "conflict note"),
    "mediation.agreed": (WORKER, "conflict"),
    "mediation.add_point": (WORKER, "conflict"),
    "mediation.remove_point": (WORKER, "agreement point"),
    "mediation.agreement_print": (WORKER, "conflict"),
    "mediation.continue_case": (WORKER, "conflict"),
    "notes.log": (WORKER, None),
    "notes.save_note": (WORKER, None),
    "notes.case_choice": (WORKER, None),
    "notes.approve": (WORKER, "note"),
    "notes.undo": (WORKER, "own note"),
    "notes.restore": (WORKER, "undone note"),
    "notes.note": (WORKER, "note"),
    "notes.edit": (WORKER, "note"),
    "notes.save_edit": (WORKER, "note"),
    "notes.unsettled": (WORKER, None),
    "notes.settle": (WORKER, "note"),
    "notes.unsettle": (WORKER, "settled note"),
    "notes.photo": (WORKER | CONTACT, "photo"),
    "notes.shell": (ANYBODY, None),
    "notes.worker": (ANYBODY, None),
    "notes.thumbnail": (WORKER | CONTACT, "photo"),
    "residents.new": (WORKER, "case"),
    "residents.find_known": (WORKER, "case"),
    "residents.add": (WORKER, "case"),
    "residents.resident": (WORKER, "resident"),
    "residents.edit": (WORKER, "resident"),
    "residents.save": (WORKER, "resident"),
    "residents.remove_party": (WORKER, "any party"),
    "residents.restore_party": (WORKER, "removed party"),
    "arrears.log_attempt": (WORKER, "arrears"),
    "arrears.undo_attempt": (WORKER, "attempt"),
    "concerns.answer_children": (WORKER, "concern"),
    "concerns.notification": (WORKER, "concern"),
    "concerns.keep_notification": (WORKER, "concern"),
    "handovers.ask": (WORKER, "case"),
    "handovers.hand_over": (WORKER, "case"),
    "handovers.lift": (WORKER, "case"),
    "steps.set_line": (WORKER, "line"),
    "steps.settle_rest": (WORKER, "case"),
    "steps.unsettle_rest": (WORKER, "case"),
    "steps.sheet": (WORKER, "sheet"),
    "steps.save_sheet": (WORKER, "sheet"),
    "steps.two_visit": (WORKER, "case"),
    "steps.ask_for_two": (WORKER, "case"),
    "today.start": (EVERYBODY, None),
    "today.more": (EVERYBODY, None),
    "visits.index": (WORKER, None),
    "visits.plan": (WORKER, None),
    "visits.save_plan": (WORKER, None),
    "visits.visit": (WORKER, "visit"),
    "visits.edit": (WORKER, "visit"),
    "visits.save_edit": (WORKER, "visit"),
    "visits.start": (WORKER, "visit"),
    "visits.finish": (WORKER, "running visit"),
    "visits.resume": (WORKER, "finished visit"),
    "visits.take_over": (WORKER, "colleague's visit"),
    "visits.cancel": (WORKER, "any visit"),
    "visits.restore": (WORKER, "cancelled visit"),
}

# The outbox speaks JSON to the page script; tests/test_outbox.py tries each of these in every state.
OUTBOX = {
    "notes.outbox_session": (EVERYBODY, "GET"),
    "notes.deliver": (WORKER, "PUT"),
    "notes.deliver_photo": (WORKER, "PUT"),
    "notes.is_stored": (EVERYBODY, "GET"),
    "notes.lists": (WORKER, "GET"),
}

# GET addresses that show nothing about residents and so record nothing; all others record one showing.
SILENT = {
    *("static", "health.alive", "health.ready"),
    *("cases.new", "departments.index", "departments.department", "departments.dwellings"),
    "departments.new_department",
    *("departments.edit_department", "departments.new_org", "departments.edit_org", "directory.index", "directory.vcf"),
    *("figures.index", "figures.csv", "mailings.index", "moving.allotment"),
    *joined("SILENT"),
    *("directory.people", "directory.new", "directory.person", "directory.edit", "notes.thumbnail"),
    *("today.more", "visits.plan"),
}
# A GET changes nothing but the trail; opening a share sets its read mark.
CHANGED_BY_READING = joined("CHANGED_BY_READING")


def place(world):
    return {"department": world.here.id, "dwelling": world.home.address}


def visit_form(world):
    return {**place(world), "day": today().isoformat(), "at": "23.30", "topic": "noise"}


def case_form(world):
    state = f"neighbour_conflict open {world.here.id} {world.home.id} {world.worker.id}"
    return {
        **place(world),
        "area": "neighbour_conflict",
        "status": "open",
        "responsible": world.worker.id,
        "seen": state,
    }


def note_form(world):
    return {**place(world), "kind": "visit", "topic": "noise", "text": "Nyt", "version": 1}


DEPARTMENT = {"name": "Skoven", "street": "Skovvej 1", "postal_code": "2840", "town": "Holte"}
# What a person would send; what needs nothing filled in is a button.
FORMS = {
    "cases.open_case": lambda world: {**case_form(world), "what": "Ring", "days": "7"},
    "cases.change": case_form,
    "cases.add_follow_up": lambda world: {"what": "Ring", "days": "7"},
    "cases.postpone_follow_up": lambda world: {"days": "7"},
    **joined("FORMS"),
    "departments.add_dwellings": lambda world: {"addresses": "Skovvej 1, 1. tv.\nSkovvej 1, 1. th."},
    "departments.create_department": lambda world: {**DEPARTMENT, "org": world.here.org_id},
    "departments.save_department": lambda world: {**DEPARTMENT, "org": world.here.org_id},
    "departments.create_org": lambda world: {"name": "Skovens Boliger"},
    "departments.save_org": lambda world: {"name": "Skovens Boliger"},
    "directory.create": lambda world: {"name": "Varmemesteren", "phone": "45801234"},
    "directory.save": lambda world: {"name": "Varmemesteren", "phone": "45801234"},
    "directory.add_duty": lambda world: {"topic": "rent", "place": "all"},
    "mailings.settle": lambda world: {"choice": "again"},
    "moving.receive_allotment": lambda world: {**place(world), "allotted_on": today().isoformat(), "name": "Ny beboer"},
    "moving.add_question": lambda world: {"what": "Hvor er vaskeriet?", "days": "7"},
    "moving.add_defect": lambda world: {"room": "kitchen", "fault": "Skabslågen hænger"},
    "moving.change_defect": lambda world: {"room": "bathroom", "fault": "Hanen drypper"},
    "moving.hand_in_defects": lambda world: {"handed_in_on": today().isoformat(), "receipt": "Stempel"},
    "mediation.save_party": lambda world: {"statement": "Larm", "seen": state_of(world.party)},
    "mediation.assign_note": lambda world: {"party": str(world.party.id)},
    "mediation.add_point": lambda world: {"who": "both", "what": "Der er ro efter kl. 22"},
    "notes.save_note": note_form,
    "notes.save_edit": note_form,
    "notes.settle": lambda world: {"choice": "none"},
    "residents.find_known": lambda world: {"words": "Amina"},
    "residents.add": lambda world: {"name": "Amina Yusuf", "role": "resident", "lives_here": "y"},
    "residents.save": lambda world: {"name": "Amina Yusuf", "phone": "20304050"},
    "arrears.log_attempt": lambda world: {"channel": "call", "outcome": "no_answer"},
    "concerns.answer_children": lambda world: {"children": "yes"},
    "concerns.keep_notification": lambda world: {"sent_on": today().isoformat()},
    "handovers.hand_over": lambda world: {"colleague": world.other_worker.id},
    "handovers.lift": lambda world: {"colleague": world.recused_colleague.id},
    "steps.set_line": lambda world: {"state": "done"},
    "steps.settle_rest": lambda world: {"moment": procedure_of(world.case.area).moments[0].key},
    "steps.save_sheet": lambda world: {"cause_reported": "Hunden gøer om natten"},
    "steps.ask_for_two": lambda world: {"reason": "Råbte og truede", "until": today().isoformat()},
    "visits.save_plan": visit_form,
    "visits.save_edit": visit_form,
    "visits.start": lambda world: {"finish_first": "1"},
}
BUTTONS = {
    "arrears.undo_attempt",
    *("mediation.remove_point", "mediation.continue_case"),
    *("moving.remove_defect", "moving.restore_defect", "steps.unsettle_rest"),
    "notes.approve",
    *joined("BUTTONS"),
    *("cases.finish_follow_up", "cases.reopen_follow_up"),
    *("directory.confirm", "directory.retire", "directory.restore", "directory.remove_duty", "notes.undo"),
    *("notes.restore", "notes.unsettle", "visits.finish", "visits.resume"),
    *("visits.take_over", "visits.cancel", "visits.restore"),
    *("residents.remove_party", "residents.restore_party"),
}
WRITES = FORMS.keys() | BUTTONS
# What must have happened before.
BEFORE = {
    **joined("BEFORE"),
    "visits.resume": lambda world: world.finish_running_visit(),
    "mediation.continue_case": lambda world: world.make.line(world.case, "impartiality"),
}
