"""Forms of the first questions of a concern."""

from typing import Any

from wtforms import ValidationError

from boligsocial.clock import today
from boligsocial.facts import YES_NO, OptionField, no_cpr
from boligsocial.fields import DayField, HouseForm, Text, at_most
from boligsocial.language import gettext, lazy_gettext
from boligsocial.procedures.common import CHANNELS

_ = lazy_gettext
LONGEST_REASON = 2000


class ChildrenForm(HouseForm):
    """Are there children under 18, or is a child expected?"""

    children = OptionField(_("Er der børn under 18, eller ventes der barn?"), YES_NO)

    def validate_children(self, field: OptionField) -> None:
        """Each answer is one, and "not known" too."""
        if not field.data:
            raise ValidationError(gettext("Vælg ja, nej eller ved ikke."))


class NotificationForm(HouseForm):
    """When and how the notification was sent, or why it was not."""

    sent_on = DayField(_("Underretning sendt"))
    channel = OptionField(_("Hvordan er den sendt?"), CHANNELS)
    not_sent = Text(_("Eller: Hvorfor er der ikke sendt en underretning?"), [at_most(LONGEST_REASON), no_cpr])

    def validate_sent_on(self, field: DayField) -> None:
        """What was sent was sent."""
        if field.errors:
            return
        if field.data and field.data > today():
            raise ValidationError(gettext("Dagen ligger i fremtiden. Vælg den dag, du sendte underretningen."))
        if not field.data and not (self.not_sent.data or "").strip():
            raise ValidationError(gettext("Skriv, hvornår du sendte underretningen, eller hvorfor du ikke gjorde."))

    def values(self) -> dict[str, Any]:
        """Return the facts as they are stored."""
        sent = self.sent_on.data
        return {
            "notification_sent_on": sent.isoformat() if sent else "",
            "notification_channel": self.channel.data or "",
            "notification_not_sent": (self.not_sent.data or "").strip(),
        }
