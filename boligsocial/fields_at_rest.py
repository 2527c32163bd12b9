"""Columns that the database itself cannot read: AES-256-GCM, bound to table, column and row.

    stored = name of the key "." base64(nonce + ciphertext + tag),  "" and NULL as they are
    bound to (not stored) = ["table", "column", what names the row...]

A value that was changed, or moved to another row, column or table, is not opened. Nobody can search in such a column.
"""

import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask
from peewee import FieldAccessor, Model, TextField

from boligsocial.keys import Key, KeyRing

PURPOSE = "fields"
NONCE_BYTES = 12


class _Ring:
    """The keys in use; `init_app` puts them here."""

    current: KeyRing


class NotOpened(Exception):
    """A value was changed since it was written, or written for another row, column or table."""


class Sealed(str):
    """A value as it is stored."""

    __slots__ = ()

    @property
    def key_name(self) -> str:
        """Return the name of the key that it is written with."""
        return self.partition(".")[0]


class _Typed(str):
    """A text of an instance that is not stored yet, with the instance that says which row it will be."""

    row_of: Model


class SecretAccessor(FieldAccessor):
    """On an instance the column is its text: opened when asked for, sealed when stored."""

    def __get__(self, instance: Any, instance_type: Any = None) -> Any:
        """Return the text, or "" or None as stored. Raises KeyMissing or NotOpened."""
        value = super().__get__(instance, instance_type)
        return self.field.open(value, *self.field.row_of(instance)) if isinstance(value, Sealed) else value

    def __set__(self, instance: Any, value: Any) -> None:
        """Take a text; it is sealed for the instance's own row as the instance is stored."""
        if value and not isinstance(value, Sealed):
            value = _Typed(value)
            value.row_of = instance
        super().__set__(instance, value)


class SecretTextField(TextField):
    """A text that is encrypted in the database.

    `bound_to` names the fields that say which row it is; its primary key if left out. They must be known when the text
    is stored, and never change. Instances show and take the text itself. A query has to say which row it writes:
    `Case.update(reason=Case.reason.seal("…", case.id))`; rows read as dicts or tuples hold `Sealed`, for `open`.
    """

    accessor_class = SecretAccessor

    def __init__(self, *args: Any, bound_to: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.bound_to = bound_to
        super().__init__(*args, **kwargs)

    def seal(self, text: str, *row: Any) -> Sealed | str:
        """Return `text` encrypted for the row that the values `row` name, and "" as it is. Raises KeyMissing."""
        if not text:
            return text
        key, nonce = _Ring.current.newest(), os.urandom(NONCE_BYTES)
        box = nonce + _cipher(key).encrypt(nonce, text.encode(), self._binding(row))
        return Sealed(f"{key.name}.{urlsafe_b64encode(box).decode()}")

    def open(self, value: str, *row: Any) -> str:
        """Return the text that was sealed for the row. Raises KeyMissing or NotOpened."""
        if not value:
            return value
        name, _, coded = value.partition(".")
        key = _Ring.current.named(name)
        try:
            box = urlsafe_b64decode(coded)
            return _cipher(key).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], self._binding(row)).decode()
        except (InvalidTag, ValueError):
            where = f"{self.model._meta.table_name}.{self.column_name}"
            raise NotOpened(f"A value of {where} was changed, or written for another row.") from None

    def _binding(self, row: tuple[Any, ...]) -> bytes:
        names = [str(getattr(value, "_pk", value)) for value in row]
        return json.dumps([self.model._meta.table_name, self.column_name, *names]).encode()

    def row_of(self, instance: Model) -> tuple[Any, ...]:
        """Return what names the instance's row. Raises ValueError while that is not known."""
        names = self.bound_to or (self.model._meta.primary_key.name,)
        row = tuple(instance.__data__.get(name) for name in names)
        if None in row:
            raise ValueError(f"{self.name} can be stored when {', '.join(names)} is known.")
        return row

    def db_value(self, value: Any) -> Any:
        """Return what is stored. A text that does not say which row it is for is refused with TypeError."""
        if isinstance(value, _Typed):
            value = self.seal(str(value), *self.row_of(value.row_of))
        if value and not isinstance(value, Sealed):
            raise TypeError(f"{self.name} is encrypted: seal it for its row, and do not search in it.")
        return value if value is None else str(value)

    def python_value(self, value: Any) -> Any:
        """Return what is stored, marked as such."""
        return Sealed(value) if value else value


@lru_cache(maxsize=16)
def _cipher(key: Key) -> AESGCM:
    return AESGCM(key.for_purpose(PURPOSE))


def init_app(app: Flask) -> None:
    """Take the app's keys."""
    _Ring.current = app.extensions["keys"]
