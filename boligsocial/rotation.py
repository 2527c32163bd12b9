"""Changing the keys of what lies on the disk, and how far that is. Nothing is lost by a kill: the next run goes on."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from peewee import fn

from boligsocial import db
from boligsocial.audit import Event, recorded
from boligsocial.encrypted import EncryptedDatabase
from boligsocial.fields_at_rest import NotOpened, Sealed, SecretTextField
from boligsocial.keys import NAME_LENGTH, Key, KeyRing
from boligsocial.models import TABLES, User

BATCH = 500


class Use(NamedTuple):
    """What a key is used for now: `values` is how many secret columns it opens."""

    key: Key
    is_newest: bool
    opens_database: bool
    values: int

    @property
    def is_needed(self) -> bool:
        """Whether something that is in use would be lost with it."""
        return self.is_newest or self.opens_database or self.values > 0


def uses(ring: KeyRing) -> list[Use]:
    """Return how each key is used, oldest first. Raises KeyMissing."""
    counts: dict[str, int] = {}
    for field in secret_fields():
        name = fn.SUBSTR(field, 1, NAME_LENGTH)
        for key_name, count in field.model.select(name, fn.COUNT("*")).where(field != "").group_by(name).tuples():
            counts[str(key_name)] = counts.get(str(key_name), 0) + count
    opened_with = db.db.obj.key if isinstance(db.db.obj, EncryptedDatabase) else None
    return [Use(key, key == ring.newest(), key == opened_with, counts.get(key.name, 0)) for key in ring.all()]


def secret_fields() -> Iterator[SecretTextField]:
    """Return every secret column there is."""
    for table in TABLES:
        yield from (field for field in table._meta.sorted_fields if isinstance(field, SecretTextField))


def rotate(ring: KeyRing) -> tuple[Key, list[str]]:
    """Make a new key and encrypt everything with it; or bring to its end what was interrupted.

    Return the key, and what could not be opened: "table.column of row". Raises KeyMissing.
    """
    is_finished = not any(use.is_needed for use in uses(ring) if not use.is_newest)
    key = ring.add() if is_finished else ring.newest()
    if isinstance(db.db.obj, EncryptedDatabase) and db.db.obj.key != key:
        db.db.obj.change_key(key)
    closed = [sentence for field in secret_fields() for sentence in _seal_all_anew(field, key)]
    return key, closed


def forget(ring: KeyRing) -> list[str]:
    """Take out of the key file what nothing but older copies needs; return the names. Raises KeyMissing."""
    return ring.keep_only({use.key.name for use in uses(ring) if use.is_needed})


def _seal_all_anew(field: SecretTextField, key: Key) -> list[str]:
    table, number = field.model, field.model._meta.primary_key
    is_older = (field != "") & (fn.SUBSTR(field, 1, NAME_LENGTH) != key.name)
    rows = [row[0] for row in table.select(number).where(is_older).tuples()]
    closed: list[str] = []
    for start in range(0, len(rows), BATCH):
        _seal_anew(None, field, rows[start : start + BATCH], closed)
    return closed


@recorded(Event.KEYS_CHANGED)
def _seal_anew(actor: User | None, field: SecretTextField, rows: list[Any], closed: list[str]) -> None:
    table, number = field.model, field.model._meta.primary_key
    for row in table.select().where(number.in_(rows)):
        try:
            sealed = field.seal(getattr(row, field.name), *field.row_of(row))
        except NotOpened:
            closed.append(f"{table._meta.table_name}.{field.column_name} of {row._pk}")
            continue
        # What somebody wrote meanwhile is newer than what was read here.
        as_read = field == Sealed(row.__data__[field.name])
        table.update({field: sealed}).where(number == row._pk, as_read).execute()
