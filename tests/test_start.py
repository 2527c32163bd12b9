"""The real gunicorn: it serves a sound house, and ends at once, master and all, over one that is not."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.browser.server import TOP


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("house")


@pytest.fixture(scope="module")
def house(folder):
    """A demo house on disk: `house()` starts gunicorn in it, `house("flask", ...)` a command."""
    # The instance folder of a checkout is open, so these houses are looked at as a demo on this machine is.
    env = {name: value for name, value in os.environ.items() if not name.startswith(("BOLIGSOCIAL_", "FLASK_"))}
    env |= {"BOLIGSOCIAL_DATABASE_URL": f"sqlite:///{folder}/house.db"}
    env |= {"BOLIGSOCIAL_KEY_FOLDER": os.environ["TEST_KEYS"]}
    env |= {"BOLIGSOCIAL_SECRET_KEY": "0123456789abcdef" * 4}
    started = []

    def start(*command, bind=None, **settings):
        serve = ("gunicorn", "--config", "python:boligsocial.serving", "--bind", bind or free_address(), "app:app")
        words = [sys.executable, "-m", *(command or serve)]
        pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        started.append(subprocess.Popen(words, cwd=TOP, env=env | settings, **pipes))  # noqa: S603 - our own commands
        return started[-1]

    _said, complaint = start("flask", "--app", "app", "seed", "--demo").communicate(timeout=60)
    assert complaint == ""
    yield start
    for process in started:
        process.terminate()
        process.wait(20)
        process.stdout.close()
        process.stderr.close()


def free_address():
    with socket.create_server(("127.0.0.1", 0)) as trial:
        return f"127.0.0.1:{trial.getsockname()[1]}"


def answers(address, server):
    for _time in range(300):
        if server.poll() is not None:
            return False
        try:
            urlopen(f"http://{address}/readyz", timeout=5).close()  # noqa: S310 - our own server
        except (URLError, OSError):
            time.sleep(0.05)
        else:
            return True
    return False


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"FLASK_DEBUG": "1"}, "Debug is on"),
        ({"BOLIGSOCIAL_SECRET_KEY": "changeme"}, "SECRET_KEY is short"),
        ({"BOLIGSOCIAL_TRUSTED_PROXIES": "1"}, "this demo is behind a proxy"),
        ({"bind": "0.0.0.0:0"}, "from this machine alone"),  # noqa: S104 - it must not come so far
    ],
)
def test_an_unsound_house_does_not_start_and_says_why_in_one_sentence(house, settings, sentence):
    server = house(**settings)
    said, complaint = server.communicate(timeout=30)
    assert server.returncode == 1, complaint
    ours = [line for line in complaint.splitlines() if sentence in line]
    assert len(ours) == 1, complaint
    assert all(line.startswith("Not started: ") for line in complaint.splitlines())
    assert said == ""


def test_a_demo_on_this_machine_starts_without_a_flag_and_what_it_writes_is_for_its_user_alone(house, folder):
    address = free_address()
    server = house(bind=address)
    assert answers(address, server)
    assert oct((folder / "house.db").stat().st_mode & 0o777) == "0o600"
    status = Path(f"/proc/{server.pid}/status").read_text()
    assert "Umask:\t0077" in status


def test_an_app_that_does_not_load_ends_the_start_too(house):
    server = house(BOLIGSOCIAL_TRUSTED_PROXIES="many")
    _said, complaint = server.communicate(timeout=30)
    assert server.returncode == 1
    assert "ValueError" in complaint


HOSTILE = (
    *(b"/sager?q=Amina", b"/log-ind?next=/Amina", b"/Amina", b"/Amina%0a%1b[31m"),
    *(b"/%41mina\x1b[31m", b"/ Amina", b"/aktiver/Amina", b"/static/Amina.css"),
)


def ask(address, path):
    host, _, port = address.partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: " + address.encode() + b"\r\nConnection: close\r\n\r\n")
        while line.recv(65536):
            pass


def test_every_line_of_a_server_that_runs_is_json_and_says_nothing_that_was_typed(house):
    address = free_address()
    server = house(bind=address)
    assert answers(address, server)
    for path in HOSTILE:
        ask(address, path)
    server.terminate()
    said, complaints = server.communicate(timeout=20)
    first, *requests = said.splitlines()
    assert first == f"Boligsocial: http://{address}"
    kept = [json.loads(line) for line in requests]
    assert {entry["path"] for entry in kept} >= {"/sager", "/log-ind", "/readyz", "..."}
    assert all(json.loads(line)["time"].endswith("+00:00") for line in complaints.splitlines())
    assert "mina" not in said + complaints
