"""Moving in: the allotment, and the day with the keys. The defect list is in defects.py."""

from typing import Any
from uuid import UUID

from flask import flash, request, url_for

from boligsocial.access import allow, me
from boligsocial.audit import Event, shown
from boligsocial.guidance import guide
from boligsocial.ladder import whom_to_call
from boligsocial.language import gettext
from boligsocial.models import Case, Department, Role, Topic
from boligsocial.moving import actions, bp, defects, queries
from boligsocial.moving.forms import AllotmentForm, QuestionForm
from boligsocial.moving.page import load, receipt
from boligsocial.web import answer, done, found, row_number

__all__ = ["bp", "defects"]


# -- the allotment ------------------------------------------------------------------------------------------------


@bp.get("/sager/anvisning")
@allow(Role.WORKER)
def allotment() -> Any:
    """Ask for what the municipality's message says."""
    department = request.args.get("department", type=row_number)
    form = AllotmentForm(department=department and Department(id=department))
    form.offer_places(me())
    return answer("moving/allotment.html", form=form)


@bp.post("/sager/anvisning")
@allow(Role.WORKER)
def receive_allotment() -> Any:
    """Open the move-in."""
    form = AllotmentForm()
    form.offer_places(me())
    if not form.validate():
        return answer("moving/allotment.html", None, 422, form=form)
    about = (form.place(), form.facts(), form.resident(), form.message_text.data or "")
    case = actions.receive_allotment(me(), *about, write=form.write)
    flash(gettext("Anvisningen er modtaget, og sagen er oprettet."))
    return done(url_for("cases.case", case_id=case.id))


# -- the day with the keys ----------------------------------------------------------------------------------------


@bp.get("/sager/<uuid:case_id>/indflytningsdag")
@allow(Role.WORKER)
def day(case_id: UUID) -> Any:
    """Show what one needs with the keys in one hand."""
    return _day_page(load(case_id), QuestionForm(), 200)


@bp.post("/sager/<uuid:case_id>/indflytningsdag")
@allow(Role.WORKER)
def add_question(case_id: UUID) -> Any:
    """Keep a question that the residents still have."""
    case = load(case_id)
    form = QuestionForm()
    if not form.validate():
        return _day_page(case, form, 422)
    actions.add_question(me(), case, form.what.data, found(form.due()), write=form.write)
    flash(gettext("Spørgsmålet er gemt. Vi minder dig om det."))
    return done(url_for(".day", case_id=case.id, left=1, _anchor="questions"))


def _day_page(case: Case, form: QuestionForm, status: int) -> Any:
    questions, defect = queries.open_questions(case), receipt(case)
    contacts = whom_to_call(me(), Topic.MOVE_IN, case.department).people
    shown(me(), Event.CASE_READ, case)
    return answer(
        "moving/day.html",
        None,
        status,
        case=case,
        guided=guide(case),
        contacts=contacts,
        questions=questions,
        defect=defect,
        form=form,
        has_left=bool(form.errors) or "left" in request.args,
    )
