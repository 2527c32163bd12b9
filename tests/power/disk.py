"""A disk that can lose power: what of a list of writes is on it, as far as the syncs go, under three models.

A file system may keep any of the writes since the file's last sync, and of each write any of its sectors. The order in
which it brings them out needs no model of its own: a page that was written twice is there old, in between or new, and
dropping the later writes gives just that. Names are a list of their own: a file that came or went is sure of that only
once the folder was synced.
"""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.power.recorder import FOLDER, Entry

SECTOR = 512
# Name of a file -> what it holds.
Image = dict[str, bytearray]


@dataclass
class _File:
    """What is surely on the disk, and the writes and truncations since the last sync."""

    synced: bytearray = field(default_factory=bytearray)
    since: list[Entry] = field(default_factory=list)


class Disk:
    """Takes entries one by one with `take`; `after_a_cut` says what would be there if the power went now.

    It begins with one file of this name, number and content.
    """

    def __init__(self, name: str, number: int, content: bytes) -> None:
        begun = _File(bytearray(content))
        self.files: dict[int, _File] = {number: begun}
        self.named: dict[str, _File] = {name: begun}
        self.surely_named = dict(self.named)
        self.names_since: list[tuple[str, _File | None]] = []

    def take(self, entry: Entry) -> None:
        """Let this happen."""
        if entry.kind in "OU":
            self._name(entry)
        elif entry.kind in "WT":
            self.files[entry.file].since.append(entry)
        elif entry.kind == "S" and entry.file == FOLDER:
            self.surely_named, self.names_since = dict(self.named), []
        elif entry.kind == "S":
            file = self.files[entry.file]
            _apply(file.synced, file.since)
            file.since.clear()

    def _name(self, entry: Entry) -> None:
        name = entry.payload.decode()
        if entry.kind == "U":
            self.named.pop(name, None)
            self.names_since.append((name, None))
        elif self.named.get(name) is not self.files.get(entry.file) or name not in self.named:
            # Opened under a name that was free: the file is new, whatever had its number before.
            self.named[name] = self.files[entry.file] = _File()
            self.names_since.append((name, self.named[name]))

    def after_a_cut(self, model: "Model", dice: random.Random) -> Image:
        """Return the files as the next start would find them."""
        named = dict(self.surely_named)
        # A file system keeps its journal of names in order, so of them only the last are lost.
        for name, file in self.names_since[: model.names(len(self.names_since), dice)]:
            named[name] = file or _File()
            if file is None:
                del named[name]
        image = {}
        for name, file in named.items():
            image[Path(name).name] = bytearray(file.synced)
            _apply(image[Path(name).name], model.kept(file.since, dice))
        return image


def _apply(content: bytearray, changes: Iterable[Entry]) -> None:
    for change in changes:
        if change.kind == "T":
            _resize(content, change.offset)
        else:
            end = change.offset + len(change.payload)
            _resize(content, max(end, len(content)))
            content[change.offset : end] = change.payload


def _resize(content: bytearray, size: int) -> None:
    if size < len(content):
        del content[size:]
    else:
        content.extend(bytes(size - len(content)))


@dataclass(frozen=True)
class Model:
    """What of the changes since the last sync is kept (`kept`), and how many of the last names (`names`)."""

    label: str
    kept: Callable[[list[Entry], random.Random], Iterable[Entry]]
    names: Callable[[int, random.Random], int]


def _some(changes: list[Entry], dice: random.Random) -> list[Entry]:
    share = dice.random()
    return [change for change in changes if dice.random() < share]


def _torn(changes: list[Entry], dice: random.Random) -> list[Entry]:
    """Keep all up to one write, torn at a sector, and of those after it some sectors here and there."""
    sectors = [part for change in changes for part in _sectors(change)]
    whole = dice.randint(0, len(sectors))
    return sectors[:whole] + _some(sectors[whole:], dice)


def _sectors(change: Entry) -> list[Entry]:
    """Return a write in pieces that end where a sector of the disk ends."""
    if change.kind == "T":
        return [change]
    first = SECTOR - change.offset % SECTOR
    edges = [0, *range(first, len(change.payload), SECTOR), len(change.payload)]
    return [
        change._replace(offset=change.offset + begin, payload=change.payload[begin:end])
        for begin, end in zip(edges, edges[1:], strict=False)
    ]


# What a process that was killed leaves behind: the system brings out all that was written.
ALL = Model("all", lambda changes, dice: changes, lambda count, dice: count)
MODELS = (
    Model("synced", lambda changes, dice: [], lambda count, dice: 0),
    Model("some", _some, lambda count, dice: dice.randint(0, count)),
    Model("torn", _torn, lambda count, dice: dice.randint(0, count)),
)
