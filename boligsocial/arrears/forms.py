"""The form of one try to reach somebody."""

from boligsocial.fields import HouseForm, LabelledField
from boligsocial.language import lazy_gettext
from boligsocial.models import Channel, Reached

_ = lazy_gettext


class AttemptForm(HouseForm):
    """How it was tried, and what came of it."""

    channel = LabelledField(_("Hvordan?"), Channel, _("Vælg, hvordan du forsøgte, fx opkald eller sms."))
    outcome = LabelledField(_("Hvordan gik det?"), Reached, _("Vælg, hvordan det gik."))
