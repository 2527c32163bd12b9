"""What happens to organisations, departments and homes."""

from dataclasses import dataclass, field
from typing import Any

from peewee import IntegrityError

from boligsocial.audit import Event, recorded
from boligsocial.db import db
from boligsocial.models import Department, Dwelling, HousingOrg, User
from boligsocial.places import plain_address


class NameTaken(Exception):
    """Another organisation, or another department, has this name already. `table` says which."""

    def __init__(self, table: type[HousingOrg] | type[Department]) -> None:
        super().__init__(table.__name__)
        self.table = table


@recorded(Event.ORG_SAVED)
def save_org(actor: User, org: HousingOrg | None, values: dict[str, Any]) -> HousingOrg:
    """Create an organisation, or change one. Raises NameTaken."""
    return _save(HousingOrg, org, values)


@recorded(Event.DEPARTMENT_SAVED)
def save_department(actor: User, department: Department | None, values: dict[str, Any]) -> Department:
    """Create a department, or change one. An `org` that is a name becomes an organisation. Raises NameTaken."""
    if isinstance(values["org"], str):
        values = {**values, "org": save_org(actor, None, {"name": values["org"]})}
    return _save(Department, department, values)


def _save(table: Any, row: Any, values: dict[str, Any]) -> Any:
    name, own_id = values["name"].casefold(), row.id if row else None
    if any(other.name.casefold() == name and other.id != own_id for other in table.select(table.id, table.name)):
        raise NameTaken(table)
    try:
        # A savepoint: on PostgreSQL a refused statement would otherwise end the whole transaction.
        with db.atomic():
            if row is None:
                return table.create(**values)
            table.update(**values).where(table.id == row.id).execute()
            return row
    except IntegrityError as error:
        raise NameTaken(table) from error


@dataclass
class Addition:
    """What became of a list of addresses; empty when the list was sent before."""

    added: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)


@recorded(Event.DWELLING_ADDED)
def add_dwellings(actor: User, department: Department, addresses: list[str], report: Addition) -> Department:
    """Add the homes that the department does not have yet, and say in `report` which is which."""
    seen = {plain_address(home.address) for home in Dwelling.select().where(Dwelling.department == department.id)}
    for address in addresses:
        (report.known if plain_address(address) in seen else report.added).append(address)
        seen.add(plain_address(address))
    if report.added:
        new = [{"department": department.id, "address": address} for address in report.added]
        # Somebody else may be adding the same homes at this moment.
        Dwelling.insert_many(new).on_conflict_ignore().execute()
    return department
