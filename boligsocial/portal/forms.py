"""The form with which a contact person answers."""

from wtforms import ValidationError

from boligsocial.fields import HouseForm, LabelledField, Text, at_most
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import AnswerKind

_ = lazy_gettext
LONGEST_ANSWER = 4_000


class AnswerForm(HouseForm):
    """One of the quick answers, with or without words, or words alone."""

    kind = LabelledField(_("Svar"), AnswerKind, _("Vælg et svar."))
    text = Text(_("Skriv et svar"), [at_most(LONGEST_ANSWER)])

    def validate_text(self, field: Text) -> None:
        """Words alone need the words."""
        if self.kind.data == AnswerKind.TEXT and not field.data.strip():
            raise ValidationError(gettext("Skriv dit svar, før du sender."))
