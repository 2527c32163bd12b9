"""Defects found when somebody moves in."""

from uuid import uuid4

from peewee import CharField, ForeignKeyField, TextField, UUIDField
from playhouse.fields import EnumField

from boligsocial.clock import now
from boligsocial.db import Table, UtcDateTimeField
from boligsocial.models.cases import Case
from boligsocial.models.kinds import Room
from boligsocial.models.people import User


class Defect(Table):
    """A fault for the defect list (mangelliste). `line` is the point of the checklist at which it was found."""

    id = UUIDField(primary_key=True, default=uuid4)
    case = ForeignKeyField(Case, backref="defects")
    room = EnumField(Room)
    fault = TextField(default="")
    line = CharField(max_length=40, default="")
    found_at = UtcDateTimeField(default=now)
    found_by = ForeignKeyField(User)
    removed_at = UtcDateTimeField(null=True)
