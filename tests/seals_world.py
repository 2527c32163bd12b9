"""Sealed cases and broken glass, in one line each."""

from datetime import timedelta
from typing import Any

from boligsocial.clock import now
from boligsocial.models import Case, Glass, Seal, SealKeeper, SealWhy, User

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
