"""An inquiry becomes a case, or goes into one: nothing of it is written twice."""

from typing import Any

from boligsocial.audit import Event, recorded
from boligsocial.clock import danish, now
from boligsocial.guidance import write_facts
from boligsocial.inquiries.actions import ClosedMeanwhile
from boligsocial.models import (
    Case,
    CaseArea,
    Inquiry,
    InquiryAnswer,
    InquiryWay,
    Note,
    NoteKind,
    PartyRole,
    Role,
    User,
)
from boligsocial.opening import begin_case
from boligsocial.people import add_party, create_resident, new_household

# The one who complains is a side of the conflict; elsewhere whoever writes is only that.
PART = {CaseArea.NEIGHBOUR_CONFLICT: PartyRole.COMPLAINANT}


@recorded(Event.INQUIRY_BECAME_CASE)
def open_case(worker: User, inquiry: Inquiry, values: dict[str, Any], with_sender: bool) -> Inquiry:
    """Open a case from the inquiry, and close it. Raises ClosedMeanwhile.

    `with_sender` gives whoever asked a part in the case, with name and phone.
    """
    keeper = inquiry.owner if inquiry.owner and inquiry.owner.closed_at is None else worker
    case = begin_case(worker, {"responsible": keeper, **values}, danish(inquiry.received_at).date())
    if inquiry.way == InquiryWay.ALLOTMENT and case.area == CaseArea.MOVE_IN:
        write_facts(worker, case, {"is_allotted": "yes"})
    if with_sender and inquiry.sender_name:
        sender = create_resident(new_household(None), inquiry.sender_name, inquiry.sender_phone)
        add_party(case, sender, PART.get(case.area, PartyRole.REPORTER))
    _hand_over(worker, inquiry, case)
    return inquiry


@recorded(Event.INQUIRY_JOINED_CASE)
def join_case(worker: User, inquiry: Inquiry, case: Case) -> Inquiry:
    """Put the inquiry into a case that is open already, and close it. Raises ClosedMeanwhile."""
    _hand_over(worker, inquiry, case)
    Case.update(updated_at=now()).where(Case.id == case.id).execute()
    return inquiry


def _hand_over(worker: User, inquiry: Inquiry, case: Case) -> None:
    waits = Inquiry.closed_at.is_null() & Inquiry.case.is_null()
    closed = Inquiry.update(case=case, closed_at=now(), closed_by=worker)
    if not closed.where(Inquiry.id == inquiry.id, waits).execute():
        raise ClosedMeanwhile
    inquiry.case = case
    place = {"case": case, "department": case.department, "dwelling": case.dwelling}
    about = {"kind": NoteKind.OTHER, "topic": inquiry.topic, **place}
    Note.create(author=worker, text=inquiry.text, happened_at=inquiry.received_at, **about)
    answers = InquiryAnswer.select(InquiryAnswer, User).join(User).where(InquiryAnswer.inquiry == inquiry.id)
    for answer in answers.order_by(InquiryAnswer.written_at, InquiryAnswer.id):
        # A contact person writes no notes; what they asked is written down by whoever opens the case.
        author = answer.author if answer.author.role == Role.WORKER else worker
        Note.create(author=author, text=answer.text, happened_at=answer.written_at, **about)
