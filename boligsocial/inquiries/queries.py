"""What the inquiries room reads."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from peewee import JOIN, ModelSelect

from boligsocial.access import open_workers, visible_cases, visible_departments, visible_dwellings, visible_inquiries
from boligsocial.clock import day_start, today
from boligsocial.inquiring import last_author
from boligsocial.models import (
    Case,
    CaseStatus,
    Department,
    Dwelling,
    Inquiry,
    InquiryAnswer,
    Note,
    User,
)
from boligsocial.places import find_home

PER_PAGE = 50
SHOWN = ("all", "mine", "closed")
Sender, Owner = User.alias(), User.alias()


@dataclass(frozen=True)
class Filters:
    """Which inquiries are asked for: the open ones, mine, or the closed ones; or the one with a number."""

    show: str = "all"
    number: str = ""
    page: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filters":
        """Read the filters of a URL; what makes no sense counts as not asked for."""
        show, page = query.get("show", ""), query.get("page", "")
        number = re.sub(r"[^0-9]", "", query.get("number", ""))[:6]
        is_page = page.isascii() and page.isdecimal() and 0 < len(page) < 5
        return cls(show if show in SHOWN else "all", number, max(1, int(page)) if is_page else 1)


def whole(inquiries: ModelSelect) -> ModelSelect:
    """Let inquiries bring department, sender and owner along, and say who wrote last (`last_author`)."""
    return (
        inquiries.select(Inquiry, Department, Sender, Owner, last_author().alias("last_author"))
        .join_from(Inquiry, Department, JOIN.LEFT_OUTER)
        .join_from(Inquiry, Sender, JOIN.LEFT_OUTER, on=(Inquiry.sender == Sender.id), attr="sender")
        .join_from(Inquiry, Owner, JOIN.LEFT_OUTER, on=(Inquiry.owner == Owner.id), attr="owner")
    )


def inbox(user: User, filters: Filters) -> list[Inquiry]:
    """Return a page of inquiries and one more: those due first, or those closed last."""
    inquiries = whole(visible_inquiries(user))
    if filters.number:
        inquiries = inquiries.where(Inquiry.reference == f"H-{filters.number[:3]}-{filters.number[3:]}")
    elif filters.show == "closed":
        inquiries = inquiries.where(Inquiry.closed_at.is_null(False))
    else:
        inquiries = inquiries.where(Inquiry.closed_at.is_null())
    if filters.show == "mine" and not filters.number:
        inquiries = inquiries.where(Inquiry.owner == user.id)
    order = (Inquiry.closed_at.desc(),) if filters.show == "closed" else (Inquiry.due_on, Inquiry.received_at)
    ordered = inquiries.order_by(*order, Inquiry.id)
    return list(ordered.offset((filters.page - 1) * PER_PAGE).limit(PER_PAGE + 1))


def inquiry(user: User, inquiry_id: UUID) -> ModelSelect:
    """One inquiry."""
    return whole(visible_inquiries(user)).where(Inquiry.id == inquiry_id)


def answers_of(inquiry: Inquiry) -> list[InquiryAnswer]:
    """Return what was said since, the first first, with who said it."""
    answers = InquiryAnswer.select(InquiryAnswer, User).join(User).where(InquiryAnswer.inquiry == inquiry.id)
    return list(answers.order_by(InquiryAnswer.written_at, InquiryAnswer.id))


def workers() -> list[User]:
    """Return those who can have an inquiry."""
    return list(open_workers().order_by(User.full_name))


def department_of_today(worker: User) -> Department | None:
    """Return where the worker has last been today, by their notes, or None."""
    todays = Note.select(Note, Department).join(Department)
    todays = todays.where(Note.author == worker.id, Note.undone_at.is_null(), Note.written_at >= day_start(today()))
    note = todays.order_by(Note.written_at.desc()).first()
    return note and note.department


def department_names() -> list[Department]:
    """Return all departments, for anybody: that they are there is no secret."""
    return list(Department.select(Department.id, Department.name).order_by(Department.name))


def own_departments(user: User) -> list[Department]:
    """Return the departments a contact person may write about."""
    return list(visible_departments(user).order_by(Department.name))


# -- towards a case -----------------------------------------------------------------------------------------------


def home_of(user: User, inquiry: Inquiry) -> Dwelling | None:
    """Return the home that the inquiry says it is about, when we know one with that address."""
    homes = visible_dwellings(user)
    if inquiry.department_id:
        homes = homes.where(Dwelling.department == inquiry.department_id)
    # "#12" is how our own forms write a home whose address is protected; from outside it is only text.
    return find_home(inquiry.place, homes) if inquiry.place and "#" not in inquiry.place else None


def open_cases(user: User, inquiry: Inquiry) -> list[Case]:
    """Return the open cases that the inquiry may go into, of its department when it names one, the newest first."""
    cases = visible_cases(user).select(Case, Department, Dwelling, User).join_from(Case, Department)
    cases = cases.join_from(Case, Dwelling, JOIN.LEFT_OUTER).join_from(Case, User)
    if inquiry.department_id:
        cases = cases.where(Case.department == inquiry.department_id)
    open_ones = cases.where(Case.status != CaseStatus.CLOSED)
    return list(open_ones.order_by(Case.updated_at.desc(), Case.id.desc()).limit(PER_PAGE))


# -- the portal ---------------------------------------------------------------------------------------------------


def mine(reader: User) -> list[Inquiry]:
    """Return what a contact person has sent, the newest first."""
    return list(whole(visible_inquiries(reader)).order_by(Inquiry.received_at.desc(), Inquiry.id).limit(PER_PAGE))
