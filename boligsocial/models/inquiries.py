"""What comes in from outside, by whatever way, until somebody has answered it."""

from uuid import uuid4

from peewee import CharField, DateField, ForeignKeyField, TextField, UUIDField
from playhouse.fields import EnumField

from boligsocial.clock import now
from boligsocial.db import Table, UtcDateTimeField
from boligsocial.models.cases import Case
from boligsocial.models.kinds import InquiryWay, Topic
from boligsocial.models.people import User
from boligsocial.models.places import Department


class Inquiry(Table):
    """An inquiry (henvendelse). `due_on` is the day by which whoever asked hears from us for the first time.

    `sender` is a portal user; anybody else is `sender_name` with a phone or e-mail, if they gave one. It is open
    until it is closed: answered, or taken over by a case.
    """

    id = UUIDField(primary_key=True, default=uuid4)
    reference = CharField(max_length=12, unique=True)
    way = EnumField(InquiryWay)
    topic = EnumField(Topic)
    department = ForeignKeyField(Department, null=True)
    place = CharField(default="")
    text = TextField(default="")
    received_at = UtcDateTimeField(default=now)
    due_on = DateField()
    sender = ForeignKeyField(User, null=True)
    sender_name = CharField(default="")
    sender_phone = CharField(default="")
    sender_email = CharField(default="")
    owner = ForeignKeyField(User, null=True)
    case = ForeignKeyField(Case, null=True, backref="inquiries")
    contacted_at = UtcDateTimeField(null=True)
    closed_at = UtcDateTimeField(null=True)
    closed_by = ForeignKeyField(User, null=True)


Inquiry.add_index(Inquiry.due_on, where=(Inquiry.closed_at.is_null()), name="inquiry_open_due")
Inquiry.add_index(Inquiry.sender, Inquiry.received_at.desc(), name="inquiry_sender_received")


class InquiryAnswer(Table):
    """What was said back, or asked once more, in an inquiry that came through the portal; or how we answered others."""

    id = UUIDField(primary_key=True, default=uuid4)
    inquiry = ForeignKeyField(Inquiry, backref="answers")
    author = ForeignKeyField(User)
    text = TextField()
    written_at = UtcDateTimeField(default=now)
