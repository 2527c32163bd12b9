"""What the seed knows while it works: one source of chance, one moment, and the rows made so far by their names."""

import random
from datetime import date, datetime, time, timedelta
from uuid import UUID

from boligsocial.clock import instant, now, today
from boligsocial.models import Case, Consent, ContactPerson, Department, Dwelling, HousingOrg, User, Visit

SEED = 2840
FRIDAY = 4
# A note is written down a few minutes after it happened.
WRITING = timedelta(minutes=5)


class World:
    """Rows by the names that the stories use. Everything random comes from one seed, every date from one moment."""

    def __init__(self) -> None:
        self.rng = random.Random(SEED)  # noqa: S311 - the same demo every time, nothing secret
        self.now: datetime = now()
        self.today: date = today()
        self.orgs: dict[str, HousingOrg] = {}
        self.departments: dict[str, Department] = {}
        self.dwellings: dict[str, Dwelling] = {}
        self.users: dict[str, User] = {}
        self.contacts: dict[str, ContactPerson] = {}
        self.cases: dict[str, Case] = {}
        self.visits: dict[str, Visit] = {}
        self.consents: dict[str, Consent] = {}

    def new_id(self) -> UUID:
        """Return an id that is the same in every seeding."""
        return UUID(int=self.rng.getrandbits(128), version=4)

    def day(self, days_ago: int) -> date:
        """Return the day so many days ago."""
        return self.today - timedelta(days=days_ago)

    def at(self, days_ago: int, clock: str) -> datetime:
        """Return the instant of a Danish wall-clock time ("09:15") on that day."""
        return instant(self.day(days_ago), time.fromisoformat(clock))

    def worked(self, days_ago: int, clock: str) -> datetime:
        """Return when a note happened: on a working day, and early enough to be written down by now."""
        moment = instant(_working_day(self.day(days_ago)), time.fromisoformat(clock))
        if days_ago == 0:
            moment = self.at(0, clock)
        if moment + WRITING > self.now:
            moment = instant(_working_day(self.day(1)), time.fromisoformat(clock))
        return moment

    def place(self, where: str) -> tuple[Department, Dwelling | None]:
        """Return the department, and the home when `where` is an address."""
        if where in self.departments:
            return self.departments[where], None
        dwelling = self.dwellings[where]
        return dwelling.department, dwelling


def _working_day(day: date) -> date:
    """Return the day itself, or the Friday before when it lies in a weekend."""
    return day - timedelta(days=max(0, day.weekday() - FRIDAY))
