"""A contact person as a card: on the screen, in an e-mail program, in a phone's own list."""

from typing import NamedTuple
from urllib.parse import quote
from uuid import UUID, uuid4

from segno.helpers import make_vcard_data

from boligsocial.models import ContactPerson


class Card(NamedTuple):
    """What one card on a page shows. `write_id` is for its own button, as a page can hold several cards."""

    person: ContactPerson
    mailto: str
    write_id: UUID
    is_own_page: bool


def card_of(person: ContactPerson, subject: str = "", is_own_page: bool = False) -> Card:
    """Return the person's card; `subject` is what an e-mail to them is about, without anybody's name."""
    return Card(person, mailto(person.email, subject), uuid4(), is_own_page)


def mailto(email: str, subject: str) -> str:
    """Return the address that opens an e-mail program, or "" without an e-mail address."""
    if not email:
        return ""
    return f"mailto:{quote(email, safe='@')}" + (f"?subject={quote(subject, safe='')}" if subject else "")


def vcard(person: ContactPerson) -> str:
    """Return the card as a file that phones understand (vCard 3.0)."""
    *first, last = person.name.split() or [""]
    return make_vcard_data(
        name=f"{_escaped(last)};{_escaped(' '.join(first))}",
        displayname=_line(person.name),
        title=_line(person.title) or None,
        workphone=person.phone or None,
        email=_line(person.email) or None,
        memo=_line(person.hours) or None,
    )


def _line(text: str) -> str:
    # segno escapes commas and semicolons, but neither backslashes nor line breaks.
    return " ".join(text.split()).replace("\\", "\\\\")


def _escaped(text: str) -> str:
    # The structured name is written as it is given, so its parts must be escaped beforehand.
    return _line(text).replace(",", "\\,").replace(";", "\\;")
