"""What more than one room asks about inquiries: which of them wait for us."""

from typing import Any

from peewee import ModelSelect, fn

from boligsocial.access import visible_inquiries
from boligsocial.models import Inquiry, InquiryAnswer, User


def last_author() -> Any:
    """Return the column that says who wrote last in an inquiry, or NULL when nobody has written since it came."""
    words = InquiryAnswer.alias()
    of_it = words.select(words.author).where(words.inquiry == Inquiry.id)
    return of_it.order_by(words.written_at.desc(), words.id.desc()).limit(1)


def waiting(user: User) -> ModelSelect:
    """How many open inquiries wait for us, and the first day by which somebody is to hear from us.

    Those wait who have not heard from us yet, and those who have written again.
    """
    is_new = Inquiry.contacted_at.is_null()
    open_ones = visible_inquiries(user).where(Inquiry.closed_at.is_null(), is_new | (last_author() == Inquiry.sender))
    return open_ones.select(fn.COUNT(Inquiry.id), fn.MIN(Inquiry.due_on).filter(is_new))
