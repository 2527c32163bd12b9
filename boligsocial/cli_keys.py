"""The flask commands for what lies on the disk: its keys, its encryption, its copies."""

from datetime import UTC
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from peewee import DatabaseError

from boligsocial import db, encrypted, rotation
from boligsocial.clock import now
from boligsocial.keys import KeyMissing, KeyRing

WARNING = (
    "A key was made: {file}\n"
    "Everything in the database is encrypted with it. Keep a copy of the folder {folder} in a safe place, apart from "
    "the backups.\nWithout it nobody can ever read the data again, and nobody can help you."
)
# What 0010 was the first to encrypt.
FIRST_SECRETS = "0010"


def ready_the_keys() -> None:
    """Make the first key at the very first set-up, and say so. Raises ClickException when it must be there already."""
    ring: KeyRing = current_app.extensions["keys"]
    if ring.exists:
        return
    if _is_encrypted_already():
        raise click.ClickException(f"There is no key file {ring.path}. Put your copy of it back.")
    ring.make_first()
    if not current_app.config["DEMO"]:
        click.secho(WARNING.format(file=ring.path, folder=ring.path.parent), bold=True)


def _is_encrypted_already() -> bool:
    file = db.file_of(current_app.config["DATABASE_URL"])
    if isinstance(db.db.obj, encrypted.EncryptedDatabase) and file:
        return file.stat().st_size > 0 and not encrypted.is_plain(file)
    return any(step.applied and step.name.startswith(FIRST_SECRETS) for step in db.migrations().status())


@click.group()
def keys() -> None:
    """The keys of what lies on the disk."""


@keys.command()
@with_appcontext
def status() -> None:
    """List the keys, and what each is needed for."""
    ring: KeyRing = current_app.extensions["keys"]
    click.echo(f"{ring.path}")
    for use in _uses(ring):
        needs = [
            *(["writes"] if use.is_newest else []),
            *(["opens the database"] if use.opens_database else []),
            *([f"opens {use.values} secret values"] if use.values else []),
        ]
        click.echo(f"{use.key.name}  {use.key.made_on}  {', '.join(needs) or 'only older copies need it'}")


@keys.command()
@with_appcontext
def rotate() -> None:
    """Make a new key and encrypt everything with it. Run it again when it was interrupted: it goes on."""
    ring: KeyRing = current_app.extensions["keys"]
    _uses(ring)
    key, closed = rotation.rotate(ring)
    for place in closed:
        click.echo(f"Somebody changed {place}: it cannot be opened, and keeps its old key.", err=True)
    click.echo(f"Everything is encrypted with the key {key.name} now. Take a copy of {ring.path} anew.")
    click.echo("The older keys are kept: copies made before today need them. When none of those is left:")
    click.echo("flask --app app keys forget")
    if closed:
        raise SystemExit(1)


@keys.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_appcontext
def forget(yes: bool) -> None:
    """Take out of the key file what nothing but older copies of the database needs."""
    ring: KeyRing = current_app.extensions["keys"]
    unneeded = [use.key for use in _uses(ring) if not use.is_needed]
    if not unneeded:
        click.echo("Every key is needed.")
        return
    newest = ring.newest().made_on
    if not yes:
        click.confirm(f"Copies of the database made before {newest} can then never be opened again. Go on?", abort=True)
    click.echo(f"Forgotten: {', '.join(rotation.forget(ring))}. Take a copy of {ring.path} anew.")


@keys.command("encrypt-database")
@with_appcontext
def encrypt_database() -> None:
    """Put an encrypted database in the place of a plain one. Stop the server and the jobs first."""
    ring: KeyRing = current_app.extensions["keys"]
    file = db.file_of(current_app.config["DATABASE_URL"])
    if file is None:
        raise click.ClickException("Only a database on SQLite can be encrypted. For PostgreSQL encrypt its disk.")
    encrypted.shred(file.with_name(f"{file.name}.plain"))
    if not encrypted.is_plain(file):
        raise click.ClickException(f"{file} is no plain SQLite database. Perhaps it is encrypted already.")
    if not ring.exists:
        ring.make_first()
        click.secho(WARNING.format(file=ring.path, folder=ring.path.parent), bold=True)
    try:
        encrypted.encrypt_file(file, ring)
    except encrypted.InUse:
        raise click.ClickException("Something has the database open. Stop the server and the jobs first.") from None
    click.echo(f"{file} is encrypted. Remove older copies of it: they are not.")
    if not current_app.config["DATABASE_URL"].startswith("sqlcipher"):
        click.echo(f"Set BOLIGSOCIAL_DATABASE_URL=sqlcipher:///{file}, or leave it out if that is the usual place.")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@with_appcontext
def backup(folder: Path) -> None:
    """Write an encrypted copy of the database into FOLDER, while people work, and open it to see that it is whole."""
    ring: KeyRing = current_app.extensions["keys"]
    database = db.db.obj
    if not isinstance(database, encrypted.EncryptedDatabase):
        raise click.ClickException("This copies an encrypted database. For PostgreSQL see docs/operator.md.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if ring.path.resolve().is_relative_to(folder.resolve()):
        raise click.ClickException("The key file lies in that folder. Keep the copies apart from it.")
    file = folder / f"boligsocial-{now().astimezone(UTC):%Y-%m-%dT%H%M%SZ}.db"
    try:
        database.copy_to(file)
    except (DatabaseError, OSError) as error:
        raise click.ClickException(f"No copy was made: {error}") from None
    click.echo(f"{file}  {file.stat().st_size} bytes, whole, opened with the key {database.key and database.key.name}")


def _uses(ring: KeyRing) -> list[rotation.Use]:
    try:
        # The first connection finds the key of the database.
        db.db.connect(reuse_if_open=True)
        return rotation.uses(ring)
    except KeyMissing as error:
        raise click.ClickException(str(error)) from None
    except encrypted.WrongKey as error:
        raise click.ClickException(str(error)) from None
