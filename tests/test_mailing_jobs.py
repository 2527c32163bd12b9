"""The process beside the server: one at a time, nothing of it in the server, and a beat that survives an error."""

import logging
import subprocess
import sys
from datetime import time
from threading import Event

import pytest
from flask import Flask
from huey import Huey

from boligsocial import checkup, config, db, jobs
from boligsocial.alone import is_held, jobs_lock, only_one
from boligsocial.mailing import post_of
from boligsocial.models import Notice, NoticeKind, Role
from boligsocial.notices import tell
from boligsocial.sending import digest_hour, send_due
from tests.mail.server import serving


@pytest.fixture
def flask(app, rollback):
    """Run a command."""
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=words)


@pytest.fixture
def lock(app):
    """The lock file of the test's database, gone afterwards."""
    path = jobs_lock(app)
    yield path
    path.unlink(missing_ok=True)


def test_the_server_never_loads_the_queue():
    command = "import sys, app; sys.exit('huey' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", command], check=False).returncode == 0  # noqa: S603


def test_a_second_job_says_that_one_runs_and_ends(flask, lock, monkeypatch):
    # Were it let in, it would fail here and not run on.
    monkeypatch.delattr(jobs, "_consumer")
    with only_one(lock):
        result = flask("jobs")
    assert result.exit_code == 1
    assert result.output == "Error: The jobs of this database run already, in another process.\n"


def test_the_lock_is_free_again_when_its_holder_is_gone(lock):
    with only_one(lock):
        assert is_held(lock)
    assert not is_held(lock)


def test_asking_for_the_lock_leaves_no_file(tmp_path):
    assert not is_held(tmp_path / "jobs.lock")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("setting", "value"), [("JOB_SECONDS", 0), ("JOB_SECONDS", 7), ("JOB_SECONDS", "often"), ("DIGEST_AT", "tidligt")]
)
def test_a_setting_that_says_nothing_is_named_at_the_start(flask, app, monkeypatch, setting, value):
    monkeypatch.setitem(app.config, setting, value)
    result = flask("jobs")
    assert result.exit_code == 1
    assert f"BOLIGSOCIAL_{setting} is" in result.output


def test_a_password_or_an_hour_that_looks_like_a_number_is_taken_as_written(app, monkeypatch):
    monkeypatch.setenv("BOLIGSOCIAL_MAIL_PASSWORD", "007")
    monkeypatch.setenv("BOLIGSOCIAL_MAIL_USER", "1e5")
    monkeypatch.setenv("BOLIGSOCIAL_DIGEST_AT", "10.30")
    fresh = Flask(__name__, instance_path=app.instance_path)
    config.load_settings(fresh, {"SECRET_KEY": "only-for-tests"})
    assert (fresh.config["MAIL_PASSWORD"], fresh.config["MAIL_USER"]) == ("007", "1e5")
    assert digest_hour(fresh.config) == time(10, 30)


def test_a_beat_sends_what_waits(app, make, monkeypatch):
    tell(make.user(Role.VOLUNTEER, email="hanne@eksempel.dk"), NoticeKind.TASK, "")
    with serving() as server:
        monkeypatch.setitem(app.config, "MAIL_SERVER", server.address)
        jobs._beat(app, Event())
    assert [mail.to for mail in server.taken] == ["hanne@eksempel.dk"]


def test_an_error_in_a_beat_is_logged_without_its_words_and_the_next_beat_comes(app, make, monkeypatch, caplog):
    words = "hanne@eksempel.dk"

    def stumble(*arguments):
        raise RuntimeError(words)

    monkeypatch.setattr(jobs, "send_due", stumble)
    with caplog.at_level(logging.ERROR):
        jobs._beat(app, Event())
    assert "sending stopped: RuntimeError" in caplog.text
    assert "hanne@" not in caplog.text


def test_the_log_names_mails_by_number_only(app, make, caplog):
    tell(make.user(Role.VOLUNTEER, email="hanne@eksempel.dk", full_name="Hanne Fuglsig"), NoticeKind.TASK, "")
    with serving() as server, caplog.at_level(logging.INFO):
        settings = {**app.config, "MAIL_SERVER": server.address}
        with app.app_context():
            send_due(post_of(settings))
    assert f"mail {Notice.get().mailing_id}: sent 250" in caplog.text
    assert "hanne" not in caplog.text.casefold()


def test_a_beat_travels_as_json_and_never_as_code(tmp_path):
    huey = Huey(
        "test",
        storage_class=jobs.NamedTables,
        database=db.open_database(f"sqlite:///{tmp_path}/queue.db"),
        serializer=jobs.PlainSerializer(),
    )
    task = huey.task(name="beat")(lambda: None)
    huey.enqueue(task.s())
    (stored,) = huey.storage.enqueued_items()
    assert stored.startswith(b'["')
    assert huey.dequeue().name == "beat"
    assert huey.storage.database.get_tables() == ["huey_counter", "huey_kv", "huey_schedule", "huey_task"]
    huey.storage.database.close()


def test_the_jobs_end_with_the_process_that_started_them():
    """The parent of this test is no parent of a process 1, so the watch ends at once, with a polite signal."""
    command = "import signal; from boligsocial import jobs; signal.signal(15, lambda *_: exit(7)); jobs._end_with(1)"
    assert subprocess.run([sys.executable, "-c", command], check=False, timeout=20).returncode == 7  # noqa: S603


# -- what an operator is told


def test_check_asks_for_what_mails_need_once_there_is_a_server(app, make, monkeypatch):
    def sentences(must_fix):
        return [one.sentence for one in checkup.findings(app) if one.must_fix == must_fix]

    assert any(one.startswith("No mail server: ") for one in sentences(must_fix=False))
    monkeypatch.setitem(app.config, "MAIL_SERVER", "mail.example:25")
    wrong = " ".join(sentences(must_fix=True))
    assert "BOLIGSOCIAL_MAIL_FROM is not set" in wrong
    assert "BOLIGSOCIAL_PUBLIC_URL is not set" in wrong
    assert "The jobs do not run" in wrong


def test_check_sees_the_job_that_runs(app, make, lock):
    with only_one(lock):
        assert "The jobs run." in [one.sentence for one in checkup.findings(app)]
