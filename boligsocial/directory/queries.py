"""Looking up: who is on the list, and what they answer for."""

from typing import NamedTuple
from uuid import UUID, uuid4

from peewee import JOIN, ModelSelect

from boligsocial.access import visible_departments, visible_notes
from boligsocial.ladder import READERS, Deputy
from boligsocial.models import ContactDuty, ContactPerson, Department, HousingOrg, Note, Role, User
from boligsocial.places import departments_by_use

PAGE = 50


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
