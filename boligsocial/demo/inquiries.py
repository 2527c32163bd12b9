"""What has come in in the demo: new, overdue, answered, and one that became a case."""

from typing import NamedTuple

from boligsocial.demo.world import World
from boligsocial.inquiries.actions import due_after
from boligsocial.models import Inquiry, InquiryAnswer, InquiryWay, Topic


class AnswerStory(NamedTuple):
    """What somebody with an account wrote in an inquiry, so many days ago."""

    by: str
    days: int
    at: str
    text: str


class InquiryStory(NamedTuple):
    """An inquiry that came so many days ago; `contacted` and `closed` are days ago too, `sender` is a user name."""

    reference: str
    way: InquiryWay
    topic: Topic
    department: str
    days: int
    at: str
    text: str
    place: str = ""
    sender: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    owner: str = ""
    case: str = ""
    contacted: int | None = None
    closed: int | None = None
    answers: tuple[AnswerStory, ...] = ()


INQUIRIES = (
    InquiryStory(
        "H-264-810",
        InquiryWay.PHONE,
        Topic.NOISE,
        "Vibeengen",
        6,
        "10:15",
        "Der bores og bankes hos naboen hver aften efter klokken 22. Han vil helst ringes op om formiddagen.",
        place="Vibeengen 8",
        name="Preben Skovager",
        phone="+4570102071",
        owner="jonas",
    ),
    InquiryStory(
        "H-507-332",
        InquiryWay.PORTAL,
        Topic.HOUSE_RULES,
        "Birkelunden",
        1,
        "09:20",
        "Der står igen storskrald i kælderen under nr. 22. Kan I tale med opgangen, før vi skriver til alle?",
        sender="lone",
    ),
    InquiryStory(
        "H-118-649",
        InquiryWay.PUBLIC,
        Topic.CONCERN,
        "Kastanjebo",
        1,
        "20:40",
        "Min nabo åbner ikke længere sin dør, og posten hober sig op. Jeg ved ikke, hvem jeg skal sige det til.",
        place="Kastanjebo 9, 1. tv.",
        phone="+4570102072",
    ),
    InquiryStory(
        "H-730-915",
        InquiryWay.ALLOTMENT,
        Topic.MOVE_IN,
        "Humlekrogen",
        0,
        "08:05",
        "Boligen er anvist til en familie på fire fra den 1. i næste måned. De taler tigrinya og har brug for tolk.",
        place="Humlekrogen 3, 1. tv.",
    ),
    InquiryStory(
        "H-389-204",
        InquiryWay.PORTAL,
        Topic.MAINTENANCE,
        "Humlekrogen",
        8,
        "08:30",
        "Beboeren i nr. 5 lukker ikke håndværkerne ind. Hvad gør vi?",
        sender="lone",
        owner="maja",
        contacted=7,
        answers=(
            AnswerStory("maja", 7, "09:30", "Jeg ringer til beboeren i dag og finder en tid, der passer jer begge."),
            AnswerStory("lone", 2, "13:10", "Tak. Håndværkerne kan komme tirsdag eller onsdag formiddag."),
        ),
    ),
    InquiryStory(
        "H-942-076",
        InquiryWay.EMAIL,
        Topic.NOISE,
        "Birkelunden",
        25,
        "14:30",
        "Høj musik om natten\n\nVi kan ikke sove for musikken ovenpå. Det er tredje uge i træk.",
        place="Birkelunden 22, 1. tv.",
        name="Karla Engdal",
        email="karla@mailpost.example",
        owner="maja",
        case="musik",
        contacted=24,
        closed=24,
    ),
)


def fill_inquiries(world: World) -> None:
    """Write down what came in, and what was said back."""
    for story in INQUIRIES:
        received_at = world.worked(story.days, story.at)
        inquiry = Inquiry.create(
            id=world.new_id(),
            **{name: getattr(story, name) for name in ("reference", "way", "topic", "place", "text")},
            department=world.departments[story.department],
            received_at=received_at,
            due_on=due_after(received_at),
            sender=world.users.get(story.sender),
            sender_name=story.name,
            sender_phone=story.phone,
            sender_email=story.email,
            owner=world.users.get(story.owner),
            case=world.cases.get(story.case),
            contacted_at=None if story.contacted is None else world.worked(story.contacted, "15:10"),
            closed_at=None if story.closed is None else world.worked(story.closed, "15:20"),
            closed_by=None if story.closed is None else world.users[story.owner],
        )
        for answer in story.answers:
            written_at = world.worked(answer.days, answer.at)
            about = {"author": world.users[answer.by], "text": answer.text, "written_at": written_at}
            InquiryAnswer.create(id=world.new_id(), inquiry=inquiry, **about)
