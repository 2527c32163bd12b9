"""The demo's earlier visits, of which only numbers are told: what makes a board's quarters differ."""

from datetime import time, timedelta

from boligsocial.clock import danish, instant
from boligsocial.demo.world import FRIDAY, World
from boligsocial.figures.quarters import Quarter, finished_quarters
from boligsocial.models import Topic, Visit

# Department -> visits in the last finished quarter, the one before, ...
EARLIER = {"Birkelunden": (16, 12, 9, 13), "Humlekrogen": (7, 4, 8, 6), "Vibeengen": (3, 5, 2, 4)}
TOPICS = (Topic.NOISE, Topic.MOVE_IN, Topic.HOUSE_RULES, Topic.INDOOR_CLIMATE)
# A visit this long ago is not asked about any more, so it needs no note.
LONG_AGO = 15


def fill_figures(world: World) -> None:
    """Write visits of the last four quarters that are over, spread over each."""
    for name, numbers in EARLIER.items():
        for quarter, number in zip(finished_quarters(world.today), numbers, strict=True):
            _visit(world, name, quarter, number)


def _visit(world: World, name: str, quarter: Quarter, number: int) -> None:
    first = danish(quarter.begins_at()).date()
    step = (danish(quarter.ends_at()).date() - first) // (number + 1)
    for count in range(1, number + 1):
        day = first + count * step
        day -= timedelta(days=max(0, day.weekday() - FRIDAY))
        at = instant(day, time(9 + count % 5))
        if day <= world.day(LONG_AGO):
            Visit.create(
                id=world.new_id(),
                worker=world.users["maja"],
                department=world.departments[name],
                topic=TOPICS[count % len(TOPICS)],
                planned_at=at,
                created_at=at - timedelta(days=4),
                started_at=at,
                finished_at=at + timedelta(hours=1),
            )
