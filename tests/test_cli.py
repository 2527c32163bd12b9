"""What an operator does on the server, and what the machines that watch ask."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta

import pytest
from peewee import OperationalError

from boligsocial import db
from boligsocial.clock import now
from boligsocial.models import (
    Activation,
    AuditRow,
    HousingOrg,
    LoginAttempt,
    LoginChallenge,
    LoginSession,
    Membership,
    Photo,
    PhotoBytes,
    Role,
    User,
)

NEW_PERSON = ("create-user", "--first-name", "Ida", "--full-name", "Ida Solbjerg")


@pytest.fixture
def flask(app, rollback):
    """Run a command: `flask("migrate", "up")` returns its result."""
    runner = app.test_cli_runner()
    return lambda *words, **options: runner.invoke(args=words, **options)


# -- migrate


def test_migrate_says_that_there_is_nothing_to_do_and_when_it_was_done(flask):
    assert flask("migrate", "up").output == "the database is up to date\n"
    assert re.search(r"0001_first_schema  20\d\d-", flask("migrate", "status").output)


# -- seed


def test_seeding_fills_an_empty_database_and_says_what_next(flask):
    result = flask("seed", "--demo")
    assert result.exit_code == 0
    assert "login page" in result.output
    assert User.select().where(User.is_demo).count() == 9


def test_seeding_needs_nothing_done_before(tmp_path):
    settings = {**os.environ, "BOLIGSOCIAL_DATABASE_URL": f"sqlite:///{tmp_path}/new.db"}
    command = [sys.executable, "-m", "flask", "--app", "app", "seed", "--demo"]
    subprocess.run(command, env=settings, check=True, capture_output=True)  # noqa: S603
    with closing(sqlite3.connect(tmp_path / "new.db")) as database:
        assert database.execute("SELECT count(*) FROM note").fetchone() == (40,)


def test_seeding_refuses_a_database_with_people_in_one_clear_line(flask, make):
    make.worker()
    result = flask("seed", "--demo")
    assert result.exit_code == 1
    assert result.output == "Error: The database has people in it already; demo data goes into an empty one.\n"
    assert HousingOrg.select().count() == 0


def test_seeding_if_empty_is_content_and_silent_when_there_are_people(flask, make):
    make.worker()
    result = flask("seed", "--demo", "--if-empty")
    assert (result.exit_code, result.output) == (0, "")
    assert User.select().where(User.is_demo).count() == 0


def test_seeding_asks_for_the_word_demo(flask):
    assert flask("seed").exit_code == 2
    assert User.select().count() == 0


# -- create-user


def test_a_new_account_gets_a_link_that_lets_its_owner_choose_how_to_log_in(flask, client, make):
    result = flask(*NEW_PERSON, "--username", "Ida", "--role", "admin")
    assert result.exit_code == 0
    said, path = result.output.splitlines()
    assert said == "ida can choose how to log in with this link, once, within 72 hours:"
    user = User.get(username="ida")
    assert (user.role, user.title, user.password_hash, user.is_demo) == (Role.ADMIN, "administrator", None, False)
    assert client.get(path).status_code == 200
    assert make.activate(client, path, "tre grønne cykler").status_code == 303
    assert client.get(path).status_code == 404
    assert make.log_in(make.client(), "ida", "tre grønne cykler").status_code == 303
    assert {row.event for row in AuditRow.select()} >= {"user.created", "user.invited", "user.activated"}


def test_create_user_asks_for_what_it_was_not_told(flask):
    result = flask("create-user", input="ida\nIda\nIda Solbjerg\nworker\n")
    assert result.exit_code == 0
    assert "/aktiver/" in result.output
    assert User.get(username="ida").full_name == "Ida Solbjerg"


@pytest.mark.parametrize("role", ["contact", "board"])
def test_somebody_of_a_department_is_made_with_departments(flask, make, role):
    department = make.department(name="Birkelunden")
    make.department(name="Humlekrogen")
    result = flask(*NEW_PERSON, "--username", "ida", "--role", role, "--department", "Birkelunden")
    assert result.exit_code == 0
    assert [row.department for row in Membership.select()] == [department]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--username", "taken", "--role", "worker"), "Somebody has that user name"),
        (("--username", "i d a", "--role", "worker"), "A user name is 2 to 40"),
        (("--username", "ida", "--role", "contact", "--department", "Nowhere"), "no department called Nowhere"),
        (("--username", "ida", "--role", "leader", "--department", "Nowhere"), "Only a contact person or a board"),
    ],
)
def test_create_user_says_what_is_wrong_and_makes_nothing(flask, make, words, sentence):
    make.worker(username="taken")
    result = flask(*NEW_PERSON, *words)
    assert result.exit_code == 1
    assert sentence in result.output
    assert User.select().count() == 1
    assert Activation.select().count() == 0


# -- purge


NONE_OF_ANY = (
    *("logins on their way", "e-mails", "sealed cases closed again", "alarms about reads"),
    *("deleted again", "cases", "photos of cases", "shares of cases", "mails as files"),
)
ONE_OF_TWO = ["photos of no note", "login sessions", "login challenges", "activation links", "login attempts"]


def test_purge_deletes_what_is_over_and_keeps_the_rest(flask, make):
    worker = make.worker()
    old, fresh = now() - timedelta(days=15), now() - timedelta(minutes=5)
    for number, moment in enumerate((old, fresh)):
        make.photo(uploader=worker, created_at=moment)
        LoginSession.create(token_hash=f"s{number}", user=worker, created_at=moment, seen_at=moment)
        LoginAttempt.create(name_hash="n", address_hash="a", at=moment)
        LoginChallenge.create(token_hash=f"c{number}", kind="log_in", expires_at=moment + timedelta(minutes=6))
        Activation.create(token_hash=f"a{number}", user=worker, expires_at=moment + timedelta(hours=1))
    make.photo(make.note(worker), created_at=old)
    result = flask("purge")
    counts = [line.split(None, 1) for line in result.output.splitlines()]
    assert {what: int(count) for count, what in counts} == {
        **dict.fromkeys(ONE_OF_TWO, 1),
        **dict.fromkeys(NONE_OF_ANY, 0),
        "samples of reads drawn": 1,
    }
    assert Photo.select().count() == PhotoBytes.select().count() == 2
    assert [row.token_hash for row in LoginSession.select()] == ["s1"]
    assert [row.token_hash for row in Activation.select()] == ["a1"]
    assert LoginAttempt.select().count() == LoginChallenge.select().count() == 1
    assert AuditRow.select().where(AuditRow.event == "purge.run").count() == 3


def test_purge_ends_a_session_that_is_too_old_and_leaves_a_locked_one_to_its_person(flask, make):
    worker, moment = make.worker(), now()
    LoginSession.create(token_hash="resting", user=worker, seen_at=moment - timedelta(minutes=31))
    LoginSession.create(token_hash="old", user=worker, created_at=moment - timedelta(hours=11))
    LoginSession.create(token_hash="alive", user=worker, created_at=moment - timedelta(hours=9))
    flask("purge")
    assert {row.token_hash for row in LoginSession.select()} == {"resting", "alive"}


# -- health


def test_a_healthy_house_says_so_to_anybody_and_nothing_more(client):
    for path in ("/healthz", "/readyz"):
        answer = client.get(path)
        assert (answer.status_code, answer.text, answer.mimetype) == (200, "ok\n", "text/plain")


def test_a_house_without_its_migrations_is_not_ready(client, monkeypatch, tmp_path):
    (tmp_path / "9999_not_yet.py").write_text("def up(migrator): pass\n")
    monkeypatch.setattr(db, "MIGRATIONS", tmp_path)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "migrations are missing\n")
    assert client.get("/healthz").status_code == 200


def test_a_house_whose_database_is_gone_is_not_ready(client, monkeypatch):
    def gone():
        raise OperationalError("no connection")

    monkeypatch.setattr(db, "migrations", gone)
    assert client.get("/readyz").text == "the database does not answer\n"
