"""The shapes of the demo's work: cases, notes, visits and shares, told in days before or after today.

A `where` is a department's name or a home's address; `worker` and `to` are user names; `case` is a case's key.
"""

from typing import NamedTuple

from boligsocial.demo.pictures import Scene
from boligsocial.models import AnswerKind, CaseArea, CaseStatus, NoteKind, Topic


class FollowUpStory(NamedTuple):
    """Something to do in `due` days (negative: so many days ago); `done` is days ago."""

    what: str
    due: int
    done: int | None = None


class CaseStory(NamedTuple):
    """A case, opened and perhaps closed so many days ago."""

    key: str
    area: CaseArea
    status: CaseStatus
    where: str
    worker: str
    opened: int
    follow_ups: tuple[FollowUpStory, ...]
    closed: int | None = None


class ShareStory(NamedTuple):
    """What a contact person was shown of a note, and what came back. Hours count from the sharing."""

    to: str
    text: str
    shows_dwelling: bool = True
    with_photos: bool = False
    read: int | None = None
    answer: AnswerKind | None = None
    answer_text: str = ""
    withdrawn: int | None = None


class NoteStory(NamedTuple):
    """A note from `days` ago. `before` is what it said until it was edited; `visit` is a visit's key."""

    days: int
    at: str
    kind: NoteKind
    topic: Topic
    where: str
    text: str
    case: str = ""
    visit: str = ""
    photos: tuple[Scene, ...] = ()
    unsettled: bool = False
    before: str = ""
    share: ShareStory | None = None


class VisitStory(NamedTuple):
    """A visit in `days` days. One with `minutes` lasted so long, once it is over; others wait to be started."""

    key: str
    worker: str
    days: int
    at: str
    where: str
    topic: Topic
    purpose: str
    case: str = ""
    minutes: int = 0


CASES = (
    CaseStory(
        "musik",
        CaseArea.NEIGHBOUR_CONFLICT,
        CaseStatus.OPEN,
        "Birkelunden 22, 1. tv.",
        "maja",
        24,
        (
            FollowUpStory("Besøg begge hjem hver for sig", -18, done=18),
            FollowUpStory("Ring til begge, og hør, om aftalen holder", 0),
        ),
    ),
    CaseStory(
        "restance",
        CaseArea.ARREARS,
        CaseStatus.OPEN,
        "Humlekrogen 5, 1. th.",
        "maja",
        18,
        (
            FollowUpStory("Få afdragsordningen på skrift fra udlejningen", -2),
            FollowUpStory("Hør, om den første afdragsbetaling er gået igennem", 9),
        ),
    ),
    CaseStory(
        "bekymring",
        CaseArea.CONCERN,
        CaseStatus.OPEN,
        "Pilestykket 21",
        "maja",
        13,
        (FollowUpStory("Bank på igen, og tag en brochure om besøgsvenner med", 1),),
    ),
    CaseStory(
        "skimmel",
        CaseArea.HOUSE_RULES,
        CaseStatus.OPEN,
        "Kastanjebo 9, st. th.",
        "jonas",
        30,
        (
            FollowUpStory("Mål fugten igen, når ventilen er skiftet", 5),
            FollowUpStory("Spørg varmemesteren, om ventilen er bestilt", -3, done=3),
        ),
    ),
    CaseStory(
        "indflytning",
        CaseArea.MOVE_IN,
        CaseStatus.OPEN,
        "Åkandehaven 3, 1. tv.",
        "jonas",
        16,
        (FollowUpStory("Hjælp med boligstøtten, inden de 30 dage er gået", 0),),
    ),
    CaseStory(
        "nøgler",
        CaseArea.MOVE_IN,
        CaseStatus.OPEN,
        "Vibeengen 8",
        "maja",
        9,
        (),
    ),
    CaseStory(
        "fraflytning",
        CaseArea.MOVE_OUT,
        CaseStatus.WAITING,
        "Lærkesvinget 15",
        "jonas",
        21,
        (FollowUpStory("Tag med til fraflytningssynet", 7),),
    ),
    CaseStory(
        "opgang",
        CaseArea.HOUSE_RULES,
        CaseStatus.WAITING,
        "Hasselløkken 16, 1. th.",
        "jonas",
        27,
        (FollowUpStory("Se, om trappen stadig er ryddet", 12),),
    ),
    CaseStory(
        "kaffe",
        CaseArea.NEIGHBOUR_CONFLICT,
        CaseStatus.CLOSED,
        "Lærkesvinget 11",
        "maja",
        56,
        (FollowUpStory("Hør begge naboer, om roen holder", -17, done=17),),
        closed=17,
    ),
)

VISITS = (
    VisitStory(
        "kaffe-i-dag",
        "maja",
        0,
        "09:15",
        "Birkelunden 22, 1. tv.",
        Topic.NOISE,
        "Kaffe, og hør om aftalen med naboen holder",
        case="musik",
        minutes=50,
    ),
    VisitStory(
        "møde-i-dag",
        "maja",
        0,
        "14:00",
        "Vibeengen 8",
        Topic.MOVE_IN,
        "Nøgler og indflytningssyn",
        case="nøgler",
    ),
    VisitStory(
        "fugt-i-dag",
        "jonas",
        0,
        "09:00",
        "Kastanjebo 9, st. th.",
        Topic.INDOOR_CLIMATE,
        "Mål fugt i hjørnet igen",
        case="skimmel",
        minutes=35,
    ),
    VisitStory(
        "støtte-i-dag",
        "jonas",
        0,
        "14:30",
        "Åkandehaven 3, 1. tv.",
        Topic.MOVE_IN,
        "Søg boligstøtte, nu hvor begge er hjemme",
        case="indflytning",
    ),
    VisitStory(
        "uden-notat",
        "maja",
        -1,
        "13:00",
        "Humlekrogen 5, 1. th.",
        Topic.RENT,
        "Budget ved køkkenbordet",
        case="restance",
        minutes=65,
    ),
    VisitStory("pilestykket", "maja", 1, "10:00", "Pilestykket 21", Topic.CONCERN, "Bank på igen", case="bekymring"),
    VisitStory("runde", "jonas", 1, "09:30", "Hasselløkken", Topic.HOUSE_RULES, "Runde i opgangene", case="opgang"),
    VisitStory("syn", "jonas", 7, "11:00", "Lærkesvinget 15", Topic.MOVE_OUT, "Fraflytningssyn", case="fraflytning"),
    VisitStory(
        "trappe", "jonas", -7, "10:00", "Hasselløkken", Topic.HOUSE_RULES, "Opgangen i nr. 14 og 16", minutes=70
    ),
)
