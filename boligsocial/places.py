"""Choosing a place in a form: department by chip, the ones used lately first, and a home by its address."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from peewee import JOIN, fn
from wtforms import StringField, ValidationError

from boligsocial.access import visible_departments, visible_dwellings
from boligsocial.clock import now
from boligsocial.fields import HouseForm, RowField
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import Department, Dwelling, Note, User
from boligsocial.wording import home_in_form

_ = lazy_gettext
LATELY = timedelta(days=30)


def departments_by_use(user: User) -> list[Department]:
    """Return the departments the person may see, those in their latest notes first, then by name."""
    used = (
        Note.select(Note.department.alias("used"), fn.MAX(Note.happened_at).alias("latest"))
        .where(Note.author == user.id, Note.happened_at > now() - LATELY)
        .group_by(Note.department)
    )
    query = visible_departments(user).join_from(Department, used, JOIN.LEFT_OUTER, on=(used.c.used == Department.id))
    return list(query.order_by(used.c.latest.is_null(), used.c.latest.desc(), Department.name))


def plain_address(address: str) -> str:
    """Return an address without case, blanks and punctuation: "Birkelunden 22, 1. tv." and "birkelunden 22 1tv".

    Two numbers stay two: number 1 on the 12th floor is not number 11 on the 2nd.
    """
    words = re.sub(r"[^0-9a-zæøåé]+", " ", address.casefold()).strip()
    return re.sub(r"(?<![0-9]) | (?![0-9])", "", words)


def find_home(typed: str, dwellings: Iterable[Dwelling]) -> Dwelling | None:
    """Return the home with this address; case, blanks and punctuation do not matter.

    A protected address is not put into a form: there "Beskyttet adresse #12" stands for the home with that number.
    """
    wanted, number = plain_address(typed), typed.partition("#")[2].strip()
    for home in dwellings:
        if plain_address(home.address) == wanted or str(home.id) == number:
            return home
    return None


class DwellingField(StringField):
    """A home, typed as its address; `data` is the row, or None when nothing is typed. Call `look_up` first."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        self.typed = ""
        self.known = True
        super().__init__(label, **kwargs)

    def process_data(self, value: Dwelling | None) -> None:
        """Start from a row."""
        self.data = value
        self.typed = home_in_form(value) if value else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed until it is known where to look."""
        if valuelist:
            self.typed, self.data = valuelist[0].strip(), None

    def look_up(self, dwellings: Iterable[Dwelling]) -> None:
        """Find the home among those of the chosen department."""
        if self.typed and self.data is None:
            self.data = find_home(self.typed, dwellings)
            self.known = self.data is not None
            self.typed = home_in_form(self.data) if self.data and self.data.is_protected else self.typed

    def pre_validate(self, form: Any) -> None:
        """An address that is not on the list is said so; it is never guessed."""
        if not self.known:
            sentence = gettext("Vi kender ikke »%(address)s« i afdelingen. Vælg fra listen, eller lad feltet stå tomt.")
            raise ValidationError(sentence % {"address": self.typed})

    def _value(self) -> str:
        return self.typed


class PlaceForm(HouseForm):
    """A form about a place. Call `offer_places(user)` before validating or showing it."""

    department = RowField(_("Afdeling"), _("Vælg en afdeling."))
    dwelling = DwellingField(_("Bolig"))

    def offer_places(self, user: User) -> None:
        """Say which departments can be chosen, and find the typed home in the chosen one."""
        self.department.offer(departments_by_use(user))
        if self.dwelling.typed and self.department.data:
            self.dwelling.look_up(visible_dwellings(user).where(Dwelling.department == self.department.data.id))
