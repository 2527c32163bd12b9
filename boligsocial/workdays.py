"""Which days count, and the arithmetic of deadlines. Pure functions on Danish days; nothing here knows what time it is.

Two calendars; docs/decisions/0009-which-days-count.md says why:

- *Weekdays* are the hverdage of the law: Monday to Friday, neither a public holiday nor Grundlovsdag (5 June).
  Almenlejeloven § 44 stk. 2 names just those three: helligdag, lørdag, grundlovsdag. 24 and 31 December count.
- *Office days* are the weekdays on which the municipality's offices are open, for goals that we set ourselves:
  24 and 31 December do not count.

Public holidays come from the `holidays` package, its public ones alone. Good from 1900 to the end of 2199.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from holidays import PUBLIC, country_holidays

DAY = timedelta(days=1)
# The library stops at 2100 without a word: every later day would be none. Its Easter is good until here.
LAST_EASTER = 4099
SATURDAY, JULY = 5, 7
GRUNDLOVSDAG = (6, 5)
OFFICES_CLOSED = {(12, 24), (12, 31)}


@cache
def _holidays_in(year: int) -> frozenset[date]:
    # A calendar of its own for each year: one that grows is not safe between threads.
    calendar = country_holidays("DK", categories=PUBLIC)
    calendar.end_year = LAST_EASTER
    calendar.get(date(year, 1, 1))
    return frozenset(calendar)


def is_holiday(day: date) -> bool:
    """Return whether `day` is a public holiday (helligdag); an ordinary Sunday is none, Easter Day is."""
    return day in _holidays_in(day.year)


def is_weekday(day: date) -> bool:
    """Return whether `day` is a hverdag: no Saturday, Sunday, holiday or Grundlovsdag (almenlejeloven § 44 stk. 2)."""
    return day.weekday() < SATURDAY and (day.month, day.day) != GRUNDLOVSDAG and not is_holiday(day)


def is_office_day(day: date) -> bool:
    """Return whether the municipality's offices are open: a weekday, and neither 24 nor 31 December. Our own choice."""
    return is_weekday(day) and (day.month, day.day) not in OFFICES_CLOSED


def next_weekday(day: date) -> date:
    """Return `day` itself when it is a weekday, else the first one after it (almenlejeloven § 44 stk. 2)."""
    return _next(day, is_weekday)


def next_office_day(day: date) -> date:
    """Return `day` itself when it is an office day, else the first one after it."""
    return _next(day, is_office_day)


def add_weekdays(day: date, count: int) -> date:
    """Return the weekday number `count` (0 or more) after `day`. `day` is never counted; 0 gives `day` back."""
    return _add(day, count, is_weekday)


def add_office_days(day: date, count: int) -> date:
    """Return the office day number `count` (0 or more) after `day`. `day` is never counted; 0 gives `day` back."""
    return _add(day, count, is_office_day)


def add_months(day: date, count: int) -> date:
    """Return the same day of the month `count` months on; the month's last when it is shorter.

    29 February and 12 months is 28 February. Forældelsesloven § 27 stk. 1 counts so; we do it for every rule in months.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def weeks_without_july(day: date, weeks: int) -> date:
    """Return the last of `weeks` times 7 days after `day`, where days in July are not counted.

    Almenlejeloven § 83 stk. 2: "ved beregning af fristen ses bort fra juli måned".
    """
    return _add(day, weeks * 7, lambda other: other.month != JULY)


def moving_day(year: int, month: int) -> date:
    """Return the day of a month to which a tenancy can be ended.

    Almenlejeloven § 88 stk. 1: "den første hverdag i en måned, der ikke er dagen før en helligdag". A Saturday is no
    weekday here; would it be one, it were the day before a Sunday. Grundlovsdag is not taken for a holiday.
    """
    return _next(date(year, month, 1), lambda day: is_weekday(day) and not is_holiday(day + DAY))


def _next(day: date, counts: Callable[[date], bool]) -> date:
    while not counts(day):
        day += DAY
    return day


def _add(day: date, count: int, counts: Callable[[date], bool]) -> date:
    for _ in range(count):
        day = _next(day + DAY, counts)
    return day
