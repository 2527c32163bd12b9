"""The receipt of the records system."""

from wtforms import ValidationError

from boligsocial.clock import today
from boligsocial.facts import no_cpr
from boligsocial.fields import DayField, HouseForm, Line, at_most, required
from boligsocial.language import gettext, lazy_gettext

_ = lazy_gettext
LONGEST = 60


class ReceiptForm(HouseForm):
    """Under which number the package stands in the records system, and since when."""

    receipt = Line(
        _("Journalnummer"),
        [required(_("Skriv det nummer, pakken fik i journalsystemet.")), at_most(LONGEST), no_cpr],
    )
    received_on = DayField(_("Journaliseret den"))

    def validate_received_on(self, field: DayField) -> None:
        """A receipt is of today or before."""
        if field.errors:
            return
        if field.data is None or field.data > today():
            raise ValidationError(gettext("Vælg den dag, pakken blev journaliseret. Den kan ikke ligge i fremtiden."))
