"""House form, fields and validators: every message is a Danish sentence that says what to do."""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from flask import current_app, request
from flask_wtf import FlaskForm
from stdnum.dk import cpr
from stdnum.exceptions import ValidationError as NumberError
from wtforms import Field, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Email, Length, Optional

from boligsocial.audit import Write
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import Labelled

_ = lazy_gettext


class HouseForm(FlaskForm):
    """A form whose every submission carries an id made for it, so that a repeat is recognised."""

    class Meta(FlaskForm.Meta):
        """How what was sent is read."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Read a post as a form even when it is empty or something else: then nothing is filled in.

            Photos are read by themselves (uploads.py). Any other file would stand where a text is expected.
            """
            is_post = formdata is not None and request.method == "POST"
            return request.form if is_post else super().wrap_formdata(form, formdata)

    write_id = HiddenField()
    # Names of the fields as they stand on the page, where that is another order than in the class.
    page_order: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self._uuid() is None:
            self.write_id.data = str(uuid4())

    def _uuid(self) -> UUID | None:
        try:
            return UUID(self.write_id.data or "")
        except ValueError:
            return None

    @property
    def write(self) -> Write:
        """The submission's id and a digest of what was filled in."""
        filled = {field.name: str(field.data) for field in self if field.name not in ("csrf_token", "write_id")}
        digest = keyed_digest(json.dumps(filled, sort_keys=True).encode())
        # A page may give one id to all its small forms; where each is sent makes it a submission of its own.
        return Write(uuid5(UUID(self.write_id.data), request.path), digest)

    def renew_write_id(self) -> None:
        """Give the form a new id: what is in it will be a submission of its own."""
        self.write_id.data = str(uuid4())

    def problems(self) -> list[tuple[str, str]]:
        """Return (id of the field, sentence) for the error summary, in the order of the page."""
        first = [self[name] for name in self.page_order]
        rest = [field for field in self if field.name not in self.page_order]
        return [(field.id, str(message)) for field in (*first, *rest) for message in field.errors]


def keyed_digest(content: bytes) -> str:
    """Return a digest for the trail; keyed, so that nobody can try short texts against it once a note is gone."""
    return hmac.new(str(current_app.secret_key).encode(), content, hashlib.sha256).hexdigest()


def required(message: Any) -> DataRequired:
    """Demand a value, with our own sentence."""
    return DataRequired(message=message)


def at_most(characters: int) -> Length:
    """Limit the length, saying the limit."""
    return Length(max=characters, message=_("Teksten er for lang. Skriv højst %(max)d tegn."))


def optional() -> Optional:
    """Let an empty field pass without asking the other validators."""
    return Optional()


def email_address() -> Email:
    """Demand an address that mail could be sent to; nobody is asked whether it exists."""
    return Email(message=_("Skriv e-mailadressen som navn@eksempel.dk."))


class Line(StringField):
    """One line of text: line breaks and doubled blanks, as pasted text brings them, become one blank."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Gather the words."""
        self.data = " ".join(valuelist[0].replace("\0", "").split()) if valuelist else ""


class LabelledField(Field):
    """A choice from one of the closed lists; `data` is the member, or None. Without a `message` it may stay empty."""

    def __init__(self, label: Any, members: type[Labelled], message: Any = None, **kwargs: Any) -> None:
        self.members = members
        self.message = message
        super().__init__(label, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the member that was chosen; anything that is not on the list counts as nothing chosen."""
        value = valuelist[0] if valuelist else ""
        self.data = self.members(value) if value in list(self.members) else None

    def pre_validate(self, form: Any) -> None:
        """Say our sentence when something must be chosen and nothing is."""
        if self.data is None and self.message is not None:
            raise ValidationError(self.message)


class RowField(Field):
    """A choice among rows the person may see; `data` is the row, or None. Call `offer(rows)` before validating."""

    def __init__(self, label: Any, message: Any = None, **kwargs: Any) -> None:
        self.message = message
        self.rows: list[Any] = []
        super().__init__(label, **kwargs)

    def offer(self, rows: Iterable[Any]) -> None:
        """Say which rows can be chosen; anything else posted counts as nothing chosen."""
        self.rows = list(rows)
        if self.raw_data is not None:
            key = self.raw_data[0] if self.raw_data else ""
            self.data = next((row for row in self.rows if str(row.id) == key), None)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Wait for offer(): a posted key says nothing before it is known what may be chosen."""
        self.data = None

    def pre_validate(self, form: Any) -> None:
        """Say our sentence when a row is needed and none is chosen."""
        if self.data is None and self.message is not None:
            raise ValidationError(self.message)


class DayField(StringField):
    """A day from a date picker; `data` is a date, or None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read an ISO date, the form in which every browser's picker sends it."""
        self.data = None
        if valuelist and valuelist[0].strip():
            try:
                day = date.fromisoformat(valuelist[0].strip())
                # Around year 1 and 9999 a day has no instant in UTC; nobody means those.
                if not 1900 <= day.year < 2200:
                    raise ValueError(day)
                self.data = day
            except ValueError as error:
                raise ValueError(gettext("Skriv datoen som år-måned-dag, fx 2026-11-23.")) from error

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.isoformat() if self.data else ""


class TimeField(StringField):
    """A wall-clock time; `data` is a time, or None. Takes 14:05 and 14.05."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read hours and minutes."""
        self.data = None
        if valuelist and valuelist[0].strip():
            try:
                self.data = datetime.strptime(valuelist[0].strip().replace(".", ":"), "%H:%M").time()  # noqa: DTZ007
            except ValueError as error:
                raise ValueError(gettext("Skriv klokkeslættet som timer og minutter, fx 14.05.")) from error

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.strftime("%H:%M") if self.data else ""


class Text(TextAreaField):
    """Longer text, kept exactly as typed but for the line ends that forms rewrite, and NUL, which no database keeps."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Turn the CRLF of a form post into plain line ends."""
        self.data = valuelist[0].replace("\r\n", "\n").replace("\0", "") if valuelist else ""


def holds_cpr(text: str) -> bool:
    """Return whether `text` holds something that looks like a CPR number (ten digits with a possible date)."""
    return any(_is_cpr(candidate) for candidate in _ten_digit_runs(text))


def holds_sure_cpr(text: str) -> bool:
    """Return whether `text` holds what is surely meant as a CPR number, not e.g. an account number with a date in it.

    Sure is a valid check digit, a birthday on 1 January (where numbers without one are given out, cpr.dk 2023),
    a hyphen after the date, or the word for it somewhere in the text.
    """
    is_named = bool(re.search(r"cpr|person(nr|nummer)", text, re.IGNORECASE))
    for digits in filter(_is_cpr, _ten_digit_runs(text)):
        if is_named or digits.startswith("0101") or cpr.checksum(digits) == 0:
            return True
        if re.search(rf"{digits[:6]} ?- ?{digits[6:]}", text):
            return True
    return False


def _ten_digit_runs(text: str) -> list[str]:
    runs, current = [], ""
    for character in text + "\n":
        if character.isascii() and character.isdigit():
            current += character
        elif character in "- " and len(current) == 6:
            continue
        else:
            runs.append(current)
            current = ""
    return [run for run in runs if len(run) == 10]


def _is_cpr(digits: str) -> bool:
    # Numbers without a valid check digit have been given out since 2007, so only the date decides.
    try:
        cpr.get_birth_date(digits)
    except (NumberError, ValueError):
        return False
    return True
