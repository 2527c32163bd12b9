"""What waits for a leader: openings of sealed cases, samples of reads and alarms. Numbers only, for the start page."""

from typing import NamedTuple

from boligsocial.clock import now
from boligsocial.models import Glass, ReadAlarm, Sample, User
from boligsocial.sampling import SIGN_WITHIN, unsigned
from boligsocial.sealing import REVIEW_WITHIN


class Waiting(NamedTuple):
    """How many wait, and how many of them longer than they may."""

    number: int
    late: int


def glasses_to_review(leader: User) -> Waiting:
    """Return how many openings of sealed cases nobody has reviewed; nobody reviews their own."""
    opened = [one.opened_at for one in Glass.select().where(Glass.reviewed_at.is_null(), Glass.user != leader.id)]
    return Waiting(len(opened), sum(at < now() - REVIEW_WITHIN for at in opened))


def samples_to_sign(leader: User) -> Waiting:
    """Return how many samples the person may sign and nobody has."""
    drawn = [one.drawn_at for one in unsigned(leader).select(Sample.drawn_at)]
    return Waiting(len(drawn), sum(at < now() - SIGN_WITHIN for at in drawn))


def alarms_to_settle(leader: User) -> int:
    """Return how many alarms about others nobody has looked at."""
    return ReadAlarm.select().where(ReadAlarm.settled_at.is_null(), ReadAlarm.user != leader.id).count()
