"""Sealed cases and the breaking of their glass; samples of reads, alarms, and the words of an anchor's mail."""

from typing import Any

from peewee import BigIntegerField, CharField, DateField, ForeignKeyField, IntegerField, Model, TextField, UUIDField

from boligsocial.db import UtcDateTimeField

INDEXES = (
    'CREATE UNIQUE INDEX "seal_one_a_case" ON "seal" ("case_id") WHERE ("lifted_at" IS NULL)',
    'CREATE INDEX "glass_open" ON "glass" ("user_id") WHERE ("closed_at" IS NULL)',
    # For the sample of a week and the reads of a day.
    'CREATE INDEX "auditrow_at" ON "audit_row" ("at")',
)
TABLES = ("read_alarm", "sample_row", "sample", "glass", "seal_keeper", "seal")


def up(migrator: Any, db: Any) -> None:
    """Make the tables; no case is sealed by the upgrade, the leaders get a list instead (decision 0018)."""
    db.create_tables(_tables(db))
    for statement in INDEXES:
        db.execute_sql(statement)
    db.execute_sql('ALTER TABLE "notice" ADD COLUMN "words" VARCHAR(255) NOT NULL DEFAULT \'\'')


def down(migrator: Any, db: Any) -> None:
    """Take them away."""
    db.execute_sql('ALTER TABLE "notice" DROP COLUMN "words"')
    db.execute_sql('DROP INDEX "auditrow_at"')
    for table in TABLES:
        db.execute_sql(f'DROP TABLE "{table}"')


def _tables(db: Any) -> list[Any]:
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class User(Base):
        pass

    class Case(Base):
        id = UUIDField(primary_key=True)

    class Seal(Base):
        case = ForeignKeyField(Case)
        why = CharField()
        words = CharField()
        sealed_by = ForeignKeyField(User)
        sealed_at = UtcDateTimeField()
        lifted_by = ForeignKeyField(User, null=True)
        lifted_at = UtcDateTimeField(null=True)

    class SealKeeper(Base):
        seal = ForeignKeyField(Seal)
        user = ForeignKeyField(User)

        class Meta:
            indexes = ((("seal", "user"), True),)

    class Glass(Base):
        id = UUIDField(primary_key=True)
        case = ForeignKeyField(Case)
        user = ForeignKeyField(User)
        reason = TextField()
        opened_at = UtcDateTimeField(index=True)
        until = UtcDateTimeField()
        closed_at = UtcDateTimeField(null=True)
        verdict = CharField(null=True)
        remark = TextField()
        reviewed_by = ForeignKeyField(User, null=True)
        reviewed_at = UtcDateTimeField(null=True)

    class Sample(Base):
        week_starts_on = DateField(unique=True)
        reads = IntegerField()
        drawn_at = UtcDateTimeField()
        reminded_at = UtcDateTimeField(null=True)
        signed_by = ForeignKeyField(User, null=True)
        signed_at = UtcDateTimeField(null=True)

    class SampleRow(Base):
        sample = ForeignKeyField(Sample)
        number = BigIntegerField()
        reader = ForeignKeyField(User)
        case = ForeignKeyField(Case, null=True)
        stratum = CharField()
        why = CharField()
        finding = CharField(null=True)
        remark = TextField()

        class Meta:
            indexes = ((("sample", "number"), True),)

    class ReadAlarm(Base):
        user = ForeignKeyField(User)
        day = DateField()
        reads = IntegerField()
        raised_at = UtcDateTimeField()
        remark = CharField()
        settled_by = ForeignKeyField(User, null=True)
        settled_at = UtcDateTimeField(null=True)

        class Meta:
            indexes = ((("user", "day"), True),)

    return [Seal, SealKeeper, Glass, Sample, SampleRow, ReadAlarm]
