"""Guided cases: how far, what is known, residents and their parts, defects, attempts, and who is recused."""

from typing import Any

from peewee import (
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    Model,
    SqliteDatabase,
    TextField,
    UUIDField,
)

from boligsocial.db import UtcDateTimeField

INDEXES = (
    'CREATE UNIQUE INDEX "casefact_current" ON "case_fact" ("case_id", "key") WHERE ("replaced_at" IS NULL)',
    'CREATE UNIQUE INDEX "followup_one_a_rule" ON "follow_up" ("case_id", "rule") WHERE ("rule" != \'\')',
    'CREATE UNIQUE INDEX "party_once_a_case" ON "party" ("case_id", "resident_id") WHERE ("removed_at" IS NULL)',
)
# SQLite adds a column that is never empty only with a default in the database.
COLUMNS = (
    'ALTER TABLE "follow_up" ADD COLUMN "rule" VARCHAR(40) NOT NULL DEFAULT \'\'',
    'ALTER TABLE "case" ADD COLUMN "two_visit_reason" VARCHAR(255) NOT NULL DEFAULT \'\'',
    'ALTER TABLE "case" ADD COLUMN "two_visit_until" DATE',
)
# Table, column, what it names.
KEYS = (("case", "grown_from_id", "case"), ("note", "party_id", "party"), ("photo", "defect_id", "defect"))
TABLES = (
    *("agreement_point", "case_line", "case_fact", "recusal", "contact_attempt", "party", "resident", "household"),
    "defect",
)


def up(migrator: Any, db: Any) -> None:
    """Make the tables and columns."""
    db.create_tables(_tables(db))
    uuid, flag = ("TEXT", "INTEGER") if isinstance(db, SqliteDatabase) else ("UUID", "BOOLEAN")
    for table, column, target in KEYS:
        db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN "{column}" {uuid} REFERENCES "{target}" ("id")')
        db.execute_sql(f'CREATE INDEX "{table}_{column}" ON "{table}" ("{column}")')
    db.execute_sql(f'ALTER TABLE "dwelling" ADD COLUMN "is_protected" {flag} NOT NULL DEFAULT FALSE')
    for statement in (*COLUMNS, *INDEXES):
        db.execute_sql(statement)


def down(migrator: Any, db: Any) -> None:
    """Take them away."""
    db.execute_sql('DROP INDEX "followup_one_a_rule"')
    for table, column, _target in KEYS:
        db.execute_sql(f'DROP INDEX "{table}_{column}"')
        db.execute_sql(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
    for statement in (
        *('"case" DROP COLUMN "two_visit_reason"', '"case" DROP COLUMN "two_visit_until"'),
        *('"follow_up" DROP COLUMN "rule"', '"dwelling" DROP COLUMN "is_protected"'),
    ):
        db.execute_sql(f"ALTER TABLE {statement}")
    for table in TABLES:
        db.execute_sql(f'DROP TABLE "{table}"')


def _tables(db: Any) -> list[Any]:
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class User(Base):
        pass

    class Dwelling(Base):
        pass

    class Case(Base):
        id = UUIDField(primary_key=True)

    class CaseLine(Base):
        case = ForeignKeyField(Case)
        key = CharField(max_length=40)
        state = CharField()
        changed_at = UtcDateTimeField()
        changed_by = ForeignKeyField(User)

        class Meta:
            indexes = ((("case", "key"), True),)

    class CaseFact(Base):
        case = ForeignKeyField(Case)
        key = CharField(max_length=40)
        value = TextField()
        written_at = UtcDateTimeField()
        written_by = ForeignKeyField(User)
        replaced_at = UtcDateTimeField(null=True)

    class Recusal(Base):
        case = ForeignKeyField(Case)
        user = ForeignKeyField(User)
        recused_at = UtcDateTimeField()

        class Meta:
            indexes = ((("user", "case"), True),)

    class ContactAttempt(Base):
        id = UUIDField(primary_key=True)
        case = ForeignKeyField(Case)
        channel = CharField()
        outcome = CharField()
        made_at = UtcDateTimeField()
        made_by = ForeignKeyField(User)
        undone_at = UtcDateTimeField(null=True)

    class Household(Base):
        dwelling = ForeignKeyField(Dwelling, null=True)

    class Resident(Base):
        id = UUIDField(primary_key=True)
        household = ForeignKeyField(Household)
        name = CharField()
        phone = CharField()
        language = CharField()
        has_protected_address = BooleanField()
        created_at = UtcDateTimeField()

    class Party(Base):
        id = UUIDField(primary_key=True)
        case = ForeignKeyField(Case)
        resident = ForeignKeyField(Resident)
        role = CharField()
        number = IntegerField()
        statement = TextField()
        wish = TextField()
        may_tell = BooleanField(null=True)
        agrees = BooleanField(null=True)
        informed_on = DateField(null=True)
        removed_at = UtcDateTimeField(null=True)

        class Meta:
            indexes = ((("case", "number"), True),)

    class AgreementPoint(Base):
        id = UUIDField(primary_key=True)
        case = ForeignKeyField(Case)
        party = ForeignKeyField(Party, null=True)
        what = TextField()
        from_on = DateField(null=True)
        created_at = UtcDateTimeField()
        removed_at = UtcDateTimeField(null=True)

    class Defect(Base):
        id = UUIDField(primary_key=True)
        case = ForeignKeyField(Case)
        room = CharField()
        fault = TextField()
        line = CharField(max_length=40)
        found_at = UtcDateTimeField()
        found_by = ForeignKeyField(User)
        removed_at = UtcDateTimeField(null=True)

    return [CaseLine, CaseFact, Recusal, ContactAttempt, Household, Resident, Party, AgreementPoint, Defect]
