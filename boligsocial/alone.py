"""One process at a time: a lock on a file that the system lets go of however its holder ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask

from boligsocial.db import file_of


class AlreadyRunning(Exception):
    """Another process on this machine holds the lock."""


def jobs_lock(app: Flask) -> Path:
    """Return the file whose lock says that the jobs run: beside the SQLite file, or named for the database."""
    url = app.config["DATABASE_URL"]
    if file := file_of(url):
        return file.with_name(f"{file.name}.jobs.lock")
    return Path(app.instance_path) / f"jobs-{urlsplit(url).path.strip('/')}.lock"


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold the lock while the block runs. Raises AlreadyRunning."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning from None
        yield


def is_held(path: Path) -> bool:
    """Return whether a process holds the lock now. Leaves no file behind."""
    if not path.exists():
        return False
    with path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
