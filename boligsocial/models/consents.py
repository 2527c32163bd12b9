"""What a resident allows us to pass on: which information, to whom, in which case, until when."""

from datetime import timedelta
from uuid import uuid4

from peewee import CompositeKey, DateField, ForeignKeyField, UUIDField
from playhouse.fields import EnumField

from boligsocial.clock import now, today
from boligsocial.db import Table, UtcDateTimeField
from boligsocial.models.cases import Case
from boligsocial.models.kinds import GivenHow, InfoKind, Interpreter
from boligsocial.models.people import User
from boligsocial.models.residents import Resident

NEAR = timedelta(days=14)


class Consent(Table):
    """A consent to passing on (samtykke til videregivelse), for one case; it ends with the day `until_on`.

    Withdrawing it stops what is shared on it and deletes nothing.
    """

    id = UUIDField(primary_key=True, default=uuid4)
    resident = ForeignKeyField(Resident, backref="consents")
    case = ForeignKeyField(Case, backref="consents")
    given_how = EnumField(GivenHow)
    heard_by = ForeignKeyField(User)
    interpreter = EnumField(Interpreter, default=Interpreter.NONE)
    from_on = DateField()
    until_on = DateField()
    review_on = DateField()
    recorded_at = UtcDateTimeField(default=now)
    recorded_by = ForeignKeyField(User)
    withdrawn_at = UtcDateTimeField(null=True)
    withdrawn_by = ForeignKeyField(User, null=True)

    @property
    def lasts(self) -> bool:
        """Whether it holds today; `access.lasting_consents` asks the database the same."""
        return self.withdrawn_at is None and self.from_on <= today() <= self.until_on

    @property
    def is_near_review(self) -> bool:
        """Whether it is to be gone through with the resident within 14 days."""
        return self.lasts and self.review_on <= today() + NEAR


class ConsentKind(Table):
    """A type of information that the consent covers."""

    consent = ForeignKeyField(Consent, backref="kinds")
    kind = EnumField(InfoKind)

    class Meta:
        primary_key = CompositeKey("consent", "kind")


class ConsentRecipient(Table):
    """A person whom the consent names as one who may be told."""

    consent = ForeignKeyField(Consent, backref="recipients")
    user = ForeignKeyField(User)

    class Meta:
        primary_key = CompositeKey("consent", "user")
