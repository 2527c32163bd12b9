"""A resident of the demo who has asked for a copy of her data, and for a correction."""

from datetime import timedelta

from boligsocial.demo.world import World
from boligsocial.models import DataRequest, Mask, MaskReason, Note, Party, ProvedBy, RequestKind
from boligsocial.workdays import add_months

CASE = "musik"


def fill_rights(world: World) -> None:
    """Write down what the first party of the conflict has asked for, and a passage that is left out of her copy."""
    case = world.cases[CASE]
    party = Party.select().where(Party.case == case).order_by(Party.number).first()
    asked_on = world.today - timedelta(days=2)
    asked = {"resident": party.resident, "asked_on": asked_on, "due_on": add_months(asked_on, 1)}
    asked |= {"proved_by": ProvedBy.KNOWN, "registered_by": case.responsible}
    copy = DataRequest.create(id=world.new_id(), kind=RequestKind.COPY, **asked)
    notes = Note.select().where(Note.case == case, Note.party.is_null(), Note.undone_at.is_null())
    note = notes.order_by(Note.happened_at).first()
    Mask.create(
        id=world.new_id(),
        request=copy,
        place=f"note-{note.id}",
        words=note.text.split(".")[0],
        hides=True,
        reason=MaskReason.OTHER_PARTY,
        decided_by=case.responsible,
    )
    wish = "Det var en lørdag, ikke en fredag."
    DataRequest.create(id=world.new_id(), kind=RequestKind.CORRECTION, note=note, wish=wish, **asked)
