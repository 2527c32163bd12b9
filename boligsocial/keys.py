"""The key file: what data at rest is encrypted with. It lies apart from the data, whose copies tell nothing without it.

A line is a key: the day it was made, its name, and 256 random bits in hex. The last line is written with, all are read
with. Each use (`purpose`) gets a key of its own out of it, so there is one file to keep a copy of.
"""

import hmac
import os
import secrets
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from peewee import PeeweeException

from boligsocial.clock import today

FILE = "data_keys"
OF_MACHINE = Path("/etc/boligsocial")
HEADING = (
    "# The keys of Boligsocial's data. Without this file nothing in the database and its copies can be read.\n"
    "# Keep a copy of it apart from them. Change it with `flask keys` alone.\n"
)
NAME_LENGTH, KEY_BYTES = 8, 32


class KeyMissing(PeeweeException):
    """What was asked for is encrypted with a key that the key file does not hold, or there is no key file."""


class Key(NamedTuple):
    """One key. `name` stands openly in front of what it encrypts."""

    made_on: date
    name: str
    secret: bytes

    def for_purpose(self, purpose: str) -> bytes:
        """Return the 32 bytes that are used for `purpose`, e.g. "fields"."""
        return hmac.digest(self.secret, purpose.encode(), "sha256")


class KeyRing:
    """The keys of one file, read again whenever it changes."""

    def __init__(self, folder: str | Path) -> None:
        self.path = Path(folder) / FILE
        self._seen: tuple[int, int] | None = None
        self._keys: tuple[Key, ...] = ()

    @property
    def exists(self) -> bool:
        """Whether there is a key file."""
        return self.path.exists()

    def all(self) -> tuple[Key, ...]:
        """Return every key, oldest first. Raises KeyMissing."""
        try:
            stat = self.path.stat()
            if self._seen != (seen := (stat.st_mtime_ns, stat.st_ino)):
                self._keys, self._seen = _read(self.path.read_text()), seen
        except FileNotFoundError:
            raise KeyMissing(f"There is no key file {self.path}. Put your copy of it back.") from None
        return self._keys

    def newest(self) -> Key:
        """Return the key to write with. Raises KeyMissing."""
        return self.all()[-1]

    def named(self, name: str) -> Key:
        """Return the key of that name. Raises KeyMissing."""
        for key in self.all():
            if key.name == name:
                return key
        raise KeyMissing(f"The key {name} is not in {self.path}. Put your copy of the file back.")

    def make_first(self) -> bool:
        """Make the file with one key when there is none. Return whether it was made."""
        if self.exists:
            return False
        return write_once(self.path, HEADING + _line(new_key()))

    def add(self) -> Key:
        """Make another key, which is written with from now on. Raises KeyMissing."""
        key = new_key()
        self._replace((*self.all(), key))
        return key

    def keep_only(self, names: set[str]) -> list[str]:
        """Forget the keys with other names, and return those. The newest always stays. Raises KeyMissing."""
        kept = tuple(key for key in self.all() if key.name in names or key == self.newest())
        gone = [key.name for key in self.all() if key not in kept]
        self._replace(kept)
        return gone

    def _replace(self, keys: tuple[Key, ...]) -> None:
        # A new file in the place of the old one: there is never half a file.
        draft = _draft(self.path, HEADING + "".join(map(_line, keys)))
        draft.replace(self.path)
        on_the_disk(self.path.parent)


def new_key() -> Key:
    """Return a key that nobody else has."""
    return Key(today(), secrets.token_hex(NAME_LENGTH // 2), secrets.token_bytes(KEY_BYTES))


def _line(key: Key) -> str:
    return f"{key.made_on} {key.name} {key.secret.hex()}\n"


def _read(text: str) -> tuple[Key, ...]:
    lines = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    try:
        keys = tuple(Key(date.fromisoformat(day), name, bytes.fromhex(secret)) for day, name, secret in lines)
    except ValueError:
        keys = ()
    if not keys or any(len(key.secret) != KEY_BYTES for key in keys):
        raise KeyMissing("The key file is damaged. Put your copy of it back.")
    return keys


def write_once(path: Path, text: str) -> bool:
    """Write a file for its owner alone unless it is there, in a folder for the owner alone. Return whether it was."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Written whole before it has its name: another process must never read half a key.
    draft = _draft(path, text)
    is_made = False
    with suppress(FileExistsError):
        path.hardlink_to(draft)
        is_made = True
    draft.unlink()
    on_the_disk(path.parent)
    return is_made


def _draft(path: Path, text: str) -> Path:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return draft


def on_the_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, would outlive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def usual_folder() -> Path:
    """Return where keys lie when nobody says: /etc/boligsocial if there is one, else the user's own settings."""
    of_user = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "boligsocial"
    return OF_MACHINE if OF_MACHINE.is_dir() else of_user
