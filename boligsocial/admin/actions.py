"""What happens to accounts. `actor` is None when the command line does it."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid5

from peewee import IntegrityError

from boligsocial import ways_in
from boligsocial.access import OF_DEPARTMENTS
from boligsocial.audit import Event, Write, recorded
from boligsocial.clock import now
from boligsocial.db import writing
from boligsocial.models import Activation, Department, Membership, Passkey, Role, User
from boligsocial.passwords import new_token, token_hash
from boligsocial.ways_in import take_all_away, tell_of_change

LINK_LIVES = timedelta(hours=72)
_USERNAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,39}")


class BadUsername(Exception):
    """The user name is not two to forty of: a-z, digits, dot, hyphen, with a letter or digit first."""


class UsernameTaken(Exception):
    """Somebody has this user name, perhaps a closed user."""


class OwnAccount(Exception):
    """An administrator cannot close their own account or take their own role away."""


class LastAdmin(Exception):
    """Somebody must be left who can open accounts."""


def create_user(actor: User | None, *, username: str, write: Write | None = None, **values: Any) -> User:
    """Open an account that nobody can enter: a link from `invite` lets the person choose how.

    `values`: first_name, full_name, role, and if known title, phone, email, departments (a contact person's).
    Raises BadUsername or UsernameTaken.
    """
    name = username.strip().casefold()
    if not _USERNAME.fullmatch(name):
        raise BadUsername
    try:
        return _create(actor, name, write=write, **values)
    except IntegrityError as error:
        if User.get_or_none(username=name):
            raise UsernameTaken from error
        raise


@recorded(Event.USER_CREATED)
def _create(
    actor: User | None, username: str, *, role: Role, departments: Iterable[Department] = (), **values: Any
) -> User:
    # Whoever a demo person makes is a demo person too, so that every page of a demo says so.
    is_demo = actor is not None and actor.is_demo
    user = User.create(username=username, role=role, is_demo=is_demo, **values)
    _set_departments(user, role, departments)
    return user


@recorded(Event.USER_INVITED)
def invite(actor: User | None, user: User) -> User:
    """Make a link with which the person chooses how to log in; it is the returned user's `invitation`.

    It starts anew: older links, open sessions, passkeys, codes and the password end, so that no link ever gets past
    a second factor (OWASP ASVS 6.4.3). The link itself is stored nowhere.
    """
    if take_all_away(user):
        tell_of_change(user)
    user.invitation = new_token()
    expires_at = now() + LINK_LIVES
    Activation.create(token_hash=token_hash(user.invitation), user=user, expires_at=expires_at)
    return user


def create_invited(actor: User | None, write: Write, **values: Any) -> User:
    """Open an account with its first link, both or neither. A repeat returns the user without an `invitation`."""
    with writing():
        user = create_user(actor, write=write, **values)
        return invite(actor, user, write=Write(uuid5(write.id, "invite"), write.digest))


@recorded(Event.USER_CHANGED)
def change_user(
    actor: User | None, user: User, *, role: Role, departments: Iterable[Department] = (), **values: Any
) -> User:
    """Change an account. Raises OwnAccount or LastAdmin when nobody would be left to administer."""
    if user.role == Role.ADMIN and role != Role.ADMIN:
        _check_admin_remains(actor, user)
    if values.get("email") != user.email:
        # What came back was sent to the old address.
        values["mail_returned_at"] = None
    User.update(role=role, **values).where(User.id == user.id).execute()
    _set_departments(user, role, departments)
    return user


@recorded(Event.USER_CLOSED)
def close_user(actor: User | None, user: User) -> User:
    """Close an account: every way in and every session end at once. Raises OwnAccount or LastAdmin."""
    _check_admin_remains(actor, user)
    User.update(closed_at=now()).where(User.id == user.id).execute()
    take_all_away(user)
    return user


@recorded(Event.USER_REOPENED)
def reopen_user(actor: User | None, user: User) -> User:
    """Open a closed account again; a new link lets its person in, who may see what their role says, as before."""
    User.update(closed_at=None).where(User.id == user.id).execute()
    return user


@recorded(Event.PASSKEY_REVOKED)
def revoke_passkeys(actor: User | None, user: User, keys: Iterable[Passkey]) -> User:
    """Let a device that was lost, or all of them, open nothing any more; the person's logins end too."""
    ways_in.revoke_passkeys(actor, *keys)
    ways_in.end_logins(user)
    tell_of_change(user)
    return user


@recorded(Event.LOGINS_ENDED)
def end_logins(actor: User | None, user: User) -> User:
    """End all logins of the person."""
    ways_in.end_logins(user)
    tell_of_change(user)
    return user


def _check_admin_remains(actor: User | None, user: User) -> None:
    if actor is not None and actor.id == user.id:
        raise OwnAccount
    # Writing the rows makes two administrators who close each other wait for one another.
    held = User.update(role=Role.ADMIN).where(User.role == Role.ADMIN, User.closed_at.is_null()).execute()
    if user.role == Role.ADMIN and user.closed_at is None and held < 2:
        raise LastAdmin


def _set_departments(user: User, role: Role, departments: Iterable[Department]) -> None:
    Membership.delete().where(Membership.user == user.id).execute()
    # Only these roles belong to departments; in any other a forgotten tick must not come alive later.
    for department in departments if role in OF_DEPARTMENTS else ():
        Membership.create(user=user, department=department)
