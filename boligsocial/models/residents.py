"""Residents and their households, with the least that works, and what part they have in a case."""

from uuid import uuid4

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField, UUIDField
from playhouse.fields import EnumField

from boligsocial.clock import now
from boligsocial.db import Table, UtcDateTimeField
from boligsocial.models.cases import Case
from boligsocial.models.kinds import PartyRole
from boligsocial.models.places import Dwelling


class Household(Table):
    """Those who live together; the home may be unknown."""

    dwelling = ForeignKeyField(Dwelling, null=True, backref="households")


class Resident(Table):
    """A resident (beboer). Nothing is kept here that the work does not need: no number, birth date or belief."""

    id = UUIDField(primary_key=True, default=uuid4)
    household = ForeignKeyField(Household, backref="residents")
    name = CharField()
    phone = CharField(default="")
    language = CharField(default="")
    has_protected_address = BooleanField(default=False)
    created_at = UtcDateTimeField(default=now)


class Party(Table):
    """A resident's part in a case. `letter` (A, B, ...) is how a conflict speaks of them without a name.

    In a conflict everything here belongs to this party alone: `statement` is what they have told, `wish` what they
    want, `may_tell` whether that may be told to the others (None: not asked, which means no).
    """

    id = UUIDField(primary_key=True, default=uuid4)
    case = ForeignKeyField(Case, backref="parties")
    resident = ForeignKeyField(Resident, backref="parties")
    role = EnumField(PartyRole)
    number = IntegerField()
    statement = TextField(default="")
    wish = TextField(default="")
    may_tell = BooleanField(null=True)
    agrees = BooleanField(null=True)
    informed_on = DateField(null=True)
    removed_at = UtcDateTimeField(null=True)

    class Meta:
        indexes = ((("case", "number"), True),)

    @property
    def letter(self) -> str:
        """Return "A" for the first party of the case, and so on."""
        return chr(ord("A") + self.number)


Party.add_index(Party.case, Party.resident, unique=True, where=(Party.removed_at.is_null()), name="party_once_a_case")


class AgreementPoint(Table):
    """Who does what from when, as agreed in a mediation. No `party` means both."""

    id = UUIDField(primary_key=True, default=uuid4)
    case = ForeignKeyField(Case, backref="agreement_points")
    party = ForeignKeyField(Party, null=True)
    what = TextField()
    from_on = DateField(null=True)
    created_at = UtcDateTimeField(default=now)
    removed_at = UtcDateTimeField(null=True)
