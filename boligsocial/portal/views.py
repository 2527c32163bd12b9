"""The portal: inbox, a shared note with its answers, own departments."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, url_for
from flask_login import current_user

from boligsocial.access import allow
from boligsocial.audit import Event, shown
from boligsocial.language import gettext
from boligsocial.models import Role, Share
from boligsocial.portal import actions, queries
from boligsocial.portal.forms import AnswerForm
from boligsocial.web import answer as respond
from boligsocial.web import done, or_404, wants_part

bp = Blueprint("portal", __name__)
PAGE, ANSWERS = "portal/share.html", "portal/_answers.html"


@bp.get("/portal")
@allow(Role.CONTACT)
def inbox() -> Any:
    """List what is shared with the contact person, the newest first."""
    shares = queries.inbox(current_user)
    shown(current_user, Event.SHARES_LISTED)
    more = len(shares) > queries.INBOX_SIZE
    return respond("portal/inbox.html", None, shares=shares[: queries.INBOX_SIZE], more=more)


@bp.get("/portal/<uuid:share_id>")
@allow(Role.CONTACT)
def share(share_id: UUID) -> Any:
    """Show a shared note; opening it sets the read mark."""
    found = _shared(share_id)
    actions.read_note(current_user._get_current_object(), found)
    return _page(found, AnswerForm(), 200)


def _shared(share_id: UUID) -> Share:
    return queries.as_shared(or_404(queries.shares(current_user).where(Share.id == share_id)))


def _page(found: Share, form: AnswerForm, status: int) -> Any:
    photos = queries.photos_of(current_user, found.id)
    answers = queries.answers_to(found)
    return respond(PAGE, ANSWERS, status, share=found, photos=photos, answers=answers, form=form)


@bp.post("/portal/<uuid:share_id>/svar")
@allow(Role.CONTACT)
def answer(share_id: UUID) -> Any:
    """Answer; the worker sees it on the note."""
    found = _shared(share_id)
    form = AnswerForm()
    if not form.validate():
        return _refused(found, form)
    reader = current_user._get_current_object()
    try:
        actions.answer_note(reader, found, form.kind.data, form.text.data or "", write=form.write)
    except actions.ShareEnded:
        abort(404)
    if not wants_part():
        flash(gettext("Dit svar er sendt."))
    context = {"share": found, "answers": queries.answers_to(found), "form": AnswerForm(formdata=None)}
    return done(url_for(".share", share_id=share_id), ANSWERS, **context)


def _refused(found: Share, form: AnswerForm) -> Any:
    # The page is shown once more, so the trail says so once more.
    shown(current_user, Event.SHARE_READ, found)
    return _page(found, form, 422)


@bp.get("/portal/afdelinger")
@allow(Role.CONTACT)
def departments() -> Any:
    """Show one's own departments and whom to call; nothing about residents."""
    own = queries.departments(current_user)
    return respond("portal/departments.html", None, departments=own, workers=queries.workers())
