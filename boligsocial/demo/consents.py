"""What residents of the demo have said yes to."""

from datetime import timedelta
from typing import NamedTuple

from boligsocial.demo.world import World
from boligsocial.models import (
    Consent,
    ConsentKind,
    ConsentRecipient,
    GivenHow,
    InfoKind,
    Interpreter,
    Party,
)


class ConsentStory(NamedTuple):
    """A consent of the case's first party, given so many days ago; `review` and `until` are days from today."""

    case: str
    days: int
    at: str
    kinds: tuple[InfoKind, ...]
    recipients: tuple[str, ...]
    interpreter: Interpreter
    review: int
    until: int


CONSENTS = (
    ConsentStory(
        "nøgler",
        7,
        "10:40",
        (InfoKind.CONTACT, InfoKind.MOVING, InfoKind.HOME),
        ("lone", "hanne"),
        Interpreter.PHONE,
        80,
        170,
    ),
    ConsentStory("skimmel", 26, "11:30", (InfoKind.HOME,), ("farid",), Interpreter.PRESENT, 0, 60),
)


def fill_consents(world: World) -> None:
    """Write down the consents."""
    for story in CONSENTS:
        case, recorded_at = world.cases[story.case], world.worked(story.days, story.at)
        party = Party.select().where(Party.case == case).order_by(Party.number).first()
        consent = Consent.create(
            id=world.new_id(),
            resident=party.resident,
            case=case,
            given_how=GivenHow.SPOKEN,
            heard_by=case.responsible,
            interpreter=story.interpreter,
            from_on=world.day(story.days),
            until_on=world.today + timedelta(days=story.until),
            review_on=world.today + timedelta(days=story.review),
            recorded_at=recorded_at,
            recorded_by=case.responsible,
        )
        for kind in story.kinds:
            ConsentKind.create(consent=consent, kind=kind)
        for username in story.recipients:
            ConsentRecipient.create(consent=consent, user=world.users[username])
        world.consents[story.case] = consent
