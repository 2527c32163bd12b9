"""SQLite whose every byte on the disk is encrypted (SQLCipher): the file, the log beside it and its copies."""

import os
from pathlib import Path
from typing import Any

from peewee import DatabaseError, PeeweeException
from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2

from boligsocial.keys import Key, KeyRing, on_the_disk

PURPOSE = "database"
# How SQLite says that a file is not of this key, or is no database at all.
NOT_OURS = "not a database"
# What a database begins with that is not encrypted.
PLAIN = b"SQLite format 3\0"


class WrongKey(PeeweeException):
    """No key of the key file opens the database: it is of other keys, damaged, or not encrypted."""


class InUse(Exception):
    """Another process has the database open."""


class EncryptedDatabase(SqlCipherDatabase):
    """A database file opened with the keys of `ring`; `key` is the one that fitted last.

    Each connection finds its own key, so one that is changed by another process needs no restart here.
    """

    def __init__(self, file: str, ring: KeyRing, **settings: Any) -> None:
        self.ring = ring
        self.key: Key | None = None
        super().__init__(file, **settings)

    def _connect(self) -> Any:
        for key in self._keys_to_try():
            connection = dbapi2.connect(self.database, isolation_level=None, **self.connect_params)
            try:
                connection.execute("PRAGMA cipher_log_level = NONE")
                connection.execute(f"PRAGMA key = {raw(key)}")
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                self._add_conn_hooks(connection)
            except dbapi2.DatabaseError as error:
                connection.close()
                if NOT_OURS not in str(error):
                    raise
            else:
                self.key = key
                return connection
        raise WrongKey(f"No key in {self.ring.path} opens {self.database}. It is of other keys, or not encrypted.")

    def _keys_to_try(self) -> list[Key]:
        newest_first = list(reversed(self.ring.all()))
        # A database that is not there yet takes the newest.
        return sorted(newest_first, key=lambda key: key != self.key) if self.key else newest_first

    def change_key(self, key: Key) -> None:
        """Encrypt the whole file anew, in one transaction: a kill leaves it wholly with the old key or the new.

        Who writes meanwhile waits, or is refused and opens it again with the new key.
        """
        self.connect(reuse_if_open=True)
        self.execute_sql(f"PRAGMA rekey = {raw(key)}")
        self.key = key
        # Pages in the old key's log are no longer worth anything; let them go now.
        self.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy_to(self, file: Path) -> None:
        """Write a copy as of now, encrypted with the key in use, and open it. Raises DatabaseError, OSError."""
        draft = file.with_name(f"{file.name}.part")
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        self.execute_sql("VACUUM INTO ?", (str(draft),))
        look_through(draft, self.ring)
        on_the_disk(draft)
        draft.replace(file)
        on_the_disk(file.parent)


def look_through(file: Path, ring: KeyRing) -> None:
    """Open an encrypted database and read every page of it. Raises DatabaseError when something is wrong with it."""
    database = EncryptedDatabase(str(file), ring)
    with database.connection_context():
        # The check reads the file alone, and after a kill what is newest is in the file beside it.
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        seals = database.execute_sql("PRAGMA cipher_integrity_check").fetchall()
        rows = database.execute_sql("PRAGMA integrity_check").fetchall()
    if seals or rows != [("ok",)]:
        raise DatabaseError(f"{file} is damaged.")


def encrypt_file(file: Path, ring: KeyRing) -> None:
    """Put an encrypted database in the place of a plain one, and overwrite the plain one.

    Nobody else may have it open: raises InUse. A kill leaves the one or the other, and a leftover that the
    next run takes away.
    """
    draft, older = (file.with_name(f"{file.name}.{end}") for end in ("part", "plain"))
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    plain = dbapi2.connect(str(file), isolation_level=None, timeout=0)
    try:
        _keep_others_out(plain)
        plain.execute(f"ATTACH ? AS encrypted KEY {raw(ring.newest())}", (str(draft),))
        plain.execute("SELECT sqlcipher_export('encrypted')")
        _compare(plain)
        plain.execute("DETACH encrypted")
        look_through(draft, ring)
        on_the_disk(draft)
        older.unlink(missing_ok=True)
        older.hardlink_to(file)
        draft.replace(file)
        on_the_disk(file.parent)
        shred(older)
    finally:
        plain.close()


def _keep_others_out(connection: Any) -> None:
    # Leaving WAL needs everybody else to be gone, and the lock it takes is then kept.
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    try:
        mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except dbapi2.OperationalError as error:
        if "locked" not in str(error):
            raise
        raise InUse from None
    if mode != ("delete",):
        raise InUse


def _compare(connection: Any) -> None:
    tables = [row[0] for row in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
    for table in tables:
        counts = [
            connection.execute(f'SELECT count(*) FROM {place}."{table}"').fetchone()  # noqa: S608 - our own tables  # nosec B608
            for place in ("main", "encrypted")
        ]
        if counts[0] != counts[1]:
            raise DatabaseError(f"The table {table} was not copied whole.")


def shred(file: Path) -> None:
    """Overwrite a file and remove it. What a disk or a snapshot keeps behind the file system's back stays."""
    if not file.exists():
        return
    with file.open("r+b", buffering=0) as old:
        left = file.stat().st_size
        while left > 0:
            left -= old.write(bytes(min(left, 1 << 20)))
        os.fsync(old.fileno())
    file.unlink()


def is_plain(file: Path) -> bool:
    """Return whether the file is an SQLite database that anybody can read."""
    if not file.exists():
        return False
    with file.open("rb") as start:
        return start.read(len(PLAIN)) == PLAIN


def raw(key: Key) -> str:
    """Return the key as SQLCipher's SQL takes 256 bits: no password, so nothing to derive at each connection."""
    return f"\"x'{key.for_purpose(PURPOSE).hex()}'\""
