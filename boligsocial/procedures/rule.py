"""What a deadline rule is made of, and the ways of counting that most of them share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from boligsocial.procedures.shape import Words
from boligsocial.workdays import add_months


class Stakes(IntEnum):
    """What is lost when a deadline is missed; the higher comes first in a list."""

    OWN_GOAL = 1  # our own promise
    RIGHT = 2  # money or a right
    HOME = 3  # a home, or the safety of a child


@dataclass(frozen=True, slots=True)
class Rule:
    """A deadline rule. `due` takes the first day, which is never counted, and returns the last.

    `start` names the first day, `says` is the rule as a sentence, `why` what happens when it is missed. `law` is the
    statute and its §, empty for an own goal or a practice; `source` the marks in the sources, or "own". `must_check`
    means that the rule was not verified word for word: whoever shows it says so.
    """

    key: str
    title: Words
    start: Words
    says: Words
    why: Words
    law: str
    source: str
    must_check: bool
    stakes: Stakes
    due: Callable[[date], date]


def days(count: int) -> Callable[[date], date]:
    """Return a `due` of so many calendar days after the first day; before it when `count` is negative."""
    return lambda start: start + timedelta(days=count)


def months(count: int) -> Callable[[date], date]:
    """Return a `due` of so many months after the first day, the month's last day when it is shorter."""
    return lambda start: add_months(start, count)
