"""The inbox, and taking an inquiry down. The other pages of the room are registered on its blueprint."""

from typing import Any
from uuid import UUID

from flask import flash, request, url_for

from boligsocial.access import allow, me, visible_departments
from boligsocial.audit import Event, shown
from boligsocial.inquiries import actions, bp, casework_views, handling, portal, poster, public, queries
from boligsocial.inquiries.forms import AnswerForm, InquiryForm
from boligsocial.inquiries.page import inquiry_page, load
from boligsocial.inquiries.words import HEADINGS, TAKEN_DOWN
from boligsocial.language import gettext
from boligsocial.models import Department, InquiryWay, Role, Topic
from boligsocial.places import departments_by_use
from boligsocial.web import answer, done, or_404, row_number

__all__ = ["bp", "casework_views", "handling", "portal", "poster", "public"]
NEW = "inquiries/new.html"


@bp.get("/henvendelser")
@allow(Role.WORKER)
def index() -> Any:
    """List the open inquiries, those due first; or mine, the closed ones, or the one with a number."""
    filters = queries.Filters.of(request.args)
    inquiries = queries.inbox(me(), filters)
    shown(me(), Event.INQUIRIES_LISTED)
    return answer(
        "inquiries/index.html",
        None,
        inquiries=inquiries[: queries.PER_PAGE],
        more=len(inquiries) > queries.PER_PAGE,
        filters=filters,
        ways=HEADINGS,
    )


@bp.get("/henvendelser/ny")
@allow(Role.WORKER)
def new() -> Any:
    """Ask for what came in: `?way=` says how, the rest is guessed."""
    way = request.args.get("way", "")
    chosen = InquiryWay(way) if way in TAKEN_DOWN else InquiryWay.PHONE
    topic = Topic.MOVE_IN if chosen == InquiryWay.ALLOTMENT else Topic.OTHER
    form = InquiryForm(way=chosen, topic=topic, department=_department(), is_mine=True)
    form.department.offer(departments_by_use(me()))
    return answer(NEW, None, form=form, was_read=None)


def _department() -> Department | None:
    number = request.args.get("department", type=row_number)
    if number is None:
        return queries.department_of_today(me())
    found: Department = or_404(visible_departments(me()).where(Department.id == number))
    return found


@bp.post("/henvendelser/ny")
@allow(Role.WORKER)
def create() -> Any:
    """Keep what came in; or, asked to `read` a pasted e-mail, fill in what it tells and keep nothing yet."""
    form = InquiryForm()
    form.department.offer(departments_by_use(me()))
    was_read = form.read_mail()
    if "read" in request.form:
        return answer(NEW, None, form=form, was_read=was_read)
    if not form.validate():
        return answer(NEW, None, 422, form=form, was_read=None)
    owner = me() if form.is_mine.data else None
    inquiry = actions.receive_inquiry(me(), {**form.values(), "owner": owner}, write=form.write)
    flash(gettext("Henvendelsen er gemt."))
    return done(url_for(".inquiry", inquiry_id=inquiry.id))


@bp.get("/henvendelser/<uuid:inquiry_id>")
@allow(Role.WORKER)
def inquiry(inquiry_id: UUID) -> Any:
    """Show an inquiry: what it says, who has it, and what can be done."""
    found = load(inquiry_id)
    return inquiry_page(found, AnswerForm(formdata=None), 200)
