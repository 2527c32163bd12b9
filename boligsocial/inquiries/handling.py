"""What is done with an inquiry: taking it, saying that they were reached, answering, closing, opening it again."""

from typing import Any
from uuid import UUID

from flask import flash, url_for

from boligsocial.access import allow, me
from boligsocial.fields import HouseForm
from boligsocial.inquiries import actions, bp, queries
from boligsocial.inquiries.forms import AnswerForm, GiveForm
from boligsocial.inquiries.page import inquiry_page, load
from boligsocial.language import gettext
from boligsocial.models import Inquiry, Role
from boligsocial.web import done


def _back(inquiry: Inquiry, sentence: str) -> Any:
    flash(sentence)
    return done(url_for(".inquiry", inquiry_id=inquiry.id))


def _too_late(inquiry: Inquiry) -> Any:
    return _back(inquiry, gettext("Henvendelsen er lukket imens. Genåbn den, hvis der er mere at gøre."))


@bp.post("/henvendelser/<uuid:inquiry_id>/overtag")
@allow(Role.WORKER)
def take(inquiry_id: UUID) -> Any:
    """Take what nobody has."""
    inquiry, form = load(inquiry_id), HouseForm()
    try:
        actions.take_inquiry(me(), inquiry, write=form.write)
    except actions.AlreadyTaken as taken:
        return _back(inquiry, gettext("%(name)s har taget den imens.", name=taken.owner.first_name))
    except actions.ClosedMeanwhile:
        return _too_late(inquiry)
    return _back(inquiry, gettext("Du har henvendelsen nu."))


@bp.post("/henvendelser/<uuid:inquiry_id>/giv-videre")
@allow(Role.WORKER)
def give(inquiry_id: UUID) -> Any:
    """Hand it to a colleague, or take it over from one."""
    inquiry, form = load(inquiry_id), GiveForm()
    form.colleague.offer(queries.workers())
    if not form.validate():
        return _back(inquiry, gettext("Vælg, hvem der skal have den."))
    colleague: Any = form.colleague.data
    try:
        actions.give_inquiry(me(), inquiry, colleague, write=form.write)
    except actions.ClosedMeanwhile:
        return _too_late(inquiry)
    return _back(inquiry, gettext("%(name)s har henvendelsen nu.", name=colleague.first_name))


@bp.post("/henvendelser/<uuid:inquiry_id>/kontaktet")
@allow(Role.WORKER)
def contacted(inquiry_id: UUID) -> Any:
    """Say that whoever asked has heard from us."""
    inquiry, form = load(inquiry_id), HouseForm()
    try:
        actions.mark_contacted(me(), inquiry, write=form.write)
    except actions.ClosedMeanwhile:
        return _too_late(inquiry)
    return _back(inquiry, gettext("Noteret: der er kontakt."))


@bp.post("/henvendelser/<uuid:inquiry_id>/svar")
@allow(Role.WORKER)
def answer(inquiry_id: UUID) -> Any:
    """Answer, or keep what was said."""
    inquiry, form = load(inquiry_id), AnswerForm()
    if not form.validate():
        return inquiry_page(inquiry, form, 422)
    try:
        actions.answer_inquiry(me(), inquiry, form.text.data or "", write=form.write)
    except actions.ClosedMeanwhile:
        return _refuse(inquiry, form, gettext("Henvendelsen er lukket imens. Genåbn den, og send igen."))
    return _back(inquiry, gettext("Svaret er gemt."))


@bp.post("/henvendelser/<uuid:inquiry_id>/luk")
@allow(Role.WORKER)
def close(inquiry_id: UUID) -> Any:
    """Close without a case."""
    inquiry, form = load(inquiry_id), AnswerForm()
    # What was said already is reason enough.
    form.may_be_empty = inquiry.last_author not in (None, inquiry.sender_id)
    if not form.validate():
        return inquiry_page(inquiry, form, 422)
    try:
        actions.close_inquiry(me(), inquiry, form.text.data or "", form.number_seen(), write=form.write)
    except actions.WrittenMeanwhile:
        return _refuse(inquiry, form, gettext("Der er kommet en ny besked imens. Læs den, og luk igen."))
    except actions.ClosedMeanwhile:
        return _too_late(inquiry)
    return _back(inquiry, gettext("Henvendelsen er lukket."))


def _refuse(inquiry: Inquiry, form: AnswerForm, sentence: str) -> Any:
    form.text.errors = [sentence]
    return inquiry_page(load(inquiry.id), form, 422)


@bp.post("/henvendelser/<uuid:inquiry_id>/genaabn")
@allow(Role.WORKER)
def reopen(inquiry_id: UUID) -> Any:
    """Open it again."""
    inquiry, form = load(inquiry_id), HouseForm()
    actions.reopen_inquiry(me(), inquiry, write=form.write)
    return _back(inquiry, gettext("Henvendelsen er åben igen."))
