"""The power is cut: at many moments of a day's work the disk is rebuilt as it would be, and opened with the app."""

import os
import random
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from boligsocial import trail
from boligsocial.db import db
from tests.power import truth
from tests.power.disk import ALL, MODELS, Disk, Image, Model
from tests.power.house import CONTROL, house, looking_into, side_by_side
from tests.power.phones import Proof
from tests.power.recorder import Entry, answered, build, entries, environment

WRITERS = 3
# In a -wal file the header of a page names the size of the database when the page is the last of a transaction.
PAGE_HEADER, SIZE_AT_END = 24, slice(4, 8)


class Day(NamedTuple):
    """A day's work: the database file before it, what happened to the files, and what each answer proves."""

    url: str
    file: Path
    number: int
    before: bytes
    entries: list[Entry]
    proofs: list[list[Proof]]

    def disk(self) -> Disk:
        """Return the disk as the day begins."""
        return Disk(str(self.file), self.number, self.before)

    def moments(self) -> list[int]:
        """Return every moment at which the power can go, from the first answer on: so many entries have happened."""
        first = next(index for index, entry in enumerate(self.entries) if entry.kind == "A")
        return list(range(first + 1, len(self.entries) + 1))

    def ends_of_acts(self) -> list[int]:
        """Return the moments at which the last page of a transaction has just been written."""
        found, ends = [], False
        for index, entry in enumerate(self.entries):
            if entry.kind == "W" and len(entry.payload) == PAGE_HEADER:
                ends = entry.payload[SIZE_AT_END] != bytes(4)
            elif entry.kind == "W" and ends:
                found.append(index + 1)
                ends = False
        return [0, *found]


class Found(NamedTuple):
    """What one database said when it was opened after a cut.

    `lost` is how many proofs were missing, `damage` what is wrong with the file, `is_untied` whether the trail is.
    """

    model: str
    lost: int
    is_half: bool = False
    damage: str = ""
    is_untied: bool = False

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost, half done, damaged or untied."""
        return not (self.lost or self.is_half or self.damage or self.is_untied)


@contextmanager
def recorded_day(acts: int, url: str = "sqlite:///{}", control: str = "") -> Iterator[Day]:
    """Let writers do `acts` things at the real server. The folder with the database is gone at the end of the block."""
    with house(WRITERS, url, **({CONTROL: control} if control else {})) as place:
        record, proofs, in_turn = place.folder / "record", [], threading.Lock()
        before, number = place.file.read_bytes(), place.file.stat().st_ino
        place.add_to_environment(environment(build(place.folder), place.file, record))

        def told(proven: list[Proof]) -> None:
            with in_turn:
                answered(record, len(proofs))
                proofs.append(proven)

        def work(writer: int) -> None:
            for _ in range(acts // WRITERS):
                writers[writer].act()

        place.start()
        writers = place.at_work(told)
        side_by_side(*(partial(work, number) for number in range(WRITERS)))
        place.kill()
        yield Day(url, place.file, number, before, list(entries(record)), proofs)


class Bench:
    """A folder of one's own in which a disk is laid out and opened with the app's own code. One a process."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self.file = day.file.parent / f"cut-{os.getpid()}" / day.file.name
        self.file.parent.mkdir(exist_ok=True)
        # What was read of a database that holds exactly this: the proofs, and whether the trail is untied.
        self.read: dict[bytes, tuple[Counter[Proof], bool]] = {}
        with looking_into(day.url.format(self.file)):
            pass

    def lay_out(self, image: Image) -> None:
        """Put these files there and no others."""
        for path in self.file.parent.iterdir():
            path.unlink()
        for name, content in image.items():
            (self.file.parent / name).write_bytes(content)

    def number_and_digest(self, image: Image) -> tuple[int, bytes]:
        """Return how many acts this database has seen, and a digest of all it holds."""
        self.lay_out(image)
        with db.obj.connection_context():
            return truth.acts_done(), truth.digest()

    def judge(self, image: Image, model: Model, acknowledged: Counter[Proof], whole: dict[int, bytes]) -> Found:
        """Hold what the app finds against what was acknowledged, and against how it was after each act (`whole`)."""
        self.lay_out(image)
        try:
            with db.obj.connection_context():
                digest, damage = truth.digest(), "; ".join(truth.damage())
                if digest not in self.read:
                    self.read[digest] = truth.kept(), any(True for _ in trail.faults())
                kept, is_untied = self.read[digest]
                is_half = digest != whole.get(truth.acts_done())
                return Found(model.label, (acknowledged - kept).total(), is_half, damage, is_untied)
        except Exception as error:
            # A file that is no database any more can make anything stumble.
            return Found(model.label, acknowledged.total(), damage=repr(error))


_bench: Bench


def _begin(day: Day) -> None:
    global _bench
    _bench = Bench(day)


def _after_each_act(part: int, parts: int) -> list[tuple[int, int, bytes]]:
    """Return (moment, number of acts, digest) after each transaction, as those who were there saw it."""
    found = []
    for moment, disk, _ in _walk(_bench.day, _bench.day.ends_of_acts()[part::parts]):
        found.append((moment, *_bench.number_and_digest(disk.after_a_cut(ALL, random.Random()))))  # noqa: S311
    return found


def _after_cuts(moments: list[int], whole: dict[int, bytes]) -> list[Found]:
    found = []
    for moment, disk, acknowledged in _walk(_bench.day, moments):
        for model in MODELS:
            # So that a cut can be looked at again.
            dice = random.Random(f"{moment} {model.label}")  # noqa: S311
            found.append(_bench.judge(disk.after_a_cut(model, dice), model, acknowledged, whole))
    return found


def _walk(day: Day, moments: list[int]) -> Iterator[tuple[int, Disk, Counter[Proof]]]:
    """Yield the disk, and what was acknowledged, at each of the moments."""
    disk, acknowledged, done = day.disk(), Counter[Proof](), 0
    for moment in moments:
        for entry in day.entries[done:moment]:
            if entry.kind == "A":
                acknowledged.update(day.proofs[entry.offset])
            else:
                disk.take(entry)
        done = moment
        yield moment, disk, acknowledged


def chosen(day: Day, points: int) -> list[int]:
    """Return so many moments: up to half of them just after an answer, the others anywhere."""
    moments, dice = day.moments(), random.Random(points)  # noqa: S311
    after_answers = [moment for moment in moments if day.entries[moment - 1].kind == "A"]
    some = dice.sample(after_answers, min(points // 2, len(after_answers)))
    others = sorted(set(moments) - set(some))
    return sorted(some + dice.sample(others, points - len(some)))


def cut_power(day: Day, points: int, processes: int = 2) -> list[Found]:
    """Cut the power at so many moments under each model, and return what was found."""
    with ProcessPoolExecutor(processes, initializer=_begin, initargs=(day,)) as pool:
        seen = pool.map(_after_each_act, range(processes), [processes] * processes)
        whole: dict[int, bytes] = {}
        for _moment, number, digest in sorted(chain(*seen)):
            # The first that was seen with this number: what comes without a row of its own is no whole act.
            whole.setdefault(number, digest)
        parts = [chosen(day, points)[part::processes] for part in range(processes)]
        return list(chain(*pool.map(_after_cuts, parts, [whole] * processes)))
