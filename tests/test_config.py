"""Settings: what the app starts with, and how far it believes those in front of it."""

import re
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
import time_machine
from flask import Flask

from boligsocial import config, create_app, db, keys
from boligsocial.clock import now
from boligsocial.models import LoginAttempt
from boligsocial.notes.outbox import outbox_key
from boligsocial.passwords import token_hash


def test_the_key_is_made_once_and_read_by_its_owner_alone(tmp_path):
    file = tmp_path / "instance" / "secret_key"
    key = config._made_key(file)
    assert re.fullmatch("[0-9a-f]{64}", key)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert config._made_key(file) == key
    assert config._made_key(tmp_path / "another") != key


def test_processes_that_start_together_read_the_same_whole_key(tmp_path):
    for turn in range(50):
        start, keys = Barrier(8), []

        def read(file=tmp_path / str(turn) / "audit_key", start=start, keys=keys):
            start.wait()
            keys.append(config._made_key(file))

        threads = [Thread(target=read) for _thread in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(keys) == 8
        assert len(set(keys)) == 1
        assert len(keys[0]) == 64
        assert [file.name for file in (tmp_path / str(turn)).iterdir()] == ["audit_key"]


def test_the_trail_has_a_key_of_its_own_taken_as_written(monkeypatch, tmp_path):
    monkeypatch.setenv("BOLIGSOCIAL_KEY_FOLDER", str(tmp_path / "keys"))
    app = Flask(__name__, instance_path=str(tmp_path / "instance"))
    config.load_settings(app)
    assert app.config["AUDIT_KEY"] == (tmp_path / "keys" / "audit_key").read_text().strip() != app.config["SECRET_KEY"]
    monkeypatch.setenv("BOLIGSOCIAL_AUDIT_KEY", "0012")
    config.load_settings(app)
    assert app.config["AUDIT_KEY"] == "0012"


def test_keys_that_lie_where_they_used_to_are_still_used(monkeypatch, tmp_path):
    monkeypatch.setenv("BOLIGSOCIAL_KEY_FOLDER", str(tmp_path / "keys"))
    app = Flask(__name__, instance_path=str(tmp_path / "instance"))
    for name in ("secret_key", "audit_key"):
        config._made_key(tmp_path / "instance" / name)
    config.load_settings(app)
    assert app.config["AUDIT_KEY"] == (tmp_path / "instance" / "audit_key").read_text()
    assert app.config["SECRET_KEY"] == (tmp_path / "instance" / "secret_key").read_text()
    assert not (tmp_path / "keys").exists()


def test_a_real_house_is_encrypted_and_the_demo_keeps_to_itself(monkeypatch, tmp_path):
    monkeypatch.delenv("BOLIGSOCIAL_KEY_FOLDER")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    instance = tmp_path / "instance"
    app = Flask(__name__, instance_path=str(instance))
    config.load_settings(app)
    assert app.config["DATABASE_URL"] == f"sqlcipher:///{instance}/boligsocial.db"
    assert not Path(app.config["KEY_FOLDER"]).is_relative_to(instance)
    assert app.config["MAIL_FOLDER"] == "", "a mail in a file is not encrypted"
    monkeypatch.setenv("BOLIGSOCIAL_DEMO", "1")
    demo = Flask(__name__, instance_path=str(instance))
    config.load_settings(demo)
    assert demo.config["DATABASE_URL"] == f"sqlite:///{instance}/demo.db"
    assert demo.config["KEY_FOLDER"] == str(instance / "demo")


def test_keys_lie_with_the_machines_settings_if_there_is_a_place_and_else_with_the_users(monkeypatch, tmp_path):
    monkeypatch.setattr(keys, "OF_MACHINE", tmp_path / "etc")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    assert keys.usual_folder() == tmp_path / "home" / "boligsocial"
    (tmp_path / "etc").mkdir()
    assert keys.usual_folder() == tmp_path / "etc"


def test_the_key_that_seals_a_phone_comes_from_the_servers_own_secret(app, make, monkeypatch):
    worker = make.worker()
    with app.app_context():
        before = outbox_key(worker)
        monkeypatch.setitem(app.config, "SECRET_KEY", "the secret of another server")
        assert outbox_key(worker) != before


def test_a_form_may_lie_open_as_long_as_the_login_lasts(app, make, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    with time_machine.travel(now(), tick=False) as traveller:
        browser = make.client(make.worker())
        token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/mig").text).group(1)
        for _time in range(10):
            traveller.shift(timedelta(minutes=15))
            browser.get("/mig")
        assert browser.post("/log-ud", data={"csrf_token": token}).status_code == 303


def test_a_text_far_too_long_still_comes_back(make):
    browser, text = make.client(make.worker()), "x" * 1_500_000
    body = f'--line\r\nContent-Disposition: form-data; name="text"\r\n\r\n{text}\r\n--line--\r\n'
    answer = browser.post("/log", data=body.encode(), content_type="multipart/form-data; boundary=line")
    assert answer.status_code == 422
    assert text in answer.text


def test_more_than_100_mb_are_refused_before_they_are_read(make):
    huge = {"CONTENT_LENGTH": str(100 * 1024 * 1024 + 1)}
    answer = make.client(make.worker()).post("/log", data={"text": "x"}, environ_overrides=huge)
    assert answer.status_code == 413


FORWARDED = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "127.0.0.1"}


def wrong_password(app: Flask) -> tuple[str, bool]:
    """Log in wrongly as if through a proxy; return the address that is counted, and whether it passes for https."""
    answer = app.test_client().post("/log-ind", data={"username": "x", "password": "y"}, headers=FORWARDED)
    return LoginAttempt.get().address_hash, "Strict-Transport-Security" in answer.headers


def test_what_anybody_can_claim_about_where_they_come_from_is_not_believed(app, make):
    assert wrong_password(app) == (token_hash("127.0.0.1"), False)


@pytest.fixture
def behind_a_proxy(app: Flask, make) -> Iterator[Flask]:
    """The app with one proxy in front, on the test's database."""
    shared = db.db.obj
    names = ("TESTING", "SECRET_KEY", "AUDIT_KEY", "WTF_CSRF_ENABLED", "DATABASE_URL")
    other = create_app({**{name: app.config[name] for name in names}, "TRUSTED_PROXIES": 1})
    other.extensions["database"].close()
    db.db.initialize(shared)
    yield other
    db.db.initialize(shared)


def test_a_proxy_of_our_own_is_believed(behind_a_proxy):
    assert wrong_password(behind_a_proxy) == (token_hash("192.0.2.7"), True)
