"""Quarters of the Danish calendar. Only those that are over have figures."""

from datetime import date, datetime
from typing import NamedTuple

from boligsocial.clock import day_start

OFFERED = 4


class Quarter(NamedTuple):
    """A quarter of a year, 1 to 4."""

    year: int
    number: int

    @property
    def key(self) -> str:
        """Return how an address names it: "2026-3"."""
        return f"{self.year}-{self.number}"

    def begins_at(self) -> datetime:
        """Return the instant at which its first day begins in Denmark."""
        return day_start(date(self.year, 3 * self.number - 2, 1))

    def next(self) -> "Quarter":
        """Return the one after it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def previous(self) -> "Quarter":
        """Return the one before it."""
        return Quarter(self.year - (self.number == 1), (self.number + 2) % 4 + 1)

    def ends_at(self) -> datetime:
        """Return the instant at which the next one begins."""
        return self.next().begins_at()


def finished_quarters(day: date) -> list[Quarter]:
    """Return the last four quarters that are over on `day`, the latest first."""
    quarter = Quarter(day.year, (day.month + 2) // 3)
    found = []
    for _ in range(OFFERED):
        quarter = quarter.previous()
        found.append(quarter)
    return found
