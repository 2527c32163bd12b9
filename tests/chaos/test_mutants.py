"""The harness bites: each broken version of the outbox is caught by a round."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.chaos import mutants
from tests.chaos.proxy import Fault
from tests.chaos.stage import Stage, set_stage


def some_faults(stage: Stage) -> None:
    """What each broken version must stumble over, and no more, for the sake of time."""
    phone = stage.phone()
    for fault, method, point, nth in (
        (Fault.PORTAL_PAGE, "PUT", "note", 1),
        (Fault.LOSE_ANSWER, "PUT", "note", 1),
        (Fault.BAD_GATEWAY, "PUT", "photo", 1),
    ):
        stage.proxy.once(fault, method, point, nth)
        stage.write(phone, photo_count=2)
        phone.settle()


def other_user(stage: Stage) -> None:
    """The login becomes another person's between the question and the note."""
    phone = stage.phone()
    stage.proxy.other_cookie = stage.cookie_of("jonas")
    stage.write(phone)
    phone.settle()


# Broken version -> the round, and what the verdict must say.
CAUGHT: dict[str, tuple[Callable[[Stage], None], set[str]]] = {
    "no receipt check": (some_faults, {"lost"}),
    "ids made by the server": (some_faults, {"doubled"}),
    "delete before send": (some_faults, {"lost", "wrong_photos"}),
    "photos given up after the first failure": (some_faults, {"wrong_photos"}),
    "no user header and no CSRF": (other_user, {"wrong_author"}),
}


@pytest.mark.parametrize("name", mutants.IN_SCRIPT)
def test_the_harness_catches_a_broken_version(playwright: Playwright, tmp_path: Path, name: str) -> None:
    play, expected = CAUGHT[name]
    static = mutants.build(name, tmp_path)
    with set_stage(playwright, CHAOS_STATIC=str(static), CHAOS_MUTANT=name) as stage:
        play(stage)
        assert stage.judge().faults.keys() & expected


@pytest.mark.parametrize("play", [some_faults, other_user])
def test_the_same_rounds_find_nothing_wrong_with_the_real_one(
    playwright: Playwright, play: Callable[[Stage], None]
) -> None:
    with set_stage(playwright) as stage:
        play(stage)
        assert stage.judge().faults == {}


def test_a_broken_version_that_no_longer_fits_the_source_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(mutants.IN_SCRIPT, "delete before send", (("outbox.js", "not there", ""),))
    with pytest.raises(LookupError, match="no longer holds"):
        mutants.build("delete before send", tmp_path)
