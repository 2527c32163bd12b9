"""Forms as nobody fills them in: a good one, changed in a few places by chance."""

import io
from collections.abc import Iterable
from random import Random
from typing import Any
from uuid import uuid4

from peewee import Model

from boligsocial.models import TABLES

LONG = "x" * 300_000
# What a field may be asked to swallow.
TEXTS = (
    *("", " ", "\0", "nul\0tegn", "\r\n\r\n", "\t", "-", ".", "0", "-1", "1.5", "1e309", "NaN", "Infinity", "9" * 40),
    *(str(2**31), str(2**63), str(-(2**63) - 1), "0x10", "\u0664\u0662", "\u00b2", "true", "None", "null", "[]", "{}"),
    *("x" * 256, "x" * 5_000, LONG, "\U0001f600" * 100, "\u202e" * 50, "e" + "\u0301" * 2_000, "\ud7ff", "\ufffe"),
    *("0001-01-01", "9999-12-31", "2026-02-30", "2026-11-24T25:61", "24.00", "23:59:60", "-1.-1", "10000-01-01"),
    *("'; DROP TABLE note; --", "' OR 1=1 --", "%' LIKE '%", "\\", "../../etc/passwd", "//evil.example", "/\\evil"),
    *(
        "javascript:alert(1)",
        "http://evil.example/",
        "{{ 7*7 }}",
        "%(name)s %s %n",
        "${jndi:x}",
        "<img src=x onerror=x>",
    ),
    *(
        "=1+1",
        "@SUM(A1)",
        "+4520304050",
        "112",
        "010174-1234",
        "a@b",
        "a@b.dk\r\nBcc: x@evil.example",
        "a" * 300 + "@b.dk",
    ),
    *("æøå" * 90, "İıſK", "Z\u0351\u036b\u0343\u036a\u0302", "A" * 255 + "\u00e6"),
)
# Names that are columns of nothing and still sound like power.
POWER = (
    "role",
    "owner",
    "department",
    "admin",
    "is_admin",
    "is_demo",
    "user",
    "user_id",
    "author",
    "actor",
    "csrf_token",
)


def column_names() -> list[str]:
    """The names of every column of every table, with the `_id` of those that point elsewhere."""
    fields = [field for table in TABLES for field in table._meta.sorted_fields]
    return sorted({name for field in fields for name in (field.name, field.column_name)} | set(POWER))


def every_id() -> list[str]:
    """An id of every row, as it stands in a form."""
    return [str(value) for table in TABLES for row in table.select().limit(12) for value in [_id(row)] if value]


def _id(row: Model) -> Any:
    return getattr(row, "id", None)


class File(bytes):
    """A file that stands where a text is expected; as what is sent it is made anew each time."""

    def as_sent(self) -> tuple[io.BytesIO, str]:
        """Return what the test client takes."""
        return io.BytesIO(self), "x.jpg"


class Mutations:
    """Chance over what the world holds. The same seed gives the same forms."""

    def __init__(self, seed: str, names: Iterable[str], ids: Iterable[str]) -> None:
        self.luck = Random(seed)  # noqa: S311 - nothing secret
        self.names, self.ids = list(names), list(ids)

    def form(self, good: dict[str, Any]) -> dict[str, Any]:
        """Return the form with up to four changes; a list is a field that is there more than once."""
        changed: dict[str, Any] = {"write_id": str(uuid4()), **good}
        for _time in range(self.luck.randint(1, 4)):
            self.luck.choice((self._value, self._value, self._id, self._gone, self._twice, self._swap, self._more))(
                changed
            )
        return changed

    def kind(self) -> str | None:
        """Return how the form is sent now and then, instead of as a form."""
        odd = ("application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x", "x")
        return self.luck.choice(odd) if self.luck.random() < 0.03 else None

    def _name(self, form: dict[str, Any]) -> str:
        return self.luck.choice(list(form) or ["x"])

    def _value(self, form: dict[str, Any]) -> None:
        form[self._name(form)] = self.luck.choice(TEXTS)

    def _id(self, form: dict[str, Any]) -> None:
        form[self._name(form)] = self.luck.choice(self.ids)

    def _gone(self, form: dict[str, Any]) -> None:
        form.pop(self._name(form), None)

    def _twice(self, form: dict[str, Any]) -> None:
        name = self._name(form)
        more = self.luck.choice([text for text in TEXTS if text is not LONG])
        form[name] = [form.get(name, ""), more] if not isinstance(form.get(name), list) else (form[name] * 20)[:50]

    def _swap(self, form: dict[str, Any]) -> None:
        one, other = self._name(form), self._name(form)
        form[one], form[other] = form.get(other, ""), form.get(one, "")

    def _more(self, form: dict[str, Any]) -> None:
        name = self.luck.choice((self.luck.choice(self.names), "photos", "staged", "next", "x[]", "x" * 3_000, ""))
        is_file = self.luck.random() < 0.2
        form[name] = File(b"\xff\xd8\xff") if is_file else self.luck.choice((*TEXTS[:40], *self.ids))
