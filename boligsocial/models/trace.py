"""The audit trail: who did or read what, and when."""

from peewee import SQL, BigAutoField, BigIntegerField, CharField, ForeignKeyField, UUIDField

from boligsocial.clock import now
from boligsocial.db import Table, UtcDateTimeField
from boligsocial.models.people import User


class AuditRow(Table):
    """One act or one showing. `write_id` is the form's own id, so that a repeat finds the first receipt.

    `id` is a running number without gaps, and `chain` ties the row to the one before (chain.py): only
    `audit` adds rows. The database refuses to change or remove one.
    """

    id = BigAutoField()
    at = UtcDateTimeField(default=now)
    actor = ForeignKeyField(User, null=True)
    event = CharField(max_length=60)
    subject_type = CharField(max_length=40, default="")
    subject_id = CharField(max_length=40, default="")
    write_id = UUIDField(null=True, unique=True)
    write_digest = CharField(max_length=64, default="")
    chain = CharField(max_length=64, default="", constraints=[SQL("DEFAULT ''")])


AuditRow.add_index(AuditRow.subject_type, AuditRow.subject_id, name="auditrow_subject")
AuditRow.add_index(AuditRow.at, name="auditrow_at")


class AuditHead(Table):
    """The one row that says where the trail ends: the newest number and its chain. A trigger moves it on."""

    number = BigIntegerField()
    chain = CharField(max_length=64)
