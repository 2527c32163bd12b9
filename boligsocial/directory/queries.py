"""Looking up: who is on the list, and whom the ladder leads to."""

from enum import IntEnum
from typing import NamedTuple
from uuid import UUID, uuid4

from peewee import JOIN, ModelSelect

from boligsocial.access import visible_departments, visible_notes
from boligsocial.models import ContactDuty, ContactPerson, Department, HousingOrg, Note, Role, Topic, User
from boligsocial.places import departments_by_use

READERS = (Role.WORKER, Role.LEADER, Role.VOLUNTEER)
PAGE = 50
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


def visible_people(user: User) -> ModelSelect:
    """Contact persons with their deputies, the retired ones too; work data only, so no contact person's business."""
    people = ContactPerson.select(ContactPerson, Deputy).join(
        Deputy, JOIN.LEFT_OUTER, on=(ContactPerson.deputy == Deputy.id), attr="deputy"
    )
    return people if user.role in READERS else people.where(False)


def people_in_service(user: User) -> ModelSelect:
    """Contact persons who can be called."""
    return visible_people(user).where(ContactPerson.retired_at.is_null())


def page_of_people(user: User, page: int) -> tuple[list[ContactPerson], bool]:
    """Return the contact persons on a page of the list, counted from 1, and whether more follow."""
    by_name = people_in_service(user).order_by(ContactPerson.name, ContactPerson.id)
    rows = list(by_name.limit(PAGE + 1).offset((page - 1) * PAGE))
    return rows[:PAGE], len(rows) > PAGE


def departments_for(user: User) -> list[Department]:
    """Return the departments one can ask about: all of them, a worker's latest first."""
    if user.role != Role.VOLUNTEER:
        return departments_by_use(user)
    # A volunteer sees no department's page, but may know whom to call there.
    return list(Department.select(Department, HousingOrg).join(HousingOrg).order_by(Department.name))


def latest_department(user: User) -> int | None:
    """Return the id of the department the person last wrote about."""
    mine = visible_notes(user).where(Note.author == user.id).order_by(Note.happened_at.desc())
    note = mine.select(Note.department).first()
    return note.department_id if note else None


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


class Place(NamedTuple):
    """Where a duty holds: a department, else an organisation, else the whole municipality."""

    id: str
    department: Department | None
    org: HousingOrg | None


def duty_places(user: User) -> list[Place]:
    """Return what a duty can be given for: each organisation followed by its departments."""
    places, org = [Place("all", None, None)], None
    for department in visible_departments(user).order_by(HousingOrg.name, HousingOrg.id, Department.name):
        if department.org != org:
            org = department.org
            places.append(Place(f"org-{org.id}", None, org))
        places.append(Place(f"department-{department.id}", department, None))
    return places


class DutyLine(NamedTuple):
    """A duty with the id for its own button, as a list holds several."""

    duty: ContactDuty
    write_id: UUID


def duties_of(person: ContactPerson) -> list[DutyLine]:
    """Return what a person answers for, with places, the widest last."""
    department_org = HousingOrg.alias()
    duties = (
        ContactDuty.select(ContactDuty, Department, HousingOrg, department_org)
        .join(Department, JOIN.LEFT_OUTER)
        .join(department_org, JOIN.LEFT_OUTER, on=(Department.org == department_org.id), attr="org")
        .switch(ContactDuty)
        .join(HousingOrg, JOIN.LEFT_OUTER)
        .where(ContactDuty.contact == person.id)
        .order_by(
            Department.name.is_null(), Department.name, HousingOrg.name.is_null(), HousingOrg.name, ContactDuty.id
        )
    )
    return [DutyLine(duty, uuid4()) for duty in duties]


def portal_users() -> ModelSelect:
    """The accounts a contact person can have in the portal."""
    return User.select().where(User.role == Role.CONTACT, User.closed_at.is_null()).order_by(User.full_name)
