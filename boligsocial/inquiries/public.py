"""The form on the net, for anybody: no login, no script, and nothing kept that was not asked for."""

from datetime import date
from typing import Any

from flask import current_app, request, session, url_for

from boligsocial.access import public
from boligsocial.inquiries import actions, bp, queries
from boligsocial.inquiries.forms import PublicForm
from boligsocial.inquiries.gate import TooManyInquiries, gate_of, new_stamp
from boligsocial.models import Department, InquiryWay
from boligsocial.web import answer, done, row_number

FORM = "inquiries/public.html"


@bp.get("/henvend-dig")
@public
def public_form() -> Any:
    """Ask what it is about; the poster's address names the department."""
    departments = queries.department_names()
    number = request.args.get("afdeling", type=row_number)
    here = next((department for department in departments if department.id == number), None)
    form = PublicForm(department=here, opened=new_stamp())
    return _page(form, departments, 200)


def _page(form: PublicForm, departments: list[Department], status: int, is_full: bool = False) -> Any:
    form.department.offer(departments)
    return answer(FORM, None, status, form=form, is_full=is_full)


@bp.post("/henvend-dig")
@public
def send_public() -> Any:
    """Take it in."""
    form, departments = PublicForm(), queries.department_names()
    form.department.offer(departments)
    if not form.validate():
        return _page(form, departments, 422)
    try:
        gate_of(current_app).pass_through(request.remote_addr or "")
    except TooManyInquiries:
        return _page(form, departments, 429, is_full=True)
    inquiry = actions.receive_inquiry(None, {"way": InquiryWay.PUBLIC, **form.values()}, write=form.write)
    session["receipt"] = [inquiry.reference, inquiry.due_on.isoformat(), form.can_be_answered]
    return done(url_for(".receipt"))


@bp.get("/henvend-dig/tak")
@public
def receipt() -> Any:
    """Show the number of what was sent last in this browser, and when they hear from us."""
    reference, due_on, can_be_answered = session.get("receipt", ("", date.min.isoformat(), False))
    day = date.fromisoformat(due_on)
    return answer("inquiries/receipt.html", None, reference=reference, due_on=day, can_be_answered=can_be_answered)
