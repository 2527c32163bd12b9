"""What a request changed in the database, and whether whoever sent it may see that."""

from collections.abc import Container
from typing import Any, NamedTuple
from uuid import UUID

from peewee import ForeignKeyField, Model, UUIDField

from boligsocial import access
from boligsocial.db import db
from boligsocial.fields_at_rest import SecretTextField
from boligsocial.models import (
    TABLES,
    AuditHead,
    AuditRow,
    Case,
    Consent,
    Defect,
    Department,
    Dwelling,
    HousingOrg,
    Inquiry,
    LoginAttempt,
    LoginSession,
    Mailing,
    Note,
    Notice,
    Party,
    Photo,
    PhotoBytes,
    Resident,
    Role,
    Share,
    User,
    Visit,
    VolunteerTask,
)
from tests.hostile.world import FullWorld

# Table -> its gate. What hangs on a row of one of these is as visible as the row.
GATES: dict[Any, Any] = {
    HousingOrg: access.visible_orgs,
    Department: access.visible_departments,
    Dwelling: access.visible_dwellings,
    Note: access.visible_notes,
    Case: access.visible_cases,
    Visit: access.visible_visits,
    Share: access.visible_shares,
    Party: access.visible_parties,
    Resident: access.visible_residents,
    Defect: access.visible_defects,
    Consent: access.visible_consents,
    Inquiry: access.visible_inquiries,
    VolunteerTask: access.visible_tasks,
    Mailing: access.visible_mailings,
    Photo: access.visible_photos,
}
# The app's own bookkeeping, and what it tells others by itself.
BOOKS = {AuditRow, AuditHead, LoginAttempt, LoginSession, PhotoBytes, Notice}
# What differs from one time to the next: salts and tokens.
FLEETING = {"password_hash", "token_hash"}

Rows = dict[Any, dict[Any, tuple[Any, ...]]]


class Change(NamedTuple):
    """A row that is new (`before` is None), gone (`after` is None) or other than it was."""

    table: Any
    key: Any
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def everything() -> Rows:
    """Every row of every table but the books, as it is stored."""
    return {table: {row[0]: row[1:] for row in _rows(table)} for table in TABLES if table not in BOOKS}


def _rows(table: Any) -> list[tuple[Any, ...]]:
    key = table._meta.primary_key
    keys = [field.column_name for field in ([key] if not hasattr(key, "field_names") else table._meta.sorted_fields)]
    names = ", ".join(f'"{field.column_name}"' for field in table._meta.sorted_fields)
    found = db.obj.execute_sql(f'SELECT {names} FROM "{table._meta.table_name}"').fetchall()  # noqa: S608 - our tables
    columns = [field.column_name for field in table._meta.sorted_fields]
    places = [columns.index(name) for name in keys]
    return [(tuple(_text(row[place]) for place in places), *row) for row in found]


def changes(before: Rows, after: Rows) -> list[Change]:
    """Return what differs."""
    found = []
    for table, rows in after.items():
        earlier = before[table]
        for key in rows.keys() | earlier.keys():
            if rows.get(key) != earlier.get(key):
                found.append(Change(table, key, _named(table, earlier.get(key)), _named(table, rows.get(key))))
    return found


def _named(table: Any, row: tuple[Any, ...] | None) -> dict[str, Any] | None:
    if row is None:
        return None
    fields = table._meta.sorted_fields
    named = dict(zip((field.name for field in fields), row, strict=True))
    return named | {field.name: _opened(field, named) for field in fields if isinstance(field, SecretTextField)}


def _opened(field: SecretTextField, named: dict[str, Any]) -> Any:
    """Return the text: what is stored of it differs each time."""
    names = field.bound_to or (field.model._meta.primary_key.name,)
    key = [field.model._meta.fields[name].python_value(named[name]) for name in names]
    return field.open(named[field.name], *key)


def lasting(found: list[Change]) -> list[tuple[str, Any, Any, Any]]:
    """Return the changes without what differs from one time to the next, so that two can be compared."""

    def plain(row: dict[str, Any] | None) -> Any:
        return row and sorted((name, str(value)) for name, value in row.items() if name not in FLEETING)

    return sorted((one.table.__name__, str(one.key), plain(one.before), plain(one.after)) for one in found)


class Sight:
    """What one person may see and change at the moment; asked for by table when a change is in it."""

    def __init__(self, world: FullWorld, role: Role | None, but: Container[str] = ()) -> None:
        """`but` are columns that the person writes in rows, or with names of rows, that they cannot open."""
        self.world, self.role, self.but = world, role, but
        self.user = world.users[role] if role else None
        self._keys: dict[Any, set[str]] = {}

    def seen(self, table: Any) -> set[str]:
        """Return the keys of the rows that the person sees; to be asked once what was sent is taken back."""
        if table not in self._keys:
            self._keys[table] = self._asked(table)
        return self._keys[table]

    def _asked(self, table: Any) -> set[str]:
        if self.user is None:
            # The public form is for every department.
            return {_text(row.id) for row in Department.select()} if table is Department else set()
        if self.role == Role.CONTACT and table in (Share, Note):
            shared = access.shared_notes(self.user)
            return {_text(row.id if table is Share else row.note_id) for row in shared}
        found = {_text(row.id) for row in GATES[table](self.user)}
        if self.role == Role.WORKER and isinstance(table._meta.primary_key, UUIDField):
            # A removed party, a cancelled visit: there to be brought back.
            rows = (value for values in self.world.own.values() for value in values.values())
            found |= {_text(value) for value in rows if isinstance(value, UUID)}
        return found

    def forbidden(self, found: list[Change]) -> list[str]:
        """Return a sentence for each change of, or on, what the person may not see."""
        new = {(one.table, one.key[0]) for one in found if one.before is None}
        return [said for one in found for said in self._wrong(one, new)]

    def _wrong(self, one: Change, new: set[tuple[Any, Any]]) -> list[str]:
        wrong = []
        is_gated = one.before is not None and one.table in GATES and not self._is_excused(one)
        if is_gated and one.key[0] not in self.seen(one.table):
            wrong.append(f"changed {one.table.__name__} {one.key}")
        if one.table is User and one.before is not None and not self._may_change(one):
            wrong.append(f"changed another person: {one.after}")
        for field in one.table._meta.sorted_fields:
            points = isinstance(field, ForeignKeyField) and field.rel_model in GATES
            if points and f"{one.table.__name__}.{field.name}" not in self.but:
                value = (one.after or one.before or {}).get(field.name)
                is_new = (field.rel_model, _text(value)) in new
                was = (one.before or {}).get(field.name)
                if value is not None and value != was and not is_new and _text(value) not in self.seen(field.rel_model):
                    wrong.append(f"{one.table.__name__}.{field.name} names {value}")
        return wrong

    def _is_excused(self, one: Change) -> bool:
        before, after = one.before or {}, one.after
        changed = [name for name in before if after and before[name] != after[name]]
        return bool(changed) and all(f"{one.table.__name__}.{name}" in self.but for name in changed)

    def _may_change(self, one: Change) -> bool:
        if self.user is None:
            # By the link that an administrator has given.
            before, after = one.before or {}, one.after or {}
            return {name for name in before if before[name] != after[name]} <= {"password_hash"}
        return bool(self.user.role == Role.ADMIN or str(self.user.id) == one.key[0])


def _text(value: Any) -> str:
    # SQLite holds an UUID as 32 digits.
    if isinstance(value, Model):
        value = value._pk
    return value.hex if isinstance(value, UUID) else str(value)
