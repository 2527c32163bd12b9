"""What the residents room reads."""

import re
from typing import Any
from uuid import UUID

from peewee import JOIN, Expression, ModelSelect, fn
from peewee import Case as Choice

from boligsocial.access import visible_cases, visible_parties, visible_residents
from boligsocial.models import Case, Department, Dwelling, Household, Party, Resident, User

MOST_FOUND = 20
# One letter, or the two digits that every second number holds, finds everybody.
SHORTEST_NAME, SHORTEST_NUMBER = 2, 4


def with_home(residents: ModelSelect) -> ModelSelect:
    """Let the residents of a `visible_residents(...)` query bring household, home and department along."""
    return (
        residents.select(Resident, Household, Dwelling, Department)
        .join_from(Resident, Household)
        .join_from(Household, Dwelling, JOIN.LEFT_OUTER)
        .join_from(Dwelling, Department, JOIN.LEFT_OUTER)
    )


def resident(user: User, resident_id: UUID) -> ModelSelect:
    """One resident with their home."""
    return with_home(visible_residents(user)).where(Resident.id == resident_id)


def known_people(user: User, case: Case, words: str = "", named: UUID | None = None) -> list[Resident]:
    """Return whom a new part in the case may be about: those of its home, then those found by `words`.

    `named` is there in any case. Each says whether they have a part already (`is_party`).
    """
    is_named = Resident.id == named
    lives_here = Household.dwelling == case.dwelling_id if case.dwelling_id else is_named
    found = _sounds_like(words)
    wanted = is_named | lives_here if found is None else is_named | lives_here | found
    own = Party.select(Party.id).where(Party.case == case.id, Party.resident == Resident.id, Party.removed_at.is_null())
    people = with_home(visible_residents(user)).select_extend(fn.EXISTS(own).alias("is_party")).where(wanted)
    first = Choice(None, [(is_named, 0), (lives_here, 1)], 2)
    return list(people.order_by(first, Resident.name, Resident.id).limit(MOST_FOUND))


def _sounds_like(words: str) -> Expression | None:
    """Return the condition that name or phone number holds what was typed, or None when that says too little."""
    digits = re.sub(r"[^0-9]", "", words)
    if len(digits) >= SHORTEST_NUMBER:
        return Resident.phone.contains(digits)
    if len(words) < SHORTEST_NAME:
        return None
    found: Any = None
    for word in words.split():
        # SQLite knows no large and small ø; a name begins with a large letter.
        here = Resident.name.contains(word) | Resident.name.contains(word.capitalize())
        here |= Resident.name.contains(word.lower())
        found = here if found is None else found & here
    return found


def household_of(user: User, resident: Resident) -> list[Resident]:
    """Return the others of the household."""
    members = visible_residents(user).where(Resident.household == resident.household_id, Resident.id != resident.id)
    return list(members.order_by(Resident.name, Resident.id))


def parts_of(user: User, resident: Resident) -> list[Party]:
    """Return the resident's parts in the cases the person may see, with case and place, the latest first."""
    parts = visible_parties(user).select(Party, Case, Department, Dwelling)
    parts = parts.join_from(Party, Case).join_from(Case, Department).join_from(Case, Dwelling, JOIN.LEFT_OUTER)
    return list(parts.where(Party.resident == resident.id).order_by(Case.updated_at.desc(), Case.id))


def parties_of(user: User, case: Case) -> list[Party]:
    """Return who has a part in the case."""
    return list(visible_parties(user).where(Party.case == case.id).order_by(Party.number))


def any_party(user: User, party_id: UUID) -> ModelSelect:
    """One part in a visible case, taken out or not: for the repeat of a tap, and for taking it back."""
    return Party.select().where(Party.id == party_id, Party.case.in_(visible_cases(user).select(Case.id)))


def case_with_place(user: User, case_id: UUID) -> ModelSelect:
    """A case with department and home."""
    cases = visible_cases(user).select(Case, Department, Dwelling).join_from(Case, Department)
    return cases.join_from(Case, Dwelling, JOIN.LEFT_OUTER).where(Case.id == case_id)
