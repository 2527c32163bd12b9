"""What a resident can demand, on the resident's behalf: a copy, a correction, and who has looked."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, flash, url_for

from boligsocial.access import allow, fresh, me
from boligsocial.audit import Event, shown
from boligsocial.clock import today
from boligsocial.fields import HouseForm
from boligsocial.language import gettext
from boligsocial.models import DataRequest, Mask, RequestKind, Resident, Role
from boligsocial.own_data import cases_out_of_reach
from boligsocial.rights import actions, queries
from boligsocial.rights.copying import Copy, copy_for
from boligsocial.rights.forms import AskedForm, CorrectionForm, EndForm, PassageForm, RemarkForm
from boligsocial.rights.handing_over import NotApproved, taken
from boligsocial.rights.reads import looks
from boligsocial.web import answer, done, or_404

bp = Blueprint("rights", __name__)


# -- a resident's page --------------------------------------------------------------------------------------------


@bp.get("/beboere/<uuid:resident_id>/rettigheder")
@allow(Role.WORKER)
def index(resident_id: UUID) -> Any:
    """Show what the resident has asked for, and what more they can."""
    resident = or_404(queries.resident(me(), resident_id))
    requests, out_of_reach = queries.requests_of(me(), resident), cases_out_of_reach(me(), resident)
    shown(me(), Event.RIGHTS_READ, resident)
    return answer("rights/index.html", resident=resident, requests=requests, out_of_reach=out_of_reach)


@bp.get("/beboere/<uuid:resident_id>/set")
@allow(Role.WORKER)
def seen(resident_id: UUID) -> Any:
    """Show when the resident's data was looked at, and what for."""
    resident = or_404(queries.resident(me(), resident_id))
    shown(me(), Event.READS_READ, resident)
    return answer("rights/seen.html", resident=resident, looks=looks(me(), resident))


@bp.get("/beboere/<uuid:resident_id>/kopi")
@allow(Role.WORKER)
def new_copy(resident_id: UUID) -> Any:
    """Ask when the resident wanted a copy, and how we know that it is them."""
    resident = or_404(queries.resident(me(), resident_id))
    return _copy_form(resident, AskedForm(asked_on=today()), 200)


@bp.post("/beboere/<uuid:resident_id>/kopi")
@allow(Role.WORKER)
def ask_for_copy(resident_id: UUID) -> Any:
    """Write down that the resident wants a copy."""
    resident, form = or_404(queries.resident(me(), resident_id)), AskedForm()
    if not form.validate():
        return _copy_form(resident, form, 422)
    asked = actions.register(
        me(), resident, RequestKind.COPY, form.asked_on.data, form.proved_by.data, write=form.write
    )
    return done(url_for(".demand", request_id=asked.id))


def _copy_form(resident: Resident, form: AskedForm, status: int) -> Any:
    shown(me(), Event.RIGHTS_READ, resident)
    return answer("rights/new_copy.html", None, status, resident=resident, form=form)


@bp.get("/beboere/<uuid:resident_id>/rettelse")
@allow(Role.WORKER)
def new_correction(resident_id: UUID) -> Any:
    """Ask what the resident finds wrong."""
    resident = or_404(queries.resident(me(), resident_id))
    return _correction_form(resident, CorrectionForm(asked_on=today()), 200)


@bp.post("/beboere/<uuid:resident_id>/rettelse")
@allow(Role.WORKER)
def ask_for_correction(resident_id: UUID) -> Any:
    """Write down what the resident finds wrong."""
    resident, form = or_404(queries.resident(me(), resident_id)), CorrectionForm()
    form.note.offer(queries.notes_of(me(), resident))
    if not form.validate():
        return _correction_form(resident, form, 422)
    said = {"wish": form.wish.data, "note": form.note.data}
    asked = actions.register(
        me(), resident, RequestKind.CORRECTION, form.asked_on.data, form.proved_by.data, **said, write=form.write
    )
    return done(url_for(".demand", request_id=asked.id))


def _correction_form(resident: Resident, form: CorrectionForm, status: int) -> Any:
    form.note.offer(queries.notes_of(me(), resident))
    shown(me(), Event.RIGHTS_READ, resident)
    return answer("rights/new_correction.html", None, status, resident=resident, form=form)


# -- one request --------------------------------------------------------------------------------------------------


def _load(request_id: UUID, kind: RequestKind | None = None) -> DataRequest:
    found: DataRequest = or_404(queries.visible_requests(me()).where(DataRequest.id == request_id))
    return found if kind in (None, found.kind) else abort(404)


@bp.get("/indsigt/<uuid:request_id>")
@allow(Role.WORKER)
def demand(request_id: UUID) -> Any:
    """Show a request: the copy as it will be handed over, or the wish for a correction."""
    return _page(_load(request_id), 200)


def _page(asked: DataRequest, status: int, end_form: EndForm | None = None, remark: RemarkForm | None = None) -> Any:
    shown(me(), Event.RIGHTS_READ, asked.resident)
    if asked.kind == RequestKind.CORRECTION:
        form = end_form or EndForm(formdata=None)
        return answer("rights/correction.html", None, status, asked=asked, form=form)
    copy = copy_for(me(), asked)
    remark = remark or RemarkForm(formdata=None)
    return answer("rights/copy.html", None, status, asked=asked, copy=copy, form=remark, is_mine=_is_mine(asked))


def _is_mine(asked: DataRequest) -> bool:
    return asked.prepared_by_id == me().id


@bp.get("/indsigt/<uuid:request_id>/tekster/<place>")
@allow(Role.WORKER)
def piece(request_id: UUID, place: str) -> Any:
    """Show one text of a copy, and let what is left out of it be decided."""
    copy = copy_for(me(), _load(request_id, RequestKind.COPY))
    return _piece_page(copy, place, PassageForm(formdata=None), 200)


def _piece_page(copy: Copy, place: str, form: PassageForm, status: int) -> Any:
    copied = copy.pieces.get(place) or abort(404)
    shown(me(), Event.RIGHTS_READ, copy.request.resident)
    return answer("rights/piece.html", None, status, asked=copy.request, copied=copied, form=form)


@bp.post("/indsigt/<uuid:request_id>/udelad")
@allow(Role.WORKER)
def decide(request_id: UUID) -> Any:
    """Leave a passage, a whole text or a photo out, or show what the rule would leave out."""
    copy, form = copy_for(me(), _load(request_id, RequestKind.COPY)), PassageForm()
    place = form.place.data or ""
    photos = {f"photo-{photo.id}" for part in copy.data.parts for photo in part.photos}
    if place not in copy.pieces and place not in photos:
        # The text has gone out of the cases meanwhile.
        return _too_late(copy.request)
    words = form.words.data or ""
    if not form.validate() or (words and not _stands_in(copy, place, words)):
        if not form.errors:
            form.words.errors = [gettext("Ordene står ikke i teksten. Skriv dem, præcis som de står.")]
        return _piece_page(copy, place, form, 422)
    try:
        actions.decide(me(), copy.request, place, words, bool(form.hides.data), form.reason.data, write=form.write)
    except actions.AlreadyClosed:
        return _too_late(copy.request)
    return _back_to(copy.request, place)


def _stands_in(copy: Copy, place: str, words: str) -> bool:
    return place in copy.pieces and words in copy.pieces[place].piece.text


@bp.post("/indsigt/<uuid:request_id>/udelad/<uuid:mask_id>/fortryd")
@allow(Role.WORKER)
def undo(request_id: UUID, mask_id: UUID) -> Any:
    """Take a decision back."""
    asked = _load(request_id, RequestKind.COPY)
    mask: Mask = or_404(queries.mask(asked, mask_id))
    try:
        actions.undo(me(), asked, mask, write=HouseForm().write)
    except actions.AlreadyClosed:
        return _too_late(asked)
    return _back_to(asked, mask.place)


def _back_to(asked: DataRequest, place: str) -> Any:
    if place.startswith("photo-"):
        return done(url_for(".demand", request_id=asked.id, _anchor="photos"))
    return done(url_for(".piece", request_id=asked.id, place=place))


def _too_late(asked: DataRequest) -> Any:
    flash(gettext("Sagen om kopien er afsluttet eller ændret imens. Intet er ændret nu. Se siden igennem igen."))
    return done(url_for(".demand", request_id=asked.id))


# -- two people, and out of the house -----------------------------------------------------------------------------


@bp.post("/indsigt/<uuid:request_id>/klar")
@allow(Role.WORKER)
def prepare(request_id: UUID) -> Any:
    """Say that somebody else can check the copy."""
    asked = _load(request_id, RequestKind.COPY)
    copy = copy_for(me(), asked)
    try:
        actions.prepare(me(), asked, copy.digest, copy.data.out_of_reach, write=HouseForm().write)
        flash(gettext("Kopien er klar. Nu skal en kollega se den igennem."))
    except actions.NotWhole:
        flash(gettext("Du kan ikke se alle beboerens sager. Bed en kollega, der kan, om at gøre kopien klar."))
    except actions.AlreadyClosed:
        return _too_late(asked)
    return done(url_for(".demand", request_id=asked.id))


@bp.post("/indsigt/<uuid:request_id>/send-tilbage")
@allow(Role.WORKER)
def send_back(request_id: UUID) -> Any:
    """Say what is not right with the copy yet."""
    asked, form = _load(request_id, RequestKind.COPY), RemarkForm()
    if not form.validate():
        return _page(asked, 422, remark=form)
    try:
        actions.send_back(me(), asked, form.remark.data or "", write=form.write)
    except actions.AlreadyClosed:
        return _too_late(asked)
    flash(gettext("Sendt tilbage. Din kollega kan se, hvad der skal ændres."))
    return done(url_for(".demand", request_id=asked.id))


@bp.post("/indsigt/<uuid:request_id>/godkend")
@allow(Role.WORKER)
@fresh
def approve(request_id: UUID) -> Any:
    """Approve what a colleague made ready."""
    asked = _load(request_id, RequestKind.COPY)
    copy = copy_for(me(), asked)
    try:
        actions.approve(me(), asked, copy.digest, copy.data.out_of_reach, write=HouseForm().write)
        flash(gettext("Godkendt. Nu kan kopien hentes og gives til beboeren."))
    except actions.SamePerson:
        flash(gettext("Du har selv gjort kopien klar. En anden skal godkende den."))
    except actions.NotWhole:
        flash(gettext("Du kan ikke se alle beboerens sager. Bed en kollega, der kan, om at godkende kopien."))
    except (actions.Changed, actions.AlreadyClosed):
        return _too_late(asked)
    return done(url_for(".demand", request_id=asked.id))


@bp.post("/indsigt/<uuid:request_id>/hent")
@allow(Role.WORKER)
@fresh
def download(request_id: UUID) -> Any:
    """Answer with the approved copy as a file."""
    asked = _load(request_id, RequestKind.COPY)
    try:
        content = taken(me(), copy_for(me(), asked))
    except NotApproved:
        return _too_late(asked)
    headers = {"Content-Disposition": "attachment; filename=kopi.zip"}
    return Response(content, mimetype="application/zip", headers=headers)


@bp.post("/indsigt/<uuid:request_id>/afslut")
@allow(Role.WORKER)
def close(request_id: UUID) -> Any:
    """Say that the resident has had the answer."""
    asked = _load(request_id)
    form = EndForm() if asked.kind == RequestKind.CORRECTION else HouseForm()
    if isinstance(form, EndForm) and not form.validate():
        return _page(asked, 422, end_form=form)
    ending = (form.end.data, form.words.data or "") if isinstance(form, EndForm) else ()
    try:
        actions.close(me(), asked, *ending, write=form.write)
    except (actions.Changed, actions.AlreadyClosed):
        return _too_late(asked)
    flash(gettext("Afsluttet."))
    return done(url_for(".index", resident_id=asked.resident_id))
