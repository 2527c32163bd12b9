"""Forms for organisations, departments and their homes."""

from typing import Any

from wtforms import ValidationError
from wtforms.validators import Regexp

from boligsocial.fields import HouseForm, Line, RowField, Text, at_most, email_address, optional, required
from boligsocial.language import gettext, lazy_gettext
from boligsocial.phones import PhoneField

_ = lazy_gettext
LONGEST_ADDRESS, MOST_AT_ONCE = 120, 300


class OrgForm(HouseForm):
    """A housing organisation and its main number."""

    name = Line(_("Navn"), [required(_("Skriv boligorganisationens navn.")), at_most(120)])
    phone = PhoneField(_("Hovednummer"))
    email = Line(_("E-mail"), [optional(), email_address(), at_most(254)])

    def values(self) -> dict[str, Any]:
        """Return the organisation's columns."""
        return {"name": self.name.data, "phone": self.phone.data or "", "email": self.email.data or ""}


class DepartmentForm(HouseForm):
    """A department. While there is no organisation to choose, its name is asked for in the same form."""

    page_order = ("org", "new_org", "name", "street", "postal_code", "town")

    org = RowField(_("Boligorganisation"))
    new_org = Line(_("Boligorganisation"), [at_most(120)])
    name = Line(_("Afdelingens navn"), [required(_("Skriv afdelingens navn.")), at_most(120)])
    street = Line(_("Adresse"), [required(_("Skriv afdelingens adresse.")), at_most(LONGEST_ADDRESS)])
    postal_code = Line(
        _("Postnummer"),
        [required(_("Skriv postnummeret.")), Regexp(r"[0-9]{4}\Z", message=_("Et postnummer er fire tal, fx 2840."))],
    )
    town = Line(_("By"), [required(_("Skriv byen.")), at_most(60)])

    def validate_org(self, field: RowField) -> None:
        """One of the organisations, once there are any."""
        if field.rows and field.data is None:
            raise ValidationError(gettext("Vælg en boligorganisation."))

    def validate_new_org(self, field: Line) -> None:
        """The first organisation comes into being with its first department."""
        if not self.org.rows and not field.data:
            raise ValidationError(gettext("Skriv boligorganisationens navn."))

    def values(self) -> dict[str, Any]:
        """Return the department's columns; `org` is a row, or the name of the first organisation."""
        columns = {field.name: field.data for field in (self.name, self.street, self.postal_code, self.town)}
        return {**columns, "org": self.org.data or self.new_org.data}


class DwellingsForm(HouseForm):
    """Several homes at once, one address per line."""

    addresses = Text(_("Adresser"), [required(_("Skriv mindst én adresse."))])

    def lines(self) -> list[str]:
        """Return the addresses, with blanks tidied."""
        lines = (" ".join(line.split()) for line in (self.addresses.data or "").replace("\0", "").split("\n"))
        return [line for line in lines if line]

    def validate_addresses(self, field: Text) -> None:
        """A line is an address, not a story; and a paste has an end."""
        lines = self.lines()
        if len(lines) > MOST_AT_ONCE:
            sentence = gettext("Tilføj højst %(most)s boliger ad gangen. Her er %(number)s linjer.")
            raise ValidationError(sentence % {"most": MOST_AT_ONCE, "number": len(lines)})
        for number, line in enumerate(lines, 1):
            if len(line) > LONGEST_ADDRESS:
                raise ValidationError(gettext("Linje %(number)s er for lang til en adresse.") % {"number": number})
