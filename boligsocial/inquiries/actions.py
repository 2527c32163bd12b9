"""What happens to inquiries. Whoever else is to hear of it is told by e-mail that there is something, never what."""

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from boligsocial.access import workers_for
from boligsocial.audit import Event, recorded
from boligsocial.clock import danish, now
from boligsocial.models import Inquiry, InquiryAnswer, InquiryWay, Notice, NoticeKind, User
from boligsocial.notices import tell, tell_address
from boligsocial.workdays import add_office_days

# Our own goal: whoever asks hears from us within two working days.
WORKING_DAYS = 2
# Anybody can write anybody's e-mail address into the public form; nobody's inbox is filled that way.
MAILS_A_DAY, DAY = 3, timedelta(days=1)


class AlreadyTaken(Exception):
    """A colleague (`owner`) has taken it first. Nothing was stored."""

    def __init__(self, owner: User) -> None:
        super().__init__()
        self.owner = owner


class ClosedMeanwhile(Exception):
    """Somebody has closed the inquiry, or put it into a case. Nothing was stored."""


class WrittenMeanwhile(Exception):
    """Whoever sent the inquiry has written again, and nobody has read it yet. Nothing was stored."""


def due_after(received_at: datetime) -> date:
    """Return the day by which whoever asked is to hear from us."""
    return add_office_days(danish(received_at).date(), WORKING_DAYS)


def _new_reference() -> str:
    """Return a number that can be read aloud, and that tells nobody how many inquiries there are."""
    while True:
        digits = f"{secrets.randbelow(1_000_000):06}"
        reference = f"H-{digits[:3]}-{digits[3:]}"
        if not Inquiry.select().where(Inquiry.reference == reference).exists():
            return reference


@recorded(Event.INQUIRY_RECEIVED)
def receive_inquiry(actor: User | None, values: dict[str, Any]) -> Inquiry:
    """Keep what came in: taken down by a worker, or sent by a contact person or (None) somebody without an account."""
    received_at = now()
    about = {"received_at": received_at, "due_on": due_after(received_at), "reference": _new_reference()}
    inquiry: Inquiry = Inquiry.create(**about, **values)
    if inquiry.way in (InquiryWay.PORTAL, InquiryWay.PUBLIC):
        for worker in _who_may_read(inquiry):
            tell(worker, NoticeKind.INQUIRY, _path(inquiry))
    if inquiry.way == InquiryWay.PUBLIC:
        _tell_once_more(inquiry.sender_email, NoticeKind.INQUIRY_RECEIVED)
    return inquiry


def _path(inquiry: Inquiry) -> str:
    return f"/henvendelser/{inquiry.id}"


def _who_may_read(inquiry: Inquiry) -> list[User]:
    return list(workers_for(inquiry.case_id).order_by(User.id))


def _tell_once_more(address: str, kind: NoticeKind) -> None:
    lately = Notice.select().where(Notice.address == address, Notice.created_at > now() - DAY)
    if address and lately.count() < MAILS_A_DAY:
        tell_address(address, kind)


# -- who has it ---------------------------------------------------------------------------------------------------


@recorded(Event.INQUIRY_TAKEN)
def take_inquiry(worker: User, inquiry: Inquiry) -> Inquiry:
    """Take an inquiry that nobody has; the first one gets it. Raises AlreadyTaken and ClosedMeanwhile."""
    _hold_open(inquiry)
    gone = User.select(User.id).where(User.closed_at.is_null(False))
    is_free = Inquiry.owner.is_null() | Inquiry.owner.in_(gone) | (Inquiry.owner == worker.id)
    if not Inquiry.update(owner=worker).where(Inquiry.id == inquiry.id, is_free).execute():
        raise AlreadyTaken(Inquiry.get_by_id(inquiry.id).owner)
    return inquiry


@recorded(Event.INQUIRY_CHANGED)
def give_inquiry(worker: User, inquiry: Inquiry, colleague: User) -> Inquiry:
    """Hand it to a colleague, or take it over from one. Raises ClosedMeanwhile."""
    _hold_open(inquiry)
    Inquiry.update(owner=colleague).where(Inquiry.id == inquiry.id).execute()
    if colleague != worker:
        tell(colleague, NoticeKind.INQUIRY, _path(inquiry))
    return inquiry


def _hold_open(inquiry: Inquiry) -> None:
    """Hold the row until the transaction ends. Raises ClosedMeanwhile when it is not open any more."""
    is_open = (Inquiry.id == inquiry.id) & Inquiry.closed_at.is_null()
    if not Inquiry.update(closed_at=None).where(is_open).execute():
        raise ClosedMeanwhile


# -- contact and answers ------------------------------------------------------------------------------------------


@recorded(Event.INQUIRY_CONTACTED)
def mark_contacted(worker: User, inquiry: Inquiry) -> Inquiry:
    """Say that whoever asked has heard from us; the first time stops the clock. Raises ClosedMeanwhile."""
    _hold_open(inquiry)
    _stop_clock(inquiry)
    return inquiry


def _stop_clock(inquiry: Inquiry) -> None:
    is_first = Inquiry.contacted_at.is_null()
    Inquiry.update(contacted_at=now()).where(Inquiry.id == inquiry.id, is_first).execute()


@recorded(Event.INQUIRY_ANSWERED)
def answer_inquiry(worker: User, inquiry: Inquiry, text: str) -> InquiryAnswer:
    """Answer; in the portal the sender reads it, for others it keeps what was said. Raises ClosedMeanwhile."""
    _hold_open(inquiry)
    return _answer(worker, inquiry, text)


def _answer(worker: User, inquiry: Inquiry, text: str) -> InquiryAnswer:
    answer: InquiryAnswer = InquiryAnswer.create(inquiry=inquiry, author=worker, text=text.strip())
    if can_be_reached(inquiry):
        _stop_clock(inquiry)
    if inquiry.sender_id:
        tell(inquiry.sender, NoticeKind.INQUIRY_ANSWERED, f"/portal/henvendelser/{inquiry.id}")
    elif inquiry.way == InquiryWay.PUBLIC:
        _tell_once_more(inquiry.sender_email, NoticeKind.INQUIRY_ANSWERED)
    return answer


def can_be_reached(inquiry: Inquiry) -> bool:
    """Return whether words to whoever asked can have come through; without that nobody has heard from us."""
    in_person = inquiry.way in (InquiryWay.PHONE, InquiryWay.MEETING)
    return in_person or bool(inquiry.sender_id or inquiry.sender_phone or inquiry.sender_email)


@recorded(Event.INQUIRY_CLOSED)
def close_inquiry(worker: User, inquiry: Inquiry, text: str, seen: int) -> Inquiry:
    """Close without a case, with words if there are any; `seen` is how many answers the worker had read.

    Raises ClosedMeanwhile and WrittenMeanwhile.
    """
    _hold_open(inquiry)
    unread = InquiryAnswer.select().where(InquiryAnswer.inquiry == inquiry.id).count() > seen
    if unread and _last_author(inquiry) == inquiry.sender_id:
        raise WrittenMeanwhile
    if text.strip():
        _answer(worker, inquiry, text)
    Inquiry.update(closed_at=now(), closed_by=worker).where(Inquiry.id == inquiry.id).execute()
    return inquiry


def _last_author(inquiry: Inquiry) -> int | None:
    answers = InquiryAnswer.select(InquiryAnswer.author).where(InquiryAnswer.inquiry == inquiry.id)
    last = answers.order_by(InquiryAnswer.written_at.desc(), InquiryAnswer.id.desc()).first()
    return last and last.author_id


@recorded(Event.INQUIRY_REOPENED)
def reopen_inquiry(worker: User, inquiry: Inquiry) -> Inquiry:
    """Open it again; the case that took it over keeps what it got."""
    _reopen(inquiry)
    return inquiry


def _reopen(inquiry: Inquiry) -> None:
    Inquiry.update(closed_at=None, closed_by=None).where(Inquiry.id == inquiry.id).execute()


@recorded(Event.INQUIRY_ANSWERED)
def write_again(sender: User, inquiry: Inquiry, text: str) -> InquiryAnswer:
    """Let whoever sent it write once more; that opens it again, and whoever has it is told, else all workers."""
    _reopen(inquiry)
    answer: InquiryAnswer = InquiryAnswer.create(inquiry=inquiry, author=sender, text=text.strip())
    readers = _who_may_read(inquiry)
    for worker in [reader for reader in readers if reader.id == inquiry.owner_id] or readers:
        tell(worker, NoticeKind.REPLY, _path(inquiry))
    return answer
