"""Ticking lines off and filling in what a case is to know; the case's own page is in the cases room."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, request, url_for
from peewee import JOIN

from boligsocial import facts, guidance
from boligsocial.access import allow, me, visible_cases
from boligsocial.audit import Event, shown
from boligsocial.fields import HouseForm
from boligsocial.language import gettext
from boligsocial.models import Case, Department, Dwelling, LineState, Role
from boligsocial.procedures import Sheet
from boligsocial.steps import actions
from boligsocial.steps.forms import PointForm, TwoVisitForm
from boligsocial.web import answer, done, found, is_local_path, or_404, wants_part
from boligsocial.wording import said

bp = Blueprint("steps", __name__)
POINTS = "steps/_points.html"


def _load(case_id: UUID) -> Case:
    cases = visible_cases(me()).select(Case, Department, Dwelling).join_from(Case, Department)
    return or_404(cases.join_from(Case, Dwelling, JOIN.LEFT_OUTER).where(Case.id == case_id))


def _next_page(case: Case) -> str:
    target = request.values.get("next", "")
    return target if is_local_path(target) else url_for("cases.case", case_id=case.id)


# -- lines --------------------------------------------------------------------------------------------------------


@bp.post("/sager/<uuid:case_id>/punkter/<key>")
@allow(Role.WORKER)
def set_line(case_id: UUID, key: str) -> Any:
    """Say how far a line is; a line that cannot begin yet stays as it is, and says why."""
    case = _load(case_id)
    point = found(guidance.guide(case).point(key))
    form = PointForm()
    if not form.validate():
        return _points(case, form.problems()[0][1], [key])
    if point.locked:
        return _points(case, said(point.locked), [key])
    actions.set_line(me(), case, key, form.state.data, write=form.write)
    return _points(case, touched=[key])


@bp.post("/sager/<uuid:case_id>/punkter")
@allow(Role.WORKER)
def settle_rest(case_id: UUID) -> Any:
    """Tick off what is left of a moment: "Resten er i orden"."""
    case = _load(case_id)
    guided = guidance.guide(case)
    moment = next((one for one in guided.procedure.moments if one.key == request.form.get("moment")), None)
    if moment is None:
        return _points(case, gettext("Vælg, hvilken del der er i orden."))
    left = {point.line.key: point.state for point in guided.points(moment) if not point.is_settled and not point.locked}
    actions.settle_rest(me(), case, list(left), write=HouseForm().write)
    return _points(case, touched=list(left), settled=left)


@bp.post("/sager/<uuid:case_id>/punkter/fortryd")
@allow(Role.WORKER)
def unsettle_rest(case_id: UUID) -> Any:
    """Let the lines be as far as they were before "Resten er i orden"."""
    case = _load(case_id)
    guided = guidance.guide(case)
    was = dict(told.split(" ", 1) for told in request.form.getlist("was") if " " in told)
    known = {key: LineState(state) for key, state in was.items() if guided.point(key) and state in list(LineState)}
    actions.set_lines(me(), case, known, write=HouseForm().write)
    return _points(case, touched=list(known))


def _points(
    case: Case, refusal: str = "", touched: Iterable[str] = (), settled: dict[str, LineState] | None = None
) -> Any:
    """Answer with the checklist as it is now; a page goes back to where it was sent from."""
    form = HouseForm()
    form.renew_write_id()
    if refusal and not wants_part():
        flash(refusal)
    back = _next_page(case)
    context = {
        "case": case,
        "guided": guidance.guide(case),
        "form": form,
        "back": back.partition("#")[0],
        "said_no": refusal,
        "touched": touched,
        "day": {"defect": None, "settled": settled} if "day" in request.form else None,
    }
    if refusal and wants_part():
        return answer(POINTS, POINTS, 422, **context)
    return done(back, POINTS, **context)


# -- facts --------------------------------------------------------------------------------------------------------


@bp.get("/sager/<uuid:case_id>/oplysninger/<key>")
@allow(Role.WORKER)
def sheet(case_id: UUID, key: str) -> Any:
    """Ask for the facts of a sheet."""
    case = _load(case_id)
    guided = guidance.guide(case)
    asked = _sheet(guided, key)
    values = {fact.key: facts.to_field(fact, guided.facts.get(fact.key, "")) for fact in asked.facts}
    return _sheet_page(case, asked, facts.form_for(asked.facts)(**values), 200)


@bp.post("/sager/<uuid:case_id>/oplysninger/<key>")
@allow(Role.WORKER)
def save_sheet(case_id: UUID, key: str) -> Any:
    """Keep the facts of a sheet."""
    case = _load(case_id)
    asked = _sheet(guidance.guide(case), key)
    form = facts.form_for(asked.facts)()
    if not form.validate():
        return _sheet_page(case, asked, form, 422)
    values = {fact.key: facts.to_store(form[fact.key].data) for fact in asked.facts}
    actions.save_facts(me(), case, values, write=form.write)
    flash(gettext("Oplysningerne er gemt."))
    return done(_next_page(case))


def _sheet(guided: guidance.Guidance, key: str) -> Sheet:
    sheet: Sheet = found(next((one for one in guided.sheets() if one.key == key), None))
    return sheet


def _sheet_page(case: Case, asked: Sheet, form: HouseForm, status: int) -> Any:
    shown(me(), Event.CASE_READ, case)
    return answer("steps/sheet.html", None, status, case=case, sheet=asked, form=form, back=_next_page(case))


# -- never alone --------------------------------------------------------------------------------------------------


@bp.get("/sager/<uuid:case_id>/to-paa-besoeg")
@allow(Role.WORKER)
def two_visit(case_id: UUID) -> Any:
    """Ask why and until when nobody visits alone."""
    case = _load(case_id)
    return _two_visit_page(case, TwoVisitForm(reason=case.two_visit_reason, until=case.two_visit_until), 200)


@bp.post("/sager/<uuid:case_id>/to-paa-besoeg")
@allow(Role.WORKER)
def ask_for_two(case_id: UUID) -> Any:
    """Keep it, or take the flag away."""
    case = _load(case_id)
    form = TwoVisitForm()
    if not form.validate():
        return _two_visit_page(case, form, 422)
    actions.ask_for_two(me(), case, form.reason.data or "", form.until.data, write=form.write)
    flash(gettext("Gemt: I går to sammen på besøg.") if form.until.data else gettext("Gemt: Du kan gå alene på besøg."))
    return done(url_for("cases.case", case_id=case.id))


def _two_visit_page(case: Case, form: TwoVisitForm, status: int) -> Any:
    shown(me(), Event.CASE_READ, case)
    return answer("steps/two_visit.html", None, status, case=case, form=form)
