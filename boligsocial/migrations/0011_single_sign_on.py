"""The municipality's own login: who somebody is there, and logins on their way there and back."""

from typing import Any

from peewee import BooleanField, CharField, ForeignKeyField, Model, TextField

from boligsocial.db import UtcDateTimeField


def up(migrator: Any, db: Any) -> None:
    """Make the two tables."""
    db.create_tables(_tables(db))


def down(migrator: Any, db: Any) -> None:
    """Take them away."""
    for table in ("signon_trip", "identity"):
        db.execute_sql(f'DROP TABLE "{table}"')


def _tables(db: Any) -> list[Any]:
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class User(Base):
        pass

    class Identity(Base):
        user = ForeignKeyField(User)
        issuer = CharField()
        subject = CharField()
        linked_at = UtcDateTimeField()

        class Meta:
            indexes = ((("issuer", "subject"), True),)

    class SignonTrip(Base):
        state_hash = CharField(max_length=64, unique=True)
        browser_hash = CharField(max_length=64)
        address_hash = CharField(max_length=64)
        nonce = CharField()
        verifier = CharField()
        user = ForeignKeyField(User, null=True)
        link_hash = CharField(max_length=64)
        next = TextField()
        kept_action = TextField()
        kept = TextField()
        kept_photos = BooleanField()
        begun_at = UtcDateTimeField(index=True)

    return [Identity, SignonTrip]
