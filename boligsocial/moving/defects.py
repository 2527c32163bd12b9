"""The defect list made together. Registered on the room's blueprint."""

from typing import Any
from uuid import UUID

from flask import flash, request, url_for

from boligsocial import photos, uploads
from boligsocial.access import allow, me
from boligsocial.audit import Event, shown
from boligsocial.clock import today
from boligsocial.fields import HouseForm
from boligsocial.guidance import Guidance, Ticking, guide
from boligsocial.language import gettext
from boligsocial.models import Case, Defect, Photo, Role
from boligsocial.moving import actions, bp, queries
from boligsocial.moving.forms import DefectForm, HandInForm
from boligsocial.moving.page import load, next_page, receipt
from boligsocial.procedures import day_of
from boligsocial.web import answer, done, or_404

RULE = "defect_list"


# -- one defect ---------------------------------------------------------------------------------------------------


@bp.get("/sager/<uuid:case_id>/mangler/ny")
@allow(Role.WORKER)
def new_defect(case_id: UUID) -> Any:
    """Ask where and what; `?punkt=` names the point of the checklist at which it was found."""
    case = load(case_id)
    return _new_page(case, DefectForm(line=request.args.get("punkt", "")), 200)


@bp.post("/sager/<uuid:case_id>/mangler/ny")
@allow(Role.WORKER)
def add_defect(case_id: UUID) -> Any:
    """Put it on the list, and go back to where it was found."""
    case = load(case_id)
    form, pictures = _sent()
    if not form.validate():
        return _new_page(case, form, 422, uploads.keep(me(), form.write.id, pictures))
    point = guide(case).point(form.line.data or "")
    values = {**form.values(), "line": point.line.key if point else ""}
    defect = actions.add_defect(me(), case, form.write.id, values, pictures, uploads.staged_ids(), write=form.write)
    return done(_where_found(defect))


def _sent() -> tuple[DefectForm, list[photos.Prepared]]:
    form, most = DefectForm(), photos.MAX_PHOTOS
    pictures = uploads.pictures(gettext("Der kan højst være %(most)s fotos af en mangel. De første er med.", most=most))
    form.has_photo = bool(pictures or uploads.staged_ids())
    return form, pictures


def _where_found(defect: Defect) -> str:
    if defect.line:
        return url_for(".day", case_id=defect.case_id, defect=defect.id, _anchor=f"point-{defect.line}")
    return url_for(".defects", case_id=defect.case_id, defect=defect.id)


def _new_page(case: Case, form: DefectForm, status: int, staged: Any = ()) -> Any:
    shown(me(), Event.CASE_READ, case)
    point = guide(case).point(form.line.data or "")
    form.line.data = point.line.key if point else ""
    return answer("moving/new_defect.html", None, status, case=case, point=point, form=form, staged=staged)


@bp.get("/mangler/<uuid:defect_id>")
@allow(Role.WORKER)
def defect(defect_id: UUID) -> Any:
    """Show a defect for correction."""
    found = or_404(queries.defect(me(), defect_id))
    return _defect_page(found, DefectForm(obj=found), 200)


@bp.post("/mangler/<uuid:defect_id>")
@allow(Role.WORKER)
def change_defect(defect_id: UUID) -> Any:
    """Keep the correction."""
    found = or_404(queries.defect(me(), defect_id))
    form, pictures = _sent()
    dropped = request.form.getlist("drop", type=UUID)
    form.has_photo = form.has_photo or any(photo.id not in dropped for photo in _photos_of(found))
    if not form.validate():
        return _defect_page(found, form, 422, uploads.keep(me(), form.write.id, pictures))
    actions.change_defect(
        me(), found, form.write.id, form.values(), pictures, uploads.staged_ids(), dropped, write=form.write
    )
    flash(gettext("Manglen er gemt."))
    return done(url_for(".defects", case_id=found.case_id, _anchor=f"defect-{found.id}"))


def _photos_of(found: Defect) -> list[Photo]:
    return queries.photos_of([found])[found.id]


def _defect_page(found: Defect, form: DefectForm, status: int, staged: Any = ()) -> Any:
    shown(me(), Event.DEFECTS_READ, found.case)
    context = {"defect": found, "photos": _photos_of(found), "staged": staged}
    return answer("moving/defect.html", None, status, form=form, **context)


@bp.post("/mangler/<uuid:defect_id>/fjern")
@allow(Role.WORKER)
def remove_defect(defect_id: UUID) -> Any:
    """Take a defect off the list."""
    found = or_404(queries.defect_or_removed(me(), defect_id))
    actions.remove_defect(me(), found, write=HouseForm().write)
    return done(next_page(url_for(".defects", case_id=found.case_id, defect=found.id)))


@bp.post("/mangler/<uuid:defect_id>/gendan")
@allow(Role.WORKER)
def restore_defect(defect_id: UUID) -> Any:
    """Put it back."""
    found = or_404(queries.defect_or_removed(me(), defect_id))
    actions.restore_defect(me(), found, write=HouseForm().write)
    return done(next_page(url_for(".defects", case_id=found.case_id, defect=found.id)))


# -- the list -----------------------------------------------------------------------------------------------------


@bp.get("/sager/<uuid:case_id>/mangelliste")
@allow(Role.WORKER)
def defects(case_id: UUID) -> Any:
    """Show the list, room by room, and until when it is to be handed in."""
    return _list_page(load(case_id), HandInForm(formdata=None, handed_in_on=today()), 200)


@bp.post("/sager/<uuid:case_id>/mangelliste/afleveret")
@allow(Role.WORKER)
def hand_in_defects(case_id: UUID) -> Any:
    """Keep that the list was handed in."""
    case = load(case_id)
    form = HandInForm()
    if not form.validate():
        return _list_page(case, form, 422)
    actions.hand_in_defects(me(), case, form.handed_in_on.data, form.receipt.data or "", write=form.write)
    flash(gettext("Mangellisten er afleveret."))
    return done(url_for(".defects", case_id=case.id))


def _list_page(case: Case, form: HandInForm, status: int) -> Any:
    defect, guided = receipt(case), guide(case)
    shown(me(), Event.DEFECTS_READ, case)
    context = {"defect": defect, "form": form, "handed_in_on": day_of(guided.facts, "defects_handed_in_on")}
    return answer("moving/defects.html", None, status, case=case, guided=guided, **context, **_list_of(case, guided))


@bp.get("/sager/<uuid:case_id>/mangelliste/udskrift")
@allow(Role.WORKER)
def print_defects(case_id: UUID) -> Any:
    """Show the list as a sheet of paper."""
    case = load(case_id)
    guided = guide(case)
    shown(me(), Event.DEFECTS_READ, case)
    starts_on = day_of(guided.facts, "lease_starts_on")
    return answer("moving/print.html", case=case, starts_on=starts_on, **_list_of(case, guided))


def _list_of(case: Case, guided: Guidance) -> dict[str, Any]:
    return {"found": queries.defect_list(me(), case), "deadline": _deadline(guided)}


def _deadline(guided: Guidance) -> Ticking | None:
    return next((one for one in guided.ticking() if one.rule.key == RULE), None)
