"""Cases that only a few have, and what happens when somebody else must open one (break glass)."""

from datetime import datetime
from uuid import uuid4

from peewee import CharField, ForeignKeyField, TextField, UUIDField
from playhouse.fields import EnumField

from boligsocial.clock import now
from boligsocial.db import Table, UtcDateTimeField
from boligsocial.models.cases import Case
from boligsocial.models.kinds_trust import GlassVerdict, SealWhy
from boligsocial.models.people import User


class Seal(Table):
    """A sealed case (forseglet): it is there for its responsible worker and its keepers alone, until it is lifted."""

    case = ForeignKeyField(Case, backref="seals")
    why = EnumField(SealWhy)
    words = CharField(default="")
    sealed_by = ForeignKeyField(User)
    sealed_at = UtcDateTimeField(default=now)
    lifted_by = ForeignKeyField(User, null=True)
    lifted_at = UtcDateTimeField(null=True)


Seal.add_index(Seal.case, unique=True, where=(Seal.lifted_at.is_null()), name="seal_one_a_case")


class SealKeeper(Table):
    """A worker who was named to have a sealed case beside the responsible one."""

    seal = ForeignKeyField(Seal, backref="keepers")
    user = ForeignKeyField(User)

    class Meta:
        indexes = ((("seal", "user"), True),)


class Glass(Table):
    """One breaking of the glass: a sealed case is open to `user` until `until`, unless closed before.

    Once it is over, `closed_at` says so for good, so that no change of the clock opens it again.
    """

    id = UUIDField(primary_key=True, default=uuid4)
    case = ForeignKeyField(Case)
    user = ForeignKeyField(User)
    reason = TextField()
    opened_at = UtcDateTimeField(default=now, index=True)
    until = UtcDateTimeField()
    closed_at = UtcDateTimeField(null=True)
    verdict = EnumField(GlassVerdict, null=True)
    remark = TextField(default="")
    reviewed_by = ForeignKeyField(User, null=True)
    reviewed_at = UtcDateTimeField(null=True)

    @property
    def ended_at(self) -> datetime:
        """The instant from which the case was, or will be, closed again."""
        return min(self.until, self.closed_at) if self.closed_at else self.until


Glass.add_index(Glass.user, where=(Glass.closed_at.is_null()), name="glass_open")
