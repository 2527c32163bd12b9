"""What residents ask for about their own data, and what was known of them before a change."""

from typing import Any

from peewee import (
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
    UUIDField,
)

from boligsocial.db import UtcDateTimeField

OPEN = 'CREATE INDEX "datarequest_open_due" ON "data_request" ("due_on") WHERE ("closed_at" IS NULL)'
TABLES = ("resident_version", "mask", "data_request")


def up(migrator: Any, db: Any) -> None:
    """Make the tables."""
    db.create_tables(_tables(db))
    db.execute_sql(OPEN)


def down(migrator: Any, db: Any) -> None:
    """Take them away."""
    for table in TABLES:
        db.execute_sql(f'DROP TABLE "{table}"')


def _tables(db: Any) -> list[Any]:
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class User(Base):
        pass

    class Resident(Base):
        id = UUIDField(primary_key=True)

    class Note(Base):
        id = UUIDField(primary_key=True)

    class DataRequest(Base):
        id = UUIDField(primary_key=True)
        resident = ForeignKeyField(Resident)
        kind = CharField()
        asked_on = DateField()
        due_on = DateField()
        proved_by = CharField()
        registered_by = ForeignKeyField(User)
        registered_at = UtcDateTimeField()
        prepared_by = ForeignKeyField(User, null=True)
        prepared_at = UtcDateTimeField(null=True)
        digest = CharField(max_length=64)
        checked_by = ForeignKeyField(User, null=True)
        checked_at = UtcDateTimeField(null=True)
        remark = TextField()
        note = ForeignKeyField(Note, null=True)
        wish = TextField()
        end = CharField(null=True)
        end_text = TextField()
        closed_at = UtcDateTimeField(null=True)
        closed_by = ForeignKeyField(User, null=True)

    class Mask(Base):
        id = UUIDField(primary_key=True)
        request = ForeignKeyField(DataRequest)
        place = CharField(max_length=80)
        words = TextField()
        hides = BooleanField()
        reason = CharField()
        decided_by = ForeignKeyField(User)
        decided_at = UtcDateTimeField()

        class Meta:
            indexes = ((("request", "place", "words"), True),)

    class ResidentVersion(Base):
        resident = ForeignKeyField(Resident)
        version = IntegerField()
        name = CharField()
        phone = CharField()
        language = CharField()
        has_protected_address = BooleanField()
        replaced_by = ForeignKeyField(User)
        replaced_at = UtcDateTimeField()

        class Meta:
            indexes = ((("resident", "version"), True),)

    return [DataRequest, Mask, ResidentVersion]
