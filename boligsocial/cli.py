"""The flask commands: each a thin call into an action."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import click
from flask import Flask, current_app, url_for
from flask.cli import with_appcontext

from boligsocial import checkup, db, sampling, trail
from boligsocial import purge as purging
from boligsocial.access import OF_DEPARTMENTS
from boligsocial.admin.actions import LINK_LIVES, BadUsername, UsernameTaken, create_invited
from boligsocial.alone import AlreadyRunning
from boligsocial.audit import Write
from boligsocial.cli_keys import backup, keys, ready_the_keys
from boligsocial.clock import today
from boligsocial.deadline_command import deadline
from boligsocial.demo.actions import NotEmpty, seed_demo
from boligsocial.mailings import returns
from boligsocial.models import AuditHead, Department, Role
from boligsocial.retention_commands import carry_out, retention
from boligsocial.rights.handing_over import NotApproved, approved_copy


def init_app(app: Flask) -> None:
    """Register the commands."""
    commands = (
        migrate,
        seed,
        create_user,
        purge,
        check,
        deadline,
        jobs,
        mail_returned,
        audit,
        resident_copy,
        retention,
        keys,
        backup,
    )
    for command in commands:
        app.cli.add_command(command)


@click.group()
def migrate() -> None:
    """Bring the database to the schema of this version."""


@migrate.command()
@with_appcontext
def up() -> None:
    """Apply the migrations that are missing. The very first time a key is made too."""
    ready_the_keys()
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
@with_appcontext
def seed(demo: bool, if_empty: bool) -> None:
    """Fill an empty database with demo data; one without tables gets them first."""
    ready_the_keys()
    db.migrations().up()
    try:
        seed_demo(None)
    except NotEmpty:
        if not if_empty:
            raise click.ClickException(
                "The database has people in it already; demo data goes into an empty one."
            ) from None
    else:
        click.echo("demo data is in: choose a person on the login page")


@click.command("create-user")
@click.option("--username", prompt="User name", help="What the person writes to sign in.")
@click.option("--first-name", prompt="First name")
@click.option("--full-name", prompt="Full name")
@click.option("--role", prompt="Role", type=click.Choice([role.value for role in Role]))
@click.option("--title", default=None, help="What others see under the name; the role if left out.")
@click.option("--phone", default="")
@click.option("--email", default="")
@click.option("--department", "departments", multiple=True, help="For a contact or board member; may be repeated.")
@with_appcontext
def create_user(username: str, role: str, title: str | None, departments: tuple[str, ...], **rest: Any) -> None:
    """Make an account and print the one-time link with which its owner chooses how to log in."""
    values = {"role": Role(role), "title": Role(role).label if title is None else title, **rest}
    write = Write(uuid4(), "")
    try:
        user = create_invited(None, write, username=username, departments=_departments(role, departments), **values)
    except BadUsername:
        raise click.ClickException("A user name is 2 to 40 of a-z, 0-9, dot and hyphen, e.g. maja.lindholt.") from None
    except UsernameTaken:
        raise click.ClickException("Somebody has that user name, perhaps a closed account. Choose another.") from None
    with current_app.test_request_context():
        path = url_for("accounts.activation", token=user.invitation)
    hours = LINK_LIVES // timedelta(hours=1)
    click.echo(f"{user.username} can choose how to log in with this link, once, within {hours} hours:")
    click.echo(path)


def _departments(role: str, names: tuple[str, ...]) -> list[Department]:
    if names and role not in OF_DEPARTMENTS:
        raise click.ClickException("Only a contact person or a board member belongs to departments.")
    found = list(Department.select().where(Department.name.in_(names))) if names else []
    if missing := set(names) - {department.name for department in found}:
        raise click.ClickException(f"There is no department called {', '.join(sorted(missing))}.")
    return found


@click.command()
@with_appcontext
def purge() -> None:
    """Delete what is over and what the schedule says, and draw the sample of a week that is over. For a nightly run."""
    config = current_app.config
    drafts = timedelta(days=config["KEEP_DRAFTS_DAYS"])
    counts = purging.purge(config["SESSION_ABSOLUTE"], drafts)
    counts["samples of reads drawn"] = len(sampling.draw_due())
    yesterday = today() - timedelta(days=1)
    counts["alarms about reads"] = len(sampling.raise_alarms(config["READS_OUTSIDE_A_DAY"], yesterday))
    sampling.remind()
    for what, count in counts.items():
        click.echo(f"{count:>6}  {what}")
    carry_out()
    if current_app.config["AUDIT_ANCHOR"]:
        _drop_anchor()


@click.group()
def audit() -> None:
    """Prove that the audit trail is whole."""


def _mailed_anchor(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> list[trail.Anchor]:
    parts = [value.strip().partition(":") for value in values]
    for number, _colon, chain in parts:
        if not re.fullmatch(r"\d{1,18}", number, re.ASCII) or not re.fullmatch(r"[0-9a-f]{64}", chain, re.ASCII):
            raise click.BadParameter("Write it as it stands in the mail: the number, a colon, and 64 of 0-9 and a-f.")
    return [trail.Anchor("the time of the mail", int(number), chain) for number, _colon, chain in parts]


@audit.command()
@click.option(
    "--anchor",
    "mailed",
    metavar="NUMBER:CHAIN",
    multiple=True,
    callback=_mailed_anchor,
    help="What a leader's mail said that the trail ended with; may be repeated.",
)
@with_appcontext
def verify(mailed: list[trail.Anchor]) -> None:
    """Walk along the trail, and name every row that was changed, removed, swapped or inserted; ends with 1 then."""
    anchors, is_sound = _anchors()
    anchors += mailed
    for fault in trail.faults(anchors):
        is_sound = False
        click.echo(f"row {fault.number} {fault.sentence}")
    if not is_sound:
        raise SystemExit(1)
    click.echo(f"the trail is whole: {AuditHead.get().number} rows, {len(anchors)} anchors")


def _anchors() -> tuple[list[trail.Anchor], bool]:
    """Return the anchors, and whether the file holds nothing else."""
    if not (file := current_app.config["AUDIT_ANCHOR"]):
        click.echo("There is no anchor (BOLIGSOCIAL_AUDIT_ANCHOR): rows cut off at the end cannot be seen.", err=True)
        return [], True
    try:
        anchors, strange = trail.read_anchors(Path(file))
    except OSError as error:
        raise click.ClickException(f"The anchors in {file} cannot be read: {error.strerror}.") from None
    for number in strange:
        click.echo(f"line {number} of {file} is no anchor")
    return anchors, not strange


@audit.command()
@with_appcontext
def anchor() -> None:
    """Write what the trail ends with into the file AUDIT_ANCHOR, where a hand on this machine should not reach."""
    if not current_app.config["AUDIT_ANCHOR"]:
        raise click.ClickException("Set BOLIGSOCIAL_AUDIT_ANCHOR to a file outside this machine, e.g. on a share.")
    _drop_anchor()


def _drop_anchor() -> None:
    file = current_app.config["AUDIT_ANCHOR"]
    try:
        dropped = trail.drop_anchor(Path(file))
    except OSError as error:
        raise click.ClickException(f"The anchor in {file} cannot be written: {error.strerror}.") from None
    click.echo(f"anchored row {dropped.number}: {dropped.chain}")


@click.command()
@click.option("--parent", type=int, help="End when this process, which started the jobs, has ended.")
@with_appcontext
def jobs(parent: int | None) -> None:
    """Send the e-mail notices that wait, now and from now on. Runs beside the server, one for each database."""
    # The server's own process never loads the queue.
    from boligsocial import jobs as running
    from boligsocial import logs

    logs.start()
    try:
        running.run(current_app._get_current_object(), parent)  # type: ignore[attr-defined]
    except AlreadyRunning:
        raise click.ClickException("The jobs of this database run already, in another process.") from None
    except running.BadSetting as error:
        raise click.ClickException(str(error)) from None


@click.command("mail-returned")
@click.argument("message", type=click.File("rb"), default="-")
@with_appcontext
def mail_returned(message: Any) -> None:
    """Take a mail that came back (a delivery status notification) from standard input or the file MESSAGE."""
    click.echo(returns.take_back(message.read(returns.LARGEST)))


@click.command("resident-copy")
@click.argument("request_id", metavar="REQUEST", type=click.UUID)
@click.argument("target", type=click.File("wb"))
@with_appcontext
def resident_copy(request_id: UUID, target: Any) -> None:
    """Write the approved copy of a resident's data (REQUEST is the end of its page's address) into the file TARGET."""
    try:
        with current_app.test_request_context():
            target.write(approved_copy(request_id))
    except NotApproved:
        raise click.ClickException(
            "There is no approved copy of that name, or the data has changed since it was approved: look at its page."
        ) from None


@click.command()
@with_appcontext
def check() -> None:
    """Say whether this installation is set up soundly; ends with 1 when something must be fixed."""
    found = checkup.findings(current_app)
    for finding in found:
        click.echo(f"{'fix' if finding.must_fix else 'ok':<4} {finding.sentence}")
    if any(finding.must_fix for finding in found):
        raise SystemExit(1)
