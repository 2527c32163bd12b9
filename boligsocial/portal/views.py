"""The portal: inbox, a shared note with its answers, own departments."""

from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, Response, abort, flash, request, url_for

from boligsocial.access import allow, me
from boligsocial.audit import Event, shown
from boligsocial.language import gettext
from boligsocial.models import Role, Share
from boligsocial.portal import actions, queries
from boligsocial.portal.calendar import calendar_of
from boligsocial.portal.forms import AnswerForm
from boligsocial.web import answer as respond
from boligsocial.web import done, or_404, wants_part

bp = Blueprint("portal", __name__)
PAGE, ANSWERS = "portal/share.html", "portal/_answers.html"


@bp.get("/portal")
@allow(Role.CONTACT)
def inbox() -> Any:
    """List what is shared with the contact person, the newest first."""
    return _inbox(queries.inbox(me()))


@bp.post("/portal/soeg")
@allow(Role.CONTACT)
def search() -> Any:
    """List what of it holds the words. They are posted: an address keeps what somebody searched for."""
    words = " ".join(request.form.get("words", "").split())[:100]
    return _inbox(queries.found_in(me(), words), words)


def _inbox(shares: list[Share], words: str = "") -> Any:
    shown(me(), Event.SHARES_LISTED)
    more = len(shares) > queries.INBOX_SIZE
    newest = shares[: queries.INBOX_SIZE]
    return respond("portal/inbox.html", None, shares=newest, more=more, words=words, write_id=uuid4())


@bp.get("/portal/<uuid:share_id>")
@allow(Role.CONTACT)
def share(share_id: UUID) -> Any:
    """Show a shared note; opening it sets the read mark."""
    found = _shared(share_id)
    actions.read_note(me(), found)
    return _page(found, AnswerForm(), 200)


@bp.get("/portal/<uuid:share_id>/udskrift")
@allow(Role.CONTACT)
def print_share(share_id: UUID) -> Any:
    """Show a shared note as it is printed."""
    found = _shared(share_id)
    actions.read_note(me(), found)
    return respond("portal/print.html", None, share=found, photos=queries.photos_of(me(), found.id))


def _shared(share_id: UUID) -> Share:
    return queries.as_shared(or_404(queries.shares(me()).where(Share.id == share_id)))


def _page(found: Share, form: AnswerForm, status: int) -> Any:
    photos = queries.photos_of(me(), found.id)
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
    page = url_for("sharing.conversation", share_id=share_id)
    try:
        actions.answer_note(me(), found, form.kind.data, form.text.data or "", page, write=form.write)
    except actions.ShareEnded:
        abort(404)
    if not wants_part():
        flash(gettext("Dit svar er sendt."))
    context = {"share": found, "answers": queries.answers_to(found), "form": AnswerForm(formdata=None)}
    return done(url_for(".share", share_id=share_id), ANSWERS, **context)


def _refused(found: Share, form: AnswerForm) -> Any:
    # The page is shown once more, so the trail says so once more.
    shown(me(), Event.SHARE_READ, found)
    return _page(found, form, 422)


@bp.get("/portal/afdelinger")
@allow(Role.CONTACT)
def departments() -> Any:
    """Show one's own departments, whom to call, and what has been shared of what comes: visits and move-ins."""
    context: dict[str, Any] = {
        "departments": queries.departments(me()),
        "workers": queries.workers(),
        "visits": queries.planned_visits(me()),
        "move_ins": queries.move_ins(me()),
    }
    shown(me(), Event.VISITS_LISTED)
    return respond("portal/departments.html", None, **context)


@bp.get("/portal/kalender.ics")
@allow(Role.CONTACT)
def calendar() -> Any:
    """Give the visits and move-ins that are shared as a calendar file, in words that name nobody and no home.

    A file on a phone cannot be taken back, so it holds less than the page.
    """
    entries = calendar_of(queries.planned_visits(me()), queries.move_ins(me()))
    shown(me(), Event.VISITS_LISTED)
    return Response(
        entries, mimetype="text/calendar", headers={"Content-Disposition": "attachment; filename=boligsocial.ics"}
    )
