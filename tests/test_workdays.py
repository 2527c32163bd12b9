"""Which days count: single years read off an almanac, and what must hold on every day of three centuries."""

from calendar import isleap
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligsocial.clock import danish, day_start
from boligsocial.procedures.deadlines import FIRST_START, LAST_START, RULES
from boligsocial.workdays import (
    add_months,
    add_office_days,
    add_weekdays,
    is_holiday,
    is_office_day,
    is_weekday,
    moving_day,
    next_office_day,
    next_weekday,
    weeks_without_july,
)

DAY = timedelta(days=1)
DAYS = st.dates(FIRST_START, LAST_START)
COUNTS = st.integers(0, 40)
ON_WEEKDAYS = ("demand_deadline", "notif_receipt", "doc_access", "moveout_notice")
ON_OFFICE_DAYS = ("first_contact", "mediation_call_2_weeks", "mediation_call_3_months")
CLOCKS_CHANGE = (date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31))


def days_of(year):
    return [date(year, 1, 1) + n * DAY for n in range(366 if isleap(year) else 365)]


# -- the almanac


def test_the_holidays_of_2026_are_those_of_the_almanac():
    almanac = {"01-01", "04-02", "04-03", "04-05", "04-06", "05-14", "05-24", "05-25", "12-25", "12-26"}
    assert {day.isoformat()[5:] for day in days_of(2026) if is_holiday(day)} == almanac


def test_the_last_year_has_its_holidays_although_the_package_stops_at_2100():
    # Easter of 2199 is 14 April, by the Gregorian computus.
    almanac = {"01-01", "04-11", "04-12", "04-14", "04-15", "05-23", "06-02", "06-03", "12-25", "12-26"}
    assert {day.isoformat()[5:] for day in days_of(2199) if is_holiday(day)} == almanac
    assert all(is_holiday(date(year, 12, 25)) for year in range(1900, 2200))


def test_store_bededag_was_a_holiday_until_2023_and_is_gone_from_2024():
    assert not is_weekday(date(2023, 5, 5))
    for gone in (date(2024, 4, 26), date(2025, 5, 16), date(2026, 5, 1), date(2027, 4, 23)):
        assert gone.weekday() == 4
        assert is_office_day(gone)


@pytest.mark.parametrize(
    ("day", "weekday", "office_day"),
    [
        ("2026-11-24", True, True),  # Tuesday
        ("2026-11-28", False, False),  # Saturday
        ("2026-11-29", False, False),  # Sunday
        ("2026-06-05", False, False),  # Grundlovsdag, a Friday
        ("2026-05-01", True, True),  # 1 May is nobody's holiday here
        ("2026-12-24", True, False),
        ("2026-12-31", True, False),
        ("2026-12-25", False, False),
        ("2026-04-02", False, False),  # Maundy Thursday
        ("2026-05-14", False, False),  # Ascension
        ("2026-05-15", True, True),  # the Friday after it
    ],
)
def test_a_day_counts_for_the_law_for_the_office_for_both_or_for_none(day, weekday, office_day):
    assert is_weekday(date.fromisoformat(day)) is weekday
    assert is_office_day(date.fromisoformat(day)) is office_day


def test_the_weekdays_and_office_days_of_2026_are_those_of_the_almanac():
    from_monday_to_friday = [day for day in days_of(2026) if day.weekday() < 5]
    assert len(from_monday_to_friday) == 261
    # The seven holidays that are no Saturday or Sunday, and Grundlovsdag.
    holidays = ("01-01", "04-02", "04-03", "04-06", "05-14", "05-25", "06-05", "12-25")
    out = {date.fromisoformat(f"2026-{day}") for day in holidays}
    assert [day for day in days_of(2026) if is_weekday(day)] == [d for d in from_monday_to_friday if d not in out]
    closed = {date(2026, 12, 24), date(2026, 12, 31)}
    assert {day for day in days_of(2026) if is_weekday(day) and not is_office_day(day)} == closed


def test_a_tenancy_ends_on_the_first_weekday_that_is_not_the_day_before_a_holiday():
    assert moving_day(2026, 12) == date(2026, 12, 1)
    assert moving_day(2027, 1) == date(2027, 1, 4)
    assert moving_day(2026, 4) == date(2026, 4, 7)  # Wednesday 1 April is the day before Maundy Thursday
    assert moving_day(2020, 6) == date(2020, 6, 2)  # Whit Monday
    assert moving_day(2008, 5) == date(2008, 5, 2)  # Ascension on 1 May


# -- counting


def test_july_is_skipped_wherever_the_request_falls():
    assert weeks_without_july(date(2026, 6, 2), 4) == date(2026, 6, 30)
    assert weeks_without_july(date(2026, 6, 3), 4) == date(2026, 8, 1)
    assert weeks_without_july(date(2026, 7, 15), 4) == date(2026, 8, 28)
    assert weeks_without_july(date(2026, 8, 1), 4) == date(2026, 8, 29)


def test_months_end_where_the_month_ends():
    assert add_months(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert add_months(date(2027, 2, 28), 12) == date(2028, 2, 28)
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert add_months(date(2027, 11, 30), 3) == date(2028, 2, 29)
    assert add_months(date(2026, 12, 31), 1) == date(2027, 1, 31)
    assert add_months(date(2026, 1, 31), 3) == date(2026, 4, 30)
    assert add_months(date(2099, 11, 30), 3) == date(2100, 2, 28)  # 2100 is no leap year


@given(DAYS, COUNTS)
def test_counting_lands_on_a_day_that_counts_and_passes_exactly_that_many(day, count):
    for add, counts in ((add_weekdays, is_weekday), (add_office_days, is_office_day)):
        end = add(day, count)
        passed = [day + n * DAY for n in range(1, (end - day).days + 1)]
        assert sum(map(counts, passed)) == count
        assert end == day if count == 0 else counts(end)


@given(DAYS)
def test_the_next_day_that_counts_is_the_day_itself_or_the_first_after_it(day):
    for following, counts in ((next_weekday, is_weekday), (next_office_day, is_office_day)):
        end = following(day)
        assert counts(end)
        assert not any(counts(day + n * DAY) for n in range((end - day).days))
        assert end - day <= 6 * DAY


@given(DAYS, st.integers(0, 36))
def test_months_keep_the_day_or_clamp_it(day, months):
    end = add_months(day, months)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day == day.day or (end.day < day.day and (end + DAY).day == 1)


# -- the rules


@given(DAYS)
def test_a_rule_that_counts_weekdays_or_office_days_never_ends_on_another(day):
    for key in ON_WEEKDAYS:
        assert is_weekday(RULES[key].due(day)), key
    for key in ON_OFFICE_DAYS:
        assert is_office_day(RULES[key].due(day)), key
    assert is_weekday(RULES["demand_earliest"].due(day) - DAY)


@given(DAYS, DAYS)
def test_a_later_start_never_gives_an_earlier_deadline(one, other):
    earlier, later = sorted((one, other))
    for key, rule in RULES.items():
        assert rule.due(earlier) <= rule.due(later), key


@given(st.integers(1900, 2198))
def test_the_leap_day_is_a_day_like_others(year):
    last = date(year, 2, 29 if isleap(year) else 28)
    assert RULES["notif_assess"].due(last) == date(year, 3, 1)
    assert RULES["consent_review"].due(last) == date(year + 1, 2, 28)
    assert RULES["address_change"].due(date(year, 2, 25)) == date(year, 3, 1 if isleap(year) else 2)


@given(st.sampled_from(CLOCKS_CHANGE), st.sampled_from((-1, 0, 1)), st.integers(0, 24 * 60 + 59))
def test_a_deadline_is_the_same_whatever_the_hour_on_a_day_on_which_the_clocks_change(sunday, offset, minutes):
    day = sunday + offset * DAY
    begins, ends = day_start(day), day_start(day + DAY)
    moment = min(begins + timedelta(minutes=minutes), ends - timedelta(seconds=1))
    assert danish(moment).date() == day
    for key, rule in RULES.items():
        assert rule.due(danish(moment).date()) == rule.due(day), key


def test_the_days_on_which_the_clocks_change_have_23_and_25_hours():
    hours = [(day_start(day + DAY) - day_start(day)) // timedelta(hours=1) for day in CLOCKS_CHANGE]
    assert hours == [23, 25, 23, 25]
