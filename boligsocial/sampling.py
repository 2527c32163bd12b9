"""The weekly sample of reads, and the alarm about many of them.

Datatilsynet on Kerteminde (23-02-2024): logs that are looked at on suspicion only are not enough; there is to be a
fixed procedure with unpredictable samples of late, known to staff, and alarms. So a sample is drawn when its week is
over, by the system's own chance, and is never changed; nobody can know before what will be in it.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import SystemRandom
from uuid import UUID

from peewee import IntegrityError, ModelSelect, fn

from boligsocial.audit import Event, recorded
from boligsocial.clock import danish, day_start, now, today
from boligsocial.models import (
    AuditHead,
    AuditRow,
    NoticeKind,
    Party,
    ReadAlarm,
    ReadWhy,
    Resident,
    Role,
    Sample,
    SampleRow,
    Seal,
    Stratum,
    User,
)
from boligsocial.notices import tell_leaders
from boligsocial.reads import OVERSIGHT, READS, Read, understood
from boligsocial.workdays import is_weekday

WEEK = timedelta(days=7)
SIGN_WITHIN = timedelta(days=7)
# Of how many reads a sample is: a twentieth, but neither fewer than 20 nor more than 50.
FEWEST, MOST, SHARE = 20, 50, 0.05
# After a long pause there is no use in looking at what is long past.
LATE_WEEKS = 4
MORNING, EVENING = time(6), time(20)
# So many reads within so long are many in a row.
MANY, WITHIN = 30, timedelta(minutes=10)
PAGE = "/stikproever"
chance = SystemRandom()


def monday_of(day: date) -> date:
    """Return the first day of the ISO week."""
    return day - timedelta(days=day.weekday())


# -- drawing ------------------------------------------------------------------------------------------------------


def draw_due() -> list[Sample]:
    """Draw the samples of the weeks that are over and have none yet, and return them."""
    this_week = monday_of(today())
    latest = Sample.select(fn.MAX(Sample.week_starts_on)).scalar()
    first = max(latest + WEEK, this_week - LATE_WEEKS * WEEK) if latest else this_week - WEEK
    weeks = [first + number * WEEK for number in range((this_week - first) // WEEK)]
    return [sample for monday in weeks for sample in [_draw(monday)] if sample]


def _draw(monday: date) -> Sample | None:
    try:
        return draw_sample(None, monday)
    except IntegrityError:
        # Drawn beside us, a moment ago.
        return None


@recorded(Event.SAMPLE_DRAWN)
def draw_sample(actor: None, monday: date) -> Sample:
    """Draw the sample of a week, and tell the leaders; with it goes an anchor for the trail (decision 0014)."""
    sample = keep_sample(monday)
    if sample.reads:
        tell_leaders(NoticeKind.SAMPLE, PAGE)
    head = AuditHead.get()
    tell_leaders(NoticeKind.ANCHOR, PAGE, f"{head.number}:{head.chain}")
    return sample


def keep_sample(monday: date) -> Sample:
    """Draw the sample of a week and store it. To be called from an action."""
    reads = understood(list(reads_between(day_start(monday), day_start(monday + WEEK))))
    sample = Sample.create(week_starts_on=monday, reads=len(reads))
    for read, stratum in sorted(picked(reads), key=lambda pair: int(pair[0].row.id)):
        case = min(read.cases, default=None)
        found = {"number": read.row.id, "reader": read.row.actor_id, "case": case, "why": read.why}
        SampleRow.create(sample=sample, stratum=stratum, **found)
    return sample


def reads_between(first: datetime, last: datetime) -> ModelSelect:
    """The reads of residents' data from `first` to before `last`, with who read, in their order."""
    within = (AuditRow.at >= first) & (AuditRow.at < last)
    wanted = AuditRow.event.in_([event for event in READS if event not in OVERSIGHT])
    return AuditRow.select(AuditRow, User).join(User).where(within, wanted).order_by(AuditRow.id)


def picked(reads: Sequence[Read]) -> list[tuple[Read, Stratum]]:
    """Return what is drawn: of every worker at least one, then from each stratum in turn, so that none drowns."""
    strata = stratified(reads)
    size = min(MOST, max(FEWEST, math.ceil(len(reads) * SHARE)))
    drawn = {read.row.id: read for read in _one_of_each_worker(reads)}
    turns = _in_turn(strata, reads)
    while len(drawn) < size and (read := next(turns, None)):
        drawn[read.row.id] = read
    return [(read, strata[number]) for number, read in drawn.items()]


def _one_of_each_worker(reads: Iterable[Read]) -> Iterator[Read]:
    theirs: dict[int, list[Read]] = defaultdict(list)
    for read in reads:
        if read.row.actor.role == Role.WORKER:
            theirs[read.row.actor_id].append(read)
    return (chance.choice(some) for some in theirs.values())


def _in_turn(strata: dict[int, Stratum], reads: Iterable[Read]) -> Iterator[Read]:
    piles: dict[Stratum, list[Read]] = defaultdict(list)
    for read in reads:
        piles[strata[read.row.id]].append(read)
    for pile in piles.values():
        chance.shuffle(pile)
    while any(piles.values()):
        for stratum in Stratum:
            if piles[stratum]:
                yield piles[stratum].pop()


def stratified(reads: Sequence[Read]) -> dict[int, Stratum]:
    """Return for each read (by its number in the trail) what makes it worth a look."""
    shielded, crowded = shielded_cases(), _many_in_a_row(reads)
    return {read.row.id: _stratum(read, shielded, crowded) for read in reads}


def _stratum(read: Read, shielded: set[UUID], crowded: set[int]) -> Stratum:
    if read.why == ReadWhy.GLASS:
        return Stratum.GLASS
    if read.cases & shielded:
        return Stratum.SHIELDED
    if read.why == ReadWhy.OUTSIDE:
        return Stratum.OUTSIDE
    if is_odd_hour(read.row.at):
        return Stratum.ODD_HOURS
    return Stratum.MANY if read.row.id in crowded else Stratum.ORDINARY


def shielded_cases() -> set[UUID]:
    """Return the cases that are sealed, or in which an address is protected."""
    sealed = Seal.select(Seal.case).where(Seal.lifted_at.is_null())
    protected = Party.select(Party.case).join(Resident)
    protected = protected.where(Resident.has_protected_address, Party.removed_at.is_null())
    return {case for rows in (sealed, protected) for (case,) in rows.tuples()}


def is_odd_hour(moment: datetime) -> bool:
    """Return whether it is night, weekend or a holiday in Denmark."""
    there = danish(moment)
    return not is_weekday(there.date()) or not MORNING <= there.time() < EVENING


def _many_in_a_row(reads: Iterable[Read]) -> set[int]:
    theirs: dict[int, list[AuditRow]] = defaultdict(list)
    for read in reads:
        theirs[read.row.actor_id].append(read.row)
    crowded: set[int] = set()
    for rows in theirs.values():
        for first, last in zip(rows, rows[MANY - 1 :], strict=False):
            if last.at - first.at <= WITHIN:
                crowded.update(row.id for row in rows[rows.index(first) : rows.index(first) + MANY])
    return crowded


# -- who signs ----------------------------------------------------------------------------------------------------


def visible_samples(user: User) -> ModelSelect:
    """The samples that a leader may judge and sign: those without reads of their own, from before they led."""
    own = SampleRow.select(SampleRow.sample).where(SampleRow.reader == user.id)
    samples = Sample.select().where(Sample.id.not_in(own))
    return samples if user.role == Role.LEADER else samples.where(False)


def unsigned(user: User) -> ModelSelect:
    """Those that wait for a signature; a week in which nobody read anything needs none."""
    return visible_samples(user).where(Sample.signed_at.is_null(), Sample.reads > 0)


def remind() -> None:
    """Tell the leaders once of samples that are overdue."""
    overdue = Sample.select().where(Sample.signed_at.is_null(), Sample.reads > 0, Sample.reminded_at.is_null())
    for sample in overdue.where(Sample.drawn_at < now() - SIGN_WITHIN):
        _remind_of(None, sample)


@recorded(Event.SAMPLE_REMINDED)
def _remind_of(actor: None, sample: Sample) -> Sample:
    tell_leaders(NoticeKind.SAMPLE, PAGE)
    Sample.update(reminded_at=now()).where(Sample.id == sample.id).execute()
    return sample


# -- alarms -------------------------------------------------------------------------------------------------------


def raise_alarms(limit: int, day: date) -> list[ReadAlarm]:
    """Tell the leaders of everybody who read more than `limit` times outside their own cases on a Danish day."""
    reads = reads_between(day_start(day), day_start(day + timedelta(days=1)))
    known = ReadAlarm.select(ReadAlarm.user).where(ReadAlarm.day == day)
    counts = reads.select(AuditRow.actor).where(AuditRow.actor.not_in(known)).order_by()
    busy = [who for (who,) in counts.group_by(AuditRow.actor).having(fn.COUNT(AuditRow.id) > limit).tuples()]
    raised = []
    for who in busy:
        outside = sum(read.why == ReadWhy.OUTSIDE for read in understood(list(reads.where(AuditRow.actor == who))))
        if outside > limit:
            raised.append(raise_alarm(None, who, day, outside))
    return raised


@recorded(Event.ALARM_RAISED)
def raise_alarm(actor: None, who: int, day: date, reads: int) -> ReadAlarm:
    """Store the alarm and tell the leaders."""
    tell_leaders(NoticeKind.ALARM, PAGE)
    return ReadAlarm.create(user=who, day=day, reads=reads)
