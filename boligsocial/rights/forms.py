"""The forms about what a resident can demand."""

from wtforms import HiddenField, ValidationError

from boligsocial.clock import today
from boligsocial.fields import DayField, HouseForm, LabelledField, Line, RowField, Text, at_most, required
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import CorrectionEnd, Labelled, MaskReason, ProvedBy

_ = lazy_gettext
LONGEST = 2000
SHOWING = (MaskReason.OWN_WORDS, MaskReason.AGREED, MaskReason.NOBODY)


class AskedForm(HouseForm):
    """When the resident asked, and how we know that it is them."""

    asked_on = DayField(_("Hvornår bad beboeren om det?"))
    proved_by = LabelledField(_("Hvordan ved vi, at det er beboeren?"), ProvedBy, _("Vælg, hvordan I ved det."))

    def validate_asked_on(self, field: DayField) -> None:
        """A day that has been."""
        if field.data is None and not field.errors:
            raise ValidationError(gettext("Vælg den dag, beboeren bad om det."))
        if field.data and field.data > today():
            raise ValidationError(gettext("Dagen ligger i fremtiden. Vælg den dag, beboeren bad om det."))


class CorrectionForm(AskedForm):
    """What the resident finds wrong; in a note, or in what is known of them."""

    page_order = ("note", "wish", "asked_on", "proved_by")
    note = RowField(_("Hvor står det?"))
    wish = Text(
        _("Hvad er forkert, og hvad er rigtigt?"),
        [required(_("Skriv, hvad beboeren vil have rettet.")), at_most(LONGEST)],
    )


class PassageForm(HouseForm):
    """What is left out of a piece; no words mean the whole piece."""

    place = HiddenField()
    words = Line(_("Ord eller sætning"), [at_most(LONGEST)])
    reason = LabelledField(_("Hvorfor?"), MaskReason, _("Vælg en grund."))
    hides = HiddenField(default="y")

    def validate_reason(self, field: LabelledField) -> None:
        """What is shown against the rule needs another kind of reason than what is left out."""
        if field.data is not None and (field.data in SHOWING) == bool(self.hides.data):
            raise ValidationError(gettext("Den grund passer ikke her. Vælg en anden."))

    def reasons(self, hides: bool) -> list[Labelled]:
        """Return the reasons that fit."""
        return [reason for reason in MaskReason if (reason in SHOWING) != hides]

    def reason_choices(self, hides: bool) -> list[tuple[str, str]]:
        """Return them as the chips want them."""
        return [(reason.value, gettext(reason.label)) for reason in self.reasons(hides)]


class RemarkForm(HouseForm):
    """What is not right yet with a copy."""

    remark = Text(_("Hvad skal ændres?"), [required(_("Skriv, hvad der skal ændres.")), at_most(LONGEST)])


class EndForm(HouseForm):
    """How a wish for a correction ends."""

    end = LabelledField(_("Hvordan endte det?"), CorrectionEnd, _("Vælg, hvordan det endte."))
    words = Text(_("Hvad har I svaret beboeren?"), [required(_("Skriv, hvad I har svaret.")), at_most(LONGEST)])
