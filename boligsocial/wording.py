"""Dates, times and addresses in words, as people say them: "i dag kl. 14.05", "om 3 dage"."""

import math
from datetime import date, datetime

from babel.dates import format_date
from flask import Flask

from boligsocial.clock import danish, now, today
from boligsocial.language import gettext, language, ngettext
from boligsocial.models import Department, Dwelling, FollowUp
from boligsocial.procedures import Words
from boligsocial.procedures.deadlines import RULES
from boligsocial.procedures.sources import places_of
from boligsocial.share_life import last_day


def day(value: date | datetime) -> str:
    """Return "mandag 23. november", with the year when it is not this one."""
    value = danish(value).date() if isinstance(value, datetime) else value
    danish_pattern = "EEEE d. MMMM" if value.year == today().year else "EEEE d. MMMM y"
    english_pattern = "EEEE d MMMM" if value.year == today().year else "EEEE d MMMM y"
    pattern = danish_pattern if language() == "da" else english_pattern
    return format_date(value, pattern, locale=language())


def short_day(value: date | datetime) -> str:
    """Return "i dag", "i går", "i morgen", else "23. nov."."""
    value = danish(value).date() if isinstance(value, datetime) else value
    distance = (value - today()).days
    near = {0: gettext("i dag"), -1: gettext("i går"), 1: gettext("i morgen")}
    if distance in near:
        return near[distance]
    pattern = "d. MMM" if language() == "da" else "d MMM"
    if value.year != today().year:
        pattern += " y"
    return format_date(value, pattern, locale=language())


def clock(value: datetime) -> str:
    """Return "14.05" (Danish) or "14:05" (English)."""
    return danish(value).strftime("%H.%M" if language() == "da" else "%H:%M")


def moment(value: datetime) -> str:
    """Return "i dag kl. 14.05"."""
    return gettext("%(day)s kl. %(clock)s", day=short_day(value), clock=clock(value))


def due(value: date) -> str:
    """Return how far away a day is: "2 dage over", "i dag", "om 3 dage"."""
    distance = (value - today()).days
    if distance < 0:
        return ngettext("%(num)s dag over", "%(num)s dage over", -distance)
    if distance in (0, 1):
        return short_day(value)
    return ngettext("om %(num)s dag", "om %(num)s dage", distance)


def minutes_left(until: datetime) -> int:
    """Return how many minutes there are until then; the last one is begun."""
    return math.ceil((until - now()).total_seconds() / 60)


def first_upper(text: str) -> str:
    """Return `text` with its first letter upper-case and the rest untouched."""
    return text[:1].upper() + text[1:]


def place(department: Department, dwelling: Dwelling | None) -> str:
    """Return the home's address, else the department's name; a protected address is shown nowhere but in its case."""
    if dwelling and dwelling.is_protected:
        return gettext("Beskyttet adresse, %(department)s", department=department.name)
    return dwelling.address if dwelling else department.name


def home_in_form(dwelling: Dwelling) -> str:
    """Return what stands for a home in a field for its address; `places.find_home` finds it again by these words."""
    if dwelling.is_protected:
        return gettext("Beskyttet adresse #%(number)s", number=dwelling.id)
    return str(dwelling.address)


def said(words: Words) -> str:
    """Return a sentence of a procedure in the reader's language."""
    return words.da if language() == "da" else words.en


def task(follow_up: FollowUp) -> str:
    """Return what is to be done: the rule's title in the reader's language, else what the worker wrote."""
    return said(RULES[follow_up.rule].title) if follow_up.rule else follow_up.what


def init_app(app: Flask) -> None:
    """Give templates these words as filters."""
    app.jinja_env.filters.update(rule=RULES.get, places_of=places_of, last_day=last_day)
    for words in (day, short_day, clock, moment, due, first_upper, home_in_form, minutes_left, said, task):
        app.jinja_env.filters[words.__name__] = words
    app.jinja_env.globals.update(place=place, today=today)
