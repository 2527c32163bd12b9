"""Guidance: what a procedure says about a case, and the follow-ups that keep up with it."""

from datetime import date, timedelta

import pytest
import time_machine

from boligsocial.clock import today
from boligsocial.guidance import Guidance, danger, follow_the_deadlines, guide, write_facts, write_states
from boligsocial.models import Case, CaseArea, CaseFact, FollowUp, LineState
from boligsocial.procedures import Clock, Guard, Line, Moment, Phase, Procedure, When, Words, procedure_of
from boligsocial.procedures.deadlines import RULES


def words(text):
    return Words(text, text)


PROCEDURE = Procedure(
    area="move_in",
    words=words("Prøve"),
    moments=(
        Moment("before", words("Før"), (Line("ask", words("Spørg")), Line("sign", words("Skriv under")))),
        Moment(
            "day",
            words("På dagen"),
            (
                Line("keys", words("Nøgler"), after=("ask", "sign"), locked=words("Først når der er skrevet under.")),
                Line("van", words("Flyttebil"), when=When("help", ("yes",))),
            ),
        ),
    ),
    phases=(
        Phase("new", words("Ny")),
        Phase("begun", words("I gang"), any_of=("ask", "sign")),
        Phase("ready", words("Klar"), all_of=("ask", "sign")),
    ),
    clocks=(
        Clock("defect_list", "starts_on", line="keys"),
        Clock("first_contact", "heard_on", line="ask"),
        Clock("liability_end", "starts_on", is_task=False),
    ),
    guards=(Guard(When("child", ("yes",)), ("told_on", "reason"), words("Skriv en dato eller en grund.")),),
)


def guided(facts=None, **states):
    return Guidance(PROCEDURE, facts or {}, {key: LineState(state) for key, state in states.items()})


def test_a_line_that_is_for_a_track_counts_only_on_it():
    assert [point.line.key for point in guided().points()] == ["ask", "sign", "keys"]
    assert [point.number for point in guided({"help": "yes"}).points()] == [1, 2, 3, 4]
    assert guided().progress() == (0, 3)
    assert guided({"help": "yes"}).progress() == (0, 4)


def test_what_is_not_relevant_is_settled_and_what_misses_something_is_not():
    assert guided(ask="done", sign="not_relevant", keys="missing").progress() == (2, 3)


def test_a_line_waits_for_those_before_it_and_says_so():
    assert guided(ask="done").point("keys").locked.da == "Først når der er skrevet under."
    assert guided(ask="done", sign="done").point("keys").locked is None
    # What was begun all the same can go on.
    assert guided(keys="in_progress").point("keys").locked is None


def test_the_next_line_is_the_first_that_can_be_done():
    assert guided().next_point().line.key == "ask"
    assert guided(ask="done", sign="in_progress").next_point().line.key == "sign"
    assert guided(sign="missing", ask="not_relevant").next_point().line.key == "sign"
    assert guided(ask="done", sign="done", keys="done").next_point() is None


@pytest.mark.parametrize(
    ("states", "phase"),
    [
        ({}, "new"),
        ({"sign": "done"}, "begun"),
        ({"sign": "in_progress"}, "new"),
        ({"ask": "done", "sign": "done"}, "ready"),
    ],
)
def test_the_furthest_phase_that_was_reached_counts(states, phase):
    assert guided(**states).phase().key == phase


def test_a_guard_stands_until_one_of_its_facts_is_known():
    assert guided({"child": "no"}).obstacles() == []
    assert [said.da for said in guided({"child": "yes"}).obstacles()] == ["Skriv en dato eller en grund."]
    assert guided({"child": "yes", "told_on": "2026-11-24"}).obstacles() == []
    assert guided({"child": "yes", "reason": "Forvaltningen ved det"}).obstacles() == []


def test_a_deadline_runs_from_its_day_and_is_met_by_its_line():
    facts = {"starts_on": "2026-11-10"}
    assert guided().ticking() == []
    running = {one.rule.key: (one.due_on, one.is_met) for one in guided(facts).ticking()}
    assert running == {"defect_list": (date(2026, 11, 24), False), "liability_end": (date(2027, 11, 10), False)}
    assert [one.rule.key for one in guided(facts).tasks()] == ["defect_list"]
    assert guided(facts, keys="done").tasks() == []


@pytest.mark.parametrize("days", [("2026-10-01", "2026-11-15"), ("2026-11-15", "2026-10-01")])
def test_of_two_clocks_of_one_rule_the_later_runs(days):
    facts = dict(zip(("termination_on", "bailiff_on"), days, strict=True))
    (running,) = Guidance(procedure_of("arrears"), facts).ticking()
    assert (running.rule.key, running.due_on) == ("averted_check", date(2027, 2, 15))


@time_machine.travel("2026-11-20 12:00", tick=False)
def test_a_deadline_that_is_near_takes_the_place_of_the_next_line():
    step = guided({"starts_on": "2026-11-06"}, ask="done", sign="done").next_step()
    assert (step.point.line.key, step.deadline.rule.key) == ("keys", "defect_list")
    waits = guided({"starts_on": "2026-11-06"}).next_step()
    assert (waits.point.line.key, waits.deadline.rule.key) == ("ask", "defect_list")
    assert guided({"starts_on": "2026-11-08"}).next_step().deadline is None
    far = guided({"starts_on": "2026-11-20"}).next_step()
    assert (far.point.line.key, far.deadline) == ("ask", None)
    own = guided({"heard_on": "2026-11-20"}).next_step()
    assert (own.point.line.key, own.deadline.rule.key) == ("ask", "first_contact")


def test_danger_is_what_is_over_then_what_is_near_and_then_what_is_at_stake():
    day = date(2026, 11, 24)
    over, near, far = day - timedelta(days=1), day + timedelta(days=3), day + timedelta(days=4)
    sorted_ones = sorted(
        [(far, 3), (near, 1), (over, 1), (near, 3), (over, 3), (day, 3), (far, 1)],
        key=lambda one: danger(one[0], one[1], day),
    )
    assert sorted_ones == [(over, 3), (over, 1), (day, 3), (near, 3), (near, 1), (far, 3), (far, 1)]


# -- what is stored


@pytest.fixture
def case(make, worker):
    return make.case(worker, area=CaseArea.MOVE_IN)


def waiting(case):
    rows = FollowUp.select().where(FollowUp.case == case.id, FollowUp.rule != "", FollowUp.done_at.is_null())
    return {row.rule: row.due_on for row in rows}


def test_a_fact_that_is_corrected_keeps_what_stood_there(case, worker):
    write_facts(worker, case, {"lease_starts_on": "2026-11-01", "key_place": "Kontoret"})
    write_facts(worker, case, {"lease_starts_on": "2026-12-01", "key_place": "Kontoret"})
    rows = [(row.value, row.replaced_at is None) for row in CaseFact.select().where(CaseFact.key == "lease_starts_on")]
    assert sorted(rows) == [("2026-11-01", False), ("2026-12-01", True)]
    assert CaseFact.select().where(CaseFact.key == "key_place").count() == 1
    write_facts(worker, case, {"lease_starts_on": ""})
    assert guide(case).facts == {"key_place": "Kontoret"}


def test_the_follow_ups_keep_up_with_the_facts(case, worker):
    write_facts(worker, case, {"lease_starts_on": "2026-11-01"})
    assert waiting(case)["defect_list"] == date(2026, 11, 15)
    write_facts(worker, case, {"lease_starts_on": "2026-12-01"})
    assert waiting(case)["defect_list"] == date(2026, 12, 15)
    write_facts(worker, case, {"lease_starts_on": ""})
    assert waiting(case) == {}
    assert FollowUp.select().where(FollowUp.case == case.id).count() == 0


def test_a_line_that_is_ticked_meets_its_deadline_and_taking_the_tick_back_opens_it_again(case, worker):
    write_facts(worker, case, {"lease_starts_on": today().isoformat()})
    write_states(worker, case, {"defect_list": LineState.DONE})
    row = FollowUp.get(FollowUp.rule == "defect_list")
    assert (row.done_by, "defect_list" in waiting(case)) == (worker, False)
    write_states(worker, case, {"defect_list": LineState.IN_PROGRESS})
    assert "defect_list" in waiting(case)


def test_a_deadline_that_is_known_after_it_was_met_is_met(case, worker):
    write_states(worker, case, {"defect_list": LineState.DONE})
    write_facts(worker, case, {"lease_starts_on": today().isoformat()})
    assert "defect_list" not in waiting(case)
    assert "follow_up_14_days" in waiting(case)


def test_what_a_worker_has_planned_is_left_alone(case, worker, make):
    make.follow_up(case, what="Ring")
    follow_the_deadlines(worker, case)
    assert [row.what for row in FollowUp.select()] == ["Ring"]


def test_a_case_moves_up_the_list_when_something_is_ticked(case, worker):
    before = Case.get_by_id(case.id).updated_at
    write_states(worker, case, {"first_contact": LineState.DONE})
    assert Case.get_by_id(case.id).updated_at > before


@pytest.mark.parametrize("area", list(CaseArea))
def test_every_clock_of_an_area_becomes_a_follow_up_or_is_only_told(make, worker, area):
    case = make.case(worker, area=area)
    clocks = guide(case).procedure.clocks
    for clock in clocks:
        facts = {clock.start: "2026-11-02"}
        if clock.when:
            facts[clock.when.fact] = clock.when.values[0] if clock.when.values else "2026-11-02"
        write_facts(worker, case, facts)
        assert (waiting(case).get(clock.rule) == RULES[clock.rule].due(date(2026, 11, 2))) == clock.is_task, clock
        write_facts(worker, case, dict.fromkeys(facts, ""))
