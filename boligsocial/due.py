"""When something is to be followed up: a day that is one tap away, or any other that lies ahead."""

from datetime import date, timedelta
from typing import Any

from wtforms import StringField, ValidationError

from boligsocial.clock import today
from boligsocial.fields import DayField, HouseForm
from boligsocial.language import gettext, lazy_gettext

_ = lazy_gettext
SOON = {"1": _("I morgen"), "3": _("Om 3 dage"), "7": _("Om 1 uge"), "14": _("Om 14 dage")}


class DueForm(HouseForm):
    """A day, by chip or by date; a date that is filled in wins."""

    days = StringField(_("Hvornår?"), default="7")
    due_on = DayField(_("Eller en anden dato"))

    def soon(self) -> list[tuple[str, Any]]:
        """Return the days that are one tap away, as the chips want them."""
        return list(SOON.items())

    def due(self) -> date | None:
        """Return the chosen day, or None when there is none."""
        if self.due_on.data is None and self.days.data in SOON:
            return today() + timedelta(days=int(self.days.data))
        return self.due_on.data

    def validate_due_on(self, field: DayField) -> None:
        """A follow-up lies ahead."""
        if field.errors:
            return
        if self.due() is None:
            raise ValidationError(gettext("Vælg, hvornår du vil følge op."))
        if field.data and field.data < today():
            raise ValidationError(gettext("Datoen er passeret. Vælg i dag eller senere."))
