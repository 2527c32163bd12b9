"""What comes, as a calendar file (RFC 5545): times and neutral words, never a name, a home or a case."""

from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from boligsocial.clock import now
from boligsocial.language import gettext
from boligsocial.models import Share, Visit

VISIT_LASTS = timedelta(hours=1)


def calendar_of(visits: list[Visit], move_ins: list[tuple[date, list[Share]]]) -> bytes:
    """Return the file's bytes. Ids are those of the rows, so that a calendar knows an entry again."""
    calendar = Calendar()
    calendar.add("prodid", "-//Boligsocial//Portal//DA")
    calendar.add("version", "2.0")
    for visit in visits:
        starts: datetime = visit.planned_at
        _add(calendar, visit.id, gettext(visit.portal_words.label), visit.department.name, starts, starts + VISIT_LASTS)
    for _monday, shares in move_ins:
        for share in shares:
            day: date = share.move_in_on
            _add(calendar, share.id, gettext("Indflytning"), share.note.department.name, day, day + timedelta(days=1))
    return bytes(calendar.to_ical())


def _add(calendar: Calendar, uid: object, words: str, place: str, starts: date, ends: date) -> None:
    event = Event()
    event.add("uid", f"{uid}@boligsocial")
    event.add("dtstamp", now())
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("summary", words)
    event.add("location", place)
    calendar.add_component(event)
