"""SQLite whose every byte on the disk is encrypted (SQLCipher): the file, the log beside it and its copies."""

from typing import Any

from peewee import DatabaseError
from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2

from boligsocial.keys import Key, KeyRing

PURPOSE = "database"
# How SQLite says that a file is not of this key, or is no database at all.
NOT_OURS = "not a database"


class WrongKey(DatabaseError):
    """No key of the key file opens the database: it is of other keys, damaged, or not encrypted."""


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


def raw(key: Key) -> str:
    """Return the key as SQLCipher's SQL takes 256 bits: no password, so nothing to derive at each connection."""
    return f"\"x'{key.for_purpose(PURPOSE).hex()}'\""
