"""What the demo's cases know, how far they are, and who has a part in them. Those who move are in moving.py."""

from datetime import timedelta
from typing import Any, NamedTuple

from boligsocial import guidance
from boligsocial.demo.world import World
from boligsocial.models import (
    AgreementPoint,
    Case,
    Channel,
    ContactAttempt,
    FollowUp,
    Household,
    LineState,
    Note,
    NoteKind,
    Party,
    PartyRole,
    Reached,
    Resident,
)


class GuidedStory(NamedTuple):
    """What a case knows, and its lines. A fact that is a number is a day, so many days from today."""

    case: str
    facts: dict[str, str | int]
    done: tuple[str, ...] = ()
    others: tuple[tuple[str, LineState], ...] = ()


class PartStory(NamedTuple):
    """What a party of a conflict has told and wants; notes from their home belong to them."""

    role: PartyRole
    statement: str
    wish: str


class ResidentStory(NamedTuple):
    """Somebody with a part in a case; without a `home` they live in the case's."""

    case: str
    name: str
    phone: str
    language: str = ""
    home: str = ""
    part: PartStory | None = None


GUIDED = (
    GuidedStory(
        "musik",
        {
            "inquiry_on": -24,
            "theme": "noise",
            "cause_reported": "Høj musik om aftenen, især torsdag til lørdag.",
            "cause_found": "Højttaleren stod mod den fælles væg, og de to hjem havde aldrig talt sammen.",
            "mediation_on": -16,
            "mediation_place": "Beboerhuset",
            "mediation_held": "yes",
        },
        (
            "impartiality",
            "account_noted",
            "both_visited",
            "informed",
            "both_agree",
            "place_agreed",
            "ground_rules",
            "agreement",
        ),
        (("interpreter", LineState.NOT_RELEVANT), ("calls", LineState.IN_PROGRESS)),
    ),
    GuidedStory(
        "restance",
        {
            "inquiry_on": -18,
            "amount": "842500",
            "rent_due_on": -23,
            "stage": "demand",
            "demand_received_on": -8,
            "processing_days": "28",
            "children": "no",
            "reason": "Boligstøtten blev stoppet ved en fejl, og lønnen gik ned.",
        },
        ("step_known", "demand_dates", "contact_tried", "children_asked", "advice_told", "cause_found"),
        (("instalments", LineState.IN_PROGRESS),),
    ),
    GuidedStory(
        "bekymring",
        {
            "inquiry_on": -13,
            "first_contact_on": -12,
            "acute": "no",
            "children": "no",
            "signs": "not_seen",
            "reporter": "neighbour",
            "observed": "Gardinerne var trukket for kl. 14, og posten lå på gulvet. Ingen åbnede, da jeg bankede på.",
        },
        ("acute", "children", "seen", "reporter"),
        (("spoken_with", LineState.IN_PROGRESS),),
    ),
    GuidedStory(
        "skimmel",
        {"inquiry_on": -30, "theme": "other", "track": "indoor_climate", "requested_on": -12},
        ("seen", "spoken_with", "landlord_told", "airing"),
    ),
    GuidedStory(
        "opgang",
        {"inquiry_on": -27, "theme": "noise", "track": "none", "plea_on": -20, "formal_reminder_on": -6},
        ("seen", "spoken_with", "informed", "plea", "formal_reminder"),
    ),
)

RESIDENTS = (
    ResidentStory(
        "musik",
        "Inger Dalsby",
        "+4570102064",
        part=PartStory(
            PartyRole.COMPLAINANT,
            "Musikken begynder kl. 21 og går gennem loftet. Jeg sover på sofaen torsdag til lørdag.",
            "At jeg kan sove i min egen seng.",
        ),
    ),
    ResidentStory(
        "musik",
        "Tariq Nørlund",
        "+4570102065",
        home="Birkelunden 22, 2. tv.",
        part=PartStory(
            PartyRole.RESPONDENT,
            "Vi vidste ikke, at det kunne høres. Ingen har banket på.",
            "At man siger det til os først.",
        ),
    ),
    ResidentStory("restance", "Kamilla Strøby", "+4570102066"),
    ResidentStory("bekymring", "Børge Lindtoft", "+4570102067"),
    ResidentStory("skimmel", "Fatuma Warsholm", "+4570102068", "somali"),
)

POINTS = (
    ("Der er ro efter kl. 22 på hverdage.", 1),
    ("Vi skriver til hinanden, før vi holder fest.", None),
)

ATTEMPTS = (
    (Channel.CALL, Reached.NO_ANSWER, 12, "10:20"),
    (Channel.SMS, Reached.NO_ANSWER, 12, "10:25"),
    (Channel.KNOCK, Reached.NO_ANSWER, 9, "16:40"),
    (Channel.CARD, Reached.NO_ANSWER, 9, "16:45"),
    (Channel.CALL, Reached.REACHED, 5, "09:10"),
)


def fill_guided(world: World) -> None:
    """Write who is in the cases, what the cases know, the agreement of the mediation, and the tries to reach people."""
    for resident in RESIDENTS:
        meet(world, resident)
    for guided in GUIDED:
        guide_case(world, guided)
    _agree(world)
    for attempt in ATTEMPTS:
        _try(world, *attempt)


def _agree(world: World) -> None:
    case = world.cases["musik"]
    agreed_on = world.day(16)
    parties = {party.number: party for party in Party.select().where(Party.case == case.id)}
    for what, number in POINTS:
        party = parties[number] if number is not None else None
        from_on, created_at = agreed_on + timedelta(days=1), world.worked(16, "17:00")
        AgreementPoint.create(
            id=world.new_id(), case=case, party=party, what=what, from_on=from_on, created_at=created_at
        )


def _try(world: World, channel: Channel, outcome: Reached, days_ago: int, at: str) -> None:
    case = world.cases["restance"]
    made_at = world.worked(days_ago, at)
    row = {"case": case, "channel": channel, "outcome": outcome, "made_at": made_at, "made_by": case.responsible}
    ContactAttempt.create(id=world.new_id(), **row)


def meet(world: World, story: ResidentStory) -> None:
    """Write who somebody is, their part in the case, and which notes are theirs."""
    case = world.cases[story.case]
    dwelling = world.dwellings[story.home] if story.home else case.dwelling
    household = Household.create(dwelling=dwelling)
    told = {"name": story.name, "phone": story.phone, "language": story.language, "created_at": case.opened_at}
    resident = Resident.create(id=world.new_id(), household=household, **told)
    number = Party.select().where(Party.case == case.id).count()
    values: dict[str, Any] = {"role": PartyRole.RESIDENT}
    if story.part:
        values = {**story.part._asdict(), "agrees": True, "may_tell": False, "informed_on": case.opened_at.date()}
    party = Party.create(id=world.new_id(), case=case, resident=resident, number=number, **values)
    if story.part:
        theirs = (Note.case == case.id) & (Note.dwelling == dwelling.id) & (Note.kind != NoteKind.MEDIATION)
        Note.update(party=party).where(theirs).execute()


def guide_case(world: World, story: GuidedStory) -> None:
    """Write what a case knows and how far it is."""
    case = world.cases[story.case]
    worker, updated_at = case.responsible, Case.get_by_id(case.id).updated_at
    guidance.write_states(worker, case, dict.fromkeys(story.done, LineState.DONE) | dict(story.others))
    facts = {key: value if isinstance(value, str) else _iso(world, value) for key, value in story.facts.items()}
    guidance.write_facts(worker, case, facts)
    # Where the deadlines made follow-ups, they get ids that are the same in every seeding.
    for row in FollowUp.select().where(FollowUp.case == case.id, FollowUp.rule != "").order_by(FollowUp.rule):
        FollowUp.update(id=world.new_id()).where(FollowUp.id == row.id).execute()
    Case.update(updated_at=updated_at).where(Case.id == case.id).execute()


def _iso(world: World, days: int) -> str:
    return world.day(-days).isoformat()
