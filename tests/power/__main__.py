"""The long rounds: `python -m tests.power cut` and `... kill`, as `make power-cut` and `make kill-nine` play them.

Each plays the app as it is, then broken versions of it; 0 when the app loses nothing and every broken version is found.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import chain
from typing import Any

from tests.power.controls import NO_IDS, NORMAL, OFF, TRACE_AFTERWARDS
from tests.power.cut import Day, Found, cut_power, recorded_day
from tests.power.disk import MODELS
from tests.power.kill import Verdict, kill_again_and_again

AS_IT_IS = "the app as it is"
ON_SQLITE = "sqlite:///{}"
CUT_HEAD = (
    f"{'':22}{'kept of the unsynced':27}{'cuts':>6}{'lost':>7}{'in cuts':>9}{'half':>6}{'damaged':>9}{'untied':>8}"
)
KILL_HEAD = (
    f"{'':18}{'kills':>6}{'acts':>6}{'repeats':>9}{'lost':>6}{'half':>6}{'doubled':>9}"
    f"{'refused':>9}{'untied':>8}{'damaged':>9}"
)
SAID_OF_MODEL = {"synced": "nothing", "some": "any of the writes", "torn": "to a sector, then some"}
# For a broken version some cuts or kills are enough.
FEW = 10
# Broken version -> what must be seen of it after some cut.
SIGNS: dict[str, Callable[[Found], Any]] = {
    NORMAL: lambda one: one.lost,
    TRACE_AFTERWARDS: lambda one: one.is_half,
    OFF: lambda one: one.damage,
}


def cut(points: int, acts: int, controls: int, url: str) -> bool:
    """Play the power cuts, print the table, and return whether all is as it should be."""
    print(CUT_HEAD, flush=True)
    found = _cut(AS_IT_IS, points, acts, url)
    is_good = all(one.is_good for one in found)
    print("".join(f"{one}\n" for one in found if not one.is_good)[:2_000], end="")
    for control, sign in list(SIGNS.items())[:controls]:
        seen = _cut(control, max(points // FEW, 30), acts // 2, url, control)
        is_good &= any(map(sign, seen))
    return is_good


def _cut(label: str, points: int, acts: int, url: str, control: str = "") -> list[Found]:
    begun = time.monotonic()
    with recorded_day(acts, url, control) as day:
        found = cut_power(day, points)
    for model in MODELS:
        of_model = [one for one in found if one.model == model.label]
        lost, lossy = sum(one.lost for one in of_model), sum(one.lost > 0 for one in of_model)
        half, untied = sum(one.is_half for one in of_model), sum(one.is_untied for one in of_model)
        damaged = sum(one.damage != "" for one in of_model)
        what = f"{label:22}{SAID_OF_MODEL[model.label]:27}{len(of_model):>6}"
        print(f"{what}{lost:>7}{lossy:>9}{half:>6}{damaged:>9}{untied:>8}")
        label = ""
    print(f"{'':22}{_in_words(day)}, {time.monotonic() - begun:.0f} s", flush=True)
    return found


def _in_words(day: Day) -> str:
    """Return what the day consisted of."""
    kinds = Counter(entry.kind for entry in day.entries)
    proven = Counter(proof[0] for proof in chain(*day.proofs))
    texts, rows = proven["text"], proven["write"] + proven["shown"]
    acknowledged = f"{len(day.proofs)} answers: {texts} texts of notes, {proven['photo']} photos, {rows} audit rows"
    return f"{acknowledged}; {kinds['W']} writes, {kinds['S']} syncs"


def kill(kills: int, controls: int, url: str) -> bool:
    """Play the kills, print the table, and return whether all is as it should be."""
    print(KILL_HEAD, flush=True)
    verdict = _kill(AS_IT_IS, kills, url)
    is_found = not controls or _kill(NO_IDS, max(kills // 5, FEW), url, NO_IDS).doubled > 0
    return verdict.is_good and verdict.acts >= kills and is_found


def _kill(label: str, kills: int, url: str, control: str = "") -> Verdict:
    begun = time.monotonic()
    told = kill_again_and_again(kills, url, control)
    acts = f"{label:18}{told.kills:>6}{told.acts:>6}{told.repeats:>9}"
    print(f"{acts}{told.lost:>6}{told.half:>6}{told.doubled:>9}{told.refused:>9}{told.untied:>8}{told.damaged:>9}")
    print(f"{'':18}answers again after a median of {told.back_in_words()}; {time.monotonic() - begun:.0f} s")
    if not control and not told.is_good:
        print("\n".join(told.examples))
    sys.stdout.flush()
    return told


def main(words: list[str]) -> int:
    """Play one of the rounds."""
    asked = argparse.ArgumentParser(prog="python -m tests.power")
    asked.add_argument("round", choices=["cut", "kill"])
    asked.add_argument("--points", type=int, default=1_000, help="how often the power is cut, under each model")
    asked.add_argument("--acts", type=int, default=300, help="how much is done before and between the cuts")
    asked.add_argument("--kills", type=int, default=100)
    asked.add_argument("--url", default=ON_SQLITE, help="the database's address; {} stands for its file")
    asked.add_argument("--controls", type=int, default=9, help="how many broken versions are played after it")
    given = asked.parse_args(words)
    if given.round == "cut":
        is_good = cut(given.points, given.acts, given.controls, given.url)
    else:
        # As the tests: on PostgreSQL where a server is named, unless another address is given.
        elsewhere = os.environ.get("TEST_DATABASE_URL") if given.url == ON_SQLITE else None
        is_good = kill(given.kills, given.controls, elsewhere or given.url)
    print("As it should be." if is_good else "NOT as it should be.")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
