"""The part of the policy that is about what is shared, and about the portal; see tests/policy.py."""

from boligsocial.models import Role

WORKER, CONTACT = {Role.WORKER}, {Role.CONTACT}

POLICY = {
    "portal.inbox": (CONTACT, None),
    "portal.search": (CONTACT, None),
    "portal.departments": (CONTACT, None),
    "portal.calendar": (CONTACT, None),
    "portal.print_share": (CONTACT, "shared with me"),
    "portal.share": (CONTACT, "shared with me"),
    "portal.answer": (CONTACT, "shared with me"),
    "sharing.new": (WORKER, "note"),
    "sharing.preview": (WORKER, "note"),
    "sharing.share": (WORKER, "note"),
    "sharing.withdraw": (WORKER, "share"),
    "sharing.conversation": (WORKER, "share"),
    "sharing.reply": (WORKER, "lasting share"),
    "sharing.correct": (WORKER, "lasting share"),
    "sharing.save_correction": (WORKER, "lasting share"),
}
# Opening a share sets its read mark.
CHANGED_BY_READING = {"portal.share": {"share"}, "portal.print_share": {"share"}}
FORMS = {
    "portal.answer": lambda world: {"kind": "taking_it"},
    "portal.search": lambda world: {"words": "fugt"},
    "sharing.share": lambda world: {
        **{"recipient": world.contact.id, "text": "Fugt", "version": 1},
        **{"basis": "impersonal", "purpose": "home", "life": "30"},
    },
    "sharing.reply": lambda world: {"text": "Tak"},
    "sharing.save_correction": lambda world: {"text": "Fugt i badet", "version": 1},
}
BUTTONS = {"sharing.preview", "sharing.withdraw"}
