"""What the demo's volunteer has promised and is asked to do: something new, something accepted, something done."""

from datetime import timedelta
from typing import NamedTuple

from boligsocial.demo.world import World
from boligsocial.models import Promise, VolunteerTask
from boligsocial.volunteering import WORDING

VOLUNTEER = "hanne"


class TaskStory(NamedTuple):
    """A task in `days` days, given so many days ago; with a `case` whose consent lets the first name be shown."""

    days: int
    at: str
    what: str
    meeting_place: str
    given: int
    case: str = ""
    is_accepted: bool = False
    is_done: bool = False


TASKS = (
    TaskStory(3, "10:00", "Vis en ny nabo vej til biblioteket og genbrugspladsen.", "Ved busstoppestedet", 1, "nøgler"),
    TaskStory(
        1, "13:30", "Tag med til borgerservice, og hjælp med at trække nummer.", "Rådhusets indgang", 3, "", True
    ),
    TaskStory(-4, "15:00", "Hjælp med at samle en seng.", "Fælleshuset", 8, "", True, True),
)


def fill_tasks(world: World) -> None:
    """Let the volunteer promise, and give her the tasks."""
    volunteer = world.users[VOLUNTEER]
    Promise.create(user=volunteer, wording=WORDING, signed_at=world.at(60, "17:05"))
    for story in TASKS:
        case, given_at = world.cases.get(story.case), world.worked(story.given, "09:20")
        starts_at = world.at(-story.days, story.at)
        VolunteerTask.create(
            id=world.new_id(),
            volunteer=volunteer,
            what=story.what,
            starts_at=starts_at,
            meeting_place=story.meeting_place,
            case=case,
            consent=world.consents.get(story.case),
            created_by=case.responsible if case else world.users["maja"],
            created_at=given_at,
            accepted_at=given_at + timedelta(hours=2) if story.is_accepted else None,
            done_at=starts_at + timedelta(hours=2) if story.is_done else None,
        )
