"""Whom to call about what, and where."""

from peewee import CharField, DateField, ForeignKeyField
from playhouse.fields import EnumField

from boligsocial.db import Table, UtcDateTimeField
from boligsocial.models.kinds import Topic
from boligsocial.models.people import User
from boligsocial.models.places import Department, HousingOrg


class ContactPerson(Table):
    """A person or desk to call (work details only). `user` is the portal account of the same person, if any."""

    name = CharField()
    title = CharField(default="")
    phone = CharField(default="")
    email = CharField(default="")
    hours = CharField(default="")
    deputy = ForeignKeyField("self", null=True)
    user = ForeignKeyField(User, null=True)
    confirmed_on = DateField(null=True)
    confirmed_by = ForeignKeyField(User, null=True)
    retired_at = UtcDateTimeField(null=True)


class ContactDuty(Table):
    """What a contact person answers for: a topic or all (null), in a department, else an organisation, else anywhere.

    With neither department nor organisation it is the municipality's own desk, the last step of the ladder.
    """

    contact = ForeignKeyField(ContactPerson, backref="duties")
    topic = EnumField(Topic, null=True)
    department = ForeignKeyField(Department, null=True)
    org = ForeignKeyField(HousingOrg, null=True)
