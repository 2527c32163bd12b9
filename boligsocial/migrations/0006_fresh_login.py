"""A login session knows when its person last showed who they are."""

from typing import Any

from peewee import SqliteDatabase


def up(migrator: Any, db: Any) -> None:
    """Add the instant; a session of before proved nothing lately."""
    kind = "DATETIME" if isinstance(db, SqliteDatabase) else "TIMESTAMP"
    db.execute_sql(
        f'ALTER TABLE "login_session" ADD COLUMN "proved_at" {kind} NOT NULL DEFAULT \'1970-01-01 00:00:00\''
    )


def down(migrator: Any, db: Any) -> None:
    """Forget it."""
    db.execute_sql('ALTER TABLE "login_session" DROP COLUMN "proved_at"')
