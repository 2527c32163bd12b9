"""The child guard: one tap for the question, one form for the duty; the case's own page is in the cases room."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, url_for

from boligsocial import guidance
from boligsocial.access import allow, me, visible_cases
from boligsocial.audit import Event, shown
from boligsocial.clock import today
from boligsocial.concerns import actions
from boligsocial.concerns.forms import ChildrenForm, NotificationForm
from boligsocial.language import gettext
from boligsocial.models import Case, Role
from boligsocial.procedures import day_of
from boligsocial.web import answer, done, found, or_404

bp = Blueprint("concerns", __name__)


def _load(case_id: UUID) -> tuple[Case, guidance.Guidance]:
    """Return a case that asks for children, and its guidance; in other areas there is no such page."""
    case = or_404(visible_cases(me()).where(Case.id == case_id))
    guided = guidance.guide(case)
    found(guided.procedure.facts().get("notification_sent_on"))
    return case, guided


@bp.post("/sager/<uuid:case_id>/boern")
@allow(Role.WORKER)
def answer_children(case_id: UUID) -> Any:
    """Keep the answer; a yes leads on to the duty."""
    case, _guided = _load(case_id)
    form = ChildrenForm()
    if not form.validate():
        flash(form.problems()[0][1])
        return done(url_for("cases.case", case_id=case.id))
    actions.answer_children(me(), case, form.children.data, write=form.write)
    if form.children.data == "yes":
        return done(url_for(".notification", case_id=case.id))
    flash(gettext("Svaret er gemt."))
    return done(url_for("cases.case", case_id=case.id))


@bp.get("/sager/<uuid:case_id>/underretning")
@allow(Role.WORKER)
def notification(case_id: UUID) -> Any:
    """Say what the duty is, and ask when and how it was met."""
    case, guided = _load(case_id)
    facts = guided.facts
    sent = day_of(facts, "notification_sent_on")
    form = NotificationForm(
        sent_on=sent or (None if facts.get("notification_not_sent") else today()),
        channel=facts.get("notification_channel", ""),
        not_sent=facts.get("notification_not_sent", ""),
    )
    return _page(case, guided, form, 200)


@bp.post("/sager/<uuid:case_id>/underretning")
@allow(Role.WORKER)
def keep_notification(case_id: UUID) -> Any:
    """Keep that it was sent, or why not."""
    case, guided = _load(case_id)
    form = NotificationForm()
    if not form.validate():
        return _page(case, guided, form, 422)
    actions.keep_notification(me(), case, form.values(), write=form.write)
    flash(gettext("Underretningen er noteret."))
    return done(url_for("cases.case", case_id=case.id))


def _page(case: Case, guided: guidance.Guidance, form: NotificationForm, status: int) -> Any:
    shown(me(), Event.CASE_READ, case)
    return answer("concerns/notification.html", None, status, case=case, guided=guided, form=form)
