"""Whether this installation is set up soundly, in words an operator can act on. Reads only, prints nothing secret.

`flask check` prints all of it. The server asks the same list as it starts, and stays down over what must refuse.
"""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from peewee import PeeweeException, SqliteDatabase

from boligsocial import db
from boligsocial.alone import is_held, jobs_lock
from boligsocial.checkup_at_rest import at_rest
from boligsocial.config import DEFAULTS, PERIODS
from boligsocial.deletion_list import ListUnusable
from boligsocial.finding import Finding, People, refused
from boligsocial.models import User
from boligsocial.municipal_login import BadSetting, municipal_login
from boligsocial.replay import undead

SHORTEST_KEY = 32
# Fewer different characters than this is a word said again and again. A made key has nearly all of 0-9 and a-f.
FEWEST_CHARACTERS = 10
# The example in Flask's own manual, which is long and looks made.
KNOWN_KEYS = {"192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf"}
LEAST_ROOM = 1024**3
# SQLite's number for FULL: a commit returns when the disk has it.
FULL = 2


def findings(app: Flask, listening: Iterable[Any] | None = None) -> list[Finding]:
    """Return everything that was looked at, in the order in which one would fix it.

    `listening` is where a server that starts is about to listen: (host, port) or a socket's path. None when unknown,
    and then it is taken to be this machine alone.
    """
    open_to = [where for where in listening or () if not is_loopback(where)]
    try:
        with db.db.connection_context() if db.db.is_closed() else nullcontext():
            database, people = list(_database(app)), _people_or_none()
    except PeeweeException as error:
        sentence = f"The database {_where(app)} does not answer: {type(error).__name__}."
        database, people = [refused(sentence)], None
    alone = bool(people and people.only_demo) and not open_to and not _proxies_in_front(app)
    found = [*_periods(app), *_switches(app), *_key(app), *at_rest(app, people), *_files(app, alone)]
    found += [*_way_in(app, people, open_to), *_signon(app), *_mail(app), *database]
    return [*found, *(_accounts(app, people) if people else ())]


def is_loopback(where: Any) -> bool:
    """Return whether an address, (host, port) or a socket's path, is reached from this machine alone."""
    if not isinstance(where, tuple):
        return True
    try:
        return where[0] == "localhost" or ip_address(where[0]).is_loopback
    except ValueError:
        return False


def _people_or_none() -> People | None:
    """Return who is in the database, or None when its tables are not this version's."""
    if any(migration.applied is None for migration in db.migrations().status()):
        return None
    demo = User.select().where(User.is_demo, User.closed_at.is_null()).count()
    return People(demo, User.select().where(~User.is_demo).count())


def _where(app: Flask) -> str:
    """Return the database's address without user name and password."""
    parts = urlsplit(app.config["DATABASE_URL"])
    return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"


def _switches(app: Flask) -> Iterator[Finding]:
    if app.debug:
        yield refused("Debug is on, and shows the inside to anybody: take FLASK_DEBUG out of the environment.")
    if app.testing:
        yield refused("TESTING is on: take BOLIGSOCIAL_TESTING out of the environment.")
    if not app.config.get("WTF_CSRF_ENABLED", True):
        yield refused("Forms are not protected: take BOLIGSOCIAL_WTF_CSRF_ENABLED out of the environment.")


def _key(app: Flask) -> Iterator[Finding]:
    for name in ("SECRET_KEY", "AUDIT_KEY"):
        key = app.config[name]
        if len(key) < SHORTEST_KEY:
            yield refused(f"BOLIGSOCIAL_{name} is short. Leave it out, and a good one is made.")
        elif key in KNOWN_KEYS or len(set(key)) < FEWEST_CHARACTERS:
            yield refused(f"BOLIGSOCIAL_{name} can be guessed. Leave it out, and a good one is made.")
    if app.config["AUDIT_KEY"] == app.config["SECRET_KEY"]:
        yield refused("BOLIGSOCIAL_AUDIT_KEY is the secret key. Leave it out, and one of its own is made.")


def _files(app: Flask, alone: bool) -> Iterator[Finding]:
    """Who may read what is ours. A demo on one's own machine has nothing to hide, and its folder is as git made it."""
    instance, keys = Path(app.instance_path), app.extensions["keys"].path
    secrets = [folder / name for folder in (instance, keys.parent) for name in ("secret_key", "audit_key")]
    ours = [(instance, "700"), *((path, "600") for path in (keys, *secrets))]
    if file := db.file_of(app.config["DATABASE_URL"]):
        ours += [(file.with_name(file.name + end), "600") for end in ("", "-wal", "-shm")]
    for path, mode in ours:
        if path.exists() and path.stat().st_mode & 0o077:
            sentence = f"{path} can be read by others on this machine: chmod {mode} {path}"
            yield Finding(not alone, sentence, not alone)


def _proxies_in_front(app: Flask) -> bool:
    return str(app.config["TRUSTED_PROXIES"]) != "0"


def _way_in(app: Flask, people: People | None, open_to: list[Any]) -> Iterator[Finding]:
    """Whether what people send is encrypted on its way."""
    proxies, elsewhere = str(app.config["TRUSTED_PROXIES"]), ", ".join(str(where[0]) for where in open_to)
    if not proxies.isdigit():
        yield refused("BOLIGSOCIAL_TRUSTED_PROXIES is a number: how many proxies stand in front, usually 1.")
    elif proxies != "0":
        yield Finding(False, f"Trusted proxies in front: {proxies}. The app must not be reachable around them.")
        if app.config["PUBLIC_URL"] == DEFAULTS["PUBLIC_URL"]:
            yield refused(
                "BOLIGSOCIAL_PUBLIC_URL is not set: only its name is answered, and every link begins with it."
            )
        elif not str(app.config["PUBLIC_URL"]).startswith("https://"):
            yield Finding(True, "BOLIGSOCIAL_PUBLIC_URL does not begin with https://, and passkeys need that.")
    elif elsewhere:
        yield refused(f"Without https the app may be reached from this machine alone: bind 127.0.0.1, not {elsewhere}.")
    elif app.config["PLAIN_HTTP"] or (people and people.only_demo):
        yield Finding(False, "No proxy is trusted, so people can sign in from this machine alone.")
    else:
        yield refused(
            "No https is in front. Set BOLIGSOCIAL_TRUSTED_PROXIES=1 behind a proxy that does https, "
            "or BOLIGSOCIAL_PLAIN_HTTP=1 to use the app from this machine alone."
        )


def _signon(app: Flask) -> Iterator[Finding]:
    """Whether the municipality's login is set up, whole or not at all. It is not asked."""
    try:
        login = municipal_login(app.config)
    except BadSetting as error:
        yield refused(str(error))
        return
    if login:
        yield Finding(False, f"The municipality's login: {login.issuer}. It is first asked when somebody logs in.")


def _mail(app: Flask) -> Iterator[Finding]:
    is_sent = bool(app.config["MAIL_SERVER"])
    if folder := app.config["MAIL_FOLDER"]:
        if not is_sent:
            yield Finding(False, f"No mail server: e-mail notices become files, not encrypted, in {folder}.")
    elif not is_sent:
        yield Finding(False, "No mail server: no e-mail notices are sent. Set BOLIGSOCIAL_MAIL_SERVER.")
    for name in ("MAIL_FROM", "PUBLIC_URL"):
        if is_sent and app.config[name] == DEFAULTS[name]:
            yield Finding(True, f"BOLIGSOCIAL_{name} is not set, and e-mail notices need it.")
    if is_held(jobs_lock(app)):
        yield Finding(False, "The jobs run.")
    else:
        yield Finding(is_sent, "The jobs do not run on this machine, so nothing is mailed: flask --app app jobs")


def _database(app: Flask) -> Iterator[Finding]:
    schema = db.migrations().status()
    missing = [migration.name for migration in schema if migration.applied is None]
    newer = [migration.name for migration in schema if migration.path is None]
    yield Finding(False, f"The database {_where(app)} answers.")
    if missing:
        yield refused(f"Migrations are missing ({', '.join(missing)}): flask --app app migrate up")
    if newer:
        yield refused(f"The database is of a newer version ({', '.join(newer)}): start that version.")
    if not is_durable():
        yield refused("The database answers before the disk has what was saved: set synchronous to FULL, or on.")
    if not missing and not newer:
        yield from _deletions(app)
    file = db.file_of(app.config["DATABASE_URL"])
    if file and file.parent.is_dir() and _room(file.parent) < LEAST_ROOM:
        yield Finding(True, "The disk with the database has less than 1 GB left.")


def _periods(app: Flask) -> Iterator[Finding]:
    """How long things are kept: a period that says nothing would delete too early, or nothing at all."""
    for name in PERIODS:
        if type(app.config[name]) is not int or app.config[name] < 1:
            yield refused(f"BOLIGSOCIAL_{name} is a whole number of at least 1.")


def _deletions(app: Flask) -> Iterator[Finding]:
    """Whether a restored backup has brought back what was deleted since."""
    try:
        with app.app_context():
            back = undead().how_many()
    except ListUnusable as error:
        yield refused(f"What was deleted is not known: {error}. Put the list of deletions back, see docs/operator.md.")
        return
    if back:
        yield refused(f"{back} rows that were deleted are back, from a backup: flask --app app retention replay")


def is_durable() -> bool:
    """Return whether what was saved is still there after a power cut."""
    if isinstance(db.db.obj, SqliteDatabase):
        return int(db.db.execute_sql("PRAGMA synchronous").fetchone()[0]) >= FULL
    settings = [db.db.execute_sql(f"SHOW {name}").fetchone()[0] for name in ("fsync", "synchronous_commit")]
    return "off" not in settings


def _room(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def _accounts(app: Flask, people: People) -> Iterator[Finding]:
    if people.demo and people.real:
        yield refused("Demo people and real people share this database. Anybody can sign in as a demo person.")
    elif people.demo and _proxies_in_front(app) and not app.config["PUBLIC_DEMO"]:
        yield refused(
            "Anybody can sign in as a demo person, and this demo is behind a proxy for others to reach. "
            "If that is meant, set BOLIGSOCIAL_PUBLIC_DEMO=1."
        )
    elif people.demo:
        yield Finding(False, "This is a demo database: anybody can sign in. Never put real data in it.")
    elif not people.real:
        yield Finding(True, "There are no accounts yet: flask --app app create-user")
    else:
        yield Finding(False, f"Accounts: {people.real}. No demo people.")
