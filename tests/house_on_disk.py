"""An installation in folders of its own, and what lies in them."""

import os
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from peewee import BlobField, CharField, TextField
from playhouse.fields import EnumField

from boligsocial import chain, create_app, db, fields_at_rest
from boligsocial.keys import KeyRing
from boligsocial.models import TABLES

SETTINGS = {"TESTING": True, "WTF_CSRF_ENABLED": False}

# Shorter texts stand by chance in any file, and pictures of one maker begin alike.
SHORTEST, MIDDLE = 6, slice(1000, 1032)


class House:
    """An installation in the folder `top`, to be used inside `handle_kept`."""

    def __init__(self, top: Path, scheme: str = "sqlcipher", **settings: object) -> None:
        self.instance, self.keys, self.backups, self.temp = (top / name for name in ("instance", "keys", "out", "tmp"))
        self.temp.mkdir(parents=True)
        self.file = self.instance / "house.db"
        self.settings = {**SETTINGS, **settings}
        self.use(scheme)

    @property
    def ring(self) -> KeyRing:
        """The keys."""
        return KeyRing(self.keys)

    def use(self, scheme: str) -> None:
        """Open the database from now on as "sqlcipher" or "sqlite"."""
        self.url = f"{scheme}:///{self.file}"

    def open(self) -> Flask:
        """Return the app as it starts, and let it have the database handle of this process."""
        db.db.obj.close()
        places = {"DATABASE_URL": self.url, "KEY_FOLDER": str(self.keys), "DELETION_LIST": str(self.temp / "deletions")}
        return create_app({**self.settings, **places})

    def flask(self, *words: object, is_well: bool = True, typed: str = "") -> str:
        """Run a command on the app as it starts, see that it ends well, or not, and return what it says."""
        done = self.open().test_cli_runner().invoke(args=[str(word) for word in words], input=typed)
        db.db.obj.close()
        assert (done.exit_code == 0) == is_well, done.output
        return done.output

    def written(self) -> dict[str, bytes]:
        """Return every file where the app and its commands write, but for the keys."""
        folders = (self.instance, self.backups, self.temp)
        files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
        return {file.name: file.read_bytes() for file in files}


@contextmanager
def handle_kept() -> Iterator[None]:
    """Give the process's database handle and keys back afterwards."""
    shared, audit_key, ring = db.db.obj, chain._Keyring.key, fields_at_rest._Ring.current
    try:
        yield
    finally:
        if db.db.obj is not shared:
            db.db.obj.close()
        db.db.initialize(shared)
        chain._Keyring.key, fields_at_rest._Ring.current = audit_key, ring


def told() -> set[bytes]:
    """Return what the database in use holds of people: every text, and a part of every picture."""
    found: set[bytes] = set()
    for table in TABLES:
        for name, field in table._meta.fields.items():
            if isinstance(field, CharField | TextField) and not isinstance(field, EnumField):
                found |= {str(text).encode() for row in table.select() if (text := getattr(row, name))}
            elif isinstance(field, BlobField):
                found |= {bytes(getattr(row, name))[MIDDLE] for row in table.select()}
    return {piece for piece in found if len(piece) >= SHORTEST}


def seen(pieces: set[bytes], files: dict[str, bytes]) -> set[bytes]:
    """Return the pieces that stand in any of the files."""
    return {piece for piece in pieces if any(piece in content for content in files.values())}


def copy_of(house: House, folder: Path) -> House:
    """Return a house of its own with the same database and keys."""
    copy = House(folder)
    copy.instance.mkdir()
    copy.keys.mkdir(mode=0o700)
    copy.file.write_bytes(house.file.read_bytes())
    for file in house.keys.iterdir():
        (copy.keys / file.name).write_bytes(file.read_bytes())
    return copy


def die_after(seconds: float) -> None:
    """Be killed by the clock, in the middle of whatever."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def killed_child(work: Callable[[], None]) -> bool:
    """Run `work` in a child process; return whether it was killed."""
    if (child := os.fork()) == 0:
        try:
            work()
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])
