"""What happens to residents and to their parts in cases."""

from typing import Any
from uuid import UUID

from boligsocial import people
from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.models import Case, Party, PartyRole, Resident, ResidentVersion, User


class AlreadyParty(Exception):
    """The resident is in the case already. Nothing was stored."""


@recorded(Event.PARTY_ADDED)
def add_known(worker: User, case: Case, resident: Resident, role: PartyRole) -> Party:
    """Give somebody we know a part in the case. Raises AlreadyParty."""
    _hold_apart(case.id, resident.id)
    return people.add_party(case, resident, role)


@recorded(Event.PARTY_ADDED)
def add_new(worker: User, case: Case, person: dict[str, Any], lives_here: bool, role: PartyRole) -> Party:
    """Make a new resident, of the home's household or of one without a known home, with a part in the case."""
    household = people.household_of(case.dwelling if lives_here else None)
    return people.add_party(case, people.create_resident(household, **person), role)


def _hold_apart(case_id: Any, resident_id: Any) -> None:
    same = (Party.case == case_id) & (Party.resident == resident_id) & Party.removed_at.is_null()
    if Party.select().where(same).exists():
        raise AlreadyParty


@recorded(Event.RESIDENT_CHANGED)
def change_resident(worker: User, resident: Resident, person: dict[str, Any]) -> Resident:
    """Change what is known of a resident; what was known before is kept as a version."""
    _keep_version(worker, resident.id)
    Resident.update(**person).where(Resident.id == resident.id).execute()
    people.follow_protection(resident.household.dwelling)
    return resident


def _keep_version(worker: User, resident_id: UUID) -> None:
    before = Resident.get_by_id(resident_id)
    known = {name: getattr(before, name) for name in ("name", "phone", "language", "has_protected_address")}
    number = ResidentVersion.select().where(ResidentVersion.resident == resident_id).count() + 1
    ResidentVersion.create(resident=resident_id, version=number, replaced_by=worker, **known)


@recorded(Event.PARTY_REMOVED)
def remove_party(worker: User, party: Party) -> Party:
    """Take a resident out of a case; the part is kept and can come back."""
    Party.update(removed_at=now()).where(Party.id == party.id, Party.removed_at.is_null()).execute()
    return party


@recorded(Event.PARTY_RESTORED)
def restore_party(worker: User, party: Party) -> Party:
    """Bring a resident back into a case. Raises AlreadyParty when they were added anew meanwhile."""
    if party.removed_at is not None:
        _hold_apart(party.case_id, party.resident_id)
        Party.update(removed_at=None).where(Party.id == party.id).execute()
    return party
