"""The real app behind gunicorn on a database file of its own, to be killed and started again on the same port."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from boligsocial import create_app, db
from tests.browser.server import SECRET_KEY, TOP, environment_of, lay_demo


class AppServer:
    """`start`, `kill` (SIGKILL, no goodbye) and `stored()` to look into its database. `env` is for broken versions."""

    app = "tests.chaos.serve:app"

    def __init__(self, folder: Path, **env: str) -> None:
        self.folder = folder
        self.database = f"sqlite:///{folder}/chaos.db"
        self.kills = 0
        self._env = {**environment_of(self.database), **env}
        with socket.create_server(("127.0.0.1", 0)) as trial:
            self.port: int = trial.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    def set_up(self) -> None:
        """Make the database with the demo world, and start."""
        lay_demo(self.folder / "chaos.db")
        self.start()

    def start(self) -> None:
        """Start, and wait until it answers."""
        self.launch()
        self.wait_for_answer()

    def launch(self) -> None:
        """Start."""
        command = [sys.executable, "-m", "gunicorn", "--config", "python:boligsocial.serving"]
        command += ["--bind", f"127.0.0.1:{self.port}", self.app]
        with (self.folder / "log").open("ab") as words:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                command, cwd=TOP, env=self._env, stdout=words, stderr=words, start_new_session=True
            )

    def wait_for_answer(self) -> None:
        """Wait until it answers."""
        for _ in range(300):
            if self._process is None or self._process.poll() is not None:
                raise RuntimeError((self.folder / "log").read_text())
            try:
                urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5).close()  # noqa: S310 - our own server
            except (URLError, OSError):
                time.sleep(0.05)
            else:
                return
        raise RuntimeError((self.folder / "log").read_text())

    def kill(self) -> None:
        """End every process of the server at once, and wait until the port is free."""
        if self._process is None:
            return
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None
        self.kills += 1

    def restart(self) -> None:
        """Kill it and start it again."""
        self.kill()
        self.start()

    @contextmanager
    def stored(self) -> Iterator[None]:
        """Look into the database."""
        create_app({"DATABASE_URL": self.database, "SECRET_KEY": SECRET_KEY})
        with db.db.obj.connection_context():
            yield


def wait_until(is_so: Callable[[], Any], seconds: float, what: str) -> Any:
    """Return what `is_so` returns as soon as it is true; fail after `seconds`, saying `what` was waited for."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := is_so():
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds:g} s for {what}")
