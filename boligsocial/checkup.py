"""Whether this installation is set up soundly, in words an operator can act on. Reads only, prints nothing secret."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from flask import Flask
from peewee import PeeweeException

from boligsocial import db
from boligsocial.alone import is_held, jobs_lock
from boligsocial.config import DEFAULTS
from boligsocial.models import User

SHORTEST_KEY = 32
LEAST_ROOM = 1024**3


class Finding(NamedTuple):
    """One thing looked at. `must_fix` is False for what is fine, and for what is only good to know."""

    must_fix: bool
    sentence: str


def findings(app: Flask) -> list[Finding]:
    """Return everything that was looked at, in the order in which one would fix it."""
    found = [*_key(app), *_proxies(app), *_mail(app)]
    try:
        found += _database(app)
    except PeeweeException as error:
        found.append(Finding(True, f"The database {_where(app)} does not answer: {type(error).__name__}."))
    return found


def _where(app: Flask) -> str:
    """Return the database's address without user name and password."""
    parts = urlsplit(app.config["DATABASE_URL"])
    return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"


def _key(app: Flask) -> Iterator[Finding]:
    for name in ("SECRET_KEY", "AUDIT_KEY"):
        if len(app.config[name]) < SHORTEST_KEY:
            yield Finding(True, f"BOLIGSOCIAL_{name} is short. Leave it out, and a good one is made in instance/.")
        made = Path(app.instance_path) / name.lower()
        if made.exists() and made.stat().st_mode & 0o077:
            yield Finding(
                True, f"instance/{made.name} can be read by others on this machine: chmod 600 instance/{made.name}"
            )
    if app.config["AUDIT_KEY"] == app.config["SECRET_KEY"]:
        yield Finding(True, "BOLIGSOCIAL_AUDIT_KEY is the secret key. Leave it out, and one of its own is made.")


def _proxies(app: Flask) -> Iterator[Finding]:
    proxies = str(app.config["TRUSTED_PROXIES"])
    if not proxies.isdigit():
        yield Finding(True, "BOLIGSOCIAL_TRUSTED_PROXIES is a number: how many proxies stand in front, usually 1.")
    elif proxies == "0":
        yield Finding(False, "No proxy is trusted. Behind one that does https, set BOLIGSOCIAL_TRUSTED_PROXIES=1.")
    else:
        yield Finding(False, f"Trusted proxies in front: {proxies}. The app must not be reachable around them.")


def _mail(app: Flask) -> Iterator[Finding]:
    is_sent = bool(app.config["MAIL_SERVER"])
    if not is_sent:
        yield Finding(False, f"No mail server: e-mail notices become files in {app.config['MAIL_FOLDER']}.")
    for name in ("MAIL_FROM", "PUBLIC_URL"):
        if is_sent and app.config[name] == DEFAULTS[name]:
            yield Finding(True, f"BOLIGSOCIAL_{name} is not set, and e-mail notices need it.")
    if is_held(jobs_lock(app)):
        yield Finding(False, "The jobs run.")
    else:
        yield Finding(is_sent, "The jobs do not run on this machine, so nothing is mailed: flask --app app jobs")


def _database(app: Flask) -> Iterator[Finding]:
    missing = [migration.name for migration in db.migrations().status() if migration.applied is None]
    yield Finding(False, f"The database {_where(app)} answers.")
    if missing:
        yield Finding(True, f"Migrations are missing ({', '.join(missing)}): flask --app app migrate up")
    else:
        yield from _people()
    folder = Path(urlsplit(app.config["DATABASE_URL"]).path).parent
    if app.config["DATABASE_URL"].startswith("sqlite") and folder.is_dir() and _room(folder) < LEAST_ROOM:
        yield Finding(True, "The disk with the database has less than 1 GB left.")


def _room(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def _people() -> Iterator[Finding]:
    people = User.select().where(User.closed_at.is_null())
    demo, real = people.where(User.is_demo).count(), people.where(~User.is_demo).count()
    if demo and real:
        yield Finding(True, "Demo people and real people share this database. Anybody can sign in as a demo person.")
    elif demo:
        yield Finding(False, "This is a demo database: anybody can sign in. Never put real data in it.")
    elif not real:
        yield Finding(True, "There are no accounts yet: flask --app app create-user")
    else:
        yield Finding(False, f"Open accounts: {real}. No demo people.")
