"""What happens to tasks, and the promise that comes before them."""

from typing import Any

from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.consenting import consents_for
from boligsocial.models import InfoKind, NoticeKind, Promise, User, VolunteerTask
from boligsocial.notices import tell


class TaskMoved(Exception):
    """The task is no longer where it was: done, declined or called off by now. Nothing was stored."""


class NameNotAllowed(Exception):
    """No consent that lasts lets this volunteer know the first name. Nothing was stored."""


class AlreadyPromised(Exception):
    """The person has signed this wording before. Nothing was stored."""


@recorded(Event.TASK_GIVEN)
def give_task(worker: User, task: VolunteerTask, path: str, instead_of: VolunteerTask | None = None) -> VolunteerTask:
    """Ask a volunteer, who is told by e-mail that there is something at `path`. The task it takes the place of ends.

    Raises TaskMoved when that one was done or given to somebody else meanwhile, and NameNotAllowed.
    """
    if task.consent and task.consent not in consents_for(task.case, task.volunteer, InfoKind.CONTACT):
        raise NameNotAllowed
    if instead_of is not None:
        _move(instead_of, cancelled_at=now())
    task.created_by = worker
    task.save(force_insert=True)
    tell(task.volunteer, NoticeKind.TASK, path)
    return task


@recorded(Event.TASK_CANCELLED)
def cancel_task(worker: User, task: VolunteerTask) -> VolunteerTask:
    """Call a task off; it is not there for the volunteer any more. Raises TaskMoved."""
    return _move(task, cancelled_at=now())


@recorded(Event.TASK_ACCEPTED)
def accept_task(volunteer: User, task: VolunteerTask) -> VolunteerTask:
    """Say yes to a task. Raises TaskMoved."""
    return _move(task, VolunteerTask.accepted_at.is_null(), _is_wanted(), accepted_at=now())


@recorded(Event.TASK_DECLINED)
def decline_task(volunteer: User, task: VolunteerTask) -> VolunteerTask:
    """Say that one cannot, also after a yes; the worker finds somebody else. Raises TaskMoved."""
    return _move(task, _is_wanted(), declined_at=now())


@recorded(Event.TASK_DONE)
def finish_task(volunteer: User, task: VolunteerTask) -> VolunteerTask:
    """Say that it is done. Raises TaskMoved."""
    return _move(task, VolunteerTask.accepted_at.is_null(False), _is_wanted(), done_at=now())


def _is_wanted() -> Any:
    return VolunteerTask.declined_at.is_null()


def _move(task: VolunteerTask, *conditions: Any, **change: Any) -> VolunteerTask:
    is_open = VolunteerTask.done_at.is_null() & VolunteerTask.cancelled_at.is_null()
    if not VolunteerTask.update(**change).where(VolunteerTask.id == task.id, is_open, *conditions).execute():
        raise TaskMoved
    return task


@recorded(Event.PROMISE_SIGNED)
def sign_promise(volunteer: User, wording: int) -> Promise:
    """Keep that the volunteer promises confidentiality in these words. Raises AlreadyPromised."""
    if Promise.select().where(Promise.user == volunteer.id, Promise.wording == wording).exists():
        raise AlreadyPromised
    return Promise.create(user=volunteer, wording=wording)
