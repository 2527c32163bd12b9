"""The form of a decision."""

from wtforms import StringField, ValidationError

from boligsocial.fields import HouseForm
from boligsocial.language import gettext
from boligsocial.mailings.actions import Choice


class SettleForm(HouseForm):
    """One of three buttons."""

    choice = StringField()

    def validate_choice(self, field: StringField) -> None:
        """Only a button of the page counts."""
        if field.data not in list(Choice):
            raise ValidationError(gettext("Vælg, hvad der skal ske med mailen."))
