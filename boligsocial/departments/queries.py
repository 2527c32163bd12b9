"""What the departments room reads."""

import re

from boligsocial.access import visible_departments, visible_dwellings, visible_orgs
from boligsocial.models import Department, Dwelling, HousingOrg, Membership, Role, User

# A department's homes are looked up, not read through; this is more than the largest estates have.
MOST_HOMES = 400


def departments_by_org(user: User) -> list[tuple[HousingOrg, list[Department]]]:
    """Return every organisation by name, each with its departments by name; two statements."""
    found: dict[int, list[Department]] = {}
    for department in visible_departments(user).order_by(Department.name):
        found.setdefault(department.org_id, []).append(department)
    return [(org, found.get(org.id, [])) for org in visible_orgs(user).order_by(HousingOrg.name)]


def homes_of(user: User, department_id: int) -> list[Dwelling]:
    """Return the department's homes, number 4 before number 22; one more than is shown, to know of more."""
    homes = visible_dwellings(user).where(Dwelling.department == department_id)
    return sorted(homes.order_by(Dwelling.address).limit(MOST_HOMES + 1), key=_by_number)


def _by_number(home: Dwelling) -> list[str]:
    return [part.zfill(6) if part.isdecimal() else part for part in re.split("([0-9]+)", home.address.casefold())]


def contact_persons(department: Department) -> list[User]:
    """Return the people who read for the department in the portal."""
    members = User.select().join(Membership).where(Membership.department == department.id, User.closed_at.is_null())
    return list(members.where(User.role == Role.CONTACT).order_by(User.full_name))
