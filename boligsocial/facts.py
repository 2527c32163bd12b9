"""How the facts of a case are asked, stored and said. The procedures say which there are."""

import re
from collections.abc import Callable, Iterable
from datetime import date, time
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from flask import Flask
from wtforms import Field, StringField, ValidationError

from boligsocial.fields import DayField, HouseForm, Line, Text, TimeField, at_most, holds_cpr
from boligsocial.language import gettext, language, lazy_gettext
from boligsocial.procedures import Fact, Kind, Option, Words, procedure_of
from boligsocial.wording import day, said

_ = lazy_gettext
LONGEST_LINE, LONGEST_TEXT = 200, 10_000
LARGEST_NUMBER = 9999
# Kroner and, after the comma, øre. A debt of a million is a slip of the finger.
AMOUNT = re.compile(r"([0-9]+)(?:,([0-9]{1,2}))?")
LONGEST_AMOUNT = 6
YES_NO = (
    Option("yes", Words("Ja", "Yes")),
    Option("no", Words("Nej", "No")),
    Option("unknown", Words("Ved ikke", "Not known")),
)


def no_cpr(form: Any, field: Field) -> None:
    """Refuse a text with a CPR number in it."""
    if holds_cpr(field.data or ""):
        raise ValidationError(gettext("Det ligner et CPR-nummer. Fjern det, før du gemmer."))


class OptionField(Field):
    """One of the options of a fact; `data` is its key, or "". Nothing has to be chosen."""

    def __init__(self, label: Any, options: Iterable[Option], **kwargs: Any) -> None:
        self.options = tuple(options)
        super().__init__(label, **kwargs)

    def choices_in_words(self) -> list[tuple[str, str]]:
        """Return the options as the chips want them."""
        return [(option.key, said(option.words)) for option in self.options]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take a key that is on the list; anything else counts as nothing chosen."""
        value = valuelist[0] if valuelist else ""
        self.data = value if value in {option.key for option in self.options} else ""


class MoneyField(StringField):
    """An amount in kroner as Danes write it; `data` is whole øre, or None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read 4.250,00 and 4250."""
        self.data: int | None = None
        typed = "".join(valuelist[:1]).replace("kr.", "").replace("kr", "").replace(" ", "").replace(".", "")
        if typed:
            amount = AMOUNT.fullmatch(typed)
            if not amount or len(amount[1]) > LONGEST_AMOUNT:
                raise ValueError(gettext("Skriv et beløb i kroner, fx 4.250,00."))
            self.data = int(amount[1]) * 100 + int((amount[2] or "").ljust(2, "0"))

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else kroner(self.data)


class NumberField(StringField):
    """A whole number, not negative; `data` is an int, or None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the digits."""
        self.data: int | None = None
        typed = "".join(valuelist[:1]).strip()
        if typed:
            if not (typed.isascii() and typed.isdecimal() and int(typed[:9]) <= LARGEST_NUMBER):
                raise ValueError(gettext("Skriv et helt tal, fx 3."))
            self.data = int(typed)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)


def kroner(ore: int) -> str:
    """Return "4.250,00" (Danish) or "4,250.00" (English)."""
    return format_decimal(Decimal(ore) / 100, format="#,##0.00", locale=language())


FIELDS: dict[Kind, Callable[[str, Fact], Any]] = {
    Kind.DAY: lambda label, fact: DayField(label),
    Kind.TIME: lambda label, fact: TimeField(label),
    Kind.YES_NO: lambda label, fact: OptionField(label, YES_NO),
    Kind.CHOICE: lambda label, fact: OptionField(label, fact.options),
    Kind.MONEY: lambda label, fact: MoneyField(label),
    Kind.NUMBER: lambda label, fact: NumberField(label),
    Kind.TEXT: lambda label, fact: Line(label, [at_most(LONGEST_LINE), no_cpr]),
    Kind.LONG: lambda label, fact: Text(label, [at_most(LONGEST_TEXT), no_cpr]),
}


def form_for(facts: Iterable[Fact]) -> type[HouseForm]:
    """Return a form class that asks for these facts, in this order."""
    return type("FactsForm", (HouseForm,), {fact.key: FIELDS[fact.kind](said(fact.words), fact) for fact in facts})


def to_field(fact: Fact, value: str) -> Any:
    """Return a stored value as its field holds it."""
    if not value:
        return None
    match fact.kind:
        case Kind.DAY:
            return date.fromisoformat(value)
        case Kind.TIME:
            return time.fromisoformat(value)
        case Kind.MONEY | Kind.NUMBER:
            return int(value)
        case _:
            return value


def to_store(data: Any) -> str:
    """Return what a field holds as it is stored; "" for nothing."""
    if data is None:
        return ""
    if isinstance(data, time):
        return data.strftime("%H:%M")
    return data.isoformat() if isinstance(data, date) else str(data).strip()


def in_words(fact: Fact, value: str) -> str:
    """Return a stored value as a person reads it."""
    held = to_field(fact, value)
    match fact.kind:
        case Kind.DAY:
            return day(held)
        case Kind.TIME:
            return gettext("kl. %(clock)s", clock=held.strftime("%H.%M" if language() == "da" else "%H:%M"))
        case Kind.MONEY:
            return gettext("%(amount)s kr.", amount=kroner(held))
        case Kind.YES_NO | Kind.CHOICE:
            options = YES_NO if fact.kind == Kind.YES_NO else fact.options
            return next((said(option.words) for option in options if option.key == value), "")
        case _:
            return str(held)


def how_met(area: str, rule: str) -> str:
    """Return what one says by ticking a deadline off: the fact that is then known of today, else that it is done."""
    procedure = procedure_of(area)
    met_by = next((clock.met_by for clock in procedure.clocks if clock.rule == rule), "")
    return said(procedure.facts()[met_by].words) if met_by else gettext("Udført")


def init_app(app: Flask) -> None:
    """Give templates the words of a fact."""
    app.jinja_env.filters["in_words"] = in_words
    app.jinja_env.globals["how_met"] = how_met
