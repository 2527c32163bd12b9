"""Those who move in and out in the demo: what their cases know, how far they are, and a defect list under way."""

from datetime import timedelta
from typing import NamedTuple

from boligsocial.demo.guided import GuidedStory, ResidentStory, guide_case, meet
from boligsocial.demo.pictures import Scene
from boligsocial.demo.work import share_note, take_photo
from boligsocial.demo.world import World
from boligsocial.models import Defect, LineState, Membership, Note, Room, User


class DefectStory(NamedTuple):
    """A fault that was found yesterday, with a photo."""

    case: str
    at: str
    room: Room
    fault: str
    scene: Scene


PAPERS = ("first_contact", "interpreter", "digital_access", "offer_answered", "lease_signed", "rules_given")
PAID = ("deposit_loan", "deposit_paid", "bank_account", "key_time", "consent")
DAY = ("inspection", "report", "keys", "meters", "photos", "shown_around", "open_questions", "defect_form")

GUIDED = (
    GuidedStory(
        "nøgler",
        {
            "allotted_on": -9,
            "is_allotted": "yes",
            "lease_starts_on": 0,
            "moves_in_on": 3,
            "key_time": "14:00",
            "key_place": "Ved hoveddøren",
            "deposit_kind": "indskud",
            "maintenance_scheme": "b",
        },
        (*PAPERS, *PAID),
        (("electricity", LineState.MISSING), ("direct_debit", LineState.IN_PROGRESS)),
    ),
    GuidedStory(
        "indflytning",
        {"allotted_on": -16, "is_allotted": "yes", "lease_starts_on": -11, "moves_in_on": -11, "keys_count": "3"},
        (*PAPERS, *PAID, "direct_debit", "electricity", "insurance", *DAY, "address_change"),
        (("volunteer", LineState.NOT_RELEVANT), ("housing_benefit", LineState.IN_PROGRESS)),
    ),
    GuidedStory(
        "fraflytning",
        {"notice_on": -75, "moves_out_on": 5, "new_address_told_on": -4, "summons_on": -2, "inspection_on": 7},
        ("notice", "new_address", "summons"),
        (("cleared", LineState.IN_PROGRESS),),
    ),
)

RESIDENTS = (
    ResidentStory("nøgler", "Samira Haldan", "+4570102061", "arabisk"),
    ResidentStory("indflytning", "Oksana Vermark", "+4570102062", "ukrainsk"),
    ResidentStory("fraflytning", "Villy Torndal", "+4570102063", ""),
)

DEFECTS = (
    DefectStory(
        "nøgler",
        "13:10",
        Room.BEDROOM,
        "Mørk, fugtig plet nederst i hjørnet. Den går om på den anden væg.",
        Scene.DAMP,
    ),
    DefectStory(
        "nøgler",
        "13:20",
        Room.LIVING_ROOM,
        "Vinduet slutter ikke tæt, og der står vand på karmen.",
        Scene.WINDOW,
    ),
)


def fill_moving(world: World) -> None:
    """Write who moves, what their cases know, and the defects that were found."""
    for resident in RESIDENTS:
        meet(world, resident)
    for guided in GUIDED:
        guide_case(world, guided)
    for defect in DEFECTS:
        _find(world, defect)
    _announce_keys(world)


def _find(world: World, story: DefectStory) -> None:
    case, found_at = world.cases[story.case], world.worked(1, story.at)
    defect = Defect.create(
        id=world.new_id(),
        case=case,
        room=story.room,
        fault=story.fault,
        found_at=found_at,
        found_by=case.responsible,
    )
    take_photo(world, story.scene, case.responsible, found_at, defect=defect)


def _announce_keys(world: World) -> None:
    """Let the contact person of the department read when the family moves in."""
    case = world.cases["nøgler"]
    note = Note.select().where(Note.case == case).order_by(Note.written_at.desc()).get()
    members = User.select().join(Membership).where(Membership.department == case.department)
    text = "Familien henter nøglerne kl. 14. Kan nøglen til vaskeriet ligge klar?"
    moves_in_on = world.today + timedelta(days=3)
    share_note(world, note, members.order_by(User.id).get(), text, shows_dwelling=True, move_in_on=moves_in_on)
