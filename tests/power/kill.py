"""The server is killed (SIGKILL, every process) again and again while workers write, who send until it answers."""

import random
import statistics
import threading
import time
from collections import Counter
from functools import partial
from typing import NamedTuple

from boligsocial import trail
from tests.power import truth
from tests.power.house import CONTROL, House, house, looking_into, side_by_side
from tests.power.phones import Proof, Refused
from tests.power.writers import Writer

WRITERS = 6
# After one kill in so many another follows while the server starts.
WHILE_STARTING = 8
LONGEST_START = 1.0
# A kill comes after so many acts at most, or so many seconds, and then at a moment of chance.
MOST_ACTS, LONGEST_WAIT, ODD_MOMENT = 20, 10.0, 0.05
# Showing a page again is another showing, and is recorded as one.
ONCE = {"write", "text", "photo", "share", "withdrawn", "follow-up", "finished", "defect"}


class Verdict(NamedTuple):
    """What became of the acts. From `lost` to `damaged` are what must never be.

    `half` acts are there in part, `doubled` rows are there without an act of their own, `refused` repeats were not
    recognised. `back` is how long each kill kept the server from answering, in seconds.
    """

    kills: int
    acts: int
    repeats: int
    lost: int
    half: int
    doubled: int
    refused: int
    untied: int
    damaged: int
    back: list[float]
    examples: list[str]

    @property
    def is_good(self) -> bool:
        """Whether every act is there once and whole, in a sound database."""
        return not (self.lost or self.half or self.doubled or self.refused or self.untied or self.damaged)

    def back_in_words(self) -> str:
        """Return the median and the worst time until the server answered again."""
        return f"{statistics.median(self.back):.2f} s, at worst {max(self.back):.2f} s"


class Day:
    """What was acknowledged to the writers, act by act, and what they were refused."""

    def __init__(self) -> None:
        self.acts: list[list[Proof]] = []
        self.refused: list[str] = []
        self.is_over = threading.Event()

    def work(self, writer: Writer) -> None:
        """Let a writer write until the day is over; nothing that was begun is left undone."""
        while not self.is_over.is_set():
            try:
                writer.act()
            except Refused as refusal:
                self.refused.append(str(refusal))

    def wait_for(self, more: int) -> None:
        """Wait until so many more acts were acknowledged, or long enough."""
        enough, end = len(self.acts) + more, time.monotonic() + LONGEST_WAIT
        while len(self.acts) < enough and time.monotonic() < end:
            time.sleep(0.002)


def kill_again_and_again(kills: int, url: str = "sqlite:///{}", control: str = "", seed: int = 9) -> Verdict:
    """Play the round, and judge it."""
    day, back = Day(), list[float]()
    with house(WRITERS, url, **({CONTROL: control} if control else {})) as place:
        place.start()
        writers = place.at_work(day.acts.append)
        strikes = partial(_strike, place, kills, day, random.Random(seed), back)  # noqa: S311
        side_by_side(strikes, *(partial(day.work, writer) for writer in writers))
        place.kill()
        repeats = sum(writer.phone.repeats for writer in writers)
        with looking_into(place.database):
            return _judged(day, kills, repeats, back)


def _strike(place: House, kills: int, day: Day, dice: random.Random, back: list[float]) -> None:
    """Kill the server so often, and end the day when it answers again. How long that took goes into `back`."""
    try:
        for number in range(kills):
            day.wait_for(dice.randint(0, MOST_ACTS))
            time.sleep(dice.uniform(0, ODD_MOMENT))
            begun = time.monotonic()
            place.kill()
            place.launch()
            if number % WHILE_STARTING == WHILE_STARTING - 1:
                time.sleep(dice.uniform(0, LONGEST_START))
                place.kill()
                place.launch()
            place.wait_for_answer()
            back.append(time.monotonic() - begun)
    finally:
        day.is_over.set()


def _judged(day: Day, kills: int, repeats: int, back: list[float]) -> Verdict:
    acknowledged, kept = Counter(proof for act in day.acts for proof in act), truth.kept()
    lost = acknowledged - kept
    doubled = Counter({proof: count for proof, count in (kept - acknowledged).items() if proof[0] in ONCE})
    gone = [sum(proof in lost for proof in act) for act in day.acts]
    return Verdict(
        kills=kills,
        acts=len(day.acts),
        repeats=repeats,
        lost=lost.total(),
        half=sum(0 < missing < len(act) for missing, act in zip(gone, day.acts, strict=True)),
        doubled=doubled.total(),
        refused=len(day.refused),
        untied=sum(1 for _ in trail.faults()),
        damaged=len(truth.damage()),
        back=back,
        examples=[str(one)[:100] for one in [*list(lost)[:3], *list(doubled)[:3], *day.refused[:3]]],
    )
