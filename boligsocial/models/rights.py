"""What a resident has asked for about their own data, what of it is left out, and what we knew of them before."""

from uuid import uuid4

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField, UUIDField
from playhouse.fields import EnumField

from boligsocial.clock import now
from boligsocial.db import Table, UtcDateTimeField
from boligsocial.models.kinds_trust import CorrectionEnd, MaskReason, ProvedBy, RequestKind
from boligsocial.models.notes import Note
from boligsocial.models.people import User
from boligsocial.models.residents import Resident


class DataRequest(Table):
    """A resident asks for a copy of their data, or for a correction (databeskyttelsesforordningen art. 15 and 16).

    A copy is made ready by one person (`prepared_by`) and approved by another (`checked_by`); `digest` is that of what
    was made ready, so that nothing slips in afterwards. A correction says what the resident finds wrong (`wish`), in
    which `note` if it is one, and ends in one of three ways, with words.
    """

    id = UUIDField(primary_key=True, default=uuid4)
    resident = ForeignKeyField(Resident, backref="data_requests")
    kind = EnumField(RequestKind)
    asked_on = DateField()
    due_on = DateField()
    proved_by = EnumField(ProvedBy)
    registered_by = ForeignKeyField(User)
    registered_at = UtcDateTimeField(default=now)
    prepared_by = ForeignKeyField(User, null=True)
    prepared_at = UtcDateTimeField(null=True)
    digest = CharField(max_length=64, default="")
    checked_by = ForeignKeyField(User, null=True)
    checked_at = UtcDateTimeField(null=True)
    remark = TextField(default="")
    note = ForeignKeyField(Note, null=True, backref="data_requests")
    wish = TextField(default="")
    end = EnumField(CorrectionEnd, null=True)
    end_text = TextField(default="")
    closed_at = UtcDateTimeField(null=True)
    closed_by = ForeignKeyField(User, null=True)

    @property
    def is_open(self) -> bool:
        """Whether the resident still waits for us."""
        return self.closed_at is None


DataRequest.add_index(DataRequest.due_on, where=(DataRequest.closed_at.is_null()), name="datarequest_open_due")


class Mask(Table):
    """A person's own word on what is left out of a copy: more than the rule leaves out, or less (`hides` is False).

    `place` names the piece ("note <id>"), `words` the passage; "" is the whole piece.
    """

    id = UUIDField(primary_key=True, default=uuid4)
    request = ForeignKeyField(DataRequest, backref="masks")
    place = CharField(max_length=80)
    words = TextField(default="")
    hides = BooleanField()
    reason = EnumField(MaskReason)
    decided_by = ForeignKeyField(User)
    decided_at = UtcDateTimeField(default=now)

    class Meta:
        indexes = ((("request", "place", "words"), True),)


class ResidentVersion(Table):
    """What was known of a resident before a change: who replaced it, and when."""

    resident = ForeignKeyField(Resident, backref="versions")
    version = IntegerField()
    name = CharField()
    phone = CharField()
    language = CharField()
    has_protected_address = BooleanField()
    replaced_by = ForeignKeyField(User)
    replaced_at = UtcDateTimeField(default=now)

    class Meta:
        indexes = ((("resident", "version"), True),)
