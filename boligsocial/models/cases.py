"""A case and what is to be followed up in it."""

from uuid import uuid4

from peewee import CharField, DateField, ForeignKeyField, UUIDField
from playhouse.fields import EnumField

from boligsocial.clock import now
from boligsocial.db import Table, UtcDateTimeField
from boligsocial.models.kinds import CaseArea, CaseStatus
from boligsocial.models.people import User
from boligsocial.models.places import Department, Dwelling


class Case(Table):
    """A case (sag). `updated_at` moves with every note, so that lists need no subquery."""

    id = UUIDField(primary_key=True, default=uuid4)
    area = EnumField(CaseArea)
    status = EnumField(CaseStatus, default=CaseStatus.OPEN)
    department = ForeignKeyField(Department)
    dwelling = ForeignKeyField(Dwelling, null=True)
    responsible = ForeignKeyField(User)
    opened_at = UtcDateTimeField(default=now)
    updated_at = UtcDateTimeField(default=now)
    closed_at = UtcDateTimeField(null=True)


Case.add_index(Case.status, Case.updated_at.desc(), Case.id.desc(), name="case_status_updated")
Case.add_index(
    Case.department, Case.status, Case.updated_at.desc(), Case.id.desc(), name="case_department_status_updated"
)


class FollowUp(Table):
    """Something to do in a case on a day."""

    id = UUIDField(primary_key=True, default=uuid4)
    case = ForeignKeyField(Case, backref="follow_ups")
    what = CharField()
    due_on = DateField()
    created_by = ForeignKeyField(User)
    created_at = UtcDateTimeField(default=now)
    done_at = UtcDateTimeField(null=True)
    done_by = ForeignKeyField(User, null=True)


FollowUp.add_index(FollowUp.due_on, where=(FollowUp.done_at.is_null()), name="followup_open_due")
