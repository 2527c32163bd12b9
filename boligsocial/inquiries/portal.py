"""What a contact person asks us, and what we answer. Nothing here speaks of a case."""

from typing import Any
from uuid import UUID

from flask import flash, url_for

from boligsocial.access import allow, me
from boligsocial.audit import Event, shown
from boligsocial.inquiries import actions, bp, queries
from boligsocial.inquiries.forms import AnswerForm, PortalForm
from boligsocial.language import gettext
from boligsocial.models import Inquiry, InquiryWay, Role
from boligsocial.web import answer, done, or_404

ASK, OWN = "inquiries/ask.html", "inquiries/own.html"


@bp.get("/portal/henvendelser")
@allow(Role.CONTACT)
def mine() -> Any:
    """List what the contact person has sent."""
    inquiries = queries.mine(me())
    shown(me(), Event.INQUIRIES_LISTED)
    return answer("inquiries/mine.html", None, inquiries=inquiries)


@bp.get("/portal/henvendelser/ny")
@allow(Role.CONTACT)
def ask() -> Any:
    """Ask what they want to write."""
    own = queries.own_departments(me())
    form = PortalForm(department=own[0] if len(own) == 1 else None)
    form.department.offer(own)
    return answer(ASK, None, form=form)


@bp.post("/portal/henvendelser/ny")
@allow(Role.CONTACT)
def send() -> Any:
    """Take it in."""
    form = PortalForm()
    form.department.offer(queries.own_departments(me()))
    if not form.validate():
        return answer(ASK, None, 422, form=form)
    inquiry = actions.receive_inquiry(
        me(), {"way": InquiryWay.PORTAL, "sender": me(), **form.values()}, write=form.write
    )
    flash(gettext("Din henvendelse er sendt."))
    return done(url_for(".own", inquiry_id=inquiry.id))


@bp.get("/portal/henvendelser/<uuid:inquiry_id>")
@allow(Role.CONTACT)
def own(inquiry_id: UUID) -> Any:
    """Show what they wrote, and what was answered."""
    return _page(_load(inquiry_id), AnswerForm(formdata=None), 200)


def _load(inquiry_id: UUID) -> Inquiry:
    found: Inquiry = or_404(queries.inquiry(me(), inquiry_id))
    return found


def _page(inquiry: Inquiry, form: AnswerForm, status: int) -> Any:
    answers = queries.answers_of(inquiry)
    form.text.label.text = gettext("Skriv igen")
    shown(me(), Event.INQUIRY_READ, inquiry)
    return answer(OWN, None, status, inquiry=inquiry, answers=answers, form=form)


@bp.post("/portal/henvendelser/<uuid:inquiry_id>/svar")
@allow(Role.CONTACT)
def write_again(inquiry_id: UUID) -> Any:
    """Write once more; that opens a closed inquiry again."""
    inquiry, form = _load(inquiry_id), AnswerForm()
    if not form.validate():
        return _page(inquiry, form, 422)
    actions.write_again(me(), inquiry, form.text.data or "", write=form.write)
    flash(gettext("Din besked er sendt."))
    return done(url_for(".own", inquiry_id=inquiry.id))
