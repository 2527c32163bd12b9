"""The real app as it is run, with a demo database of its own in a temporary folder."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

TOP = Path(__file__).parents[2]
SECRET_KEY = "only-for-tests-in-a-browser-and-for-nothing-else"
MEMORY = Path("/dev/shm")  # noqa: S108 - each run makes its own folder


@contextmanager
def running_app(**settings: str) -> Iterator[tuple[str, str]]:
    """Yield (address of the app, URL of its database), with the demo world in it; `settings` are BOLIGSOCIAL_*."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None, prefix="boligsocial-") as folder:
        database = lay_demo(Path(folder) / "demo.db")
        environment = {**environment_of(database), **{f"BOLIGSOCIAL_{name}": text for name, text in settings.items()}}
        with gunicorn(environment, Path(folder) / "log") as address:
            yield address, database


def lay_demo(file: Path) -> str:
    """Make a database file with the demo world, for its user alone, and return its URL."""
    file.touch(mode=0o600)
    file.write_bytes(_demo())
    return f"sqlite:///{file}"


@cache
def _demo() -> bytes:
    # Once in a process, for it takes a while.
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        environment = environment_of(f"sqlite:///{folder}/demo.db")
        for command in ("migrate up", "seed --demo"):
            _run([sys.executable, "-m", "flask", "--app", "app", *command.split()], environment)
        return Path(folder, "demo.db").read_bytes()


def environment_of(database: str) -> dict[str, str]:
    """Return the environment of an app with this database and with no setting of whoever runs the tests."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("BOLIGSOCIAL_")},
        "BOLIGSOCIAL_KEY_FOLDER": os.environ["TEST_KEYS"],
        "BOLIGSOCIAL_DATABASE_URL": database,
        "BOLIGSOCIAL_SECRET_KEY": SECRET_KEY,
    }


def _run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=TOP, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


@contextmanager
def gunicorn(environment: dict[str, str], log: Path, app: str = "app:app") -> Iterator[str]:
    """Serve the app as it is run, with these settings, and yield its address; what went wrong there is shown."""
    with socket.create_server(("127.0.0.1", 0)) as trial:
        address = f"127.0.0.1:{trial.getsockname()[1]}"
    command = [sys.executable, "-m", "gunicorn", "--config", "python:boligsocial.serving", "--bind", address, app]
    with log.open("wb") as words:
        server = subprocess.Popen(command, cwd=TOP, env=environment, stdout=words, stderr=words)  # noqa: S603
    try:
        _wait_for(f"http://{address}/log-ind", server, log)
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait(timeout=20)
        errors = [line for line in log.read_text().splitlines() if "Traceback" in line or "[ERROR]" in line]
        if errors:
            print(log.read_text(), file=sys.stderr)


def _wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(300):
        try:
            urlopen(url, timeout=10).close()  # noqa: S310 - our own server
        except (URLError, OSError) as error:
            if server.poll() is not None:
                raise RuntimeError(log.read_text()) from error
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{url} does not answer\n{log.read_text()}")
