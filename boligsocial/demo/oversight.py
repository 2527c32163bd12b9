"""What was read last week in the demo, and the sample that was drawn of it."""

from datetime import timedelta

from boligsocial.audit import Event
from boligsocial.chain import add_row
from boligsocial.clock import day_start, today
from boligsocial.demo.world import World
from boligsocial.models import Case
from boligsocial.sampling import keep_sample, monday_of

READERS = ("maja", "jonas")


def fill_oversight(world: World) -> None:
    """Let both workers have read some cases last week, one of them late in the evening; the sample waits."""
    monday = monday_of(today()) - timedelta(days=7)
    for number, case in enumerate(Case.select().order_by(Case.opened_at, Case.id)):
        for reader in READERS:
            at = day_start(monday) + timedelta(days=number % 5, hours=9 + number)
            row = (
                at.replace(tzinfo=None),
                world.users[reader].id,
                Event.CASE_READ.value,
                "Case",
                str(case.id),
                None,
                "",
            )
            add_row(row)
    keep_sample(monday)
