"""The first schema: places, people, cases, visits, notes, photos, directory, shares, the audit trail."""

import uuid
from typing import Any

from peewee import (
    BigAutoField,
    BlobField,
    BooleanField,
    CharField,
    CompositeKey,
    DateField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
    UUIDField,
)

from boligsocial.db import UtcDateTimeField

INDEXES = (
    'CREATE INDEX "case_status_updated" ON "case" ("status", "updated_at" DESC, "id" DESC)',
    'CREATE INDEX "case_department_status_updated" ON "case" ("department_id", "status", "updated_at" DESC, "id" DESC)',
    'CREATE INDEX "followup_open_due" ON "follow_up" ("due_on") WHERE ("done_at" IS NULL)',
    'CREATE INDEX "visit_worker_planned" ON "visit" ("worker_id", "planned_at")',
    'CREATE INDEX "note_case_happened" ON "note" ("case_id", "happened_at" DESC, "id" DESC)',
    'CREATE INDEX "note_author_happened" ON "note" ("author_id", "happened_at" DESC)',
    'CREATE INDEX "note_unsettled" ON "note" ("happened_at", "id") WHERE ((("case_id" IS NULL) AND ("settled_at" IS NULL)) AND ("undone_at" IS NULL))',
    'CREATE INDEX "share_inbox" ON "share" ("recipient_id", "shared_at" DESC) WHERE ("withdrawn_at" IS NULL)',
    'CREATE INDEX "auditrow_subject" ON "audit_row" ("subject_type", "subject_id")',
)


def up(migrator: Any, db: Any) -> None:
    """Make every table and index."""

    class User(Model):
        username = CharField(unique=True)
        first_name = CharField()
        full_name = CharField()
        title = CharField(default="")
        role = CharField()
        phone = CharField(default="")
        email = CharField(default="")
        password_hash = CharField(null=True)
        language = CharField(default="da")
        is_demo = BooleanField(default=False)
        created_at = UtcDateTimeField()
        closed_at = UtcDateTimeField(null=True)

        class Meta:
            database = db
            table_name = "user"

    db.create_tables([User])

    class Activation(Model):
        token_hash = CharField(primary_key=True, max_length=64)
        user = ForeignKeyField(User)
        expires_at = UtcDateTimeField()

        class Meta:
            database = db
            table_name = "activation"

    db.create_tables([Activation])

    class AuditRow(Model):
        id = BigAutoField()
        at = UtcDateTimeField()
        actor = ForeignKeyField(User, null=True)
        event = CharField(max_length=60)
        subject_type = CharField(max_length=40, default="")
        subject_id = CharField(max_length=40, default="")
        write_id = UUIDField(unique=True, null=True)
        write_digest = CharField(max_length=64, default="")

        class Meta:
            database = db
            table_name = "audit_row"

    db.create_tables([AuditRow])

    class HousingOrg(Model):
        name = CharField(unique=True)
        phone = CharField(default="")
        email = CharField(default="")

        class Meta:
            database = db
            table_name = "housing_org"

    db.create_tables([HousingOrg])

    class Department(Model):
        org = ForeignKeyField(HousingOrg)
        name = CharField(unique=True)
        street = CharField(default="")
        postal_code = CharField(default="")
        town = CharField(default="")

        class Meta:
            database = db
            table_name = "department"

    db.create_tables([Department])

    class Dwelling(Model):
        department = ForeignKeyField(Department)
        address = CharField()

        class Meta:
            database = db
            table_name = "dwelling"
            indexes = ((("department", "address"), True),)

    db.create_tables([Dwelling])

    class Case(Model):
        id = UUIDField(primary_key=True, default=uuid.uuid4)
        area = CharField()
        status = CharField(default="open")
        department = ForeignKeyField(Department)
        dwelling = ForeignKeyField(Dwelling, null=True)
        responsible = ForeignKeyField(User)
        opened_at = UtcDateTimeField()
        updated_at = UtcDateTimeField()
        closed_at = UtcDateTimeField(null=True)

        class Meta:
            database = db
            table_name = "case"

    db.create_tables([Case])

    class ContactPerson(Model):
        name = CharField()
        title = CharField(default="")
        phone = CharField(default="")
        email = CharField(default="")
        hours = CharField(default="")
        deputy = ForeignKeyField("self", null=True)
        user = ForeignKeyField(User, null=True)
        confirmed_on = DateField(null=True)
        confirmed_by = ForeignKeyField(User, null=True)
        retired_at = UtcDateTimeField(null=True)

        class Meta:
            database = db
            table_name = "contact_person"

    db.create_tables([ContactPerson])

    class ContactDuty(Model):
        contact = ForeignKeyField(ContactPerson)
        topic = CharField(null=True)
        department = ForeignKeyField(Department, null=True)
        org = ForeignKeyField(HousingOrg, null=True)

        class Meta:
            database = db
            table_name = "contact_duty"

    db.create_tables([ContactDuty])

    class FollowUp(Model):
        id = UUIDField(primary_key=True, default=uuid.uuid4)
        case = ForeignKeyField(Case)
        what = CharField()
        due_on = DateField()
        created_by = ForeignKeyField(User)
        created_at = UtcDateTimeField()
        done_at = UtcDateTimeField(null=True)
        done_by = ForeignKeyField(User, null=True)

        class Meta:
            database = db
            table_name = "follow_up"

    db.create_tables([FollowUp])

    class LoginAttempt(Model):
        name_hash = CharField(index=True, max_length=64)
        address_hash = CharField(index=True, max_length=64)
        at = UtcDateTimeField(index=True)

        class Meta:
            database = db
            table_name = "login_attempt"

    db.create_tables([LoginAttempt])

    class LoginSession(Model):
        token_hash = CharField(primary_key=True, max_length=64)
        user = ForeignKeyField(User)
        created_at = UtcDateTimeField()
        seen_at = UtcDateTimeField()

        class Meta:
            database = db
            table_name = "login_session"

    db.create_tables([LoginSession])

    class Membership(Model):
        user = ForeignKeyField(User)
        department = ForeignKeyField(Department)

        class Meta:
            database = db
            table_name = "membership"
            indexes = ((("user", "department"), True),)

    db.create_tables([Membership])

    class Visit(Model):
        id = UUIDField(primary_key=True, default=uuid.uuid4)
        worker = ForeignKeyField(User)
        department = ForeignKeyField(Department)
        dwelling = ForeignKeyField(Dwelling, null=True)
        case = ForeignKeyField(Case, null=True)
        topic = CharField(null=True)
        purpose = CharField(default="")
        planned_at = UtcDateTimeField()
        created_at = UtcDateTimeField()
        started_at = UtcDateTimeField(null=True)
        finished_at = UtcDateTimeField(null=True)
        cancelled_at = UtcDateTimeField(null=True)

        class Meta:
            database = db
            table_name = "visit"

    db.create_tables([Visit])

    class Note(Model):
        id = UUIDField(primary_key=True, default=uuid.uuid4)
        author = ForeignKeyField(User)
        kind = CharField()
        topic = CharField()
        department = ForeignKeyField(Department)
        dwelling = ForeignKeyField(Dwelling, null=True)
        case = ForeignKeyField(Case, null=True)
        visit = ForeignKeyField(Visit, null=True)
        text = TextField(default="")
        happened_at = UtcDateTimeField()
        written_at = UtcDateTimeField()
        version = IntegerField(default=1)
        undone_at = UtcDateTimeField(null=True)
        settled_at = UtcDateTimeField(null=True)

        class Meta:
            database = db
            table_name = "note"

    db.create_tables([Note])

    class NoteVersion(Model):
        note = ForeignKeyField(Note)
        version = IntegerField()
        kind = CharField()
        topic = CharField()
        department = ForeignKeyField(Department)
        dwelling = ForeignKeyField(Dwelling, null=True)
        text = TextField()
        happened_at = UtcDateTimeField()
        replaced_by = ForeignKeyField(User)
        replaced_at = UtcDateTimeField()

        class Meta:
            database = db
            table_name = "note_version"
            indexes = ((("note", "version"), True),)

    db.create_tables([NoteVersion])

    class Photo(Model):
        id = UUIDField(primary_key=True, default=uuid.uuid4)
        note = ForeignKeyField(Note, null=True)
        uploader = ForeignKeyField(User)
        write_id = UUIDField(index=True)
        sha256 = CharField(max_length=64)
        width = IntegerField()
        height = IntegerField()
        created_at = UtcDateTimeField()

        class Meta:
            database = db
            table_name = "photo"

    db.create_tables([Photo])

    class PhotoBytes(Model):
        photo = ForeignKeyField(Photo, primary_key=True, on_delete="CASCADE")
        image = BlobField()
        thumbnail = BlobField()

        class Meta:
            database = db
            table_name = "photo_bytes"

    db.create_tables([PhotoBytes])

    class Share(Model):
        id = UUIDField(primary_key=True, default=uuid.uuid4)
        note = ForeignKeyField(Note)
        note_version = IntegerField(default=1)
        recipient = ForeignKeyField(User)
        shared_by = ForeignKeyField(User)
        text = TextField(default="")
        shows_dwelling = BooleanField(default=False)
        shared_at = UtcDateTimeField()
        read_at = UtcDateTimeField(null=True)
        withdrawn_at = UtcDateTimeField(null=True)

        class Meta:
            database = db
            table_name = "share"

    db.create_tables([Share])

    class ShareAnswer(Model):
        id = UUIDField(primary_key=True, default=uuid.uuid4)
        share = ForeignKeyField(Share)
        author = ForeignKeyField(User)
        kind = CharField()
        text = TextField(default="")
        written_at = UtcDateTimeField()

        class Meta:
            database = db
            table_name = "share_answer"

    db.create_tables([ShareAnswer])

    class SharePhoto(Model):
        share = ForeignKeyField(Share)
        photo = ForeignKeyField(Photo)

        class Meta:
            database = db
            table_name = "share_photo"
            primary_key = CompositeKey("share", "photo")

    db.create_tables([SharePhoto])

    for statement in INDEXES:
        db.execute_sql(statement)


def down(migrator: Any, db: Any) -> None:
    """Drop every table."""
    migrator.migrate(migrator.drop_table("share_photo"))
    migrator.migrate(migrator.drop_table("share_answer"))
    migrator.migrate(migrator.drop_table("share"))
    migrator.migrate(migrator.drop_table("photo_bytes"))
    migrator.migrate(migrator.drop_table("photo"))
    migrator.migrate(migrator.drop_table("note_version"))
    migrator.migrate(migrator.drop_table("note"))
    migrator.migrate(migrator.drop_table("visit"))
    migrator.migrate(migrator.drop_table("membership"))
    migrator.migrate(migrator.drop_table("login_session"))
    migrator.migrate(migrator.drop_table("login_attempt"))
    migrator.migrate(migrator.drop_table("follow_up"))
    migrator.migrate(migrator.drop_table("contact_duty"))
    migrator.migrate(migrator.drop_table("contact_person"))
    migrator.migrate(migrator.drop_table("case"))
    migrator.migrate(migrator.drop_table("dwelling"))
    migrator.migrate(migrator.drop_table("department"))
    migrator.migrate(migrator.drop_table("housing_org"))
    migrator.migrate(migrator.drop_table("audit_row"))
    migrator.migrate(migrator.drop_table("activation"))
    migrator.migrate(migrator.drop_table("user"))
