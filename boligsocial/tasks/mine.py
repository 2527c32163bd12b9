"""A volunteer's own tasks, and the promise without which there are none. Registered on the room's blueprint."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import flash, url_for

from boligsocial.access import allow, me
from boligsocial.audit import Event, shown
from boligsocial.fields import HouseForm
from boligsocial.language import gettext
from boligsocial.models import Role, VolunteerTask
from boligsocial.tasks import actions, bp, queries
from boligsocial.tasks.forms import PromiseForm
from boligsocial.volunteering import WORDING, first_name_for, has_promised
from boligsocial.web import answer, done, go_to, or_404


@bp.get("/mine-opgaver/<uuid:task_id>")
@allow(Role.VOLUNTEER)
def my_task(task_id: UUID) -> Any:
    """Show what, when and where, and the first name while its consent lasts."""
    task = or_404(queries.my_task(me(), task_id))
    if not has_promised(me()):
        return go_to(url_for(".promise"))
    shown(me(), Event.TASK_READ, task)
    return answer("tasks/mine.html", task=task, first_name=first_name_for(task), form=HouseForm())


@bp.post("/mine-opgaver/<uuid:task_id>/ja-tak")
@allow(Role.VOLUNTEER)
def accept(task_id: UUID) -> Any:
    """Say yes."""
    return _answered(task_id, actions.accept_task, gettext("Tak, fordi du hjælper. Opgaven er din."))


@bp.post("/mine-opgaver/<uuid:task_id>/kan-ikke")
@allow(Role.VOLUNTEER)
def decline(task_id: UUID) -> Any:
    """Say that one cannot; the task is then gone."""
    said = gettext("Tak for besked. Opgaven er væk fra din liste.")
    return _answered(task_id, actions.decline_task, said, url_for("today.start"))


@bp.post("/mine-opgaver/<uuid:task_id>/udfoert")
@allow(Role.VOLUNTEER)
def finish(task_id: UUID) -> Any:
    """Say that it is done."""
    return _answered(task_id, actions.finish_task, gettext("Tak. Opgaven er udført."))


def _answered(task_id: UUID, action: Callable[..., VolunteerTask], said: str, onward: str = "") -> Any:
    task = or_404(queries.my_task(me(), task_id))
    if not has_promised(me()):
        return go_to(url_for(".promise"))
    try:
        action(me(), task, write=HouseForm().write)
        flash(said)
    except actions.TaskMoved:
        flash(gettext("Det er allerede svaret. Intet er ændret."))
    return done(onward or url_for(".my_task", task_id=task_id))


# -- the promise --------------------------------------------------------------------------------------------------


@bp.get("/tavshedspligt")
@allow(Role.VOLUNTEER)
def promise() -> Any:
    """Show what is promised, and ask for it when it is not."""
    return _promise_page(PromiseForm(formdata=None), 200)


@bp.post("/tavshedspligt")
@allow(Role.VOLUNTEER)
def sign() -> Any:
    """Keep the promise."""
    form = PromiseForm()
    if not form.validate():
        return _promise_page(form, 422)
    try:
        actions.sign_promise(me(), WORDING, write=form.write)
        flash(gettext("Tak. Nu kan du se dine opgaver."))
    except actions.AlreadyPromised:
        flash(gettext("Du har allerede lovet det. Intet er ændret."))
    return done(url_for("today.start"))


def _promise_page(form: PromiseForm, status: int) -> Any:
    return answer("tasks/promise.html", None, status, form=form, signed=queries.signed(me(), WORDING))
