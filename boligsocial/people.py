"""Residents, the household of a home, and people's part in a case: the one place where they come into being.

For every room that adds people: whoever receives an allotment, and whoever adds a resident or a party to a case.
To be called from an action, inside its transaction:

    add_party(case, create_resident(household_of(case.dwelling), name="..."), PartyRole.RESIDENT)

Whoever changes `has_protected_address`, or which household somebody belongs to, calls `follow_protection` after it.
"""

from peewee import fn

from boligsocial.models import Case, Dwelling, Household, Party, PartyRole, Resident


def household_of(dwelling: Dwelling | None) -> Household:
    """Return those who live in the home now, i.e. who came last; made when nobody is known. No home is nobody's."""
    if dwelling is None:
        return new_household(None)
    households = Household.select().where(Household.dwelling == dwelling.id)
    return households.order_by(Household.id.desc()).first() or new_household(dwelling)


def new_household(dwelling: Dwelling | None) -> Household:
    """Return a household of its own: for those who move in after somebody else."""
    return Household.create(dwelling=dwelling)


def create_resident(
    household: Household, name: str, phone: str = "", language: str = "", has_protected_address: bool = False
) -> Resident:
    """Make a resident of the household."""
    resident = Resident.create(
        household=household,
        name=name,
        phone=phone,
        language=language,
        has_protected_address=has_protected_address,
    )
    follow_protection(household.dwelling)
    return resident


def follow_protection(dwelling: Dwelling | None) -> None:
    """Let the home say whether its address is protected; after every change of who lives there, or of who is."""
    if dwelling is None:
        return
    protected = Resident.select().join(Household)
    protected = protected.where(Household.dwelling == dwelling.id, Resident.has_protected_address)
    dwelling.is_protected = protected.exists()
    Dwelling.update(is_protected=dwelling.is_protected).where(Dwelling.id == dwelling.id).execute()


def add_party(case: Case, resident: Resident, role: PartyRole) -> Party:
    """Give the resident a part in the case, with the next letter; one that was removed keeps its letter."""
    last = Party.select(fn.MAX(Party.number)).where(Party.case == case.id).scalar()
    return Party.create(case=case, resident=resident, role=role, number=0 if last is None else last + 1)
