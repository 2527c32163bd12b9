"""The agreement, and the conflict that goes on as a house rules case. Registered on the room's blueprint."""

from typing import Any
from uuid import UUID

from flask import flash, url_for

from boligsocial.access import allow, me
from boligsocial.audit import Event, shown
from boligsocial.fields import HouseForm
from boligsocial.guidance import guide
from boligsocial.language import gettext
from boligsocial.mediation import actions, bp, queries
from boligsocial.mediation.forms import PointForm
from boligsocial.models import Case, Role
from boligsocial.web import answer, done, or_404
from boligsocial.wording import said


def _conflict(case_id: UUID) -> Case:
    return or_404(queries.conflicts(me()).where(Case.id == case_id))


@bp.get("/sager/<uuid:case_id>/aftale")
@allow(Role.WORKER)
def agreed(case_id: UUID) -> Any:
    """Show what was agreed, and ask for the next point."""
    return _agreement_page(_conflict(case_id), PointForm(), 200)


@bp.post("/sager/<uuid:case_id>/aftale")
@allow(Role.WORKER)
def add_point(case_id: UUID) -> Any:
    """Add a point to the agreement."""
    case, form = _conflict(case_id), PointForm()
    form.offer(queries.parties_of(me(), case.id))
    if not form.validate():
        return _agreement_page(case, form, 422)
    actions.add_point(me(), case, form.values(), write=form.write)
    flash(gettext("Punktet er med i aftalen."))
    return done(url_for(".agreed", case_id=case.id))


def _agreement_page(case: Case, form: PointForm, status: int) -> Any:
    form.offer(queries.parties_of(me(), case.id))
    shown(me(), Event.AGREEMENT_READ, case)
    return answer("mediation/agreement.html", None, status, case=case, form=form, points=queries.points_of(case))


@bp.post("/aftaler/<uuid:point_id>/fjern")
@allow(Role.WORKER)
def remove_point(point_id: UUID) -> Any:
    """Take a point out of the agreement."""
    point = or_404(queries.point(me(), point_id))
    actions.remove_point(me(), point, write=HouseForm().write)
    flash(gettext("Punktet er fjernet fra aftalen."))
    return done(url_for(".agreed", case_id=point.case_id))


@bp.get("/sager/<uuid:case_id>/aftale/udskrift")
@allow(Role.WORKER)
def agreement_print(case_id: UUID) -> Any:
    """Show the agreement as the paper that both sign."""
    case = _conflict(case_id)
    shown(me(), Event.AGREEMENT_READ, case)
    parties = queries.parties_of(me(), case.id)
    return answer("mediation/agreement_print.html", case=case, parties=parties, points=queries.points_of(case))


@bp.post("/sager/<uuid:case_id>/husordenssag")
@allow(Role.WORKER)
def continue_case(case_id: UUID) -> Any:
    """Go on as a house rules case; the parties and their notes stay behind."""
    conflict = _conflict(case_id)
    onwards = guide(conflict).point("onwards")
    if onwards and onwards.locked:
        flash(said(onwards.locked))
        return done(url_for("cases.case", case_id=conflict.id))
    case = actions.continue_case(me(), conflict, write=HouseForm().write)
    flash(gettext("Husordenssagen er oprettet. Parter og notater er ikke fulgt med. Spørg, før du tilføjer dem."))
    return done(url_for("cases.case", case_id=case.id))
