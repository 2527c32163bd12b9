"""What the logs keep: a JSON object a line, and in it nothing that a person wrote."""

import io
import json
import logging
import subprocess
import sys
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from gunicorn.config import Config
from werkzeug.test import EnvironBuilder

from boligsocial import logs, serving
from boligsocial.access import allow
from boligsocial.models import Role
from boligsocial.serving import HouseLogger


@contextmanager
def heard(logger):
    """Yield the lines that a logger writes meanwhile."""
    words, handler = io.StringIO(), logging.StreamHandler()
    handler.setStream(words)
    handler.setFormatter(logs.JsonLines())
    logger.addHandler(handler)
    lines: list[str] = []
    try:
        yield lines
    finally:
        logger.removeHandler(handler)
        lines += words.getvalue().splitlines()


@pytest.fixture
def line(app, client):
    """Ask for a path from 192.0.2.7, and return the access log's line as read back."""
    settings = Config()
    settings.set("accesslog", "-")
    server = HouseLogger(settings)

    def logged(path, method="GET", status="200 OK"):
        environ = EnvironBuilder(path, method=method, environ_base={"REMOTE_ADDR": "192.0.2.7"}).get_environ()
        b"".join(app.wsgi_app(environ, lambda *_answer: lambda _data: None))
        answer = SimpleNamespace(status=status, sent=12, headers=[])
        with heard(server.access_log) as lines:
            server.access(answer, SimpleNamespace(headers=[]), environ, timedelta(seconds=1))
        (text,) = lines
        return json.loads(text)

    return logged


def test_a_line_says_when_from_where_and_what(line):
    said = line("/sager?q=Amina")
    moment = datetime.fromisoformat(said.pop("time"))
    assert moment.utcoffset() == timedelta(0)
    assert said == {
        "level": "info",
        "logger": "gunicorn.access",
        "address": "192.0.2.7",
        "method": "GET",
        "path": "/sager",
        "status": 200,
        "bytes": 12,
        "ms": 1000,
    }
    assert line("/sager", status="503 Busy")["level"] == "error"


def test_a_path_keeps_ids_and_no_other_word(line):
    number = uuid4()
    assert line(f"/sager/{number}")["path"] == f"/sager/{number}"
    assert line("/afdelinger/7")["path"] == "/afdelinger/7"
    for path in ("/aktiver/hemmeligt", "/static/Amina.css"):
        assert line(path)["path"].endswith("/...")
    for path in ("/Amina", "/sager/Amina", "/sager/x/Amina", "/x\n/y", "/x\x1b[31m/y", "/%0d%0ax", "/æ"):
        assert line(path)["path"] == "..."


def test_a_method_that_nobody_knows_is_not_kept(line):
    assert line("/sager", method="AMINA")["method"] == "..."
    assert line("/sager", method="POST")["method"] == "POST"


@pytest.mark.parametrize("path", ["/henvend-dig", "/henvend-dig/tak"])
def test_from_where_somebody_writes_to_us_is_not_kept(line, path):
    said = line(path)
    assert said["address"] is None
    assert "192.0.2.7" not in json.dumps(said)


def test_an_error_in_a_view_is_kept_by_its_kind_and_place_without_its_words(app, make, monkeypatch):
    def stumble():
        try:
            raise KeyError("Amina")
        except KeyError as error:
            raise RuntimeError("Amina\nbor her") from error

    monkeypatch.setitem(app.view_functions, "accounts.me", allow(Role.WORKER)(stumble))
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    with heard(app.logger) as lines:
        assert make.client(make.worker()).get("/mig?q=Amina").status_code == 500
    (text,) = lines
    said = json.loads(text)
    assert said["message"] == "RuntimeError at accounts.me"
    assert said["error"] == ["RuntimeError", "KeyError"]
    assert "test_serving.py:" in said["where"][-1]
    assert "Amina" not in text


def test_what_a_library_fills_into_its_words_is_left_out_unless_it_is_a_number_or_a_signal():
    with heard(logging.getLogger("gunicorn.error")) as lines:
        log = logging.getLogger("gunicorn.error")
        log.error("Error handling request %s", "/sager?q=Amina")
        log.error("Worker (pid:%s) was sent %s!", 17, "SIGKILL")
        log.error("at %d", "Amina")
        log.warning("Invalid request from ip=127.0.0.1: Invalid HTTP Version: 'Amina HTTP/1.1'")
        log.error("Worker failed to boot.")
    assert [json.loads(line)["message"] for line in lines] == [
        "Error handling request ...",
        "Worker (pid:17) was sent SIGKILL!",
        "at %d",
        "Invalid request from ip",
        "Worker failed to boot.",
    ]


def test_our_own_words_stay_whole_and_on_one_line():
    with heard(logging.getLogger("boligsocial.sending")) as lines:
        logging.getLogger("boligsocial.sending").error("mail %s\n\x1b[31m: %s", 7, "failed")
    (text,) = lines
    assert "\x1b" not in text
    assert json.loads(text)["message"] == "mail 7\n\x1b[31m: failed"


def test_a_worker_starts_the_apps_log_before_it_loads_the_app(monkeypatch):
    started = []
    monkeypatch.setattr(logs, "start", lambda: started.append(True))
    serving.post_fork(None, None)
    assert started == [True]


def test_once_started_every_line_of_the_process_is_json():
    program = """if True:
        import logging, warnings
        from boligsocial import logs
        logs.start()
        logging.getLogger("boligsocial.sending").info("mail %s", 7)
        logging.getLogger("huey").info("not kept")
        logging.getLogger("huey").error("task %s", "Amina")
        warnings.warn("Amina")
    """
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    kept = [json.loads(line) for line in done.stderr.splitlines()]
    assert [entry["logger"] for entry in kept] == ["boligsocial.sending", "huey", "py.warnings"]
    assert "Amina" not in done.stderr
