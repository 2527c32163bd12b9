"""What waits for a leader: openings of sealed cases, samples of reads and alarms. Numbers only, for the start page."""

from datetime import timedelta
from typing import NamedTuple

from boligsocial.clock import now
from boligsocial.models import Glass, User
from boligsocial.sealing import REVIEW_WITHIN

WITHIN = timedelta(days=7)


class Waiting(NamedTuple):
    """How many wait, and how many of them longer than they may."""

    number: int
    late: int


def glasses_to_review(leader: User) -> Waiting:
    """Return how many openings of sealed cases nobody has reviewed; nobody reviews their own."""
    opened = [one.opened_at for one in Glass.select().where(Glass.reviewed_at.is_null(), Glass.user != leader.id)]
    return Waiting(len(opened), sum(at < now() - REVIEW_WITHIN for at in opened))
