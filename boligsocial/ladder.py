"""Whom to call: the ladder from the department's person for a topic up to the municipality's desk."""

from enum import IntEnum
from typing import NamedTuple

from peewee import JOIN, ModelSelect

from boligsocial.models import ContactDuty, ContactPerson, Department, Role, Topic, User

READERS = (Role.WORKER, Role.LEADER, Role.VOLUNTEER)
Deputy = ContactPerson.alias()


class Step(IntEnum):
    """The ladder, from the nearest to the last resort."""

    DEPARTMENT_TOPIC = 0
    DEPARTMENT = 1
    ORG_TOPIC = 2
    ORG = 3
    MUNICIPAL_TOPIC = 4
    MUNICIPAL = 5


class Found(NamedTuple):
    """The answer: the people on the first step of the ladder that has any; no step when there is nobody at all."""

    topic: Topic | None
    department: Department
    step: Step | None
    people: list[ContactPerson]

    @property
    def is_exact(self) -> bool:
        """Return whether these people answer for just what was asked."""
        return self.step == (Step.DEPARTMENT_TOPIC if self.topic else Step.DEPARTMENT)


def whom_to_call(user: User, topic: Topic | None, department: Department) -> Found:
    """Climb the ladder in one statement. `department` comes from `departments_for`."""
    steps = [(_step(duty, department), duty) for duty in _duties(user, topic, department)]
    if not steps:
        return Found(topic, department, None, [])
    nearest = min(step for step, _duty in steps)
    people = {duty.contact.id: duty.contact for step, duty in steps if step == nearest}
    return Found(topic, department, nearest, list(people.values()))


def _duties(user: User, topic: Topic | None, department: Department) -> ModelSelect:
    municipal = ContactDuty.department.is_null() & ContactDuty.org.is_null()
    here = (ContactDuty.department == department.id) | (ContactDuty.org == department.org_id) | municipal
    about = ContactDuty.topic.is_null()
    if topic:
        about = about | (ContactDuty.topic == topic)
    return (
        ContactDuty.select(ContactDuty, ContactPerson, Deputy)
        .join(ContactPerson)
        .join(Deputy, JOIN.LEFT_OUTER, on=(ContactPerson.deputy == Deputy.id), attr="deputy")
        .where(here, about, ContactPerson.retired_at.is_null(), user.role in READERS)
        .order_by(ContactPerson.name, ContactPerson.id)
    )


def _step(duty: ContactDuty, department: Department) -> Step:
    if duty.department_id == department.id:
        return Step.DEPARTMENT_TOPIC if duty.topic else Step.DEPARTMENT
    if duty.org_id == department.org_id:
        return Step.ORG_TOPIC if duty.topic else Step.ORG
    return Step.MUNICIPAL_TOPIC if duty.topic else Step.MUNICIPAL
