"""Sharing a note: choose, see exactly what the other will see, share, write back, correct, take back."""

from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, abort, flash, request, url_for

from boligsocial.access import allow, me
from boligsocial.audit import Event, shown
from boligsocial.fields import HouseForm, holds_cpr
from boligsocial.language import gettext
from boligsocial.models import Role, Share
from boligsocial.sharing import actions, queries
from boligsocial.sharing.forms import CorrectionForm, ReplyForm, ShareForm
from boligsocial.timeline import NoteEntry
from boligsocial.web import answer, done, found, or_404, wants_part
from boligsocial.wording import moment

bp = Blueprint("sharing", __name__)
# What a contact person learns of a neighbour conflict by default; in Danish, like all that is shared.
MEDIATED = {True: "Der har været mægling.", False: "Der har ikke været mægling."}
PAGE, PREVIEW, SHARE = "sharing/new.html", "sharing/_preview.html", "sharing/_share.html"


@bp.get("/notater/<uuid:note_id>/del")
@allow(Role.WORKER)
def new(note_id: UUID) -> Any:
    """Show what would be shared, with the likeliest receiver chosen."""
    entry, form, tells = _asked(note_id)
    form.propose(entry.note, entry.note.text if tells.mediated is None else MEDIATED[tells.mediated])
    return _page(entry, form, tells)


def _asked(note_id: UUID) -> tuple[NoteEntry, ShareForm, queries.CaseTells]:
    entry = found(queries.note_entry(me(), note_id))
    form = ShareForm()
    tells, form.words = queries.told_around(entry.note)
    form.offer(entry, queries.receivers(entry.note), queries.consents(entry.note), tells.moves_in_on)
    return entry, form, tells


def _page(entry: NoteEntry, form: ShareForm, tells: queries.CaseTells, status: int = 200, changed: bool = False) -> Any:
    shown(me(), Event.NOTE_READ, entry.note)
    return answer(
        PAGE,
        PREVIEW,
        status,
        entry=entry,
        form=form,
        active=[item for item in entry.shares if item.ended is None],
        changed=changed,
        in_conflict=tells.mediated is not None,
        warns=holds_cpr(form.text.data or ""),
        preview=form.as_share(me(), entry.note),
        write_id=uuid4(),
    )


@bp.post("/notater/<uuid:note_id>/del/forhaandsvisning")
@allow(Role.WORKER)
def preview(note_id: UUID) -> Any:
    """Show what the receiver would see with the choice made so far. Nothing is stored."""
    entry, form, tells = _asked(note_id)
    if "mask" in request.form:
        form.mask_names()
    return _page(entry, form, tells)


@bp.post("/notater/<uuid:note_id>/del")
@allow(Role.WORKER)
def share(note_id: UUID) -> Any:
    """Share what the preview showed."""
    entry, form, tells = _asked(note_id)
    if not form.validate():
        return _page(entry, form, tells, 422)
    prepared = form.as_share(me(), entry.note)
    page = url_for("portal.share", share_id=prepared.id)
    recipient, photos, version = form.recipient.data, form.chosen_photos, form.seen_version()
    try:
        actions.share_note(me(), prepared, recipient, photos, version, page, write=form.write)
    except actions.NoteChangedMeanwhile:
        form.version.data = entry.note.version
        return _page(entry, form, tells, 409, changed=True)
    flash(gettext("Notatet er delt. Du kan trække det tilbage her på siden."))
    return done(url_for("notes.note", note_id=note_id))


@bp.post("/delinger/<uuid:share_id>/traek-tilbage")
@allow(Role.WORKER)
def withdraw(share_id: UUID) -> Any:
    """Take a share back; the reader's next request finds nothing."""
    taken = or_404(queries.shares_of_visible_notes(me()).where(Share.id == share_id))
    if taken.withdrawn_at is None:
        actions.withdraw_share(me(), taken, write=HouseForm().write)
    item = queries.share_entry(me(), taken) or abort(404)
    if not wants_part():
        flash(_receipt(item.share))
    return done(url_for("notes.note", note_id=taken.note_id), SHARE, item=item, write_id=uuid4())


def _receipt(withdrawn: Share) -> str:
    # A flash travels in a cookie, so it names nobody.
    if withdrawn.read_at is None:
        return gettext("Trukket tilbage. Det blev ikke læst.")
    return gettext("Trukket tilbage. Det blev læst %(when)s.", when=moment(withdrawn.read_at))


@bp.get("/delinger/<uuid:share_id>")
@allow(Role.WORKER)
def conversation(share_id: UUID) -> Any:
    """Show a share as its recipient sees it, with what was said about it."""
    return _conversation(share_id, ReplyForm(), 200)


def _conversation(share_id: UUID, form: ReplyForm, status: int) -> Any:
    known = or_404(queries.shares_of_visible_notes(me()).where(Share.id == share_id))
    item = found(queries.share_entry(me(), known))
    photos = queries.photos_of(item.share)
    shown(me(), Event.SHARE_READ, item.share)
    return answer("sharing/conversation.html", None, status, item=item, photos=photos, form=form, write_id=uuid4())


@bp.post("/delinger/<uuid:share_id>/svar")
@allow(Role.WORKER)
def reply(share_id: UUID) -> Any:
    """Write back to the recipient."""
    lasting = or_404(queries.lasting_shares(me()).where(Share.id == share_id))
    form = ReplyForm()
    if not form.validate():
        return _conversation(share_id, form, 422)
    try:
        actions.reply(me(), lasting, form.text.data, url_for("portal.share", share_id=share_id), write=form.write)
    except actions.ShareChangedMeanwhile:
        abort(404)
    flash(gettext("Dit svar er sendt."))
    return done(url_for(".conversation", share_id=share_id))


@bp.get("/delinger/<uuid:share_id>/ret")
@allow(Role.WORKER)
def correct(share_id: UUID) -> Any:
    """Show the text that is shared, to be corrected."""
    lasting = or_404(queries.lasting_shares(me()).where(Share.id == share_id))
    return _correction_page(lasting, CorrectionForm(text=lasting.text, version=lasting.version), 200)


def _correction_page(lasting: Share, form: CorrectionForm, status: int, changed: bool = False) -> Any:
    shown(me(), Event.SHARE_READ, lasting)
    form.about(lasting, queries.told_around(lasting.note)[1])
    return answer("sharing/correct.html", None, status, share=lasting, form=form, changed=changed)


@bp.post("/delinger/<uuid:share_id>/ret")
@allow(Role.WORKER)
def save_correction(share_id: UUID) -> Any:
    """Replace the text; the recipient sees that it was corrected."""
    lasting = or_404(queries.lasting_shares(me()).where(Share.id == share_id))
    form = CorrectionForm()
    form.about(lasting, queries.told_around(lasting.note)[1])
    if "mask" in request.form:
        form.mask_names()
        return _correction_page(lasting, form, 200)
    if not form.validate():
        return _correction_page(lasting, form, 422)
    page = url_for("portal.share", share_id=share_id)
    try:
        actions.correct_share(me(), lasting, form.text.data, form.seen_version(), page, write=form.write)
    except actions.ShareChangedMeanwhile:
        form.version.data = lasting.version
        return _correction_page(lasting, form, 409, changed=True)
    flash(gettext("Rettelsen er delt. Modtageren kan se, at teksten er rettet."))
    return done(url_for(".conversation", share_id=share_id))
