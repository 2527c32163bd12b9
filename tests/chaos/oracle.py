"""The truth: what was meant to be stored, held against what is. Every list of a Verdict must be empty."""

import hashlib
import json
from dataclasses import dataclass, field
from itertools import cycle

from boligsocial import photos
from boligsocial.models import Delivery, Note, Photo, PhotoBytes, User
from tests.chaos.proxy import Proxy
from tests.chaos.servers import AppServer

HARD_TEXTS = (
    "Stod i kælderen. 👩‍👩‍👧‍👦 🇩🇰 👍🏽",
    "שלום, מרחבא: السلام عليكم\u200f og så dansk igen",
    "Ke\u0301nt i opgangen, A\u030angstrøm og e\u0302 med lo\u0308se tegn",
    "Tomme linjer\n\n\nog blanke til sidst   \n\n",
    "<b>ikke fed</b> & \"anførsel\" 'enkelt' \\ skråstreg {{ 7 * 7 }} %s",
    "Langt: " + "æøåÆØÅ trappe " * 357 + "slut",
    "\t indrykket og \u00a0hårdt mellemrum",
    "Helt almindeligt: radiatoren er kold, beboeren ringer til driften.",
)


@dataclass
class Planned:
    """A note that was saved on a phone."""

    author: str
    text: str
    photo_count: int = 0


@dataclass
class Verdict:
    """What went wrong, by kind; each entry is a note's mark."""

    planned: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong_author: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    wrong_photos: list[str] = field(default_factory=list)
    unplanned: list[str] = field(default_factory=list)

    @property
    def faults(self) -> dict[str, list[str]]:
        """Return the kinds that are not empty."""
        return {name: value for name, value in vars(self).items() if isinstance(value, list) and value}


class Plan:
    """What is to be stored. `next` gives the text of a further note; it counts once `saved` is called."""

    def __init__(self) -> None:
        self.notes: dict[str, Planned] = {}
        self._texts = cycle(HARD_TEXTS)
        self._number = 0

    def next(self) -> str:
        """Return a text with a mark of its own in front."""
        self._number += 1
        return f"[note {self._number:05d}] {next(self._texts)}"

    def saved(self, author: str, text: str, photo_count: int = 0) -> None:
        """Remember a note for which the phone has said "Gemt"."""
        self.notes[text[:12]] = Planned(author, text, photo_count)

    def judge(self, server: AppServer, proxy: Proxy) -> Verdict:
        """Hold the plan against the server's database."""
        verdict = Verdict(len(self.notes))
        with server.stored():
            found: dict[str, list[Note]] = {}
            for note in Note.select(Note, User).join(User, on=Note.author).where(Note.text.startswith("[note ")):
                found.setdefault(note.text[:12], []).append(note)
            for mark, planned in self.notes.items():
                _judge_one(verdict, mark, planned, found.pop(mark, []), proxy)
        verdict.unplanned = list(found)
        return verdict


def _judge_one(verdict: Verdict, mark: str, planned: Planned, found: list[Note], proxy: Proxy) -> None:
    if not found:
        verdict.lost.append(mark)
    if len(found) > 1:
        verdict.doubled.append(mark)
    for note in found:
        if note.author.username != planned.author:
            verdict.wrong_author.append(mark)
        if note.text != planned.text or note.kind != "visit" or note.topic != "noise":
            verdict.differing.append(mark)
        if not _photos_are_right(note, planned.photo_count, proxy):
            verdict.wrong_photos.append(mark)


def _photos_are_right(note: Note, count: int, proxy: Proxy) -> bool:
    named = json.loads(bytes(Delivery.get_by_id(note.id).payload))["pics"]
    rows = list(Photo.select(Photo, PhotoBytes).join(PhotoBytes).where(Photo.note == note.id))
    if len(named) != count or sorted(row.received_sha256 for row in rows) != sorted(named):
        return False
    return all(_is_right(row, proxy.photos.get(row.received_sha256, b"")) for row in rows)


def _is_right(row: Photo, sent: bytes) -> bool:
    """Return whether the stored picture is the one that was sent, made anew by the server and whole."""
    stored = bytes(row.photobytes.image)
    is_whole = hashlib.sha256(stored).hexdigest() == row.sha256
    return (
        is_whole and hashlib.sha256(sent).hexdigest() == row.received_sha256 and photos.prepared(sent).image == stored
    )
