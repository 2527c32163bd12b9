"""Forms about sealed cases: why, who keeps it, why it must be opened, and what a leader says of that."""

import re
from typing import Any

from wtforms import SelectMultipleField, ValidationError

from boligsocial.facts import LONGEST_LINE, LONGEST_TEXT, no_cpr
from boligsocial.fields import HouseForm, LabelledField, Line, RowField, Text, at_most
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import GlassVerdict, SealWhy, User
from boligsocial.places import PlaceForm

_ = lazy_gettext
# Twenty letters say little, but they cannot be typed without thinking of a reason.
SHORTEST_REASON, FEWEST_LETTERS, FEWEST_WORDS = 20, 7, 3


def says_something(text: str) -> bool:
    """Return whether a reason is one: at least 20 characters, of words and letters that are not the same over again."""
    words = re.findall(r"[^\W\d_]{2,}", text.casefold())
    letters = "".join(words)
    is_long = len(" ".join(text.split())) >= SHORTEST_REASON and len(letters) > SHORTEST_REASON // 2
    return is_long and len(set(letters)) >= FEWEST_LETTERS and len(set(words)) >= FEWEST_WORDS


class WhyForm(HouseForm):
    """Why a case is sealed."""

    page_order: tuple[str, ...] = ("why", "words")

    why = LabelledField(_("Hvorfor skal sagen forsegles?"), SealWhy, _("Vælg, hvorfor sagen skal forsegles."))
    words = Line(_("Uddyb, uden navne"), [at_most(LONGEST_LINE), no_cpr])

    def validate_words(self, field: Line) -> None:
        """Something else says what."""
        if self.why.data == SealWhy.OTHER and not field.data:
            raise ValidationError(gettext("Skriv kort, hvorfor sagen skal forsegles."))


class SealForm(WhyForm):
    """Sealing a case, and who has it beside the responsible worker. Call `offer(workers)` first."""

    page_order = ("why", "words", "keepers")

    keepers = SelectMultipleField(_("Hvem skal stadig have sagen?"), coerce=str, choices=[], validate_choice=False)
    rows: list[User]

    def offer(self, rows: list[User]) -> None:
        """Say who can be named."""
        self.rows = rows

    def named(self) -> list[User]:
        """Return those who are ticked."""
        ticked = set(self.keepers.data or [])
        return [row for row in self.rows if str(row.id) in ticked]


class NumberForm(WhyForm):
    """A leader seals a case by its number."""

    page_order = ("number", "why", "words")

    number = Line(_("Sagsnummer"), [at_most(LONGEST_LINE)])


class KeeperForm(HouseForm):
    """Whom a leader gives a sealed case to. Call `worker.offer(rows)` first."""

    worker = RowField(_("Hvem skal have sagen?"), _("Vælg, hvem der skal have sagen."))


class GlassForm(PlaceForm):
    """Which sealed case must be opened, by its number or its home, and why."""

    page_order = ("number", "department", "dwelling", "reason")

    number = Line(_("Sagsnummer"), [at_most(LONGEST_LINE)])
    department = RowField(_("Afdeling"))
    reason = Text(_("Hvorfor skal du åbne sagen?"), [at_most(LONGEST_TEXT), no_cpr])

    def validate_number(self, field: Line) -> None:
        """Either a number or a home says which case is meant."""
        if not field.data and not self.dwelling.typed:
            raise ValidationError(gettext("Skriv sagens nummer, eller vælg afdeling og bolig."))

    def validate_department(self, field: RowField) -> None:
        """A home is looked for in its department."""
        if not self.number.data and self.dwelling.typed and field.data is None:
            raise ValidationError(gettext("Vælg den afdeling, boligen ligger i."))

    def validate_reason(self, field: Text) -> None:
        """The leader reads it."""
        if not says_something(field.data or ""):
            raise ValidationError(
                gettext("Skriv med mindst 20 tegn og hele ord, hvorfor du må åbne sagen nu. Din leder læser det.")
            )


class ReviewForm(HouseForm):
    """What a leader says of the breaking of a glass."""

    verdict = LabelledField(_("Var det i orden?"), GlassVerdict, _("Vælg, om det var i orden."))
    remark = Line(_("Bemærkning"), [at_most(LONGEST_LINE), no_cpr])

    def validate_remark(self, field: Line) -> None:
        """What was wrong is said."""
        if self.verdict.data == GlassVerdict.WRONG and not field.data:
            raise ValidationError(gettext("Skriv, hvad der ikke var i orden, og hvad I gør."))


def problem_of(form: HouseForm) -> Any:
    """Return the first sentence that is wrong with a small form."""
    return form.problems()[0][1]
