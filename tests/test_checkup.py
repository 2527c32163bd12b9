"""What `flask check` says, and over what the server does not start: one list for both."""

import re

import pytest
from peewee import OperationalError

from boligsocial import checkup, config, db
from boligsocial.clock import now
from boligsocial.serving import refusals

HERE, EVERYWHERE = ("127.0.0.1", 5000), ("0.0.0.0", 5000)  # noqa: S104 - only spoken of


@pytest.fixture
def house(app, make, monkeypatch, tmp_path):
    """A sound house: `house(DEBUG=True)` breaks it by a setting, and returns why it does not start."""
    instance = tmp_path / "instance"
    instance.mkdir(mode=0o700)
    monkeypatch.setattr(app, "instance_path", str(instance))
    # The tests' own databases are quicker than they are durable, and test_at_rest.py has one that is encrypted.
    monkeypatch.setattr(checkup, "is_durable", lambda: True)
    monkeypatch.setattr(checkup, "at_rest", lambda app, people: [])
    sound = {
        "PUBLIC_URL": "https://bolig.example.dk",
        "SECRET_KEY": "0123456789abcdef" * 4,
        "AUDIT_KEY": "fedcba9876543210" * 4,
        "TRUSTED_PROXIES": 1,
        "TESTING": False,
        "WTF_CSRF_ENABLED": True,
    }
    for name, value in sound.items():
        monkeypatch.setitem(app.config, name, value)

    def start(*listening, **settings):
        for name, value in settings.items():
            monkeypatch.setitem(app.config, name, value)
        return " ".join(refusals(app, [*(listening or (HERE,))]))

    return start


@pytest.fixture
def check(app, house):
    """Run `flask check`."""
    return lambda: app.test_cli_runner().invoke(args=["check"])


def test_a_sound_house_starts_and_the_check_is_content(house, check, make):
    make.worker()
    assert house() == ""
    result = check()
    assert result.exit_code == 0, result.output
    assert "fix" not in result.output
    assert "Accounts: 1." in result.output


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("DEBUG", True, "Debug is on"),
        ("TESTING", True, "TESTING is on"),
        ("WTF_CSRF_ENABLED", False, "Forms are not protected"),
        ("SECRET_KEY", "0123456789abcdef" * 2, ""),
        ("SECRET_KEY", "0123456789abcdef0123456789abcde", "SECRET_KEY is short"),
        ("SECRET_KEY", "changeme" * 8, "SECRET_KEY can be guessed"),
        ("SECRET_KEY", next(iter(checkup.KNOWN_KEYS)), "SECRET_KEY can be guessed"),
        ("AUDIT_KEY", "short", "AUDIT_KEY is short"),
        ("AUDIT_KEY", "changeme" * 8, "AUDIT_KEY can be guessed"),
        ("AUDIT_KEY", "0123456789abcdef" * 4, "AUDIT_KEY is the secret key"),
        ("TRUSTED_PROXIES", "many", "TRUSTED_PROXIES is a number"),
        ("PUBLIC_URL", config.DEFAULTS["PUBLIC_URL"], "PUBLIC_URL is not set"),
        ("TRUSTED_PROXIES", 0, "No https is in front"),
    ],
)
def test_a_setting_that_must_not_be_stops_the_start_and_the_check_names_it(
    house, check, make, monkeypatch, setting, value, sentence
):
    make.worker()
    # The flask command takes debug from its own variable, and from nothing else.
    monkeypatch.setenv("FLASK_DEBUG", str(int(setting == "DEBUG")))
    said = house(**{setting: value})
    assert sentence in said
    assert bool(said) == bool(sentence)
    result = check()
    assert result.exit_code == bool(sentence)
    assert not sentence or re.search(rf"^fix .*{sentence}", result.output, re.MULTILINE)


def test_a_public_address_without_https_is_named_since_passkeys_need_it(house, check, make):
    make.worker()
    assert house(PUBLIC_URL="http://bolig.example.dk") == "", "it starts: people can log in by password and code"
    result = check()
    assert result.exit_code == 1
    assert re.search(r"^fix .*PUBLIC_URL does not begin with https", result.output, re.MULTILINE)


def test_plain_http_has_to_be_asked_for_and_is_for_this_machine_alone(house, make):
    make.worker()
    assert "BOLIGSOCIAL_PLAIN_HTTP=1" in house(TRUSTED_PROXIES=0)
    assert house(HERE, ("::1", 5000), "/run/boligsocial.sock", TRUSTED_PROXIES=0, PLAIN_HTTP=1) == ""
    assert "bind 127.0.0.1, not 0.0.0.0" in house(HERE, EVERYWHERE, TRUSTED_PROXIES=0, PLAIN_HTTP=1)
    assert house(EVERYWHERE, TRUSTED_PROXIES=1) == ""


@pytest.mark.parametrize(
    ("where", "here"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104
        ("::", False),
        ("10.0.0.4", False),
        ("bolig.example.dk", False),
        ("localhost.example.dk", False),
    ],
)
def test_this_machine_is_told_from_others(where, here):
    assert checkup.is_loopback((where, 5000)) == here


def test_a_demo_starts_by_itself_on_this_machine_and_nowhere_else(house, make):
    make.worker(is_demo=True)
    assert house(TRUSTED_PROXIES=0) == ""
    assert "from this machine alone" in house(EVERYWHERE, TRUSTED_PROXIES=0)
    assert "this demo is behind a proxy" in house(TRUSTED_PROXIES=1)
    assert house(TRUSTED_PROXIES=1, PUBLIC_DEMO=1) == ""


@pytest.mark.parametrize("name", config.PERIODS)
@pytest.mark.parametrize("value", [0, -1, "six", True, 1.5])
def test_a_period_that_says_nothing_stops_the_start(house, make, name, value):
    make.worker()
    assert f"BOLIGSOCIAL_{name} is a whole number of at least 1." in house(**{name: value})


def test_demo_people_never_start_beside_real_ones_not_even_closed_ones(house, check, make):
    make.worker(is_demo=True)
    make.worker(closed_at=now())
    sentence = "Demo people and real people share this database"
    for settings in ({"TRUSTED_PROXIES": 0, "PLAIN_HTTP": 1}, {"TRUSTED_PROXIES": 1, "PUBLIC_DEMO": 1}):
        assert sentence in house(**settings)
    assert f"fix  {sentence}" in check().output


def test_the_check_says_that_nobody_is_there_yet_or_that_it_is_a_demo_and_neither_stops_the_start(house, check, make):
    assert "There are no accounts yet" in check().output
    assert house() == ""
    make.worker(is_demo=True)
    house(TRUSTED_PROXIES=0)
    assert "ok   This is a demo database: anybody can sign in. Never put real data in it." in check().output


def test_a_database_of_another_version_stops_the_start(house, make, monkeypatch, tmp_path):
    make.worker()
    monkeypatch.setattr(db, "MIGRATIONS", tmp_path)
    assert "is of a newer version (0001_first_schema, " in house()
    (tmp_path / "9999_not_yet.py").write_text("def up(migrator): pass\n")
    assert "Migrations are missing (9999_not_yet): flask --app app migrate up" in house()


def test_a_database_that_is_gone_stops_the_start_without_telling_its_password(app, house, monkeypatch):
    def gone():
        raise OperationalError("no such host db.example, user house, password hemmeligt")

    monkeypatch.setattr(db, "migrations", gone)
    said = house(DATABASE_URL="postgresql+pool://house:hemmeligt@db.example/bolig")
    assert "The database postgresql+pool://db.example/bolig does not answer: OperationalError." in said
    assert "hemmeligt" not in said


def test_a_disk_that_answers_too_early_stops_the_start(house, make, monkeypatch):
    make.worker()
    monkeypatch.setattr(checkup, "is_durable", lambda: False)
    assert "set synchronous to FULL" in house()


def test_sqlite_is_asked_how_careful_it_is(tmp_path, monkeypatch):
    shared = db.db.obj
    for level, careful in ((0, False), (1, False), (2, True), (3, True)):
        db.db.initialize(db.open_database(f"sqlite:///{tmp_path}/one.db"))
        try:
            with db.db.connection_context():
                assert checkup.is_durable(), "as we open it"
                db.db.execute_sql(f"PRAGMA synchronous={level}")
                assert checkup.is_durable() == careful
        finally:
            db.db.initialize(shared)


def test_postgresql_is_asked_too(app, rollback):
    if app.config["DATABASE_URL"].startswith("sqlite"):
        pytest.skip("needs PostgreSQL")
    assert not checkup.is_durable(), "the tests' own server keeps nothing"
    db.db.execute_sql("SET LOCAL synchronous_commit = on")
    assert not checkup.is_durable(), "and fsync is off too"


@pytest.mark.parametrize("name", ["", "secret_key", "kept.db", "kept.db-wal", "kept.db-shm"])
@pytest.mark.parametrize("mode", [0o040, 0o004, 0o002])
def test_a_file_that_others_may_read_stops_the_start_but_not_a_demo_here(app, house, make, tmp_path, name, mode):
    file = tmp_path / "instance" / name
    if name:
        file.touch(mode=0o600)
    settings = {"DATABASE_URL": f"sqlite:///{tmp_path}/instance/kept.db"}
    make.worker(is_demo=True)
    assert house(**settings, PUBLIC_DEMO=1) == ""
    file.chmod(0o600 | mode)
    try:
        assert f"{file} can be read by others on this machine: chmod {600 if name else 700} {file}" in house()
        assert house(TRUSTED_PROXIES=0) == ""
        assert "can be read" in house(EVERYWHERE)
    finally:
        file.chmod(0o700)


def test_the_check_never_prints_a_password(app, monkeypatch):
    monkeypatch.setitem(app.config, "DATABASE_URL", "postgresql+pool://house:hemmeligt@db.example/bolig")
    assert checkup._where(app) == "postgresql+pool://db.example/bolig"
