"""Phone numbers: typed as people write them, stored as +4512345678, shown and dialled from that."""

import re
from typing import Any
from urllib.parse import quote

import phonenumbers
from flask import Flask
from phonenumbers import NumberParseException, PhoneNumberFormat
from wtforms import StringField

from boligsocial.language import gettext
from boligsocial.models import User

HOME, HOME_CODE = "DK", 45


def _parsed(text: str) -> phonenumbers.PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, HOME)
    except NumberParseException:
        return None
    # An extension cannot be dialled from a link, and would be lost in the stored form.
    return number if phonenumbers.is_valid_number(number) and not number.extension else None


def stored(text: str) -> str | None:
    """Return "+4545801234" for what a person typed, or None when it is no phone number."""
    number = _parsed(text)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if number else None


def phone(value: str) -> str:
    """Return the number as it is read aloud: "45 80 12 34", abroad "+46 8 123 456 78"."""
    number = _parsed(value)
    if number is None:
        return value
    form = PhoneNumberFormat.NATIONAL if number.country_code == HOME_CODE else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)


def tel(value: str) -> str:
    """Return the address that rings: "tel:+45-45-80-12-34"."""
    number = _parsed(value)
    return phonenumbers.format_number(number, PhoneNumberFormat.RFC3966) if number else f"tel:{_diallable(value)}"


def sms(value: str) -> str:
    """Return the address that writes a text message: "sms:+4545801234"."""
    return f"sms:{stored(value) or _diallable(value)}"


# In Danish whatever the worker reads: it is for the resident. No amount and no reason, for a phone may lie open, and
# no title that somebody has typed, for it could hold one.
ASKING = "Hej. Ring til mig, når du har tid. Hilsen {name}, {title}, tlf. {phone}"


def sms_asking_to_call(value: str, worker: User) -> str:
    """Return the address that writes a text message in which `worker` asks to be called, and says no more."""
    text = ASKING.format(name=worker.first_name, title=worker.role.label, phone=phone(worker.phone))
    # Android wants "?body", old iPhones "&body"; both take the two together.
    return f"{sms(value)}?&body={quote(text)}"


def _diallable(value: str) -> str:
    return re.sub(r"[^0-9+]", "", value)


class PhoneField(StringField):
    """A phone number; `data` is the stored form, or "" when nothing is typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; without a country code it is Danish."""
        typed = valuelist[0].strip() if valuelist else ""
        self.data = stored(typed) if typed else ""
        if self.data is None:
            self.data = ""
            sentence = gettext("Skriv telefonnummeret med otte cifre, fx 45 80 12 34, eller begynd med + og landekode.")
            raise ValueError(sentence)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was typed, right or wrong."""
        return not self._value().strip()

    def _value(self) -> Any:
        if self.raw_data:
            return str(self.raw_data[0])
        return phone(self.data) if self.data else ""


def init_app(app: Flask) -> None:
    """Give templates these words as filters."""
    app.jinja_env.filters.update(phone=phone, tel=tel, sms=sms, sms_asking_to_call=sms_asking_to_call)
