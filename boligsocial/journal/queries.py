"""What the journal room reads."""

from uuid import UUID

from peewee import JOIN, ModelSelect

from boligsocial.access import visible_cases
from boligsocial.journaling import to_journalise
from boligsocial.models import Case, Department, Dwelling, JournalPackage, User

MOST = 100


def case_with_place(user: User, case_id: UUID) -> ModelSelect:
    """The case with department and home."""
    return _with_place(visible_cases(user)).where(Case.id == case_id)


def waiting(user: User) -> list[Case]:
    """Return the closed cases that are not journalised, the longest closed first, and one more than is shown."""
    return list(to_journalise(_with_place(visible_cases(user))).limit(MOST + 1))


def package(user: User, case_id: UUID) -> ModelSelect:
    """What was made last of a case the person may see, with the case."""
    seen = visible_cases(user).select(Case.id).where(Case.id == case_id)
    packages = JournalPackage.select(JournalPackage, Case).join(Case).where(JournalPackage.case.in_(seen))
    return packages.order_by(JournalPackage.made_at.desc()).limit(1)


def _with_place(cases: ModelSelect) -> ModelSelect:
    places = cases.select(Case, Department, Dwelling).join_from(Case, Department)
    return places.join_from(Case, Dwelling, JOIN.LEFT_OUTER)
