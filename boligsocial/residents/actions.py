"""What happens to residents and to their parts in cases."""

from typing import Any
from uuid import UUID

from boligsocial import people
from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.models import Case, Party, PartyRole, Resident, ResidentVersion, User
from boligsocial.sealing import open_cases_of, seal_for_protection


class AlreadyParty(Exception):
    """The resident is in the case already. Nothing was stored."""


@recorded(Event.PARTY_ADDED)
def add_known(worker: User, case: Case, resident: Resident, role: PartyRole, stays_open: bool = False) -> Party:
    """Give somebody we know a part in the case, which is sealed when their address is protected. Raises AlreadyParty.

    `stays_open` leaves the case to everybody who has it.
    """
    _hold_apart(case.id, resident.id)
    return _join(worker, case, resident, role, stays_open)


@recorded(Event.PARTY_ADDED)
def add_new(
    worker: User, case: Case, person: dict[str, Any], lives_here: bool, role: PartyRole, stays_open: bool = False
) -> Party:
    """Make a new resident, of the home's household or of one without a known home, with a part in the case.

    The case is sealed when the address is protected, unless it `stays_open`.
    """
    household = people.household_of(case.dwelling if lives_here else None)
    return _join(worker, case, people.create_resident(household, **person), role, stays_open)


def _join(worker: User, case: Case, resident: Resident, role: PartyRole, stays_open: bool) -> Party:
    party = people.add_party(case, resident, role)
    if not stays_open:
        seal_for_protection(worker, resident, [case])
    return party


def _hold_apart(case_id: Any, resident_id: Any) -> None:
    same = (Party.case == case_id) & (Party.resident == resident_id) & Party.removed_at.is_null()
    if Party.select().where(same).exists():
        raise AlreadyParty


@recorded(Event.RESIDENT_CHANGED)
def change_resident(worker: User, resident: Resident, person: dict[str, Any], stays_open: bool = False) -> Resident:
    """Change what is known of a resident; what was known before is kept as a version.

    When the address becomes protected, their open cases are sealed; `stays_open` leaves those cases to everybody who
    has them.
    """
    _keep_version(worker, resident.id)
    Resident.update(**person).where(Resident.id == resident.id).execute()
    people.follow_protection(resident.household.dwelling)
    if not resident.has_protected_address and not stays_open:
        changed = Resident.get_by_id(resident.id)
        seal_for_protection(worker, changed, open_cases_of(changed))
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
