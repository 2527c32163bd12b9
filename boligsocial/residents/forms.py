"""Forms about a resident: who it is, and what part they have in a case."""

from typing import Any

from wtforms import BooleanField, ValidationError

from boligsocial.facts import no_cpr
from boligsocial.fields import HouseForm, LabelledField, Line, RowField, at_most
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import Case, CaseArea, Party, PartyRole
from boligsocial.phones import PhoneField

_ = lazy_gettext
LONGEST_NAME, LONGEST_LANGUAGE = 120, 40


class FindForm(HouseForm):
    """What to look for. It is posted, so that no name stands in an address."""

    words = Line(_("Find en, I kender i forvejen"))


class PersonForm(HouseForm):
    """Who somebody is. What is not asked for here is not kept anywhere."""

    page_order: tuple[str, ...] = ("name", "phone", "language", "has_protected_address")

    name = Line(_("Navn"), [at_most(LONGEST_NAME), no_cpr])
    phone = PhoneField(_("Telefon"))
    language = Line(_("Sprog, hvis ikke dansk"), [at_most(LONGEST_LANGUAGE), no_cpr])
    has_protected_address = BooleanField(_("Beskyttet adresse"))
    # Asked this way round, so that whoever says nothing has the cases sealed.
    stays_open = BooleanField(_("Forsegl ikke sagen, når adressen er beskyttet"))

    def validate_name(self, field: Line) -> None:
        """Somebody without a name cannot be found again."""
        if not field.data:
            raise ValidationError(gettext("Skriv personens navn."))

    def person(self) -> dict[str, Any]:
        """Return the resident's columns; a language is written as it stands in a sentence."""
        return {
            "name": self.name.data,
            "phone": self.phone.data or "",
            "language": (self.language.data or "").lower(),
            "has_protected_address": self.has_protected_address.data,
        }


class AddForm(PersonForm):
    """Somebody for a case: one of the known (`resident`), or a new person. Offer the known before validating."""

    page_order = ("resident", *PersonForm.page_order, "lives_here", "role")

    resident = RowField(_("Hvem er det?"))
    lives_here = BooleanField(_("Bor i sagens bolig"))
    role = LabelledField(_("Rolle i sagen"), PartyRole, _("Vælg personens rolle i sagen."))

    def validate_name(self, field: Line) -> None:
        """Only a new person needs a name."""
        if self.resident.data is None and not field.data:
            raise ValidationError(gettext("Skriv personens navn, eller vælg en, I kender."))


def likely_role(case: Case, parties: list[Party]) -> PartyRole:
    """Return what the next person most likely is: a conflict needs one of each side first."""
    taken = {party.role for party in parties}
    sides = (PartyRole.COMPLAINANT, PartyRole.RESPONDENT) if case.area == CaseArea.NEIGHBOUR_CONFLICT else ()
    return next((role for role in sides if role not in taken), PartyRole.RESIDENT)
