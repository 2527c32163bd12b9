"""Whether what lies on the disk is encrypted, and the key apart from it."""

from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from peewee import SqliteDatabase

from boligsocial import db
from boligsocial.encrypted import EncryptedDatabase, is_plain
from boligsocial.finding import Finding, People, refused
from boligsocial.keys import KeyMissing, KeyRing

ENCRYPT = "flask --app app keys encrypt-database"


def at_rest(app: Flask, people: People | None) -> Iterator[Finding]:
    """Look at the key file and the database. `people` is None when the database cannot be asked."""
    ring: KeyRing = app.extensions["keys"]
    file = db.file_of(app.config["DATABASE_URL"])
    try:
        yield Finding(False, f"Keys: {len(ring.all())}, in {ring.path}. Keep a copy of them apart from the backups.")
    except KeyMissing as error:
        yield refused(f"{error} (At the very first set-up: flask --app app migrate up)")
    yield from _places(app, ring, people)
    if encrypts() and file and is_plain(file):
        yield refused(f"The database {file} is not encrypted: {ENCRYPT}")
    if people and people.real:
        yield from _of_real_people()


def _places(app: Flask, ring: KeyRing, people: People | None) -> Iterator[Finding]:
    file, instance = db.file_of(app.config["DATABASE_URL"]), Path(app.instance_path)
    if not (people and people.only_demo):
        for folder in {instance, *((file.parent,) if file else ())}:
            if ring.path.resolve().is_relative_to(folder.resolve()):
                yield refused(f"The key file lies in {folder}, beside what it opens: set BOLIGSOCIAL_KEY_FOLDER.")
    for name in ("secret_key", "audit_key"):
        if (instance / name).exists():
            sentence = f"{instance / name} lies beside the data, as it used to. It may move to {ring.path.parent}."
            yield Finding(False, sentence)


def _of_real_people() -> Iterator[Finding]:
    if encrypts():
        yield Finding(False, "The database is encrypted.")
    elif isinstance(db.db.obj, SqliteDatabase):
        yield refused(f"Real people are in a database that is not encrypted: {ENCRYPT}")
    else:
        yield Finding(False, "PostgreSQL encrypts nothing itself: its disk and its backups have to be encrypted.")


def encrypts() -> bool:
    """Return whether the database in use encrypts its files."""
    return isinstance(db.db.obj, EncryptedDatabase)
