"""The flask commands: each a thin call into a room's actions."""

import click
from flask import Flask

from boligsocial import db


def init_app(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(migrate)


@click.group()
def migrate() -> None:
    """Bring the database to the schema of this version."""


@migrate.command()
def up() -> None:
    """Apply the migrations that are missing."""
    names = db.migrations().up()
    click.echo("\n".join(f"applied {name}" for name in names) or "the database is up to date")


@migrate.command()
def status() -> None:
    """List the migrations and when each was applied."""
    for migration in db.migrations().status():
        click.echo(f"{migration.name}  {migration.applied or 'missing'}")


@migrate.command()
@click.argument("name")
def new(name: str) -> None:
    """Make an empty migration file called NAME."""
    click.echo(db.migrations().create(name))
