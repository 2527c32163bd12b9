"""Cases: the list, a new one, and changing one. One case's page is in page.py, its follow-ups in follow_ups.py."""

from typing import Any
from uuid import UUID

from flask import flash, request, url_for
from peewee import Model, ModelSelect

from boligsocial.access import allow, me, visible_departments, visible_dwellings, visible_notes
from boligsocial.areas import AREA_OF
from boligsocial.audit import Event, shown
from boligsocial.cases import actions, bp, follow_ups, queries
from boligsocial.cases.forms import EditCaseForm, NewCaseForm
from boligsocial.cases.page import load
from boligsocial.clock import today
from boligsocial.language import gettext
from boligsocial.models import Case, CaseArea, CaseStatus, Department, Dwelling, FollowUp, Note, Role
from boligsocial.places import departments_by_use
from boligsocial.web import answer, done, or_404
from boligsocial.wording import said

__all__ = ["bp", "follow_ups"]


@bp.get("/sager")
@allow(Role.WORKER)
def index() -> Any:
    """List the open cases, or those asked for."""
    filters = queries.Filters.of(request.args)
    cases = queries.case_list(me(), filters, request.args.get("after", ""))
    shown(me(), Event.CASES_LISTED)
    more = cases[queries.PER_PAGE - 1] if len(cases) > queries.PER_PAGE else None
    return answer(
        "cases/index.html",
        cases=cases[: queries.PER_PAGE],
        further=queries.place_in_list(more.updated_at, more.id) if more else "",
        is_first=not request.args.get("after"),
        filters=filters,
        areas=list(CaseArea),
        statuses=list(CaseStatus),
        departments=departments_by_use(me()),
        unsettled=queries.unsettled_count(me()),
    )


# -- a new case ---------------------------------------------------------------------------------------------------


@bp.get("/sager/ny")
@allow(Role.WORKER)
def new() -> Any:
    """Ask for what a new case needs; a note or a place in the query fills in what they know."""
    note = _note(request.args.get("note", ""))
    if note and note.case_id:
        return done(url_for(".case", case_id=note.case_id))
    form = NewCaseForm(responsible=me(), **_start_from(note))
    form.offer_rows(me())
    return _new_page(form, note, 200)


@bp.post("/sager/ny")
@allow(Role.WORKER)
def open_case() -> Any:
    """Open the case."""
    form = NewCaseForm()
    form.offer_rows(me())
    note = _note(form.note.data or "")
    if not form.validate():
        return _new_page(form, note, 422)
    try:
        heard_on = form.heard_on.data or today()
        case = actions.open_case(me(), form.values(), heard_on, note, form.first_follow_up(), write=form.write)
    except actions.NoteHasCase:
        form.note.errors = [gettext("Notatet er kommet i en anden sag imens. Gem igen, så oprettes sagen uden det.")]
        return _new_page(form, None, 422)
    flash(gettext("Sagen er oprettet."))
    return done(url_for(".case", case_id=case.id))


def _new_page(form: NewCaseForm, note: Note | None, status: int) -> Any:
    form.note.data = str(note.id) if note else ""
    if note:
        shown(me(), Event.NOTE_READ, note)
    return answer("cases/new.html", None, status, form=form, note=note)


def _note(key: str) -> Note | None:
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    return or_404(queries.with_place(visible_notes(me())).where(Note.id == wanted))


def _start_from(note: Note | None) -> dict[str, Any]:
    if note:
        return {"department": note.department, "dwelling": note.dwelling, "area": AREA_OF.get(note.topic)}
    department = _row(visible_departments(me()), Department, "department")
    dwelling = _row(visible_dwellings(me()), Dwelling, "dwelling")
    return {"department": dwelling.department if dwelling else department, "dwelling": dwelling}


def _row(rows: ModelSelect, table: type[Model], name: str) -> Any:
    key = request.args.get(name, "")
    return or_404(rows.where(table.id == int(key))) if key.isdecimal() and len(key) < 10 else None


# -- changing one -------------------------------------------------------------------------------------------------


@bp.get("/sager/<uuid:case_id>/ret")
@allow(Role.WORKER)
def edit(case_id: UUID) -> Any:
    """Ask what is to be changed; `?status=` chooses a status beforehand, e.g. for closing."""
    case = load(case_id)
    form = EditCaseForm(obj=case)
    form.offer_rows(me(), case)
    form.offer_follow_ups(_open_ones(case))
    if request.args.get("status") in list(CaseStatus):
        form.status.data = CaseStatus(request.args["status"])
    form.seen.data = actions.state_of(case)
    return _edit_page(case, form, 200)


@bp.post("/sager/<uuid:case_id>/ret")
@allow(Role.WORKER)
def change(case_id: UUID) -> Any:
    """Change the case."""
    case = load(case_id)
    form = EditCaseForm()
    form.offer_rows(me(), case)
    form.offer_follow_ups(_open_ones(case))
    if not form.validate():
        return _edit_page(case, form, 422)
    try:
        actions.change_case(me(), case, form.seen.data or "", form.values(), form.finished_ones(), write=form.write)
    except actions.CaseChangedMeanwhile as changed:
        form.start_again_from(actions.state_of(changed.case))
        return _edit_page(case, form, 422)
    except actions.CaseIsGuarded as guard:
        form.status.errors = [said(words) for words in guard.words]
        return _edit_page(case, form, 422)
    flash(gettext("Sagen er gemt."))
    return done(url_for(".case", case_id=case.id))


def _open_ones(case: Case) -> list[FollowUp]:
    return [row for row in queries.follow_ups(case) if row.done_at is None]


def _edit_page(case: Case, form: EditCaseForm, status: int) -> Any:
    shown(me(), Event.CASE_READ, case)
    return answer("cases/edit.html", None, status, case=case, form=form)
