"""How notes come from phones: their deliveries, and the digest of a photo as it was sent."""

from typing import Any

STATEMENTS = (
    'ALTER TABLE "photo" ADD COLUMN "received_sha256" VARCHAR(64)',
    'CREATE INDEX "delivery_flawed" ON "delivery" ("note_id") WHERE ("needs_fix" != \'\')',
)


def up(migrator: Any, db: Any) -> None:
    """Make the table and the column."""
    from peewee import BigIntegerField, BlobField, CharField, ForeignKeyField, IntegerField, Model, UUIDField

    from boligsocial.db import UtcDateTimeField

    class Note(Model):
        id = UUIDField(primary_key=True)

        class Meta:
            database = db
            table_name = "note"

    class Delivery(Model):
        note = ForeignKeyField(Note, primary_key=True, on_delete="CASCADE")
        version = IntegerField()
        payload = BlobField()
        sha256 = CharField(max_length=64)
        phone_at = UtcDateTimeField(null=True)
        clock_ahead_ms = BigIntegerField(default=0)
        received_at = UtcDateTimeField()
        needs_fix = CharField(default="")

        class Meta:
            database = db
            table_name = "delivery"

    db.create_tables([Delivery])
    for statement in STATEMENTS:
        db.execute_sql(statement)


def down(migrator: Any, db: Any) -> None:
    """Take both away."""
    migrator.migrate(migrator.drop_table("delivery"))
    db.execute_sql('ALTER TABLE "photo" DROP COLUMN "received_sha256"')
