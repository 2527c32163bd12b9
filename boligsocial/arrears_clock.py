"""The arrears clock: can help arrive before the last day to pay, and has an eviction been averted. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from boligsocial.procedures import day_of
from boligsocial.procedures.deadlines import RULES

# "Up to four weeks" is what municipalities say of help under aktivloven § 81 a; a case may know better.
USUAL_PROCESSING_DAYS = 28
LOST = ("moved", "evicted")


@dataclass(frozen=True, slots=True)
class ArrearsClock:
    """What runs in a case of arrears on a `day`; another day that is not known is None.

    `pay_by` is the last day to pay after a demand, `help_on` the day on which help can be expected.
    """

    day: date
    demand_earliest: date | None
    pay_by: date | None
    processing_days: int
    help_on: date
    is_sought: bool

    @property
    def is_too_late(self) -> bool:
        """Whether help cannot arrive before the last day to pay; what has not come yet comes today at the earliest."""
        return self.pay_by is not None and max(self.help_on, self.day) > self.pay_by

    @property
    def is_overdue(self) -> bool:
        """Whether the help that was sought should have come by now."""
        return self.help_on < self.day


def arrears_clock(facts: dict[str, str], day: date) -> ArrearsClock | None:
    """Return the clock of a case on a day; None once everything is paid (almenlejeloven § 90 stk. 2, § 44)."""
    if facts.get("paid_on"):
        return None
    due, received, sought = (day_of(facts, key) for key in ("rent_due_on", "demand_received_on", "relief_sought_on"))
    days = int(facts.get("processing_days") or USUAL_PROCESSING_DAYS)
    return ArrearsClock(
        day,
        RULES["demand_earliest"].due(due) if due else None,
        RULES["demand_deadline"].due(received) if received else None,
        days,
        (sought or day) + timedelta(days=days),
        sought is not None,
    )


@dataclass(frozen=True, slots=True)
class Averted:
    """Whether an eviction was averted: `is_so`, or the first day on which it can be said (None: it was not)."""

    is_so: bool
    from_on: date | None


def eviction_averted(facts: dict[str, str], day: date) -> Averted | None:
    """Return whether an eviction was averted, by the strict definition; None when none was under way.

    A termination or a bailiff case was registered, and the tenancy was seen to continue three months after the later
    of them. Whoever moved or was evicted has not kept the home.
    """
    registered = [found for key in ("termination_on", "bailiff_on") if (found := day_of(facts, key))]
    if not registered:
        return None
    if facts.get("outcome") in LOST or facts.get("eviction_on"):
        return Averted(False, None)
    can_be_said = RULES["averted_check"].due(max(registered))
    seen = day_of(facts, "tenancy_continues_on")
    return Averted(seen is not None and can_be_said <= seen <= day, can_be_said)
