"""What workers do all day, as real requests: notes, photos, deliveries, edits, moves, shares, follow-ups, defects."""

import hashlib
import json
import random
import re
from collections.abc import Callable
from itertools import count
from types import SimpleNamespace
from typing import NamedTuple
from uuid import UUID, uuid4, uuid5

from boligsocial import photos
from tests.outbox_world import payload
from tests.power.phones import Phone, Proof

WITHDRAW = re.compile(r"/delinger/([0-9a-f-]{36})/traek-tilbage")
FINISH = re.compile(r"/opfoelgninger/([0-9a-f-]{36})/udfoert")


class Desk(NamedTuple):
    """What a writer works on; numbers and ids of rows."""

    cookie: str
    department: int
    case: str
    move_in: str
    contact: int


class Picture(NamedTuple):
    """A photo as a phone has it, and the digest under which the server stores it."""

    data: bytes
    stored_sha256: str

    @classmethod
    def of(cls, data: bytes) -> "Picture":
        """Return what becomes of these bytes."""
        return cls(data, photos.prepared(data).sha256)


class Writer:
    """One worker who does one thing after the other: `act`. Whatever is written bears a mark of its own."""

    def __init__(self, name: str, phone: Phone, desk: Desk, pictures: list[Picture]) -> None:
        self.name, self.phone, self.desk, self.pictures = name, phone, desk, pictures
        self.dice = random.Random(name)  # noqa: S311
        self.numbers = count(1)
        # The worker's own notes that are in no case yet, with their version, newest last.
        self.notes: list[tuple[str, int]] = []
        self._coming: list[Callable[[Writer], None]] = []

    def act(self) -> None:
        """Do the next thing: each as often as it is listed, in an order of its own."""
        if not self._coming:
            self._coming = self.dice.sample(ACTS, len(ACTS))
        self._coming.pop()(self)

    def words(self) -> str:
        """Return a text that was never written before."""
        mark = f"[{self.name}-{next(self.numbers):05d}]"
        return f"{mark} trappen er våd \N{FIRE} æøå " + "langt " * self.dice.randint(0, 60)

    def _some_pictures(self, least: int) -> list[Picture]:
        return self.dice.sample(self.pictures, self.dice.randint(least, 2))

    def note(self, least_photos: int = 0) -> None:
        """Log a note by its form."""
        text, taken = self.words().strip(), self._some_pictures(least_photos) if least_photos else []
        fields = {"kind": "visit", "topic": "noise", "department": self.desk.department, "text": text, "when": "now"}

        def proofs(note_id: UUID) -> list[Proof]:
            self.notes.append((str(note_id), 1))
            return [("text", text), *_photo_proofs(note_id, taken)]

        self.phone.post("/log", fields, proofs, [picture.data for picture in taken])

    def note_with_photos(self) -> None:
        """Log a note with one or two photos."""
        self.note(least_photos=1)

    def deliver(self) -> None:
        """Deliver a note through the outbox, then the photos that its receipt asks for."""
        note_id, text, taken = uuid4(), self.words(), self._some_pictures(0)
        named = {hashlib.sha256(picture.data).hexdigest(): picture for picture in taken}
        sent = payload(SimpleNamespace(id=self.desk.department), text=text, pics=list(named))
        body = json.dumps(sent).encode()
        receipt = self.phone.put(f"/o/{note_id}", body, ("write", str(note_id)), ("text", text))
        assert (receipt["id"], receipt["sha"]) == (str(note_id), hashlib.sha256(body).hexdigest())
        for sha in receipt["need"]:
            stored = [("write", str(uuid5(note_id, sha))), *_photo_proofs(note_id, [named[sha]])]
            self.phone.put(f"/o/{note_id}/{sha}", named[sha].data, *stored)
        self.notes.append((str(note_id), 1))

    def edit(self) -> None:
        """Write one of the newest notes anew."""
        note_id, version = self._take_note()
        text = self.words().strip()
        fields = {"kind": "call", "topic": "noise", "department": self.desk.department, "text": text}
        self.phone.post(f"/notater/{note_id}/ret", {**fields, "version": version}, lambda _: [("text", text)])
        self.notes.append((note_id, version + 1))

    def _take_note(self) -> tuple[str, int]:
        if not self.notes:
            self.note()
        return self.notes.pop()

    def settle(self) -> None:
        """Move a note into the case."""
        note_id, _version = self._take_note()
        self.phone.post(f"/notater/{note_id}/afklar", {"case": self.desk.case, "choice": "case"}, lambda _: [])

    def share(self) -> None:
        """Share a note."""
        note_id, version = self._take_note()
        text = self.words().strip()
        fields = {"recipient": self.desk.contact, "basis": "impersonal", "purpose": "home", "life": "30"}
        shared = {**fields, "version": version, "text": text}
        self.phone.post(f"/notater/{note_id}/del", shared, lambda _: [("share", text)])
        self.notes.insert(0, (note_id, version))

    def withdraw(self) -> None:
        """Read the note shared last, and take its share back."""
        self.share()
        note_id, _version = self.notes[0]
        if found := WITHDRAW.search(self._read(f"/notater/{note_id}", "note.read", note_id)):
            self.phone.post(found[0], {}, lambda _: [("withdrawn", found[1])])

    def _read(self, path: str, event: str, subject: str) -> str:
        return self.phone.get(path, ("shown", str(self.phone.me["uid"]), event, subject))

    def follow_up(self) -> None:
        """Promise to do something."""
        what = self.words()[:190].strip()
        fields = {"what": what, "days": "7"}
        self.phone.post(f"/sager/{self.desk.case}/opfoelgninger", fields, lambda _: [("follow-up", what)])

    def finish(self) -> None:
        """Read the case, and tick off what is first in it."""
        page = self._read(f"/sager/{self.desk.case}", "case.read", self.desk.case)
        if found := FINISH.search(page):
            self.phone.post(found[0], {}, lambda _: [("finished", found[1])])

    def defect(self) -> None:
        """Find a defect as somebody moves in, with a photo."""
        fault, taken = self.words().strip(), self._some_pictures(1)

        def proofs(write_id: UUID) -> list[Proof]:
            return [("defect", fault), *_photo_proofs(write_id, taken)]

        fields = {"room": "kitchen", "fault": fault}
        self.phone.post(f"/sager/{self.desk.move_in}/mangler/ny", fields, proofs, [one.data for one in taken])


def _photo_proofs(write_id: UUID, taken: list[Picture]) -> list[Proof]:
    return [("photo", str(write_id), picture.stored_sha256) for picture in taken]


ACTS = [
    *(Writer.note, Writer.note_with_photos, Writer.note_with_photos, Writer.deliver, Writer.deliver, Writer.deliver),
    *(Writer.edit, Writer.edit, Writer.settle, Writer.share, Writer.withdraw),
    *(Writer.follow_up, Writer.finish, Writer.defect),
]
