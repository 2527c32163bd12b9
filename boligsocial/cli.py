"""The flask commands: each a thin call into a room's actions."""

import click
from flask import Flask

from boligsocial import db
from boligsocial.demo.actions import NotEmpty, seed_demo


def init_app(app: Flask) -> None:
    """Register the commands."""
    for command in (migrate, seed):
        app.cli.add_command(command)


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


@click.command()
@click.option("--demo", is_flag=True, required=True, help="Fill the database with invented people, places and notes.")
@click.option("--if-empty", is_flag=True, help="Do nothing, and say nothing, when there are people in it already.")
def seed(demo: bool, if_empty: bool) -> None:
    """Fill an empty database with demo data."""
    try:
        seed_demo(None)
    except NotEmpty:
        if not if_empty:
            raise click.ClickException(
                "The database has people in it already; demo data goes into an empty one."
            ) from None
    else:
        click.echo("demo data is in: choose a person on the login page")
