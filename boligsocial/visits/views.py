"""The list of visits, a visit's page, and what can be done there."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, request, url_for
from flask_login import current_user

from boligsocial.access import allow, visible_dwellings
from boligsocial.audit import Event, shown
from boligsocial.clock import danish, now
from boligsocial.fields import HouseForm
from boligsocial.language import gettext
from boligsocial.models import Case, Department, Dwelling, Role, Visit
from boligsocial.visiting import MOST, running_visit
from boligsocial.visits import actions, queries
from boligsocial.visits.forms import PlanForm, next_start
from boligsocial.visits.queries import Phase, phase_of, visit_with_place
from boligsocial.web import answer, done, or_404, row_number

bp = Blueprint("visits", __name__)


@bp.get("/besoeg")
@allow(Role.WORKER)
def index() -> Any:
    """List the visits: running, today, the coming days, and those without a note."""
    agenda = queries.agenda(current_user)
    cancelled_id = request.args.get("cancelled", type=UUID)
    cancelled = queries.cancelled_visit(current_user, cancelled_id).get_or_none() if cancelled_id else None
    shown(current_user, Event.VISITS_LISTED)
    form = HouseForm(formdata=None)
    return answer("visits/index.html", None, agenda=agenda, phase_of=phase_of, cancelled=cancelled, form=form)


# -- planning and changing


@bp.get("/besoeg/planlaeg")
@allow(Role.WORKER)
def plan() -> Any:
    """Show the form, filled from the case, home or department the person came from."""
    case = _case()
    dwelling = case.dwelling if case else _dwelling()
    place = case or dwelling
    department = place.department_id if place else request.args.get("department", type=row_number)
    form = PlanForm(department=department and Department(id=department), dwelling=dwelling, case=case)
    form.start_from(next_start())
    return _plan_page(form, case, 200)


def _case() -> Case | None:
    case_id = request.args.get("case", type=UUID)
    return or_404(queries.case_with_home(current_user, case_id)) if case_id else None


def _dwelling() -> Dwelling | None:
    dwelling_id = request.args.get("dwelling", type=row_number)
    return or_404(visible_dwellings(current_user).where(Dwelling.id == dwelling_id)) if dwelling_id else None


def _plan_page(form: PlanForm, case: Case | None, status: int) -> Any:
    form.offer_places(current_user)
    form.case.offer([case] if case else [])
    if case:
        shown(current_user, Event.CASE_READ, case)
    return answer("visits/plan.html", None, status, form=form, visit=None)


@bp.post("/besoeg/planlaeg")
@allow(Role.WORKER)
def save_plan() -> Any:
    """Plan the visit; with the button "Start nu" the worker is already there."""
    worker, case, form = current_user._get_current_object(), _case(), PlanForm()
    form.offer_places(worker)
    form.case.offer([case] if case else [])
    if not form.validate():
        return _plan_page(form, case, 422)
    starting = "start" in request.form
    values = {**form.values(), "planned_at": now()} if starting else form.values()
    visit = actions.plan_visit(worker, values, write=form.write)
    if starting:
        return _act(actions.start_visit, visit, HouseForm(formdata=None))
    flash(gettext("Besøget er planlagt."))
    return done(url_for(".visit", visit_id=visit.id))


@bp.get("/besoeg/<uuid:visit_id>/ret")
@allow(Role.WORKER)
def edit(visit_id: UUID) -> Any:
    """Show the form for a visit that has not begun."""
    found = or_404(visit_with_place(current_user, visit_id))
    form = PlanForm(
        department=found.department,
        dwelling=found.dwelling,
        case=found.case,
        topic=found.topic,
        purpose=found.purpose,
        portal_words=found.portal_words,
    )
    form.start_from(found.planned_at)
    return _edit_page(form, found, 200)


def _edit_page(form: PlanForm, visit: Visit, status: int) -> Any:
    form.offer_places(current_user)
    form.case.offer([visit.case] if visit.case else [])
    shown(current_user, Event.VISIT_READ, visit)
    return answer("visits/plan.html", None, status, form=form, visit=visit)


@bp.post("/besoeg/<uuid:visit_id>/ret")
@allow(Role.WORKER)
def save_edit(visit_id: UUID) -> Any:
    """Change place, time or purpose."""
    found = or_404(visit_with_place(current_user, visit_id))
    form = PlanForm()
    form.kept_day = danish(found.planned_at).date()
    form.offer_places(current_user)
    form.case.offer([found.case] if found.case else [])
    if not form.validate():
        return _edit_page(form, found, 422)
    return _act(actions.change_visit, found, form, gettext("Besøget er rettet."), values=form.values())


# -- a visit


@bp.get("/besoeg/<uuid:visit_id>")
@allow(Role.WORKER)
def visit(visit_id: UUID) -> Any:
    """Show a visit, with what was logged in it and what comes next."""
    return _visit_page(or_404(visit_with_place(current_user, visit_id)), 200)


def _visit_page(found: Visit, status: int) -> Any:
    entries = queries.notes_of(current_user, found)
    phase = phase_of(found)
    mine = found.worker_id == current_user.id
    # Only somebody about to start here can be hindered by another visit.
    other = None if mine and phase == Phase.RUNNING else running_visit(current_user)
    shown(current_user, Event.VISIT_READ, found)
    return answer(
        "visits/visit.html",
        None,
        status,
        visit=found,
        phase=phase,
        entries=entries[:MOST],
        more=len(entries) > MOST,
        other=other,
        mine=mine,
        can_be_resumed=actions.can_be_resumed(found),
        form=HouseForm(formdata=None),
    )


@bp.post("/besoeg/<uuid:visit_id>/start")
@allow(Role.WORKER)
def start(visit_id: UUID) -> Any:
    """Arrive; with "finish_first" the visit that runs is finished on the way."""
    found = or_404(visit_with_place(current_user, visit_id))
    return _act(actions.start_visit, found, HouseForm(), finish_first="finish_first" in request.form)


@bp.post("/besoeg/<uuid:visit_id>/afslut")
@allow(Role.WORKER)
def finish(visit_id: UUID) -> Any:
    """Leave."""
    return _act(actions.finish_visit, or_404(visit_with_place(current_user, visit_id)), HouseForm())


@bp.post("/besoeg/<uuid:visit_id>/fortsaet")
@allow(Role.WORKER)
def resume(visit_id: UUID) -> Any:
    """Take finishing back."""
    return _act(actions.resume_visit, or_404(visit_with_place(current_user, visit_id)), HouseForm())


@bp.post("/besoeg/<uuid:visit_id>/overtag")
@allow(Role.WORKER)
def take_over(visit_id: UUID) -> Any:
    """Make a colleague's visit one's own."""
    return _act(actions.take_over_visit, or_404(visit_with_place(current_user, visit_id)), HouseForm())


@bp.post("/besoeg/<uuid:visit_id>/aflys")
@allow(Role.WORKER)
def cancel(visit_id: UUID) -> Any:
    """Call the visit off; the list then offers to take that back."""
    found = or_404(queries.visit_or_cancelled(current_user, visit_id))
    try:
        actions.cancel_visit(current_user._get_current_object(), found, write=HouseForm().write)
    except actions.VisitHasMovedOn:
        return _moved_on(found)
    return done(url_for(".index", cancelled=found.id))


@bp.post("/besoeg/<uuid:visit_id>/genopret")
@allow(Role.WORKER)
def restore(visit_id: UUID) -> Any:
    """Take calling off back."""
    return _act(actions.restore_visit, or_404(queries.visit_or_cancelled(current_user, visit_id)), HouseForm())


def _act(action: Callable[..., Visit], found: Visit, form: HouseForm, receipt: str = "", **values: Any) -> Any:
    """Do it and go to the visit's page; what is not possible any more is said in words there."""
    try:
        action(current_user._get_current_object(), found, write=form.write, **values)
        if receipt:
            flash(receipt)
    except actions.AnotherVisitRuns:
        return _visit_page(or_404(visit_with_place(current_user, found.id)), 409)
    except actions.NotYourVisit:
        flash(gettext("Besøget er en kollegas. Overtag det først."))
    except actions.VisitHasMovedOn:
        return _moved_on(found)
    return done(url_for(".visit", visit_id=found.id))


def _moved_on(found: Visit) -> Any:
    flash(gettext("Besøget er ændret i mellemtiden. Her er det, som det er nu."))
    return done(url_for(".visit", visit_id=found.id))
