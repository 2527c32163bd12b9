"""Sharing a note: choose, see exactly what the other will see, share, take back."""

from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, abort, flash, url_for
from flask_login import current_user

from boligsocial.access import allow
from boligsocial.audit import Event, shown
from boligsocial.fields import HouseForm, holds_cpr
from boligsocial.language import gettext
from boligsocial.models import Role, Share
from boligsocial.sharing import actions, queries
from boligsocial.sharing.forms import ShareForm
from boligsocial.timeline import NoteEntry
from boligsocial.web import answer, done, or_404, wants_part
from boligsocial.wording import moment

bp = Blueprint("sharing", __name__)
# What a contact person learns of a neighbour conflict by default; in Danish, like all that is shared.
MEDIATED = {True: "Der har været mægling.", False: "Der har ikke været mægling."}
PAGE, PREVIEW, SHARE = "sharing/new.html", "sharing/_preview.html", "sharing/_share.html"


@bp.get("/notater/<uuid:note_id>/del")
@allow(Role.WORKER)
def new(note_id: UUID) -> Any:
    """Show what would be shared, with the likeliest receiver chosen."""
    entry = queries.note_entry(current_user, note_id) or abort(404)
    receivers = queries.receivers(entry.note)
    first = receivers[0] if receivers else None
    form = ShareForm(recipient=first, version=entry.note.version)
    form.offer(receivers, entry)
    return _page(entry, form, 200)


def _page(entry: NoteEntry, form: ShareForm, status: int, changed: bool = False) -> Any:
    held = queries.mediation_held(entry.note)
    if form.text.data is None:
        form.text.data = entry.note.text if held is None else MEDIATED[held]
    shown(current_user, Event.NOTE_READ, entry.note)
    return answer(
        PAGE,
        PREVIEW,
        status,
        entry=entry,
        form=form,
        active=[item for item in entry.shares if item.share.withdrawn_at is None],
        changed=changed,
        in_conflict=held is not None,
        warns=holds_cpr(form.text.data or ""),
        preview=form.as_share(current_user._get_current_object(), entry.note),
        write_id=uuid4(),
    )


@bp.post("/notater/<uuid:note_id>/del/forhaandsvisning")
@allow(Role.WORKER)
def preview(note_id: UUID) -> Any:
    """Show what the receiver would see with the choice made so far. Nothing is stored."""
    entry = queries.note_entry(current_user, note_id) or abort(404)
    form = ShareForm()
    form.offer(queries.receivers(entry.note), entry)
    return _page(entry, form, 200)


@bp.post("/notater/<uuid:note_id>/del")
@allow(Role.WORKER)
def share(note_id: UUID) -> Any:
    """Share what the preview showed."""
    entry = queries.note_entry(current_user, note_id) or abort(404)
    form = ShareForm()
    form.offer(queries.receivers(entry.note), entry)
    if not form.validate():
        return _page(entry, form, 422)
    worker = current_user._get_current_object()
    prepared = form.as_share(worker, entry.note)
    try:
        actions.share_note(
            worker, prepared, form.recipient.data, form.chosen_photos, form.seen_version(), write=form.write
        )
    except actions.NoteChangedMeanwhile:
        form.version.data = entry.note.version
        return _page(entry, form, 409, changed=True)
    flash(gettext("Notatet er delt. Du kan trække det tilbage her på siden."))
    return done(url_for("notes.note", note_id=note_id))


@bp.post("/delinger/<uuid:share_id>/traek-tilbage")
@allow(Role.WORKER)
def withdraw(share_id: UUID) -> Any:
    """Take a share back; the reader's next request finds nothing."""
    found = or_404(queries.shares_of_visible_notes(current_user).where(Share.id == share_id))
    if found.withdrawn_at is None:
        actions.withdraw_share(current_user._get_current_object(), found, write=HouseForm().write)
    item = queries.share_entry(current_user, found) or abort(404)
    if not wants_part():
        flash(_receipt(item.share))
    return done(url_for("notes.note", note_id=found.note_id), SHARE, item=item, write_id=uuid4())


def _receipt(withdrawn: Share) -> str:
    # A flash travels in a cookie, so it names nobody.
    if withdrawn.read_at is None:
        return gettext("Trukket tilbage. Det blev ikke læst.")
    return gettext("Trukket tilbage. Det blev læst %(when)s.", when=moment(withdrawn.read_at))
