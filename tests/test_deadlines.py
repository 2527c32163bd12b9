"""The deadline rules: worked days for each, words for those who read them, and the table in docs/."""

import re
from datetime import date, timedelta

import pytest
from dateutil.easter import easter

from boligsocial.procedures.deadlines import FIRST_START, LAST_START, RULES, Rule, Stakes
from boligsocial.workdays import next_weekday
from tests.deadline_examples import TABLE
from tests.house_rules import TOP

EXAMPLES = [
    (key, *map(date.fromisoformat, line.split()[:2]))
    for key, text in TABLE.items()
    for line in text.split("\n")
    if line.strip()
]
FROM_THE_DOMAIN = {
    *("first_contact", "address_change", "defect_list", "housing_benefit", "moveout_new_address", "moveout_inspection"),
    *("moveout_statement", "demand_earliest", "demand_deadline", "landlord_must_act", "conditional_tenancy_end"),
    *("board_appeal", "notif_receipt", "notif_assess", "doc_access", "consent_review", "liability_end"),
}
OUR_OWN = {
    *("moveout_notice", "moveout_summons", "follow_up_14_days", "follow_up_3_months", "mediation_call_2_weeks"),
    *("mediation_call_3_months", "averted_check", "municipal_help", "housing_benefit_check"),
}
# Neither our own goal nor a statute: a practice of the housing organisations, and an agreement with them.
WITHOUT_A_LAW = {"defect_list", "liability_end"}


# -- days


@pytest.mark.parametrize(("key", "start", "due"), EXAMPLES)
def test_a_deadline_falls_on_the_day_that_a_paper_calendar_gives(key, start, due):
    assert RULES[key].due(start) == due


def seasons(start, due):
    """Return which of the difficult weeks lie between two days, both included."""
    first, last = sorted((start, due))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    found = {
        "Easter": lambda d: timedelta(-3) <= d - easter(d.year) <= timedelta(1),
        "Christmas": lambda d: (d.month, d.day) in {(12, 24), (12, 25), (12, 26), (12, 31), (1, 1)},
        "Grundlovsdag": lambda d: (d.month, d.day) == (6, 5),
        "July": lambda d: d.month == 7,
        "the clocks": lambda d: d.month in {3, 10} and d.weekday() == 6 and d.day > 24,
    }
    return {name for name, is_in in found.items() if any(map(is_in, days))}


def test_every_rule_has_five_worked_days_or_more_and_they_meet_every_difficult_week():
    assert {key for key, *_ in EXAMPLES} == set(RULES)
    for key in RULES:
        rows = {(start, due) for name, start, due in EXAMPLES if name == key}
        assert len(rows) >= 5, f"{key}: work out more days in tests/deadline_examples.py"
        met = set().union(*(seasons(start, due) for start, due in rows))
        assert met == {"Easter", "Christmas", "Grundlovsdag", "July", "the clocks"}, f"{key} meets only {met}"


def test_no_day_is_refused_and_a_later_start_never_gives_an_earlier_deadline():
    days = [FIRST_START + timedelta(days=n) for n in range((LAST_START - FIRST_START).days + 1)]
    assert (days[0], days[-1]) == (date(1900, 1, 1), date(2198, 12, 31))
    for key, rule in RULES.items():
        dues = [rule.due(day) for day in days]
        assert dues == sorted(dues), key


def test_a_demand_on_the_day_it_is_earliest_leads_to_the_last_day_of_the_worked_table():
    for due, limit in {
        date(2026, 12, 1): date(2026, 12, 21),
        date(2027, 1, 1): date(2027, 1, 22),
        date(2027, 4, 1): date(2027, 4, 21),
        date(2028, 6, 1): date(2028, 6, 22),
    }.items():
        earliest = RULES["demand_earliest"].due(due)
        assert RULES["demand_deadline"].due(next_weekday(earliest)) == limit


def test_a_saturday_that_counted_as_the_high_court_holds_would_make_the_demand_possible_earlier():
    # Rent of Fri 1 October 2021: the court let the demand of Wed 6 stand; we name Thu 7, and the text says so.
    assert RULES["demand_earliest"].due(date(2021, 10, 1)) == date(2021, 10, 7)
    assert RULES["demand_earliest"].must_check
    assert "Landsretten" in RULES["demand_earliest"].why.da
    assert "High Court" in RULES["demand_earliest"].why.en


def test_the_end_of_a_tenancy_is_never_before_three_months_or_the_day_before_a_holiday():
    for offset in range(3 * 366):
        notice = date(2025, 1, 1) + timedelta(days=offset)
        end = RULES["moveout_notice"].due(notice)
        assert next_weekday(end) == end
        assert timedelta(89) <= end - notice < timedelta(131)
        assert end + timedelta(1) not in {date(2026, 4, 2), date(2027, 3, 25), date(2028, 4, 13)}


# -- words


def test_the_rules_are_those_that_were_asked_for_under_their_own_keys():
    assert set(RULES) == FROM_THE_DOMAIN | OUR_OWN
    assert all(key == rule.key for key, rule in RULES.items())


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_says_what_it_is_in_both_languages_and_where_it_is_from(rule: Rule):
    for words in (rule.title, rule.start, rule.says, rule.why):
        assert words.da.strip() == words.da != ""
        assert words.en.strip() == words.en != ""
        assert words.da != words.en
        assert "venligst" not in words.da.lower()
        assert "gældende lov" not in words.da
    assert len(rule.title.da) < 45
    for sentence in (*rule.says, *rule.why):
        assert sentence[0].isupper()
        assert sentence[-1] == "."
    assert rule.says != rule.why
    assert re.fullmatch(r"own|S\d+(, S\d+)*", rule.source)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_names_its_law_unless_it_has_none_and_what_is_not_known_exactly_must_be_checked(rule: Rule):
    assert (rule.law == "") == (rule.source == "own" or rule.key in WITHOUT_A_LAW)
    assert (rule.stakes == Stakes.OWN_GOAL) == (rule.source == "own")
    if rule.source == "own":
        assert not rule.must_check
    elif "§" not in rule.law:
        assert rule.must_check


def test_a_home_or_a_child_weighs_most():
    at_stake = {key for key, rule in RULES.items() if rule.stakes == Stakes.HOME}
    assert at_stake == {
        *("demand_earliest", "demand_deadline", "municipal_help", "conditional_tenancy_end"),
        *("notif_receipt", "notif_assess"),
    }
    assert Stakes.HOME > Stakes.RIGHT > Stakes.OWN_GOAL


# -- docs/deadlines.md


def rows_of(text):
    """Return {key: (law, source, must check)} of the table."""
    cells = (re.split(r" *\| *", line.strip("| ")) for line in text.splitlines() if line.startswith("| `"))
    return {key.strip("`"): (law, source, check) for key, _, _, law, source, _, check in cells}


def test_the_table_of_the_documentation_is_the_rules():
    said = rows_of((TOP / "docs/deadlines.md").read_text())
    assert said == {key: (rule.law, rule.source, "yes" if rule.must_check else "no") for key, rule in RULES.items()}


def test_the_documentation_names_a_reason_for_every_rule_that_must_be_checked():
    text = (TOP / "docs/deadlines.md").read_text().partition("## What was not read")[2]
    assert set(re.findall(r"`([a-z_]+)`", text)) == {key for key, rule in RULES.items() if rule.must_check}
