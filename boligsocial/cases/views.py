"""Cases: the list, a new one, one case, and its follow-ups."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, request, url_for
from flask_login import current_user
from peewee import Model, ModelSelect

from boligsocial.access import allow, visible_departments, visible_dwellings, visible_notes
from boligsocial.audit import Event, shown
from boligsocial.cases import actions, queries
from boligsocial.cases.areas import AREA_OF, TOPIC_OF
from boligsocial.cases.forms import EditCaseForm, FollowUpForm, NewCaseForm, PostponeForm
from boligsocial.fields import HouseForm
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import Case, CaseArea, CaseStatus, Department, Dwelling, FollowUp, Note, Role, User
from boligsocial.places import departments_by_use
from boligsocial.timeline import note_entries
from boligsocial.web import answer, done, is_local_path, or_404, wants_part

_ = lazy_gettext
bp = Blueprint("cases", __name__)
LINE = "cases/_follow_up.html"
SAID = {
    "done": _("Opfølgningen er udført."),
    "open": _("Opfølgningen er åben igen."),
    "moved": _("Opfølgningen er udskudt."),
}


def me() -> User:
    """Return the person behind the request."""
    return current_user._get_current_object()


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
        case = actions.open_case(me(), form.values(), note, form.first_follow_up(), write=form.write)
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


# -- one case -----------------------------------------------------------------------------------------------------


@bp.get("/sager/<uuid:case_id>")
@allow(Role.WORKER)
def case(case_id: UUID) -> Any:
    """Show a case: the facts, what is to be done, what happened."""
    return _case_page(_load(case_id), FollowUpForm(), 200)


def _load(case_id: UUID) -> Case:
    return or_404(queries.case_with_place(me(), case_id))


def _case_page(case: Case, form: FollowUpForm, status: int, refused: UUID | None = None) -> Any:
    """Render the case; `refused` is the follow-up whose new day was not accepted."""
    follow_ups = queries.follow_ups(case)
    older = request.args.get("after", "")
    entries = note_entries(queries.notes_of(me(), case, older), queries.PER_PAGE + 1)
    last = entries[queries.PER_PAGE - 1].note if len(entries) > queries.PER_PAGE else None
    shown(me(), Event.CASE_READ, case)
    return answer(
        "cases/case.html",
        None,
        status,
        case=case,
        topic=TOPIC_OF[case.area],
        left_out=len(follow_ups) == queries.MOST_FOLLOW_UPS,
        open_ones=[row for row in follow_ups if row.done_at is None],
        done_ones=[row for row in follow_ups if row.done_at is not None],
        entries=entries[: queries.PER_PAGE],
        further=queries.place_in_list(last.happened_at, last.id) if last else "",
        is_first=not older,
        form=form,
        refused=refused,
    )


@bp.get("/sager/<uuid:case_id>/ret")
@allow(Role.WORKER)
def edit(case_id: UUID) -> Any:
    """Ask what is to be changed; `?status=` chooses a status beforehand, e.g. for closing."""
    case = _load(case_id)
    form = EditCaseForm(obj=case)
    form.offer_rows(me())
    form.offer_follow_ups(_open_ones(case))
    if request.args.get("status") in list(CaseStatus):
        form.status.data = CaseStatus(request.args["status"])
    form.seen.data = actions.state_of(case)
    return _edit_page(case, form, 200)


@bp.post("/sager/<uuid:case_id>/ret")
@allow(Role.WORKER)
def change(case_id: UUID) -> Any:
    """Change the case."""
    case = _load(case_id)
    form = EditCaseForm()
    form.offer_rows(me())
    form.offer_follow_ups(_open_ones(case))
    if not form.validate():
        return _edit_page(case, form, 422)
    try:
        actions.change_case(me(), case, form.seen.data or "", form.values(), form.finished_ones(), write=form.write)
    except actions.CaseChangedMeanwhile as changed:
        form.start_again_from(actions.state_of(changed.case))
        return _edit_page(case, form, 422)
    flash(gettext("Sagen er gemt."))
    return done(url_for(".case", case_id=case.id))


def _open_ones(case: Case) -> list[FollowUp]:
    return [row for row in queries.follow_ups(case) if row.done_at is None]


def _edit_page(case: Case, form: EditCaseForm, status: int) -> Any:
    shown(me(), Event.CASE_READ, case)
    return answer("cases/edit.html", None, status, case=case, form=form)


# -- follow-ups ---------------------------------------------------------------------------------------------------


@bp.post("/sager/<uuid:case_id>/opfoelgninger")
@allow(Role.WORKER)
def add_follow_up(case_id: UUID) -> Any:
    """Add something to do in the case."""
    case = _load(case_id)
    form = FollowUpForm()
    if not form.validate():
        return _case_page(case, form, 422)
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
    """Move a follow-up to another day."""
    follow_up = or_404(queries.follow_up(me(), follow_up_id))
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
        return _case_page(_load(follow_up.case_id), FollowUpForm(formdata=None), 422, refused=follow_up.id)
    form = HouseForm()
    form.renew_write_id()
    context = {"follow_up": follow_up, "write_id": form.write_id.data, "back_to": _back_to(), "outcome": "no_date"}
    return answer(LINE, LINE, 422, **context)
