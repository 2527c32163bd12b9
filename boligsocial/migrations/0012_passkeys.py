"""Passkeys, one-time codes, what a browser must answer, and on which device a login began."""

from typing import Any

from peewee import BigIntegerField, BlobField, CharField, ForeignKeyField, IntegerField, Model, TextField

from boligsocial.db import UtcDateTimeField

TABLES = ("login_challenge", "code_app", "passkey")


def up(migrator: Any, db: Any) -> None:
    """Make the tables. Every login ends, so that each person meets the second factor at the next one."""
    db.create_tables(_tables(db))
    db.execute_sql('DELETE FROM "login_session"')
    db.execute_sql('ALTER TABLE "login_session" ADD COLUMN "device" VARCHAR(80) NOT NULL DEFAULT \'\'')


def down(migrator: Any, db: Any) -> None:
    """Take them away."""
    db.execute_sql('ALTER TABLE "login_session" DROP COLUMN "device"')
    for table in TABLES:
        db.execute_sql(f'DROP TABLE "{table}"')


def _tables(db: Any) -> list[Any]:
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class User(Base):
        pass

    class Passkey(Base):
        user = ForeignKeyField(User)
        credential_id = CharField(max_length=1400, unique=True)
        public_key = BlobField()
        sign_count = BigIntegerField()
        name = CharField(max_length=60)
        created_at = UtcDateTimeField()
        used_at = UtcDateTimeField(null=True)
        revoked_at = UtcDateTimeField(null=True)
        revoked_by = ForeignKeyField(User, null=True)

    class CodeApp(Base):
        user = ForeignKeyField(User, primary_key=True)
        secret = TextField()
        last_step = IntegerField()
        created_at = UtcDateTimeField()

    class LoginChallenge(Base):
        token_hash = CharField(primary_key=True, max_length=64)
        kind = CharField(max_length=10)
        user = ForeignKeyField(User, null=True)
        address_hash = CharField(max_length=64, index=True)
        expires_at = UtcDateTimeField()

    return [Passkey, CodeApp, LoginChallenge]
