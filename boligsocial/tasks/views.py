"""Tasks as the workers see them: who was asked what, and whom to ask instead. The volunteers' side is in mine.py."""

from typing import Any, NamedTuple
from uuid import UUID

from flask import flash, request, url_for

from boligsocial.access import allow, me
from boligsocial.audit import Event, shown
from boligsocial.fields import HouseForm
from boligsocial.language import gettext
from boligsocial.models import Case, Role, VolunteerTask
from boligsocial.tasks import actions, bp, mine, queries
from boligsocial.tasks.forms import TaskForm
from boligsocial.web import answer, done, or_404

__all__ = ["bp", "mine"]


@bp.get("/opgaver")
@allow(Role.WORKER)
def index() -> Any:
    """List the tasks: what needs somebody else, what waits, and what was done."""
    waiting, finished = queries.open_tasks(me()), queries.done_tasks(me())
    shown(me(), Event.TASKS_LISTED)
    return answer("tasks/index.html", waiting=waiting, finished=finished, form=HouseForm())


class Origin(NamedTuple):
    """What a task comes from: the case on our side, and the task that it takes the place of."""

    case: Case | None
    old: VolunteerTask | None


def _origin(case_id: UUID | None, old_id: UUID | None) -> Origin:
    old = or_404(queries.any_task(me(), old_id)) if old_id else None
    case_id = old.case_id if old else case_id
    return Origin(or_404(queries.case_with_place(me(), case_id)) if case_id else None, old)


@bp.get("/opgaver/ny")
@allow(Role.WORKER)
def new() -> Any:
    """Ask who is to do what; `?case=` names the case on our side, `?fra=` the task that is given to another."""
    origin = _origin(request.args.get("case", type=UUID), request.args.get("fra", type=UUID))
    form = TaskForm(formdata=None)
    if origin.old:
        form.begin_with(origin.old)
    return _new_page(origin, form, 200)


@bp.post("/opgaver/ny")
@allow(Role.WORKER)
def give() -> Any:
    """Give the task, and let the volunteer know."""
    origin, form = _origin(request.form.get("case", type=UUID), request.form.get("old", type=UUID)), TaskForm()
    _offer(origin, form)
    if not form.validate():
        return _new_page(origin, form, 422)
    task = form.as_task(origin.case)
    path = url_for(".my_task", task_id=task.id)
    try:
        actions.give_task(me(), task, path, origin.old, write=form.write)
    except actions.NameNotAllowed:
        form.consent.errors = [
            gettext("Samtykket nævner ikke den frivillige. Vælg en anden, eller vis ikke fornavnet.")
        ]
        return _new_page(origin, form, 422)
    except actions.TaskMoved:
        flash(gettext("Opgaven er allerede udført, aflyst eller givet til en anden. Intet er ændret."))
        return done(url_for(".index"))
    flash(gettext("Opgaven er givet."))
    return done(url_for(".index"))


def _offer(origin: Origin, form: TaskForm) -> list[queries.NameChoice]:
    people = queries.volunteers()
    choices = queries.name_choices(origin.case, people) if origin.case else []
    form.offer(people, [choice.consent for choice in choices])
    if origin.case:
        form.hide(*queries.hidden_in(me(), origin.case))
    return choices


def _new_page(origin: Origin, form: TaskForm, status: int) -> Any:
    choices = _offer(origin, form)
    form.case.data, form.old.data = origin.case and origin.case.id, origin.old and origin.old.id
    if origin.case:
        shown(me(), Event.CASE_READ, origin.case)
    return answer("tasks/new.html", None, status, origin=origin, form=form, choices=choices)


@bp.post("/opgaver/<uuid:task_id>/aflys")
@allow(Role.WORKER)
def cancel(task_id: UUID) -> Any:
    """Call a task off."""
    task = or_404(queries.any_task(me(), task_id))
    try:
        actions.cancel_task(me(), task, write=HouseForm().write)
        flash(gettext("Opgaven er aflyst. Den frivillige ser den ikke mere."))
    except actions.TaskMoved:
        flash(gettext("Opgaven var allerede slut. Intet er ændret."))
    return done(url_for(".index"))
