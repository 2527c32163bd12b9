"""Days, times and places in words, by a Danish clock."""

from datetime import UTC, date, datetime, time, timedelta

import time_machine
from flask import g

from boligsocial import clock, wording

# A Monday, five past two in the afternoon in Denmark.
MONDAY = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)


@time_machine.travel(MONDAY, tick=False)
def test_days_and_times_are_worded_as_people_say_them(app):
    with app.test_request_context("/"):
        assert wording.day(MONDAY) == "mandag 23. november"
        assert wording.day(date(2025, 11, 23)) == "søndag 23. november 2025"
        assert [wording.short_day(MONDAY.date() + timedelta(days=n)) for n in (-1, 0, 1)] == [
            "i går",
            "i dag",
            "i morgen",
        ]
        assert wording.short_day(date(2026, 11, 3)) == "3. nov."
        assert wording.short_day(date(2025, 5, 3)) == "3. maj 2025"
        assert wording.clock(MONDAY) == "14.05"
        assert wording.moment(MONDAY) == "i dag kl. 14.05"
        due = [wording.due(MONDAY.date() + timedelta(days=n)) for n in (-2, -1, 0, 1, 3)]
        assert due == ["2 dage over", "1 dag over", "i dag", "i morgen", "om 3 dage"]
        assert wording.first_upper("åben dør, Tv") == "Åben dør, Tv"
        assert wording.first_upper("") == ""


@time_machine.travel(MONDAY, tick=False)
def test_days_and_times_are_worded_in_english_too(app):
    with app.test_request_context("/"):
        g.language = "en"
        assert wording.day(MONDAY) == "Monday 23 November"
        assert wording.day(date(2025, 11, 23)) == "Sunday 23 November 2025"
        assert wording.short_day(date(2026, 11, 3)) == "3 Nov"
        assert wording.short_day(date(2025, 5, 3)) == "3 May 2025"
        assert wording.clock(MONDAY) == "14:05"
        due = [wording.due(MONDAY.date() + timedelta(days=n)) for n in (-2, -1, 0, 1, 3)]
        assert due == ["2 days overdue", "1 day overdue", "today", "tomorrow", "in 3 days"]


@time_machine.travel(datetime(2026, 11, 22, 23, 30, tzinfo=UTC), tick=False)
def test_the_day_turns_at_midnight_in_denmark_and_not_in_greenwich(app):
    assert clock.today() == date(2026, 11, 23)
    with app.test_request_context("/"):
        assert wording.short_day(clock.now()) == "i dag"
        assert wording.day(clock.now()) == "mandag 23. november"


def test_a_danish_wall_clock_is_an_instant_in_winter_and_summer():
    assert clock.instant(date(2026, 1, 5), time(14, 5)) == datetime(2026, 1, 5, 13, 5, tzinfo=UTC)
    assert clock.instant(date(2026, 7, 5), time(14, 5)) == datetime(2026, 7, 5, 12, 5, tzinfo=UTC)
    assert clock.day_start(date(2026, 3, 30)) - clock.day_start(date(2026, 3, 29)) == timedelta(hours=23)
    assert clock.day_start(date(2026, 10, 26)) - clock.day_start(date(2026, 10, 25)) == timedelta(hours=25)


def test_a_place_is_the_homes_address_or_else_the_departments_name(make):
    home = make.dwelling(address="Engen 1")
    assert wording.place(home.department, home) == "Engen 1"
    assert wording.place(home.department, None) == home.department.name
