"""`flask --app app deadline KEY START-DATE`: a deadline by hand, for whoever doubts one."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from boligsocial.procedures.deadlines import RULES
from tests.deadline_examples import TABLE


@pytest.fixture
def deadline(app):
    """Run the command: `deadline("board_appeal", "2026-11-24")` returns its result."""
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=("deadline", *words))


def test_it_prints_the_day_for_machines_then_in_words_then_the_rule(deadline):
    result = deadline("demand_deadline", "2026-12-07")
    rule = RULES["demand_deadline"]
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "2026-12-21",
        "mandag 21. december 2026",
        f"{rule.title.da}: {rule.says.da}",
        "Lov: almenlejeloven § 90 stk. 2",
        "Kilde: S28, S56",
        "Kontrollér altid reglen mod den gældende lov.",
    ]


def test_an_own_goal_says_that_it_is_no_law_and_need_not_be_checked(deadline):
    output = deadline("first_contact", "2026-12-23").output
    assert output.startswith("2026-12-29\ntirsdag 29. december 2026\nFørste kontakt: Tag kontakt")
    assert "Lov: ingen; et eget mål, en aftale eller praksis\nKilde: eget\n" in output
    assert "Kontrollér" not in output


def test_an_earliest_demand_on_a_saturday_also_names_the_next_weekday(deadline):
    lines = deadline("demand_earliest", "2026-12-01").output.splitlines()
    assert lines[:3] == ["2026-12-05", "lørdag 5. december 2026", "Næste hverdag: mandag 7. december 2026"]


def test_an_earliest_demand_on_grundlovsdag_also_names_the_next_weekday(deadline):
    lines = deadline("demand_earliest", "2026-06-01").output.splitlines()
    assert lines[:3] == ["2026-06-05", "fredag 5. juni 2026", "Næste hverdag: mandag 8. juni 2026"]


def test_an_earliest_demand_on_a_weekday_and_another_rule_on_a_sunday_name_no_other_day(deadline):
    assert "Næste hverdag" not in deadline("demand_earliest", "2027-04-01").output
    result = deadline("address_change", "2026-12-01")
    assert result.output.splitlines()[:2] == ["2026-12-06", "søndag 6. december 2026"]
    assert "Næste hverdag" not in result.output


@pytest.mark.parametrize("key", RULES)
def test_every_rule_can_be_asked_for_and_says_whether_it_must_be_checked(deadline, key):
    start, due = TABLE[key].split()[:2]
    result = deadline(key, start)
    assert result.exit_code == 0
    assert result.output.splitlines()[0] == due
    assert RULES[key].says.da in result.output
    assert ("Kontrollér altid" in result.output) == RULES[key].must_check


def test_an_unknown_key_is_refused_with_the_keys_there_are(deadline):
    result = deadline("move_house", "2026-11-24")
    assert result.exit_code == 2
    assert "'move_house' is not one of" in result.output
    assert [key for key in RULES if f"'{key}'" not in result.output] == []


@pytest.mark.parametrize(
    "day",
    [
        "2026-02-30",
        "i morgen",
        "20261124",
        "2026-W48-2",
        "24-11-2026",
        "2026-11-24T10:00",
        "2026-1-4",
        "٢٠٢٦-١١-٢٤",
        "",
    ],
)
def test_what_is_no_day_is_refused_with_an_example_of_one(deadline, day):
    result = deadline("board_appeal", day)
    assert result.exit_code == 2
    assert f"'{day}' is no day; write it as year-month-day, e.g. 2026-11-24." in result.output


@pytest.mark.parametrize("day", ["1899-12-31", "2199-01-01", "9999-12-31", "0001-01-01"])
def test_a_year_without_a_known_calendar_is_refused(deadline, day):
    result = deadline("board_appeal", day)
    assert result.exit_code == 2
    assert "The rules are known for the years 1900 to 2198." in result.output


def test_the_first_and_the_last_day_that_are_known_are_taken(deadline):
    assert deadline("moveout_new_address", "1900-01-01").output.splitlines()[0] == "1899-12-24"
    assert deadline("conditional_tenancy_end", "2198-12-31").output.splitlines()[0] == "2199-12-31"


def test_something_left_out_is_refused(deadline):
    assert deadline().exit_code == 2
    assert deadline("board_appeal").exit_code == 2


def test_it_needs_no_tables(tmp_path):
    file = tmp_path / "empty.db"
    settings = {**os.environ, "BOLIGSOCIAL_DATABASE_URL": f"sqlite:///{file}"}
    command = [sys.executable, "-m", "flask", "--app", "app", "deadline", "notif_receipt", "2026-12-22"]
    run = subprocess.run(command, env=settings, check=True, capture_output=True)  # noqa: S603
    assert run.stdout.decode().splitlines()[:2] == ["2026-12-31", "torsdag 31. december 2026"]
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
