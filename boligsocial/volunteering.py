"""What volunteers have promised and are asked to do: for their start page and for the tasks room."""

from datetime import timedelta

from peewee import ModelSelect

from boligsocial.access import lasting_consents, visible_tasks
from boligsocial.clock import now
from boligsocial.models import Consent, Promise, Resident, User, VolunteerTask

# The number of the wording in templates/tasks/promise.html: a new wording gets the next one and is signed anew.
WORDING = 1
# So long a volunteer can look up what is over; after that it is nobody's business but ours.
AFTERWARDS = timedelta(days=14)


def has_promised(user: User) -> bool:
    """Return whether the person has signed the confidentiality promise as it reads now."""
    return Promise.select().where(Promise.user == user.id, Promise.wording == WORDING).exists()


def promised() -> ModelSelect:
    """Return a query of the ids of those who have signed the promise as it reads now."""
    return Promise.select(Promise.user).where(Promise.wording == WORDING)


def recent_tasks(volunteer: User) -> ModelSelect:
    """Return a query of what the volunteer is asked to do, what waits for them first.

    What is over is there for 14 more days, counted from when it was done, else from its own time.
    """
    since = now() - AFTERWARDS
    is_recent = (VolunteerTask.done_at > since) | (VolunteerTask.done_at.is_null() & (VolunteerTask.starts_at > since))
    return (
        visible_tasks(volunteer)
        .where(is_recent)
        .order_by(VolunteerTask.done_at.is_null().desc(), VolunteerTask.starts_at, VolunteerTask.id)
    )


def first_name_for(task: VolunteerTask) -> str:
    """Return the first name that the task shows: that of the consent's resident, while the consent lasts; else ""."""
    lasting = lasting_consents().select(Consent, Resident).join(Resident).where(Consent.id == task.consent_id)
    consent = lasting.get_or_none()
    return first_name(consent.resident) if consent else ""


def first_name(resident: Resident) -> str:
    """Return the first word of the name."""
    return str(resident.name).split()[0]
