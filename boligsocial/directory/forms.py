"""Forms for asking, and for keeping the list."""

from typing import Any

from wtforms import ValidationError

from boligsocial.directory import queries
from boligsocial.directory.queries import Place
from boligsocial.fields import HouseForm, LabelledField, Line, RowField, at_most, email_address, optional, required
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import ContactPerson, Department, Topic, User
from boligsocial.phones import PhoneField

_ = lazy_gettext


class AskForm(HouseForm):
    """The question: about what, and where. It travels in the address and changes nothing."""

    class Meta:
        csrf = False

    topic = LabelledField(_("Emne"), Topic)
    department = RowField(_("Afdeling"))

    def start_at(self, department_id: int | None) -> None:
        """Choose a department when the address names none, and put the chosen one first, where it is seen."""
        if not self.department.raw_data:
            self.department.data = next((row for row in self.department.rows if row.id == department_id), None)
        self.department.rows.sort(key=lambda row: row != self.department.data)

    def values(self) -> dict[str, Any]:
        """Return the two halves of the question."""
        return {"topic": self.topic.data, "department": self.department.data}


class PersonForm(HouseForm):
    """A contact person. Call `offer_people` before validating or showing it."""

    name = Line(_("Navn"), [required(_("Skriv et navn, eller hvad kontoret hedder.")), at_most(120)])
    title = Line(_("Titel"), [at_most(120)])
    phone = PhoneField(_("Telefon"))
    email = Line(_("E-mail"), [optional(), email_address(), at_most(254)])
    hours = Line(_("Træffes"), [at_most(200)])
    deputy = RowField(_("Stedfortræder"))
    user = RowField(_("Bruger i portalen"))

    def offer_people(self, worker: User, person: ContactPerson | None) -> None:
        """Say who can stand in for this person, and which portal account can be theirs."""
        others = queries.people_in_service(worker).order_by(ContactPerson.name)
        self.deputy.offer(others.where(ContactPerson.id != person.id) if person else others)
        self.user.offer(queries.portal_users())

    def validate_phone(self, field: PhoneField) -> None:
        """Somebody who cannot be reached is no contact."""
        if field.is_empty and not self.email.data:
            raise ValidationError(gettext("Skriv et telefonnummer eller en e-mail."))

    def deputy_choices(self) -> list[tuple[int, str]]:
        """Return (value, name) for the list."""
        return [(person.id, person.name) for person in self.deputy.rows]

    def user_choices(self) -> list[tuple[int, str]]:
        """Return (value, name) for the list."""
        return [(user.id, user.full_name) for user in self.user.rows]

    def values(self) -> dict[str, Any]:
        """Return what was filled in, by the names of the table's fields."""
        names = ("name", "title", "phone", "email", "hours", "deputy", "user")
        return {name: self[name].data for name in names}


class DutyForm(HouseForm):
    """Something a contact person answers for."""

    topic = LabelledField(_("Emne"), Topic)
    place = RowField(_("Hvor"), _("Vælg, hvor det gælder."))

    def topic_choices(self) -> list[tuple[str, str]]:
        """Return (value, label) of the topics for the list."""
        return [(topic.value, gettext(topic.label)) for topic in Topic]

    def values(self) -> dict[str, Any]:
        """Return the topic and the place, by the names of the table's fields."""
        place: Any = self.place.data
        return {"topic": self.topic.data, "department": place.department, "org": place.org}

    def place_choices(self) -> list[tuple[str, str]]:
        """Return (value, label) of the places for the list."""
        return [(place.id, _place_label(place)) for place in self.place.rows]


def _place_label(place: Place) -> str:
    if place.department:
        department: Department = place.department
        return gettext("%(department)s, %(org)s", department=department.name, org=department.org.name)
    if place.org:
        return gettext("Alle afdelinger i %(org)s", org=place.org.name)
    return gettext("Hele kommunen")
