"""The quick log, and the photos. The pages of a note that exists are in pages.py."""

from typing import Any
from uuid import UUID

from flask import Response, flash, request, url_for
from flask_login import current_user

from boligsocial import photos, uploads
from boligsocial.access import allow, visible_dwellings, visible_photos, visible_visits
from boligsocial.audit import Event, shown
from boligsocial.fields import HouseForm, holds_cpr
from boligsocial.language import gettext
from boligsocial.models import Case, Department, Dwelling, NoteKind, Party, Photo, Role, Topic, Visit
from boligsocial.notes import actions, bp, outbox, pages, queries, shell
from boligsocial.notes.forms import LogForm
from boligsocial.parties import visible_parts
from boligsocial.visiting import running_visit
from boligsocial.web import answer, done, or_404, row_number

LOG = "notes/log.html"
__all__ = ["bp", "outbox", "pages", "shell"]


@bp.get("/log")
@allow(Role.WORKER)
def log() -> Any:
    """Show the quick log, filled with what the address says or what is most likely next."""
    visit = _visit(request.args.get("visit", "")) or _visit_here()
    form = LogForm(**_prefill(visit))
    form.visit.data = str(visit.id) if visit else ""
    return _log_page(form, 200, receipt=_receipt())


def _visit_here() -> Visit | None:
    """Return the running visit; a call about another department, taken on the way, is no note of it."""
    visit = running_visit(current_user)
    department = request.args.get("department", type=row_number)
    return visit if visit and department in (None, visit.department_id) else None


def _prefill(visit: Visit | None) -> dict[str, Any]:
    """Return the form's start: each part from the address when it says something valid, else from the day."""
    start = queries.start_of_day(current_user, visit)
    args = request.args
    department = args.get("department", start.department, type=row_number)
    dwelling, case = start.dwelling, start.case
    if "dwelling" in args:
        dwelling = (
            visible_dwellings(current_user).where(Dwelling.id == args.get("dwelling", type=row_number)).get_or_none()
        )
    if "case" in args:
        case = args.get("case", type=UUID)
    party = _party(args.get("party", type=UUID))
    return {
        "kind": _member(NoteKind, args.get("kind")) or start.kind,
        "topic": _member(Topic, args.get("topic")) or start.topic,
        "department": department and Department(id=department),
        "dwelling": dwelling,
        "case": Case(id=party.case_id) if party else case and Case(id=case),
        "party": party,
    }


def _party(party_id: UUID | None) -> Party | None:
    return visible_parts(current_user).where(Party.id == party_id).get_or_none() if party_id else None


def _member(members: Any, value: str | None) -> Any:
    return members(value) if value in list(members) else None


def _visit(visit_id: str) -> Visit | None:
    try:
        return visible_visits(current_user).where(Visit.id == UUID(visit_id)).get_or_none()
    except ValueError:
        return None


def _receipt() -> Any:
    note_id = request.args.get("saved", type=UUID) or request.args.get("undone", type=UUID)
    return queries.own_note(current_user, note_id).get_or_none() if note_id else None


def _offer_cases(form: LogForm) -> None:
    """Offer the open cases, and the one that is named however old it is: whoever comes from its page means it."""
    named = form.case.data.id if form.case.data else request.form.get("case", type=UUID)
    form.case.offer(queries.open_cases(current_user, named))


def _offer_parties(form: LogForm) -> None:
    """Offer the party that is named: a note belongs to one only when it is begun from there."""
    party = _party(request.form.get("party", type=UUID))
    form.party.offer([party] if party else [])


def _log_page(form: LogForm, status: int, receipt: Any = None, staged: Any = ()) -> Any:
    form.offer_places(current_user)
    _offer_cases(form)
    shown(current_user, Event.CASES_LISTED)
    return answer(LOG, None, status, form=form, receipt=receipt, staged=staged, one_tap=HouseForm())


@bp.post("/log")
@allow(Role.WORKER)
def save_note() -> Any:
    """Store a note; a refused one comes back with its text and photos."""
    worker = current_user._get_current_object()
    form = LogForm()
    form.offer_places(worker)
    _offer_cases(form)
    _offer_parties(form)
    most = photos.MAX_PHOTOS
    pictures = uploads.pictures(gettext("Der kan højst være %(most)s fotos på et notat. De første er med.", most=most))
    if not form.validate():
        return _log_page(form, 422, staged=uploads.keep(worker, form.write.id, pictures))
    visit, staged = _visit(form.visit.data or ""), uploads.staged_ids()
    note = actions.log_note(worker, form.write.id, form.values(), visit, pictures, staged, write=form.write)
    if holds_cpr(note.text):
        flash(gettext("Det ligner et CPR-nummer i teksten. Ret notatet, hvis det er det."))
    return done(url_for(".log", saved=note.id, visit=note.visit_id))


@bp.post("/log/<uuid:note_id>/fortryd")
@allow(Role.WORKER)
def undo(note_id: UUID) -> Any:
    """Take one's own note back."""
    note = or_404(queries.own_note(current_user, note_id))
    actions.undo_note(current_user._get_current_object(), note, write=HouseForm().write)
    return done(url_for(".log", undone=note.id))


@bp.post("/log/<uuid:note_id>/gendan")
@allow(Role.WORKER)
def restore(note_id: UUID) -> Any:
    """Bring one's own undone note back."""
    note = or_404(queries.own_note(current_user, note_id))
    actions.restore_note(current_user._get_current_object(), note, write=HouseForm().write)
    return done(url_for(".log", saved=note.id))


@bp.get("/log/sager")
@allow(Role.WORKER)
def case_choice() -> Any:
    """Return the choice of cases for a department; asked by the log when the department changes."""
    form = LogForm()
    _offer_cases(form)
    shown(current_user, Event.CASES_LISTED)
    department = request.args.get("department", type=row_number)
    return answer("notes/_case_choice.html", None, form=form, department_id=department)


@bp.get("/fotos/<uuid:photo_id>")
@allow(Role.WORKER, Role.CONTACT)
def photo(photo_id: UUID) -> Any:
    """Serve a photo in full size; each showing is recorded."""
    found = or_404(visible_photos(current_user).where(Photo.id == photo_id))
    shown(current_user, Event.PHOTO_READ, found)
    return _picture(photos.bytes_of(found.id, small=False))


@bp.get("/fotos/<uuid:photo_id>/lille")
@allow(Role.WORKER, Role.CONTACT)
def thumbnail(photo_id: UUID) -> Any:
    """Serve a thumbnail; the page it stands on has recorded the showing."""
    found = or_404(visible_photos(current_user).where(Photo.id == photo_id))
    return _picture(photos.bytes_of(found.id, small=True))


def _picture(data: bytes) -> Response:
    response = Response(data, mimetype="image/jpeg")
    # Opened on its own, a picture can run and load nothing.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Content-Disposition"] = "inline; filename=foto.jpg"
    return response
