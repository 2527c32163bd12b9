"""The people around a case: consents, how long and why something is shared, inquiries, volunteers, e-mail notices."""

from typing import Any

from peewee import (
    CharField,
    CompositeKey,
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
    'CREATE INDEX "inquiry_open_due" ON "inquiry" ("due_on") WHERE ("closed_at" IS NULL)',
    'CREATE INDEX "inquiry_sender_received" ON "inquiry" ("sender_id", "received_at" DESC)',
    'CREATE INDEX "notice_waiting" ON "notice" ("created_at") WHERE ("mailing_id" IS NULL)',
    'CREATE INDEX "volunteertask_volunteer_starts" ON "volunteer_task" ("volunteer_id", "starts_at")',
)
LONG_AGO = "'2000-01-01 00:00:00'"
# Table, column, type; {time} is the database's own word for an instant, {uuid} and {key} for what they name.
COLUMNS = (
    ("user", "notice_way", "VARCHAR(255) NOT NULL DEFAULT 'at_once'"),
    ("user", "mail_returned_at", "{time}"),
    ("visit", "portal_words", "VARCHAR(255)"),
    ("share", "withdrawn_by_id", '{key} REFERENCES "user" ("id")'),
    ("share", "purpose", "VARCHAR(255) NOT NULL DEFAULT 'contact'"),
    ("share", "basis", "VARCHAR(255) NOT NULL DEFAULT 'other'"),
    ("share", "basis_text", "VARCHAR(255) NOT NULL DEFAULT ''"),
    ("share", "consent_id", '{uuid} REFERENCES "consent" ("id")'),
    ("share", "expires_at", f"{{time}} NOT NULL DEFAULT {LONG_AGO}"),
    ("share", "move_in_on", "DATE"),
    ("share", "version", "INTEGER NOT NULL DEFAULT 1"),
    ("share", "corrected_at", "{time}"),
    ("share", "news_at", f"{{time}} NOT NULL DEFAULT {LONG_AGO}"),
    ("share", "seen_at", "{time}"),
)
KEYS = ("withdrawn_by_id", "consent_id")
TABLES = (
    *("notice", "mailing", "promise", "volunteer_task", "inquiry_answer", "inquiry", "share_version"),
    *("consent_recipient", "consent_kind", "consent"),
)


def up(migrator: Any, db: Any) -> None:
    """Make the tables and columns; what is shared already ends 30 days after this upgrade."""
    db.create_tables(_tables(db))
    is_sqlite = isinstance(db, SqliteDatabase)
    types = dict(time="DATETIME", uuid="TEXT", key="INTEGER") if is_sqlite else _postgres_types()
    for table, column, kind in COLUMNS:
        db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN "{column}" {kind.format(**types)}')
    for column in KEYS:
        db.execute_sql(f'CREATE INDEX "share_{column}" ON "share" ("{column}")')
    for statement in INDEXES:
        db.execute_sql(statement)
    in_a_month = "datetime('now', '+30 days')" if is_sqlite else "now() at time zone 'utc' + interval '30 days'"
    for column, value in {
        "expires_at": in_a_month,
        "news_at": '"shared_at"',
        "seen_at": '"read_at"',
        "basis_text": "'Delt, før grundlaget blev noteret'",
    }.items():
        db.execute_sql(f'UPDATE "share" SET "{column}" = {value}')  # noqa: S608 - our own words, all of them  # nosec B608


def _postgres_types() -> dict[str, str]:
    return dict(time="TIMESTAMP", uuid="UUID", key="INTEGER")


def down(migrator: Any, db: Any) -> None:
    """Take them away."""
    for column in KEYS:
        db.execute_sql(f'DROP INDEX "share_{column}"')
    for table, column, _kind in reversed(COLUMNS):
        db.execute_sql(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
    for table in TABLES:
        db.execute_sql(f'DROP TABLE "{table}"')


def _tables(db: Any) -> list[Any]:
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class User(Base):
        pass

    class Department(Base):
        pass

    class Case(Base):
        id = UUIDField(primary_key=True)

    class Resident(Base):
        id = UUIDField(primary_key=True)

    class Share(Base):
        id = UUIDField(primary_key=True)

    class Consent(Base):
        id = UUIDField(primary_key=True)
        resident = ForeignKeyField(Resident)
        case = ForeignKeyField(Case)
        given_how = CharField()
        heard_by = ForeignKeyField(User)
        interpreter = CharField()
        from_on = DateField()
        until_on = DateField()
        review_on = DateField()
        recorded_at = UtcDateTimeField()
        recorded_by = ForeignKeyField(User)
        withdrawn_at = UtcDateTimeField(null=True)
        withdrawn_by = ForeignKeyField(User, null=True)

    class ConsentKind(Base):
        consent = ForeignKeyField(Consent)
        kind = CharField()

        class Meta:
            primary_key = CompositeKey("consent", "kind")

    class ConsentRecipient(Base):
        consent = ForeignKeyField(Consent)
        user = ForeignKeyField(User)

        class Meta:
            primary_key = CompositeKey("consent", "user")

    class ShareVersion(Base):
        share = ForeignKeyField(Share)
        version = IntegerField()
        text = TextField()
        replaced_by = ForeignKeyField(User)
        replaced_at = UtcDateTimeField()

        class Meta:
            indexes = ((("share", "version"), True),)

    class Inquiry(Base):
        id = UUIDField(primary_key=True)
        reference = CharField(max_length=12, unique=True)
        way = CharField()
        topic = CharField()
        department = ForeignKeyField(Department, null=True)
        place = CharField()
        text = TextField()
        received_at = UtcDateTimeField()
        due_on = DateField()
        sender = ForeignKeyField(User, null=True)
        sender_name = CharField()
        sender_phone = CharField()
        sender_email = CharField()
        owner = ForeignKeyField(User, null=True)
        case = ForeignKeyField(Case, null=True)
        contacted_at = UtcDateTimeField(null=True)
        closed_at = UtcDateTimeField(null=True)
        closed_by = ForeignKeyField(User, null=True)

    class InquiryAnswer(Base):
        id = UUIDField(primary_key=True)
        inquiry = ForeignKeyField(Inquiry)
        author = ForeignKeyField(User)
        text = TextField()
        written_at = UtcDateTimeField()

    class VolunteerTask(Base):
        id = UUIDField(primary_key=True)
        volunteer = ForeignKeyField(User)
        what = TextField()
        starts_at = UtcDateTimeField()
        meeting_place = CharField()
        case = ForeignKeyField(Case, null=True)
        consent = ForeignKeyField(Consent, null=True)
        created_by = ForeignKeyField(User)
        created_at = UtcDateTimeField()
        accepted_at = UtcDateTimeField(null=True)
        done_at = UtcDateTimeField(null=True)
        declined_at = UtcDateTimeField(null=True)
        cancelled_at = UtcDateTimeField(null=True)

    class Promise(Base):
        user = ForeignKeyField(User)
        wording = IntegerField()
        signed_at = UtcDateTimeField()

        class Meta:
            indexes = ((("user", "wording"), True),)

    class Mailing(Base):
        id = UUIDField(primary_key=True)
        user = ForeignKeyField(User, null=True)
        address = CharField()
        state = CharField(index=True)
        begun_at = UtcDateTimeField()
        settled_at = UtcDateTimeField(null=True)
        settled_by = ForeignKeyField(User, null=True)
        trouble = CharField()

    class Notice(Base):
        id = UUIDField(primary_key=True)
        user = ForeignKeyField(User, null=True)
        address = CharField()
        kind = CharField()
        path = CharField()
        created_at = UtcDateTimeField()
        mailing = ForeignKeyField(Mailing, null=True)

    return [
        *(Consent, ConsentKind, ConsentRecipient, ShareVersion, Inquiry, InquiryAnswer),
        *(VolunteerTask, Promise, Mailing, Notice),
    ]
