"""From an inquiry to a case: a new one, or one that is open already."""

from typing import Any
from uuid import UUID

from flask import flash, url_for

from boligsocial.access import allow, me
from boligsocial.areas import AREA_OF
from boligsocial.audit import Event, shown
from boligsocial.inquiries import bp, casework, queries
from boligsocial.inquiries.actions import ClosedMeanwhile
from boligsocial.inquiries.forms import CaseForm, JoinForm
from boligsocial.inquiries.page import load
from boligsocial.language import gettext
from boligsocial.models import Inquiry, InquiryWay, Role
from boligsocial.web import answer, done

PAGE = "inquiries/case.html"


@bp.get("/henvendelser/<uuid:inquiry_id>/sager")
@allow(Role.WORKER)
def choose_case(inquiry_id: UUID) -> Any:
    """Ask which case it is to become, or to go into."""
    inquiry = load(inquiry_id)
    if inquiry.closed_at or inquiry.case_id:
        return _settled(inquiry)
    return _page(inquiry, _likely_case(inquiry), _join_form(inquiry, formdata=None), 200)


def _likely_case(inquiry: Inquiry) -> CaseForm:
    home = queries.home_of(me(), inquiry)
    form = CaseForm(
        formdata=None,
        area=AREA_OF.get(inquiry.topic),
        department=home.department if home else inquiry.department,
        dwelling=home,
        # The municipality that allots a home is no part of the case.
        with_sender=bool(inquiry.sender_name) and inquiry.way != InquiryWay.ALLOTMENT,
    )
    form.offer_places(me())
    return form


def _join_form(inquiry: Inquiry, **options: Any) -> JoinForm:
    form = JoinForm(**options)
    form.case.offer(queries.open_cases(me(), inquiry))
    return form


def _page(inquiry: Inquiry, form: CaseForm, join: JoinForm, status: int) -> Any:
    shown(me(), Event.INQUIRY_READ, inquiry)
    return answer(PAGE, None, status, inquiry=inquiry, form=form, join=join)


def _settled(inquiry: Inquiry) -> Any:
    flash(gettext("Henvendelsen er lukket, eller den ligger i en sag allerede."))
    return done(url_for(".inquiry", inquiry_id=inquiry.id))


@bp.post("/henvendelser/<uuid:inquiry_id>/sager")
@allow(Role.WORKER)
def become_case(inquiry_id: UUID) -> Any:
    """Open a case from the inquiry."""
    inquiry, form = load(inquiry_id), CaseForm()
    form.offer_places(me())
    if not form.validate():
        return _page(inquiry, form, _join_form(inquiry, formdata=None), 422)
    try:
        opened = casework.open_case(me(), inquiry, form.values(), bool(form.with_sender.data), write=form.write)
    except ClosedMeanwhile:
        return _settled(inquiry)
    flash(gettext("Sagen er oprettet, og henvendelsen er sagens første notat."))
    return done(url_for("cases.case", case_id=opened.case_id))


@bp.post("/henvendelser/<uuid:inquiry_id>/laeg-paa")
@allow(Role.WORKER)
def join_case(inquiry_id: UUID) -> Any:
    """Put the inquiry into a case that is open already."""
    inquiry = load(inquiry_id)
    form = _join_form(inquiry)
    if not form.validate():
        return _page(inquiry, _likely_case(inquiry), form, 422)
    try:
        joined = casework.join_case(me(), inquiry, form.case.data, write=form.write)
    except ClosedMeanwhile:
        return _settled(inquiry)
    flash(gettext("Henvendelsen er lagt på sagen."))
    return done(url_for("cases.case", case_id=joined.case_id))
