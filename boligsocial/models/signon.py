"""People as the municipality's own login names them, and logins that are on their way there and back."""

from peewee import BooleanField, CharField, ForeignKeyField, TextField

from boligsocial.clock import now
from boligsocial.db import Table, UtcDateTimeField
from boligsocial.models.people import User


class Identity(Table):
    """Who `user` is at the municipality's login: its own name for the person, for good, and never an e-mail address."""

    user = ForeignKeyField(User, backref="identities")
    issuer = CharField()
    subject = CharField()
    linked_at = UtcDateTimeField(default=now)

    class Meta:
        indexes = ((("issuer", "subject"), True),)


class SignonTrip(Table):
    """A login that has been sent to the municipality and is not back yet. It comes back once, to the same browser.

    `user` is who proves anew that it is them; `link_hash` names the activation link that the person came with.
    `kept` is what was typed in a form whose login had ended.
    """

    state_hash = CharField(max_length=64, unique=True)
    browser_hash = CharField(max_length=64)
    address_hash = CharField(max_length=64)
    nonce = CharField()
    verifier = CharField()
    user = ForeignKeyField(User, null=True)
    link_hash = CharField(max_length=64, default="")
    next = TextField(default="")
    kept_action = TextField(default="")
    kept = TextField(default="")
    kept_photos = BooleanField(default=False)
    begun_at = UtcDateTimeField(default=now, index=True)
