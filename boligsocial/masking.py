"""What of a text is about somebody else, and is left out of a copy for a resident (databeskyttelsesloven § 22).

The rule finds names, phone numbers and e-mail addresses of others. It finds no "the one above": that is what the
second pair of eyes is for.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from boligsocial.models import MaskReason
from boligsocial.names import names_in

# Eight digits or more, in pairs or not, with a country code or not; and an address for mail.
_PHONE = re.compile(r"(?<![\w+])(?:\+\d{1,3} ?)?\d(?:[ .]?\d){7,11}(?!\w)")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")


class Known(NamedTuple):
    """Whose names are left out (`others`), whose are not (`innocent`: one's own, staff, places), one's own numbers."""

    others: frozenset[str]
    innocent: frozenset[str]
    own_numbers: frozenset[str]


class Passage(NamedTuple):
    """A part of a text; `reason` says why it is left out, None that it is shown."""

    text: str
    reason: MaskReason | None


def found_by_rule(text: str, known: Known) -> dict[str, MaskReason]:
    """Return what the rule leaves out of `text`: passage -> reason, in the order in which they stand there."""
    numbers = [found.group() for found in _PHONE.finditer(text) if _digits(found.group()) not in known.own_numbers]
    reach = [*numbers, *(found.group() for found in _EMAIL.finditer(text))]
    names = names_in(text, known.others - known.innocent, known.innocent)
    found = dict.fromkeys(names, MaskReason.NAME) | dict.fromkeys(reach, MaskReason.REACH)
    return dict(sorted(found.items(), key=lambda item: text.index(item[0])))


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)[-8:]


def numbers_of(phones: Iterable[str]) -> frozenset[str]:
    """Return phone numbers as `Known.own_numbers` wants them: the last eight digits of each."""
    return frozenset(_digits(phone) for phone in phones if _digits(phone))


def passages(text: str, hidden: dict[str, MaskReason]) -> list[Passage]:
    """Return `text` in parts, with what is `hidden` (passage -> reason) marked wherever it stands as whole words."""
    if not hidden:
        return [Passage(text, None)]
    # The longest first: "Amina Yusuf" before "Amina".
    words = "|".join(re.escape(words) for words in sorted(hidden, key=len, reverse=True))
    parts = re.split(rf"(?<!\w)({words})(?!\w)", text)
    marked = [Passage(part, hidden[part] if position % 2 else None) for position, part in enumerate(parts)]
    return [passage for passage in marked if passage.text]
