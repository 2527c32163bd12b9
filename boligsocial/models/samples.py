"""The weekly sample of reads that a leader looks through and signs, and alarms about many reads."""

from peewee import BigIntegerField, CharField, DateField, ForeignKeyField, IntegerField, TextField
from playhouse.fields import EnumField

from boligsocial.clock import now
from boligsocial.db import Table, UtcDateTimeField
from boligsocial.models.cases import Case
from boligsocial.models.kinds_trust import Finding, ReadWhy, Stratum
from boligsocial.models.people import User


class Sample(Table):
    """The sample of one ISO week, drawn when the week was over; its rows never change, `reads` is what it is of."""

    week_starts_on = DateField(unique=True)
    reads = IntegerField()
    drawn_at = UtcDateTimeField(default=now)
    reminded_at = UtcDateTimeField(null=True)
    signed_by = ForeignKeyField(User, null=True)
    signed_at = UtcDateTimeField(null=True)


class SampleRow(Table):
    """One read of the sample: `number` names the row of the trail, `stratum` says why it was likely to be drawn.

    `why` and `case` are what gave reason to the read when it was drawn; later the case may belong to somebody else.
    """

    sample = ForeignKeyField(Sample, backref="rows")
    number = BigIntegerField()
    reader = ForeignKeyField(User)
    case = ForeignKeyField(Case, null=True)
    stratum = EnumField(Stratum)
    why = EnumField(ReadWhy)
    finding = EnumField(Finding, null=True)
    remark = TextField(default="")

    class Meta:
        indexes = ((("sample", "number"), True),)


class ReadAlarm(Table):
    """A person read unusually much outside their own cases on a Danish day; `reads` is how much when it was seen."""

    user = ForeignKeyField(User)
    day = DateField()
    reads = IntegerField()
    raised_at = UtcDateTimeField(default=now)
    remark = CharField(default="")
    settled_by = ForeignKeyField(User, null=True)
    settled_at = UtcDateTimeField(null=True)

    class Meta:
        indexes = ((("user", "day"), True),)
