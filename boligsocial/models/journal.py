"""What was handed over to the records system, what must not be deleted, and what is about to be."""

from uuid import uuid4

from peewee import CharField, DateField, ForeignKeyField, TextField, UUIDField
from playhouse.fields import EnumField

from boligsocial.clock import now, today
from boligsocial.db import Table, UtcDateTimeField
from boligsocial.models.cases import Case
from boligsocial.models.kinds_trust import Expiry
from boligsocial.models.people import User


class JournalPackage(Table):
    """A case as it was handed over. `digest` is that of its content then; `receipt` the number that came back for it.

    `outdated_at` is when it was seen that the case says something else since.
    """

    id = UUIDField(primary_key=True, default=uuid4)
    case = ForeignKeyField(Case, backref="packages")
    digest = CharField(max_length=64)
    made_at = UtcDateTimeField(default=now)
    made_by = ForeignKeyField(User)
    receipt = CharField(max_length=60, default="")
    received_on = DateField(null=True)
    journalised_at = UtcDateTimeField(null=True)
    journalised_by = ForeignKeyField(User, null=True)
    outdated_at = UtcDateTimeField(null=True)


class LegalHold(Table):
    """A stop: nothing of the case is deleted until somebody lifts it. Its reason is gone through on `review_on`."""

    id = UUIDField(primary_key=True, default=uuid4)
    case = ForeignKeyField(Case, backref="holds")
    reason = TextField()
    review_on = DateField()
    set_at = UtcDateTimeField(default=now)
    set_by = ForeignKeyField(User)
    lifted_at = UtcDateTimeField(null=True)
    lifted_by = ForeignKeyField(User, null=True)

    @property
    def is_overdue(self) -> bool:
        """Whether the day on which it was to be gone through has come."""
        return self.lifted_at is None and self.review_on <= today()


LegalHold.add_index(LegalHold.case, unique=True, where=(LegalHold.lifted_at.is_null()), name="legalhold_one_a_case")


class PlannedDeletion(Table):
    """What the schedule is about to delete, and since when it stands on the leader's page."""

    case = ForeignKeyField(Case, backref="planned_deletions")
    what = EnumField(Expiry)
    since = UtcDateTimeField(default=now)
    due_on = DateField()

    class Meta:
        indexes = ((("case", "what"), True),)
