"""Journal packages, legal holds, and what is about to be deleted."""

from typing import Any

from peewee import CharField, DateField, ForeignKeyField, Model, TextField, UUIDField

from boligsocial.db import UtcDateTimeField

ONE_HOLD = 'CREATE UNIQUE INDEX "legalhold_one_a_case" ON "legal_hold" ("case_id") WHERE ("lifted_at" IS NULL)'


def up(migrator: Any, db: Any) -> None:
    """Make the tables."""
    db.create_tables(_tables(db))
    db.execute_sql(ONE_HOLD)


def down(migrator: Any, db: Any) -> None:
    """Take them away."""
    for table in ("planned_deletion", "legal_hold", "journal_package"):
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

    class JournalPackage(Base):
        id = UUIDField(primary_key=True)
        case = ForeignKeyField(Case)
        digest = CharField(max_length=64)
        made_at = UtcDateTimeField()
        made_by = ForeignKeyField(User)
        receipt = CharField(max_length=60)
        received_on = DateField(null=True)
        journalised_at = UtcDateTimeField(null=True)
        journalised_by = ForeignKeyField(User, null=True)
        outdated_at = UtcDateTimeField(null=True)

    class LegalHold(Base):
        id = UUIDField(primary_key=True)
        case = ForeignKeyField(Case)
        reason = TextField()
        review_on = DateField()
        set_at = UtcDateTimeField()
        set_by = ForeignKeyField(User)
        lifted_at = UtcDateTimeField(null=True)
        lifted_by = ForeignKeyField(User, null=True)

    class PlannedDeletion(Base):
        case = ForeignKeyField(Case)
        what = CharField()
        since = UtcDateTimeField()
        due_on = DateField()

        class Meta:
            indexes = ((("case", "what"), True),)

    return [JournalPackage, LegalHold, PlannedDeletion]
