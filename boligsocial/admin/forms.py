"""Forms for accounts."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, Field, StringField, ValidationError

from boligsocial.access import OF_DEPARTMENTS
from boligsocial.fields import HouseForm, LabelledField, Line, at_most, email_address, optional, required
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import Role
from boligsocial.phones import PhoneField
from boligsocial.wording import first_upper

_ = lazy_gettext
ALL = "all"


class TicksField(Field):
    """Any number of rows; `data` is the list of ticked ones. Call `offer(rows)` before validating."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        self.rows: list[Any] = []
        super().__init__(label, **kwargs)

    def offer(self, rows: Iterable[Any]) -> None:
        """Say which rows can be ticked; anything else posted counts as not ticked."""
        self.rows = list(rows)
        if self.raw_data is not None:
            self.data = [row for row in self.rows if str(row.id) in self.raw_data]

    def process_data(self, value: Iterable[Any] | None) -> None:
        """Start from rows."""
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """Wait for offer(): a posted key says nothing before it is known what may be ticked."""
        self.data = []


class UserForm(HouseForm):
    """What can be changed about an account. Call `departments.offer` before validating or showing it."""

    first_name = Line(_("Fornavn"), [required(_("Skriv fornavnet.")), at_most(60)])
    full_name = Line(_("Hele navnet"), [required(_("Skriv hele navnet.")), at_most(120)])
    role = LabelledField(_("Rolle"), Role, _("Vælg en rolle."))
    title = Line(_("Titel"), [at_most(120)])
    phone = PhoneField(_("Telefon"))
    email = Line(_("E-mail"), [optional(), email_address(), at_most(254)])
    departments = TicksField(_("Afdelinger"))

    def role_choices(self) -> list[tuple[str, str]]:
        """Return (value, label) of the roles."""
        return [(role.value, first_upper(gettext(role.label))) for role in Role]

    def validate_departments(self, field: TicksField) -> None:
        """Somebody of a department who has none would see nothing."""
        if self.role.data in OF_DEPARTMENTS and not field.data:
            raise ValidationError(
                gettext("Vælg mindst én afdeling, når brugeren er kontaktperson eller bestyrelsesmedlem.")
            )

    def values(self) -> dict[str, Any]:
        """Return what was filled in, by the names of the table's fields, and the departments."""
        names = ("first_name", "full_name", "role", "title", "phone", "email", "departments")
        return {name: self[name].data for name in names}


class NewUserForm(UserForm):
    """An account that does not exist yet."""

    page_order = ("first_name", "full_name", "username")

    username = Line(_("Brugernavn"), [required(_("Skriv et brugernavn."))])

    def values(self) -> dict[str, Any]:
        """Return what was filled in, with the user name."""
        return {**super().values(), "username": self.username.data}


class RevokeForm(HouseForm):
    """Which passkey of somebody is to open nothing any more: its number, or ALL."""

    passkey = StringField()


class CloseForm(HouseForm):
    """Closing an account asks once, on the same page."""

    sure = BooleanField(validators=[required(_("Sæt kryds, hvis brugeren skal lukkes."))])
