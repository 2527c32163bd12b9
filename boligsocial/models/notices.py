"""What people are told by e-mail: that there is something, never what."""

from uuid import uuid4

from peewee import SQL, CharField, ForeignKeyField, UUIDField
from playhouse.fields import EnumField

from boligsocial.clock import now
from boligsocial.db import Table, UtcDateTimeField
from boligsocial.models.kinds import MailState, NoticeKind
from boligsocial.models.people import User


class Mailing(Table):
    """One e-mail. It is stored as being sent before it is handed over, so that a crash leaves a trace of the doubt."""

    id = UUIDField(primary_key=True, default=uuid4)
    user = ForeignKeyField(User, null=True)
    address = CharField()
    state = EnumField(MailState, index=True)
    begun_at = UtcDateTimeField(default=now)
    settled_at = UtcDateTimeField(null=True)
    settled_by = ForeignKeyField(User, null=True)
    trouble = CharField(default="")


class Notice(Table):
    """Something to tell `user`, or, for a sender without an account, `address`. Without a mailing it waits.

    `words` is what the mail says beyond its kind, never anything about a person; such a notice has a mail of its own.
    """

    id = UUIDField(primary_key=True, default=uuid4)
    user = ForeignKeyField(User, null=True)
    address = CharField(default="")
    kind = EnumField(NoticeKind)
    path = CharField(default="")
    words = CharField(default="", constraints=[SQL("DEFAULT ''")])
    created_at = UtcDateTimeField(default=now)
    mailing = ForeignKeyField(Mailing, null=True, backref="notices")


Notice.add_index(Notice.created_at, where=(Notice.mailing.is_null()), name="notice_waiting")
