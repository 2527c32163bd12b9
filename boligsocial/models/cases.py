"""A case, what it knows, how far it is, and what is to be followed up in it."""

from uuid import UUID, uuid4

from peewee import SQL, CharField, DateField, ForeignKeyField, UUIDField
from playhouse.fields import EnumField

from boligsocial.clock import now, today
from boligsocial.db import Table, UtcDateTimeField
from boligsocial.fields_at_rest import SecretTextField
from boligsocial.models.kinds import CaseArea, CaseStatus, Channel, LineState, Reached
from boligsocial.models.people import User
from boligsocial.models.places import Department, Dwelling


def number_of(case_id: UUID) -> str:
    """Return the number by which people speak of a case, e.g. "3F2A-91BC"."""
    digits = case_id.hex[:8].upper()
    return f"{digits[:4]}-{digits[4:]}"


class Case(Table):
    """A case (sag). `updated_at` moves with every note, so that lists need no subquery.

    `grown_from` is the case that this one continues, e.g. the mediation before a house rules case. Until
    `two_visit_until` nobody visits alone, because of `two_visit_reason`.
    """

    id = UUIDField(primary_key=True, default=uuid4)
    area = EnumField(CaseArea)
    status = EnumField(CaseStatus, default=CaseStatus.OPEN)
    department = ForeignKeyField(Department)
    dwelling = ForeignKeyField(Dwelling, null=True)
    responsible = ForeignKeyField(User)
    opened_at = UtcDateTimeField(default=now)
    updated_at = UtcDateTimeField(default=now)
    closed_at = UtcDateTimeField(null=True)
    grown_from = ForeignKeyField("self", null=True)
    two_visit_reason = SecretTextField(default="", constraints=[SQL("DEFAULT ''")])
    two_visit_until = DateField(null=True)

    @property
    def number(self) -> str:
        """The case's number as people say and write it: "3F2A-91BC"."""
        return number_of(self.id)

    @property
    def needs_two(self) -> bool:
        """Whether nobody goes there alone today."""
        return self.two_visit_until is not None and self.two_visit_until >= today()


Case.add_index(Case.status, Case.updated_at.desc(), Case.id.desc(), name="case_status_updated")
Case.add_index(
    Case.department, Case.status, Case.updated_at.desc(), Case.id.desc(), name="case_department_status_updated"
)


class FollowUp(Table):
    """Something to do in a case on a day. `rule` names the deadline it comes from; "" is what a worker has planned."""

    id = UUIDField(primary_key=True, default=uuid4)
    case = ForeignKeyField(Case, backref="follow_ups")
    what = CharField()
    due_on = DateField()
    rule = CharField(max_length=40, default="", constraints=[SQL("DEFAULT ''")])
    created_by = ForeignKeyField(User)
    created_at = UtcDateTimeField(default=now)
    done_at = UtcDateTimeField(null=True)
    done_by = ForeignKeyField(User, null=True)


FollowUp.add_index(FollowUp.due_on, where=(FollowUp.done_at.is_null()), name="followup_open_due")
FollowUp.add_index(FollowUp.case, FollowUp.rule, unique=True, where=(FollowUp.rule != ""), name="followup_one_a_rule")


class CaseLine(Table):
    """How far a point of the case's checklist is; `key` names the line in the procedure."""

    case = ForeignKeyField(Case, backref="lines")
    key = CharField(max_length=40)
    state = EnumField(LineState)
    changed_at = UtcDateTimeField(default=now)
    changed_by = ForeignKeyField(User)

    class Meta:
        indexes = ((("case", "key"), True),)


class CaseFact(Table):
    """Something a case knows; `key` names the fact in the procedure, `value` is stored as its kind says.

    What was known before stays: a new value replaces a row (`replaced_at`) instead of overwriting it.
    """

    case = ForeignKeyField(Case, backref="facts")
    key = CharField(max_length=40)
    value = SecretTextField(bound_to=("case", "key"))
    written_at = UtcDateTimeField(default=now)
    written_by = ForeignKeyField(User)
    replaced_at = UtcDateTimeField(null=True)


CaseFact.add_index(
    CaseFact.case, CaseFact.key, unique=True, where=(CaseFact.replaced_at.is_null()), name="casefact_current"
)


class Recusal(Table):
    """A worker who must not handle a case (inhabil): for them it is not there."""

    case = ForeignKeyField(Case)
    user = ForeignKeyField(User)
    recused_at = UtcDateTimeField(default=now)

    class Meta:
        indexes = ((("user", "case"), True),)


class ContactAttempt(Table):
    """One try to reach a resident."""

    id = UUIDField(primary_key=True, default=uuid4)
    case = ForeignKeyField(Case, backref="contact_attempts")
    channel = EnumField(Channel)
    outcome = EnumField(Reached)
    made_at = UtcDateTimeField(default=now)
    made_by = ForeignKeyField(User)
    undone_at = UtcDateTimeField(null=True)
