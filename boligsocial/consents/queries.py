"""What the consents room reads."""

from typing import NamedTuple
from uuid import UUID

from peewee import JOIN, ModelSelect

from boligsocial.access import (
    is_shared_now,
    visible_cases,
    visible_consents,
    visible_parties,
    visible_shares,
    workers_for,
)
from boligsocial.consenting import ConsentEntry, consent_entries
from boligsocial.models import (
    Case,
    Consent,
    Department,
    Dwelling,
    Household,
    HousingOrg,
    Membership,
    Note,
    Party,
    Resident,
    Role,
    Share,
    User,
    VolunteerTask,
)


def case_with_place(user: User, case_id: UUID) -> ModelSelect:
    """A case with department and housing organisation."""
    cases = visible_cases(user).select(Case, Department, HousingOrg)
    return cases.join_from(Case, Department).join_from(Department, HousingOrg).where(Case.id == case_id)


def parties_of(user: User, case: Case) -> list[Party]:
    """Return who has a part in the case, and so can say yes to something in it."""
    return list(visible_parties(user).where(Party.case == case.id).order_by(Party.number))


def possible_recipients(case: Case) -> list[User]:
    """Return the contact persons of the departments that the case is about, then the volunteers."""
    homes = Party.select(Dwelling.department).join(Resident).join(Household).join(Dwelling)
    homes = homes.where(Party.case == case.id, Party.removed_at.is_null())
    ours = (Membership.department == case.department_id) | Membership.department.in_(homes)
    contacts = (User.role == Role.CONTACT) & User.id.in_(Membership.select(Membership.user).where(ours))
    people = User.select().where(User.closed_at.is_null(), contacts | (User.role == Role.VOLUNTEER))
    return list(people.order_by(User.role, User.full_name, User.id))


def workers(case: Case) -> list[User]:
    """Return who can have heard it: whoever is recused from the case has not."""
    return list(workers_for(case.id).order_by(User.full_name, User.id))


def consent_entry(user: User, consent_id: UUID) -> ConsentEntry | None:
    """Return the consent with what it names, who heard it and who withdrew it, or None."""
    heard, withdrew, place = User.alias(), User.alias(), Department.alias()
    consents = visible_consents(user).select_extend(heard, withdrew, place)
    consents = (
        consents.join_from(Consent, heard, on=(Consent.heard_by == heard.id), attr="heard_by")
        .join_from(Consent, withdrew, JOIN.LEFT_OUTER, on=(Consent.withdrawn_by == withdrew.id), attr="withdrawn_by")
        .join_from(Case, place, attr="department")
    )
    entries = consent_entries(consents.where(Consent.id == consent_id))
    return entries[0] if entries else None


class Resting(NamedTuple):
    """What rests on a consent: shares with recipient, each with `is_live`, and how many tasks show the first name."""

    shares: list[Share]
    tasks: int

    @property
    def live(self) -> list[Share]:
        """Return what can be read at this moment."""
        return [share for share in self.shares if share.is_live]

    @property
    def read(self) -> list[Share]:
        """Return what has been read, which nobody can take back."""
        return [share for share in self.shares if share.read_at]


def resting_on(user: User, consent: Consent) -> Resting:
    """Return what rests on the consent."""
    live = is_shared_now().alias("is_live")
    shares = visible_shares(user).select(Share, User, live).join_from(Share, Note)
    shares = shares.join_from(Share, User, on=(Share.recipient == User.id), attr="recipient")
    stands = VolunteerTask.declined_at.is_null() & VolunteerTask.cancelled_at.is_null()
    tasks = VolunteerTask.select().where(VolunteerTask.consent == consent.id, stands)
    return Resting(list(shares.where(Share.consent == consent.id).order_by(Share.shared_at.desc())), tasks.count())
