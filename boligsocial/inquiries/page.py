"""One inquiry's page, as a worker sees it."""

from typing import Any
from uuid import UUID

from boligsocial.access import me
from boligsocial.audit import Event, shown
from boligsocial.fields import holds_cpr
from boligsocial.inquiries import queries
from boligsocial.inquiries.forms import AnswerForm
from boligsocial.inquiries.words import keeper
from boligsocial.language import gettext
from boligsocial.models import Inquiry, InquiryWay
from boligsocial.web import answer, or_404


def load(inquiry_id: UUID) -> Inquiry:
    """Return the inquiry, or 404."""
    found: Inquiry = or_404(queries.inquiry(me(), inquiry_id))
    return found


def inquiry_page(inquiry: Inquiry, form: AnswerForm, status: int) -> Any:
    """Render the inquiry; `form` is for words back."""
    answers, owner = queries.answers_of(inquiry), keeper(inquiry)
    form.seen.data = len(answers)
    if inquiry.sender is None and inquiry.way != InquiryWay.PUBLIC:
        form.text.label.text = gettext("Hvad blev der sagt?")
    shown(me(), Event.INQUIRY_READ, inquiry)
    return answer(
        "inquiries/inquiry.html",
        None,
        status,
        inquiry=inquiry,
        answers=answers,
        owner=owner,
        others=[worker for worker in queries.workers() if worker != owner],
        has_cpr=any(holds_cpr(text) for text in (inquiry.text, *(one.text for one in answers))),
        form=form,
    )
