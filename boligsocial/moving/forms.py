"""Forms of moving in: the allotment, a defect, an open question, and handing in the defect list."""

from typing import Any

from wtforms import HiddenField, ValidationError

from boligsocial.clock import today
from boligsocial.due import DueForm
from boligsocial.facts import LONGEST_LINE, LONGEST_TEXT, no_cpr, to_store
from boligsocial.fields import DayField, HouseForm, LabelledField, Line, Text, TimeField, at_most, required
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import Room
from boligsocial.phones import PhoneField
from boligsocial.places import PlaceForm

_ = lazy_gettext
LONGEST_QUESTION = 200


def not_ahead(form: Any, field: DayField) -> None:
    """Refuse a day on which nothing can have happened yet."""
    if field.data and field.data > today():
        raise ValidationError(gettext("Dagen ligger i fremtiden. Vælg i dag eller tidligere."))


class AllotmentForm(PlaceForm):
    """What the municipality's message says: which home, from when, who, and the message itself."""

    page_order = (
        *("department", "dwelling", "allotted_on", "lease_starts_on", "key_time"),
        *("name", "phone", "language", "message_text"),
    )

    allotted_on = DayField(
        _("Anvisning modtaget"), [required(_("Vælg, hvornår anvisningen kom.")), not_ahead], default=today
    )
    lease_starts_on = DayField(_("Lejemålet begynder"))
    key_time = TimeField(_("Tid for nøgler"))
    name = Line(_("Beboerens navn"), [at_most(LONGEST_LINE), no_cpr])
    phone = PhoneField(_("Telefon"))
    language = Line(_("Sprog"), [at_most(LONGEST_LINE), no_cpr])
    message_text = Text(_("Beskeden fra boliganvisningen"), [at_most(LONGEST_TEXT), no_cpr])

    def validate_name(self, field: Line) -> None:
        """A number belongs to somebody."""
        if not field.data and (not self.phone.is_empty or self.language.data):
            raise ValidationError(gettext("Skriv beboerens navn, eller lad telefon og sprog stå tomme."))

    def place(self) -> dict[str, Any]:
        """Return the columns of the case that say where."""
        return {"department": self.department.data, "dwelling": self.dwelling.data}

    def facts(self) -> dict[str, str]:
        """Return what the case is to know, as it is stored."""
        told = (self.allotted_on, self.lease_starts_on, self.key_time)
        return {"is_allotted": "yes", **{field.name: to_store(field.data) for field in told}}

    def resident(self) -> dict[str, Any] | None:
        """Return who moves in, or None when nobody is named."""
        told = (self.name, self.phone, self.language)
        return {field.name: field.data or "" for field in told} if self.name.data else None


class QuestionForm(DueForm):
    """A question the residents still have once the housing company has left."""

    page_order = ("what", "days", "due_on")

    what = Line(
        _("Hvad vil de gerne have svar på?"),
        [required(_("Skriv, hvad de gerne vil have svar på.")), at_most(LONGEST_QUESTION), no_cpr],
    )


class DefectForm(HouseForm):
    """A defect: where, and what is wrong. `line` is the point of the checklist at which it was found."""

    page_order = ("line", "room", "fault")

    line = HiddenField()
    room = LabelledField(_("Hvilket rum?"), Room, _("Vælg et rum, fx køkken."))
    fault = Text(_("Hvad er galt?"), [at_most(LONGEST_TEXT), no_cpr])

    # A photo says enough; the view knows whether there is one.
    has_photo = False

    def validate_fault(self, field: Text) -> None:
        """Something must say what is wrong."""
        if not (field.data or "").strip() and not self.has_photo:
            raise ValidationError(gettext("Skriv, hvad der er galt, eller tag et foto."))

    def values(self) -> dict[str, Any]:
        """Return the defect's columns that a person fills in."""
        return {"room": self.room.data, "fault": (self.fault.data or "").strip()}


class HandInForm(HouseForm):
    """When the defect list was handed in, and what shows that it was."""

    handed_in_on = DayField(
        _("Hvornår blev listen afleveret?"), [required(_("Vælg, hvornår listen blev afleveret.")), not_ahead]
    )
    receipt = Line(_("Kvittering"), [at_most(LONGEST_LINE), no_cpr])
