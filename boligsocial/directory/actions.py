"""What happens to the list of contact persons."""

from typing import Any

from boligsocial.audit import Event, recorded
from boligsocial.clock import now, today
from boligsocial.models import ContactDuty, ContactPerson, Department, HousingOrg, Topic, User


class DutyExists(Exception):
    """The person answers for this already."""


@recorded(Event.CONTACT_SAVED)
def add_person(worker: User, **values: Any) -> ContactPerson:
    """Put a person on the list; whoever writes them down has just confirmed them."""
    return ContactPerson.create(**values, confirmed_on=today(), confirmed_by=worker)


@recorded(Event.CONTACT_SAVED)
def change_person(worker: User, person: ContactPerson, **values: Any) -> ContactPerson:
    """Change a person; whoever saves vouches for everything on the page."""
    _update(person, **values, confirmed_on=today(), confirmed_by=worker)
    return person


@recorded(Event.CONTACT_CONFIRMED)
def confirm_person(worker: User, person: ContactPerson) -> ContactPerson:
    """Note that what stands on the card is still right."""
    _update(person, confirmed_on=today(), confirmed_by=worker)
    return person


@recorded(Event.CONTACT_RETIRED)
def retire_person(worker: User, person: ContactPerson) -> ContactPerson:
    """Take a person off the list; the duties stay with them and lead nowhere."""
    _update(person, retired_at=now())
    return person


@recorded(Event.CONTACT_SAVED)
def restore_person(worker: User, person: ContactPerson) -> ContactPerson:
    """Put a retired person back, with the duties they had."""
    _update(person, retired_at=None)
    return person


@recorded(Event.DUTY_ADDED)
def add_duty(
    worker: User,
    person: ContactPerson,
    topic: Topic | None,
    department: Department | None,
    org: HousingOrg | None,
) -> ContactPerson:
    """Let a person answer for a topic (None: all) somewhere (neither: anywhere). Raises DutyExists."""
    values = {"contact": person, "topic": topic, "department": department, "org": org}
    if any(_same(duty, topic, department, org) for duty in person.duties):
        raise DutyExists
    ContactDuty.create(**values)
    return person


def _same(duty: ContactDuty, topic: Topic | None, department: Department | None, org: HousingOrg | None) -> bool:
    place = (department.id if department else None, org.id if org else None)
    return (duty.topic, duty.department_id, duty.org_id) == (topic, *place)


@recorded(Event.DUTY_REMOVED)
def remove_duty(worker: User, person: ContactPerson, duty_id: int) -> ContactPerson:
    """Let a person no longer answer for something; already gone is as good."""
    ContactDuty.delete().where(ContactDuty.id == duty_id, ContactDuty.contact == person.id).execute()
    return person


def _update(person: ContactPerson, **values: Any) -> None:
    ContactPerson.update(**values).where(ContactPerson.id == person.id).execute()
    for name, value in values.items():
        setattr(person, name, value)
