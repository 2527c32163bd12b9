"""Saying that one is inhabil, and taking that back for a colleague."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, url_for

from boligsocial.access import allow, me, visible_cases
from boligsocial.audit import Event, shown
from boligsocial.handovers import actions, queries
from boligsocial.handovers.forms import HandOverForm, LiftForm
from boligsocial.language import gettext
from boligsocial.models import Case, Role
from boligsocial.web import answer, done, or_404

bp = Blueprint("handovers", __name__)


def _load(case_id: UUID) -> Case:
    return or_404(visible_cases(me()).where(Case.id == case_id))


@bp.get("/sager/<uuid:case_id>/inhabil")
@allow(Role.WORKER)
def ask(case_id: UUID) -> Any:
    """Say what it means, and ask who takes the case."""
    case = _load(case_id)
    # Who is not responsible steps back, and the case stays where it is.
    stays = None if case.responsible_id == me().id else case.responsible
    return _page(case, HandOverForm(colleague=stays), 200)


@bp.post("/sager/<uuid:case_id>/inhabil")
@allow(Role.WORKER)
def hand_over(case_id: UUID) -> Any:
    """Hand the case over; from the next request it is not there for the worker."""
    form = HandOverForm()
    if not queries.was_handed_over(me(), form.write.id):
        case = _load(case_id)
        form.colleague.offer(queries.can_take(me(), case))
        if not form.validate():
            return _page(case, form, 422)
        actions.hand_over(me(), case, form.colleague.data, write=form.write)
    flash(gettext("Sagen er givet videre. Du kan ikke åbne den mere."))
    return done(url_for("cases.index"))


@bp.post("/sager/<uuid:case_id>/inhabil/ophaev")
@allow(Role.WORKER)
def lift(case_id: UUID) -> Any:
    """Let a colleague see the case again."""
    case = _load(case_id)
    form = LiftForm()
    form.colleague.offer(queries.recused_from(me(), case))
    if not form.validate():
        flash(form.problems()[0][1])
        return done(url_for(".ask", case_id=case.id))
    actions.lift_recusal(me(), case, form.colleague.data, write=form.write)
    flash(gettext("Kollegaen kan se sagen igen."))
    return done(url_for(".ask", case_id=case.id))


def _page(case: Case, form: HandOverForm, status: int) -> Any:
    form.colleague.offer(queries.can_take(me(), case))
    shown(me(), Event.CASE_READ, case)
    recused = queries.recused_from(me(), case)
    return answer("handovers/ask.html", None, status, case=case, form=form, recused=recused)
