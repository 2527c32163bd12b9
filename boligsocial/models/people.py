"""Who uses the app, how they get in, and what a login leaves behind."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_login import UserMixin
from peewee import SQL, BooleanField, CharField, ForeignKeyField
from playhouse.fields import EnumField

from boligsocial.clock import now
from boligsocial.db import Table, UtcDateTimeField
from boligsocial.models.kinds import NoticeWay, Role
from boligsocial.models.places import Department


class User(UserMixin, Table):
    """A person with an account. A login session sets `token`, `proved_at` and `glasses` on the instance it opens.

    Those are never stored; `glasses` are the sealed cases that the person has broken open and that are open still.
    """

    username = CharField(unique=True)
    first_name = CharField()
    full_name = CharField()
    title = CharField(default="")
    role = EnumField(Role)
    phone = CharField(default="")
    email = CharField(default="")
    password_hash = CharField(null=True)
    language = CharField(default="da")
    is_demo = BooleanField(default=False)
    created_at = UtcDateTimeField(default=now)
    closed_at = UtcDateTimeField(null=True)
    notice_way = EnumField(NoticeWay, default=NoticeWay.AT_ONCE, constraints=[SQL("DEFAULT 'at_once'")])
    mail_returned_at = UtcDateTimeField(null=True)

    token: str | None = None
    proved_at: datetime | None = None
    glasses: Sequence[Any] = ()

    # UserMixin compares get_id(), which here is the login session: all people read from the database would be equal.
    __eq__ = Table.__eq__
    __hash__ = Table.__hash__

    @property
    def sid(self) -> str:
        """A name for the login session that opens nothing: pages and phones tell one login from another by it."""
        return hashlib.sha256(f"sid {self.token}".encode()).hexdigest()[:16]

    def get_id(self) -> Any:
        """Return the login session's token: the cookie names the session, not the person."""
        return self.token


class Membership(Table):
    """A contact person or board member belongs to a department."""

    user = ForeignKeyField(User, backref="memberships")
    department = ForeignKeyField(Department)

    class Meta:
        indexes = ((("user", "department"), True),)


class LoginSession(Table):
    """One login. Deleting the row ends it at once, also for a copied cookie."""

    token_hash = CharField(primary_key=True, max_length=64)
    user = ForeignKeyField(User, backref="sessions")
    created_at = UtcDateTimeField(default=now)
    seen_at = UtcDateTimeField(default=now)
    # When the person last showed who they are: at login, and again before what needs a fresh proof.
    proved_at = UtcDateTimeField(default=now, constraints=[SQL("DEFAULT '1970-01-01 00:00:00'")])
    # In plain and coarse words, e.g. "Chrome på Android".
    device = CharField(max_length=80, default="", constraints=[SQL("DEFAULT ''")])

    @property
    def name(self) -> str:
        """A name for this login that opens nothing: its person tells one from another by it."""
        return hashlib.sha256(f"login {self.token_hash}".encode()).hexdigest()[:16]


class LoginAttempt(Table):
    """A failed login; the name and the address are kept as hashes only."""

    name_hash = CharField(max_length=64, index=True)
    address_hash = CharField(max_length=64, index=True)
    at = UtcDateTimeField(default=now, index=True)


class Activation(Table):
    """A one-time link with which a person chooses how to log in."""

    token_hash = CharField(primary_key=True, max_length=64)
    user = ForeignKeyField(User)
    expires_at = UtcDateTimeField()
