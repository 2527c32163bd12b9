"""`flask retention`: what the schedule is about to delete, the run of the night, and what a restore asks for."""

from typing import Any

import click
from flask.cli import with_appcontext

from boligsocial import deletion_list
from boligsocial import replay as replaying
from boligsocial import retention as keeping
from boligsocial.deletion_list import ListUnusable
from boligsocial.models import number_of
from boligsocial.scrub import NotScrubbed, scrub_if_needed, sweep_mail_files


@click.group()
def retention() -> None:
    """What is kept for how long, and deleted then."""


@retention.command()
@with_appcontext
def preview() -> None:
    """Say what the nightly run will delete, and on which day. Deletes nothing."""
    keeping.plan()
    rows = list(keeping.planned())
    for row in rows:
        click.echo(f"{keeping.goes_on(row)}  {row.what.value:<7}  case {number_of(row.case_id)}")
    click.echo(f"{len(rows)} planned")


@retention.command()
@with_appcontext
def run() -> None:
    """Delete what is due and was long enough on the leader's page. `flask purge` does it too."""
    carry_out()


@retention.command()
@with_appcontext
def replay() -> None:
    """After a restore: delete again what was deleted since the backup. The server does not start before."""
    click.echo(f"{_told(replaying.replay):>6}  deleted again")
    _scrub()


@retention.command("begin-list")
@with_appcontext
def begin_list() -> None:
    """Begin a new list of deletions, when the old one is lost for good. What it named may come back with a backup."""
    if deletion_list.file().exists():
        raise click.ClickException(f"{deletion_list.file()} is there. Move it away if it cannot be used.")
    _told(deletion_list.begin)
    click.echo(f"begun: {deletion_list.file()}")


def carry_out() -> None:
    """Run, say what went, and leave no bytes behind."""
    for what, count in _told(keeping.run).items():
        click.echo(f"{count:>6}  {what}")
    click.echo(f"{sweep_mail_files():>6}  mails as files")
    _scrub()


def _told(act: Any) -> Any:
    try:
        return act()
    except (ListUnusable, OSError) as error:
        raise click.ClickException(f"Nothing was deleted: {error}.") from None


def _scrub() -> None:
    try:
        scrub_if_needed()
    except NotScrubbed as error:
        raise click.ClickException(
            f"Deleted, but old bytes may lie in the database's files ({error}). The next run tries again."
        ) from None
