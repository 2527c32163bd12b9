"""What is to be followed up in a case. Registered on the room's blueprint."""

from typing import Any
from uuid import UUID

from flask import flash, request, url_for

from boligsocial.access import allow, me
from boligsocial.cases import actions, bp, queries
from boligsocial.cases.forms import FollowUpForm, PostponeForm
from boligsocial.cases.page import case_page, load
from boligsocial.fields import HouseForm
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import FollowUp, Role
from boligsocial.web import answer, done, is_local_path, or_404, wants_part

_ = lazy_gettext
LINE = "cases/_follow_up.html"
SAID = {
    "done": _("Opfølgningen er udført."),
    "open": _("Opfølgningen er åben igen."),
    "moved": _("Opfølgningen er udskudt."),
}


@bp.post("/sager/<uuid:case_id>/opfoelgninger")
@allow(Role.WORKER)
def add_follow_up(case_id: UUID) -> Any:
    """Add something to do in the case."""
    case = load(case_id)
    form = FollowUpForm()
    if not form.validate():
        return case_page(case, form, 422)
    actions.add_follow_up(me(), case, form.what.data, form.due(), write=form.write)
    flash(gettext("Opfølgningen er gemt."))
    return done(url_for(".case", case_id=case.id))


@bp.post("/opfoelgninger/<uuid:follow_up_id>/udfoert")
@allow(Role.WORKER)
def finish_follow_up(follow_up_id: UUID) -> Any:
    """Tick a follow-up off."""
    follow_up = or_404(queries.follow_up(me(), follow_up_id))
    form = HouseForm()
    actions.finish_follow_up(me(), follow_up, write=form.write)
    return _line(follow_up, "done")


@bp.post("/opfoelgninger/<uuid:follow_up_id>/genaabn")
@allow(Role.WORKER)
def reopen_follow_up(follow_up_id: UUID) -> Any:
    """Take the tick back."""
    follow_up = or_404(queries.follow_up(me(), follow_up_id))
    form = HouseForm()
    actions.reopen_follow_up(me(), follow_up, write=form.write)
    return _line(follow_up, "open")


@bp.post("/opfoelgninger/<uuid:follow_up_id>/udskyd")
@allow(Role.WORKER)
def postpone_follow_up(follow_up_id: UUID) -> Any:
    """Move a follow-up to another day; a deadline that comes from a rule is where the rule puts it."""
    follow_up = or_404(queries.follow_up(me(), follow_up_id).where(FollowUp.rule == ""))
    form = PostponeForm()
    if not form.validate():
        return _refused_line(follow_up)
    actions.postpone_follow_up(me(), follow_up, form.due(), write=form.write)
    return _line(follow_up, "moved")


def _back_to() -> str:
    target = request.form.get("next", "")
    return target if is_local_path(target) else ""


def _line(follow_up: FollowUp, outcome: str) -> Any:
    form = HouseForm()
    form.renew_write_id()
    if not wants_part():
        flash(str(SAID[outcome]))
    back_to = _back_to()
    url = back_to or url_for(".case", case_id=follow_up.case_id)
    write_id = form.write_id.data
    return done(url, LINE, follow_up=follow_up, write_id=write_id, back_to=back_to, outcome=outcome)


def _refused_line(follow_up: FollowUp) -> Any:
    if not wants_part():
        return case_page(load(follow_up.case_id), FollowUpForm(formdata=None), 422, refused=follow_up.id)
    form = HouseForm()
    form.renew_write_id()
    context = {"follow_up": follow_up, "write_id": form.write_id.data, "back_to": _back_to(), "outcome": "no_date"}
    return answer(LINE, LINE, 422, **context)
