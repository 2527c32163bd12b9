"""What the tasks room reads."""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from peewee import JOIN, ModelSelect

from boligsocial.access import visible_cases, visible_parties, visible_tasks
from boligsocial.clock import now
from boligsocial.consenting import consents_of_case
from boligsocial.models import (
    Case,
    Consent,
    Department,
    Dwelling,
    Household,
    InfoKind,
    Party,
    Promise,
    Resident,
    Role,
    User,
    VolunteerTask,
)
from boligsocial.volunteering import first_name, promised, recent_tasks

# Done tasks stand in the workers' list so long; the newest first, and no more than this.
DONE_LATELY = timedelta(days=30)
MOST = 200


def case_with_place(user: User, case_id: UUID) -> ModelSelect:
    """A case with department and home."""
    cases = visible_cases(user).select(Case, Department, Dwelling).join_from(Case, Department)
    return cases.join_from(Case, Dwelling, JOIN.LEFT_OUTER).where(Case.id == case_id)


def volunteers() -> list[User]:
    """Return the volunteers with an account; each says whether they have promised (`has_promised`)."""
    has_promised = User.id.in_(promised()).alias("has_promised")
    found = User.select(User, has_promised).where(User.role == Role.VOLUNTEER, User.closed_at.is_null())
    return list(found.order_by(User.full_name, User.id))


def open_tasks(user: User) -> list[VolunteerTask]:
    """Return what is not done and not called off, those whose time comes first at the top."""
    waiting = VolunteerTask.done_at.is_null() & VolunteerTask.cancelled_at.is_null()
    return list(_with_people(user).where(waiting).order_by(VolunteerTask.starts_at, VolunteerTask.id).limit(MOST))


def done_tasks(user: User) -> list[VolunteerTask]:
    """Return what was done lately."""
    lately = (VolunteerTask.done_at > now() - DONE_LATELY) & VolunteerTask.cancelled_at.is_null()
    tasks = _with_people(user).where(lately)
    return list(tasks.order_by(VolunteerTask.done_at.desc(), VolunteerTask.id).limit(MOST))


def _with_people(user: User) -> ModelSelect:
    tasks = visible_tasks(user).select(VolunteerTask, User, Case)
    tasks = tasks.join_from(VolunteerTask, User, on=(VolunteerTask.volunteer == User.id), attr="volunteer")
    return tasks.join_from(VolunteerTask, Case, JOIN.LEFT_OUTER)


def any_task(user: User, task_id: UUID) -> ModelSelect:
    """One task, called off or not: for the repeat of a tap."""
    return visible_tasks(user).where(VolunteerTask.id == task_id)


def my_task(volunteer: User, task_id: UUID) -> ModelSelect:
    """One of the volunteer's own tasks, also before they have promised anything."""
    return recent_tasks(volunteer).where(VolunteerTask.id == task_id)


def signed(user: User, wording: int) -> Promise | None:
    """Return the promise, or None."""
    found: Promise | None = Promise.get_or_none(Promise.user == user.id, Promise.wording == wording)
    return found


class Hidden(NamedTuple):
    """What a task must not say: names and addresses of those whom the case is about."""

    names: list[str]
    addresses: list[str]


def hidden_in(user: User, case: Case) -> Hidden:
    """Return the names and homes of the parties, and the home of the case."""
    parties = visible_parties(user).select(Party, Resident, Household, Dwelling)
    parties = parties.join_from(Resident, Household).join_from(Household, Dwelling, JOIN.LEFT_OUTER)
    residents = [party.resident for party in parties.where(Party.case == case.id)]
    homes = [case.dwelling, *(resident.household.dwelling for resident in residents)]
    return Hidden([resident.name for resident in residents], [home.address for home in homes if home])


class NameChoice(NamedTuple):
    """A consent that lets somebody see a first name, and who that is."""

    consent: Consent
    first_name: str
    volunteers: list[User]


def name_choices(case: Case, people: list[User]) -> list[NameChoice]:
    """Return whose first name can be shown, and to which of the volunteers."""
    ids = {user.id for user in people}
    lasting = [one for one in consents_of_case(case) if one.consent.lasts and InfoKind.CONTACT in one.kinds]
    choices = [
        NameChoice(one.consent, first_name(one.consent.resident), [user for user in one.recipients if user.id in ids])
        for one in lasting
    ]
    return [choice for choice in choices if choice.volunteers]
