"""A planned, running or finished visit."""

from uuid import uuid4

from peewee import CharField, ForeignKeyField, UUIDField
from playhouse.fields import EnumField

from boligsocial.clock import now
from boligsocial.db import Table, UtcDateTimeField
from boligsocial.models.cases import Case
from boligsocial.models.kinds import Topic, VisitWords
from boligsocial.models.people import User
from boligsocial.models.places import Department, Dwelling


class Visit(Table):
    """A visit (besøg) to a department or one of its homes; planned, then started, then finished.

    With `portal_words` its time is shown to the department's contact persons, in those words alone.
    """

    id = UUIDField(primary_key=True, default=uuid4)
    worker = ForeignKeyField(User)
    department = ForeignKeyField(Department)
    dwelling = ForeignKeyField(Dwelling, null=True)
    case = ForeignKeyField(Case, null=True)
    topic = EnumField(Topic, null=True)
    purpose = CharField(default="")
    portal_words = EnumField(VisitWords, null=True)
    planned_at = UtcDateTimeField()
    created_at = UtcDateTimeField(default=now)
    started_at = UtcDateTimeField(null=True)
    finished_at = UtcDateTimeField(null=True)
    cancelled_at = UtcDateTimeField(null=True)


Visit.add_index(Visit.worker, Visit.planned_at, name="visit_worker_planned")
