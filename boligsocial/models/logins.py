"""What shows that somebody is who they say: passkeys, one-time codes, and the challenges that are waiting."""

from typing import Any

from peewee import BigIntegerField, BlobField, CharField, ForeignKeyField, IntegerField

from boligsocial.clock import now
from boligsocial.db import Table, UtcDateTimeField
from boligsocial.fields_at_rest import SecretTextField
from boligsocial.models.people import User


class Passkey(Table):
    """A person's key on a device. Only the public half is here; one that is revoked stays, and opens nothing."""

    user = ForeignKeyField(User, backref="passkeys")
    credential_id = CharField(max_length=1400, unique=True)
    public_key = BlobField()
    # How often the key says it was used. Synced passkeys always say 0.
    sign_count = BigIntegerField(default=0)
    name = CharField(max_length=60)
    created_at = UtcDateTimeField(default=now)
    used_at = UtcDateTimeField(null=True)
    revoked_at = UtcDateTimeField(null=True)
    revoked_by = ForeignKeyField(User, null=True)


class CodeApp(Table):
    """The app that makes a person's one-time codes. `secret` is base32; `last_step` the newest code that was used."""

    user: Any = ForeignKeyField(User, primary_key=True)
    secret = SecretTextField()
    last_step = IntegerField(default=0)
    created_at = UtcDateTimeField(default=now)


class LoginChallenge(Table):
    """Something that a browser must answer, within minutes and once. The database keeps a hash of it only."""

    token_hash = CharField(primary_key=True, max_length=64)
    kind = CharField(max_length=10)
    user = ForeignKeyField(User, null=True)
    address_hash = CharField(max_length=64, default="", index=True)
    expires_at = UtcDateTimeField()
