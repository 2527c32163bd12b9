"""What volunteers are asked to do, and what they have promised."""

from uuid import uuid4

from peewee import CharField, ForeignKeyField, IntegerField, TextField, UUIDField

from boligsocial.clock import danish, now, today
from boligsocial.db import Table, UtcDateTimeField
from boligsocial.models.cases import Case
from boligsocial.models.consents import Consent
from boligsocial.models.people import User


class VolunteerTask(Table):
    """A task (opgave) for one volunteer: what, when, where to meet; never a case.

    The first name of the consent's resident is shown while the consent lasts. A task that the volunteer cannot do
    (`declined_at`) or that is called off is not there for them any more.
    """

    id = UUIDField(primary_key=True, default=uuid4)
    volunteer = ForeignKeyField(User)
    what = TextField()
    starts_at = UtcDateTimeField()
    meeting_place = CharField()
    case = ForeignKeyField(Case, null=True, backref="volunteer_tasks")
    consent = ForeignKeyField(Consent, null=True)
    created_by = ForeignKeyField(User)
    created_at = UtcDateTimeField(default=now)
    accepted_at = UtcDateTimeField(null=True)
    done_at = UtcDateTimeField(null=True)
    declined_at = UtcDateTimeField(null=True)
    cancelled_at = UtcDateTimeField(null=True)

    @property
    def is_over(self) -> bool:
        """Whether its day has passed."""
        return danish(self.starts_at).date() < today()


VolunteerTask.add_index(VolunteerTask.volunteer, VolunteerTask.starts_at, name="volunteertask_volunteer_starts")


class Promise(Table):
    """A confidentiality promise (tavshedserklæring), signed once for each `wording`."""

    user = ForeignKeyField(User)
    wording = IntegerField()
    signed_at = UtcDateTimeField(default=now)

    class Meta:
        indexes = ((("user", "wording"), True),)
