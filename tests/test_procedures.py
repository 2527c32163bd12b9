"""Procedures: every line, step and clock is there, says its law, and names only what exists."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from boligsocial.guidance import Guidance
from boligsocial.models import CaseArea, LineState
from boligsocial.procedures import PROCEDURES, Kind, Line, Words, procedure_of
from boligsocial.procedures.deadlines import RULES
from boligsocial.procedures.sources import MARK, SOURCES, places_of
from tests.procedure_lists import CHECKLISTS, CLOCKS, OF_EVERY_CASE

EVERY = pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=list(PROCEDURES))
# What a case never knows about a person (the design's rule on data minimisation).
FORBIDDEN = ("cpr", "birth", "born", "nationality", "religion", "ethnic", "diagnosis", "fødsel", "født", "nationalitet")


def words_of(value):
    """Return every Words anywhere in a procedure."""
    if isinstance(value, Words):
        return [value]
    if isinstance(value, tuple):
        return [words for one in value for words in words_of(one)]
    if hasattr(value, "__dataclass_fields__"):
        return [words for name in value.__dataclass_fields__ for words in words_of(getattr(value, name))]
    return []


def test_there_is_a_procedure_for_every_area():
    assert list(PROCEDURES) == [area.value for area in CaseArea]
    assert all(procedure_of(area).area == area for area in PROCEDURES)
    assert [procedure.words.da for procedure in PROCEDURES.values()] == [area.label for area in CaseArea]


@pytest.mark.parametrize("area", CHECKLISTS)
def test_the_checklist_is_the_agreed_one_word_for_word(area):
    lines = [
        (moment.key, line.words.da, line.source)
        for moment in procedure_of(area).moments
        for line in moment.lines
        if line.when is None
    ]
    agreed = CHECKLISTS[area]
    assert [line[1:] for line in lines] == [line[1:] for line in agreed]
    for line, wanted in zip(lines, agreed, strict=True):
        assert wanted[0] in (None, line[0])


def test_the_checklists_have_their_numbers_of_lines():
    numbers = {area: len(lines) for area, lines in CHECKLISTS.items()}
    assert numbers == {"move_in": 28, "move_out": 10, "neighbour_conflict": 12, "arrears": 13, "concern": 10}


def test_house_rules_have_the_ladder_of_the_law_and_the_two_tracks():
    lines = {line.key: line for line in procedure_of("house_rules").lines()}
    ladder = ["plea", "formal_reminder", "board_case", "board_decision", "notice"]
    assert [key for key in lines if key in ladder] == ladder
    assert [lines[key].law for key in ladder] == [
        "",
        "almenlejeloven § 82 stk. 2",
        "almenlejeloven § 83 stk. 1",
        "almenlejeloven § 82 stk. 1",
        "almenlejeloven § 85 stk. 1 nr. 4-5, § 90 stk. 1 nr. 5, 7 og 8",
    ]
    assert "påmindelse" in lines["formal_reminder"].words.da.lower()
    assert "påtale" in lines["formal_reminder"].words.da
    of_track = {
        track: [key for key, line in lines.items() if line.when and line.when.values == (track,)]
        for track in ("indoor_climate", "hoarding")
    }
    assert of_track == {
        "indoor_climate": ["landlord_told", "airing", "climate_board", "health_danger"],
        "hoarding": ["observation", "escape_route", "hoarding_children", "help_offered"],
    }
    assert lines["board_case"].after == ("formal_reminder",)


def test_rehousing_is_a_track_of_moving_out():
    track = [line.key for line in procedure_of("move_out").lines() if line.when]
    assert track == ["rehousing_offer", "rehousing_suitable", "rehousing_costs"]
    assert len(Guidance(procedure_of("move_out")).points()) == 10
    assert len(Guidance(procedure_of("move_out"), {"is_rehousing": "yes"}).points()) == 13


@EVERY
def test_every_clock_starts_and_is_met_as_agreed(procedure):
    clocks = {(clock.rule, clock.start, clock.line, clock.met_by, clock.is_task) for clock in procedure.clocks}
    assert clocks == CLOCKS[procedure.area] | OF_EVERY_CASE
    assert len(procedure.clocks) == len(clocks)


def test_every_deadline_rule_is_at_work_somewhere():
    assert {clock.rule for procedure in PROCEDURES.values() for clock in procedure.clocks} == set(RULES)


@EVERY
def test_a_procedure_names_only_what_exists(procedure):
    lines, facts = {line.key for line in procedure.lines()}, procedure.facts()
    conditions = [*procedure.lines(), *procedure.sheets, *procedure.clocks, *procedure.guards]
    for when in [one.when for one in conditions if one.when]:
        options = {option.key for option in facts[when.fact].options} or {"yes", "no", "unknown"}
        assert set(when.values) <= options
    for line in procedure.lines():
        assert set(line.after) <= lines
        assert bool(line.after) == (line.locked is not None), f"{line.key} waits and says so"
    for phase in procedure.phases:
        assert set(phase.all_of) | set(phase.any_of) <= lines
    for clock in procedure.clocks:
        days = [fact for fact in (clock.start, clock.met_by) if fact]
        assert all(facts[fact].kind == Kind.DAY for fact in days), clock
        assert clock.line in lines | {""}
    for guard in procedure.guards:
        assert set(guard.unless) <= set(facts)
    assert procedure.opens_with in set(facts) | {""}


@EVERY
def test_nothing_is_there_twice(procedure):
    sheets = [sheet.key for sheet in procedure.sheets]
    keys = [fact.key for sheet in procedure.sheets for fact in sheet.facts]
    for names in (
        [line.key for line in procedure.lines()],
        [moment.key for moment in procedure.moments],
        [phase.key for phase in procedure.phases],
        sheets,
        keys,
    ):
        assert len(names) == len(set(names)), names
    for fact in procedure.facts().values():
        assert bool(fact.options) == (fact.kind == Kind.CHOICE)
        assert max(map(len, [fact.key, *[option.key for option in fact.options]])) <= 40


@EVERY
def test_the_first_phase_is_there_from_the_start_and_every_other_is_earned(procedure):
    first, *others = procedure.phases
    assert not first.all_of + first.any_of
    assert all(phase.all_of + phase.any_of for phase in others)
    for phase in others:
        states = dict.fromkeys((*phase.all_of, *phase.any_of[:1]), LineState.DONE)
        reached = Guidance(procedure, {}, states).phase()
        assert procedure.phases.index(reached) >= procedure.phases.index(phase)


def test_a_move_in_goes_through_the_agreed_statuses():
    said = [phase.words.da for phase in procedure_of("move_in").phases]
    assert said == ["Anvist", "Kontaktet", "Papirer i gang", "Klar til indflytning", "Indflyttet", "Opfølgning"]


@EVERY
def test_everything_is_said_in_both_languages(procedure):
    said = words_of(procedure)
    assert len(said) > 40
    for words in said:
        assert words.da.strip() == words.da != ""
        assert words.en.strip() == words.en != ""
        assert "venligst" not in words.da.lower()
    different = [words for words in said if words.da != words.en]
    assert len(different) > 0.9 * len(said)


@EVERY
def test_every_line_says_its_source_and_a_rule_its_law(procedure):
    for line in procedure.lines():
        assert line.source, line.key
        if "§" in line.words.da:
            assert "§" in line.law, line.key


def test_every_mark_of_a_source_has_a_place_in_words_and_an_address():
    marks = {mark for rule in RULES.values() for mark in MARK.findall(rule.source)}
    marks |= {mark for one in PROCEDURES.values() for line in one.lines() for mark in MARK.findall(line.source)}
    marks |= {mark for one in PROCEDURES.values() for sheet in one.sheets for mark in MARK.findall(sheet.source)}
    assert marks <= set(SOURCES)
    documented = (Path(__file__).parent.parent / "docs" / "procedures.md").read_text()
    assert [mark for mark in SOURCES if f"| {mark} |" not in documented] == []
    assert places_of("S24, S25, S26") == "bdk.dk, aabnet.dk, tlfrh.dk"
    assert places_of("own") == ""


@EVERY
def test_a_case_asks_for_nothing_that_the_work_does_not_need(procedure):
    for fact in procedure.facts().values():
        asked = f"{fact.key} {fact.words.da} {fact.words.en}".lower()
        assert not [word for word in FORBIDDEN if word in asked], fact.key


def test_a_contact_person_learns_nothing_of_arrears_and_concerns_and_of_a_conflict_only_that_it_was_mediated():
    told = {
        area: [line.may_share.da for line in procedure.lines() if line.may_share]
        for area, procedure in PROCEDURES.items()
    }
    assert told["arrears"] == told["concern"] == []
    assert told["neighbour_conflict"] == ["Der har været mægling."]


@pytest.mark.parametrize("area", ["concern", "house_rules"])
def test_children_in_the_home_keep_a_case_open_until_a_date_or_a_reason_is_there(area):
    procedure = procedure_of(area)
    assert procedure.obstacles({}) == procedure.obstacles({"children": "no"}) == []
    assert len(procedure.obstacles({"children": "yes"})) == 1
    assert len(procedure.obstacles({"children": "yes", "notification_channel": "post"})) == 1
    assert procedure.obstacles({"children": "yes", "notification_sent_on": "2026-11-24"}) == []
    assert procedure.obstacles({"children": "yes", "notification_not_sent": "En kollega har"}) == []


def test_the_rules_that_were_not_verified_say_so():
    unverified = {
        area: {line.key for line in procedure.lines() if line.must_check} for area, procedure in PROCEDURES.items()
    }
    assert unverified == {
        "move_in": {
            "interpreter",
            "offer_answered",
            "bank_account",
            "electricity",
            "insurance",
            "photos",
            "defect_list",
        },
        "move_out": {"notice", "cancelled", "deposit_loan"},
        "neighbour_conflict": {"impartiality", "informed", "interpreter"},
        "house_rules": {"informed", "board_decision"},
        "arrears": {"advice_told"},
        "concern": {"receipt"},
    }


def test_the_data_knows_neither_flask_nor_the_database():
    look = "import sys, boligsocial.procedures as p; print([m for m in sys.modules if m in ('flask', 'peewee')])"
    # The package's own parent is the app, so only the files of the procedures are loaded.
    stand_in = "import sys, types; parent = types.ModuleType('boligsocial'); parent.__path__ = ['boligsocial']; "
    stand_in += "sys.modules['boligsocial'] = parent; "
    run = subprocess.run([sys.executable, "-c", stand_in + look], capture_output=True, text=True, check=True)  # noqa: S603
    assert run.stdout.strip() == "[]"


def test_another_line_is_a_change_of_data_alone():
    procedure = procedure_of("concern")
    first, *others = procedure.moments
    line = Line("new_line", Words("Noget nyt", "Something new"))
    grown = replace(procedure, moments=(replace(first, lines=(*first.lines, line)), *others))
    points = Guidance(grown).points()
    assert (len(points), points[2].line, points[2].number) == (11, line, 3)
