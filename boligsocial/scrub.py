"""Deleted rows leave no bytes behind: not in free pages, not in the log beside the database, not in mails as files.

SQLite overwrites what it deletes (`secure_delete`), but rows that were moved within a page, and the write-ahead log,
keep old bytes until the file is built anew. PostgreSQL builds the tables anew; its own log is recycled in time.
"""

import time
from pathlib import Path
from typing import Any

from flask import current_app
from peewee import PeeweeException, SqliteDatabase

from boligsocial import deletion_list
from boligsocial.belongings import OWNED
from boligsocial.db import db
from boligsocial.models import Case, DataRequest, Household, Mailing, Mask, Notice, Resident, ResidentVersion

PATIENCE_SECONDS = 20.0
OF_RESIDENTS = (Resident, ResidentVersion, DataRequest, Mask, Household)


class NotScrubbed(Exception):
    """Somebody used the database all the while, so old bytes may still lie in its files. The next run tries again."""


def scrub_if_needed() -> None:
    """Scrub when something was deleted since the last time. Raises NotScrubbed."""
    if deletion_list.mark().exists():
        scrub()
        deletion_list.mark().unlink()


def scrub() -> None:
    """Build the database anew and empty its log; no transaction may be open. Raises NotScrubbed."""
    database = db.obj
    try:
        if isinstance(database, SqliteDatabase):
            # What is built meanwhile must not lie on a disk.
            database.execute_sql("PRAGMA temp_store = MEMORY")
            database.execute_sql("VACUUM")
            _empty_the_log()
        else:
            tables: tuple[Any, ...] = (
                *(table for table, _columns in OWNED),
                Case,
                Resident,
                Household,
                Mailing,
                Notice,
            )
            for table in tables:
                database.execute_sql(f'VACUUM (FULL) "{table._meta.table_name}"')
    except PeeweeException as error:
        raise NotScrubbed(type(error).__name__) from error


def _empty_the_log() -> None:
    """Readers of before keep the log alive; they are done in a moment."""
    until = time.monotonic() + PATIENCE_SECONDS
    while int(db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]):
        if time.monotonic() > until:
            raise NotScrubbed("the log is in use")
        time.sleep(0.2)


def sweep_mail_files() -> int:
    """Delete the files of mails that the database no longer knows, and return how many."""
    folder = Path(current_app.config["MAIL_FOLDER"])
    known = {str(row.id) for row in Mailing.select(Mailing.id)}
    gone = [path for path in folder.glob("*.eml") if path.stem not in known]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
