"""The short round: at least 150 notes, every fault at every point; `make chaos` runs the long one."""

from collections.abc import Callable

import pytest

from tests.chaos import rounds
from tests.chaos.proxy import Fault
from tests.chaos.stage import Stage


def arrive_exactly_once(stage: Stage, at_least: int) -> None:
    verdict = stage.judge()
    assert verdict.planned >= at_least
    assert verdict.faults == {}


def test_every_fault_at_every_point_of_a_delivery_loses_doubles_and_changes_nothing(stage: Stage) -> None:
    rounds.every_fault_at_every_point(stage)
    assert {fault: stage.proxy.counts[fault.value] for fault in Fault} == dict.fromkeys(Fault, 4)
    arrive_exactly_once(stage, 32)


ROUNDS = [
    (rounds.without_a_net_and_killed, 20),
    (rounds.random_faults, 16),
    (rounds.server_killed_in_one_drain, 12),
    (rounds.browser_killed_in_one_drain, 12),
    (rounds.login_over, 8),
    (rounds.another_user, 8),
    (rounds.user_switched_under_way, 4),
    (rounds.one_bad_note, 10),
    (rounds.tab_and_worker, 8),
    (rounds.log_out_with_waiting_notes, 4),
]


@pytest.mark.parametrize(("play", "notes"), ROUNDS, ids=[play.__name__ for play, _notes in ROUNDS])
def test_every_note_arrives_exactly_once(stage: Stage, play: Callable[..., None], notes: int) -> None:
    play(stage, notes)
    arrive_exactly_once(stage, notes)


def test_two_tabs_without_web_locks_deliver_every_note_exactly_once(stage: Stage) -> None:
    rounds.random_faults(stage, 16, seed=7, locks=False)
    arrive_exactly_once(stage, 16)
