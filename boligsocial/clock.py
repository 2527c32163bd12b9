"""What time it is. Instants are UTC; days are Danish. Nothing here knows the rest of the house."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

DENMARK = ZoneInfo("Europe/Copenhagen")


def now() -> datetime:
    """Return the instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the day in Denmark."""
    return now().astimezone(DENMARK).date()


def danish(moment: datetime) -> datetime:
    """Return `moment` on a Danish wall clock."""
    return moment.astimezone(DENMARK)


def instant(day: date, at: time) -> datetime:
    """Return the UTC instant of a Danish day and wall-clock time."""
    return datetime.combine(day, at, tzinfo=DENMARK).astimezone(UTC)


def day_start(day: date) -> datetime:
    """Return the UTC instant at which a Danish day begins."""
    return instant(day, time.min)
