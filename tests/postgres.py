"""PostgreSQL for the tests: a throw-away server, and databases that come and go on it.

`python -m tests.postgres COMMAND...` starts a server in a temporary folder, runs the command with TEST_DATABASE_URL
set and stops it again. Without a command it only makes sure that PostgreSQL is there.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

import psycopg
from psycopg import sql

PROGRAMS = Path("/usr/lib/postgresql")
MEMORY = Path("/dev/shm")  # noqa: S108 - each run makes its own folder
# The cluster lives for one test run, so nothing needs to survive a power cut.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "unix_socket_directories=", "jit=off")
MISSING = "Missing: PostgreSQL's server programs (on Debian or Ubuntu: apt install postgresql)"


@contextmanager
def fresh_database(server_url: str) -> Iterator[str]:
    """Yield the URL of a new empty database on the server at `server_url`; it is dropped afterwards."""
    name = f"boligsocial_test_{token_hex(6)}"
    _on_server(server_url, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield f"{server_url.rstrip('/').rpartition('/')[0]}/{name}"
    finally:
        _on_server(server_url, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _on_server(server_url: str, statement: sql.Composed) -> None:
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(statement)


@contextmanager
def throw_away_server() -> Iterator[str]:
    """Yield the URL of a server in a temporary folder, on a loopback port with a password of its own."""
    programs, port, password = find_or_install(), _free_port(), token_hex(16)
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None, prefix="postgres-") as folder:
        home = Path(folder)
        (home / "password").write_text(password)
        if os.geteuid() == 0:
            for path in (home, home / "password"):
                shutil.chown(path, "postgres")
        data = home / "data"
        secret = ("--auth=scram-sha-256", f"--pwfile={home / 'password'}", "--username=tests")
        _as_postgres(programs / "initdb", "-D", data, *secret, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        options = " ".join(f"-c {setting}" for setting in (*SETTINGS, f"port={port}", "listen_addresses=127.0.0.1"))
        _as_postgres(programs / "pg_ctl", "-D", data, "-l", home / "log", "-w", "-o", options, "start")
        try:
            yield f"postgresql://tests:{password}@127.0.0.1:{port}/postgres"
        finally:
            _as_postgres(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def find_or_install() -> Path:
    """Return the folder of the newest server programs; end with one line when there are none and none can be had."""
    if not (programs := _newest()) and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "postgresql"]):
            subprocess.run(["apt-get", *command], env=quiet, capture_output=True, check=False)  # noqa: S603, S607
        programs = _newest()
    return programs or sys.exit(MISSING)


def _newest() -> Path | None:
    found = {path.parent for path in PROGRAMS.glob("*/bin/initdb")}
    on_path = shutil.which("initdb")
    by_version = sorted(found, key=lambda folder: float(folder.parent.name))
    return by_version[-1] if by_version else Path(on_path).resolve().parent if on_path else None


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as trial:
        port: int = trial.getsockname()[1]
        return port


def _as_postgres(*command: str | Path) -> None:
    """Run a server program, as the user postgres when we are root: PostgreSQL refuses to run as root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    # The server outlives pg_ctl and must not hold a pipe of ours open, so its words go to a file.
    with tempfile.TemporaryFile() as words:
        done = subprocess.run(  # noqa: S603 - fixed commands
            [*prefix, *map(str, command)], stdin=subprocess.DEVNULL, stdout=words, stderr=words, cwd="/", check=False
        )
        if done.returncode:
            words.seek(0)
            sys.exit(f"PostgreSQL: {Path(command[0]).name} failed:\n{words.read().decode(errors='replace')}")


def main(command: list[str]) -> int:
    """Run the command beside a throw-away server and return its exit status."""
    if not command:
        find_or_install()
        return 0
    with throw_away_server() as url:
        return subprocess.run(command, env={**os.environ, "TEST_DATABASE_URL": url}, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
