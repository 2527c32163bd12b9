"""A short day of the power cut; `make power-cut` plays the long one. What the disk keeps is tried on small files."""

import random
import subprocess
import sys

import pytest

from tests.power import recorder
from tests.power.disk import ALL, MODELS, Disk, Image
from tests.power.recorder import FOLDER, Entry

DICE = random.Random(5)  # noqa: S311
SYNCED, SOME, TORN = MODELS
A, B = b"a" * 512, b"b" * 512


def disk(*happened: Entry) -> Disk:
    began = Disk("/x/power.db", 7, A)
    for entry in happened:
        began.take(entry)
    return began


def write(offset: int, data: bytes, file: int = 7) -> Entry:
    return Entry("W", file, offset, data)


def sync(file: int = 7) -> Entry:
    return Entry("S", file, 0, b"")


def opened(name: str, file: int) -> Entry:
    return Entry("O", file, 0, name.encode())


def unlinked(name: str) -> Entry:
    return Entry("U", 0, 0, name.encode())


def images(after: Disk, model, times: int = 60) -> list[Image]:
    return [after.after_a_cut(model, DICE) for _ in range(times)]


def test_what_was_synced_stays_and_what_was_not_may_go_stay_or_stay_in_part():
    after = disk(write(0, B), sync(), write(0, A * 2))
    assert after.after_a_cut(SYNCED, DICE) == {"power.db": B}
    assert after.after_a_cut(ALL, DICE) == {"power.db": A * 2}
    assert {bytes(image["power.db"]) for image in images(after, SOME)} == {B, A * 2}
    assert {bytes(image["power.db"]) for image in images(after, TORN)} >= {B, A, A * 2, B + A}


def test_a_later_write_may_be_there_without_an_earlier_one():
    after = disk(write(512, B), write(1024, B))
    assert bytes(A + bytes(512) + B) in {bytes(image["power.db"]) for image in images(after, SOME)}


def test_a_file_cut_short_is_long_again_unless_that_was_synced():
    cut_short = Entry("T", 7, 100, b"")
    assert disk(cut_short).after_a_cut(SYNCED, DICE) == {"power.db": A}
    assert disk(cut_short, sync()).after_a_cut(SYNCED, DICE) == {"power.db": A[:100]}


def test_a_name_is_sure_once_the_folder_was_synced():
    wal = opened("/x/power.db-wal", 8), write(0, B, 8), sync(8)
    assert disk(*wal).after_a_cut(SYNCED, DICE) == {"power.db": A}
    assert disk(*wal, sync(FOLDER)).after_a_cut(SYNCED, DICE) == {"power.db": A, "power.db-wal": B}
    gone = disk(*wal, sync(FOLDER), unlinked("/x/power.db-wal"))
    assert gone.after_a_cut(SYNCED, DICE) == {"power.db": A, "power.db-wal": B}
    assert gone.after_a_cut(ALL, DICE) == {"power.db": A}


def test_a_new_file_that_got_the_number_of_one_that_went_holds_nothing_of_it():
    name = "/x/power.db-wal"
    after = disk(opened(name, 8), write(0, B, 8), unlinked(name), opened(name, 8), write(0, A, 8), opened(name, 8))
    assert after.after_a_cut(ALL, DICE) == {"power.db": A, "power.db-wal": A}


@pytest.mark.skipif(recorder.compiler(install=False) is None, reason=recorder.MISSING)
def test_the_power_is_cut_and_nothing_acknowledged_is_lost_or_half_done(record_property):
    # In a process of its own: it opens other databases.
    command = [sys.executable, "-m", "tests.power", "cut", "--points", "60", "--acts", "45", "--controls", "0"]
    played = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603
    assert played.returncode == 0, played.stdout + played.stderr
    record_property("measured", f"power cut: {played.stdout.splitlines()[-2].strip()}")
