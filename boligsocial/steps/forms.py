"""Forms of a case's lines, and of the visit that two make."""

from datetime import timedelta
from typing import Any

from wtforms import ValidationError

from boligsocial.clock import today
from boligsocial.facts import no_cpr
from boligsocial.fields import DayField, HouseForm, LabelledField, Line, at_most
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import LineState

_ = lazy_gettext
LONGEST_REASON = 200
# A flag that nobody looks at again becomes a label on a person.
LONGEST_FLAG = timedelta(days=183)


class PointForm(HouseForm):
    """How far a line is."""

    state = LabelledField(_("Status"), LineState, _("Vælg, hvor langt punktet er."))


class TwoVisitForm(HouseForm):
    """Why and until when two go together. Without a day the flag is taken away."""

    reason = Line(_("Hvorfor skal I være to?"), [at_most(LONGEST_REASON), no_cpr])
    until = DayField(_("Til og med"))

    def validate_reason(self, field: Any) -> None:
        """A flag without a reason cannot be looked at again."""
        if self.until.data and not field.data:
            raise ValidationError(gettext("Skriv, hvad der er sket, fx »Råbte og truede 3. november«."))

    def validate_until(self, field: DayField) -> None:
        """The flag ends by itself."""
        if field.data and not today() <= field.data <= today() + LONGEST_FLAG:
            raise ValidationError(
                gettext("Vælg en dag fra i dag og højst et halvt år frem. Se på det igen til den tid.")
            )
