"""Sealed cases, broken glass and samples of reads, in one line each."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from boligsocial.audit import Event, shown
from boligsocial.clock import now, today
from boligsocial.models import (
    AuditHead,
    Case,
    Glass,
    ReadAlarm,
    ReadWhy,
    Sample,
    SampleRow,
    Seal,
    SealKeeper,
    SealWhy,
    Stratum,
    User,
)
from boligsocial.sampling import monday_of

REASON = "Den ansvarlige er syg, og datteren ringer om sin mor"


def seal(case: Case, *keepers: User, **values: Any) -> Seal:
    """Let the case be there for its responsible worker and these keepers alone."""
    made = Seal.create(**{"case": case, "why": SealWhy.COLLEAGUE, "sealed_by": case.responsible, **values})
    for keeper in keepers:
        SealKeeper.create(seal=made, user=keeper)
    return made


def glass(case: Case, worker: User, **values: Any) -> Glass:
    """Let the worker have broken the glass of a sealed case just now."""
    opened_at = values.pop("opened_at", now())
    times = {"opened_at": opened_at, "until": opened_at + timedelta(minutes=60)}
    return Glass.create(**{"case": case, "user": worker, "reason": REASON, **times, **values})


def sample(*readers: User, weeks: int = 1, **values: Any) -> Sample:
    """A drawn sample of an earlier week, with a read by each reader."""
    starts_on = monday_of(today()) - weeks * timedelta(days=7)
    made = Sample.create(**{"week_starts_on": starts_on, "reads": len(readers), **values})
    for reader in readers:
        shown(reader, Event.TODAY_READ)
        why = {"stratum": Stratum.ORDINARY, "why": ReadWhy.OVERVIEW}
        SampleRow.create(sample=made, number=AuditHead.get().number, reader=reader, **why)
    return made


def secrets_of_oversight(case: Case, worker: User, leader: User, word: Callable[[str], str]) -> None:
    """Let a case have been sealed and opened, a read be in a sample, and an alarm be settled, each with words."""
    seal(case, words=word("why a case is sealed"), lifted_at=now(), lifted_by=leader)
    glass(
        case, worker, reason=word("why the glass was broken"), remark=word("review of a broken glass"), closed_at=now()
    )
    drawn = sample(worker)
    SampleRow.update(remark=word("remark on a read")).where(SampleRow.sample == drawn).execute()
    ReadAlarm.create(user=worker, day=today(), reads=70, remark=word("remark on an alarm"))
