"""Looking up e-mails that somebody must look at."""

from typing import NamedTuple

from peewee import JOIN

from boligsocial.access import visible_inquiries, visible_mailings
from boligsocial.models import Inquiry, Mailing, MailState, User
from boligsocial.sending import TO_SETTLE

PAGE = 50


class Letter(NamedTuple):
    """An e-mail in the list, and how to name somebody without an account.

    `reference` is that of their inquiry, empty when the reader may not know it; then there is the `masked` address.
    """

    mailing: Mailing
    reference: str
    masked: str


def page_of_letters(user: User, page: int) -> tuple[list[Letter], bool]:
    """Return the e-mails on a page of the list, counted from 1, the oldest first, and whether more follow."""
    open_ones = visible_mailings(user).select(Mailing, User).join(User, JOIN.LEFT_OUTER, on=(Mailing.user == User.id))
    in_order = open_ones.where(Mailing.state.in_(TO_SETTLE)).order_by(Mailing.begun_at, Mailing.id)
    mailings = list(in_order.limit(PAGE + 1).offset((page - 1) * PAGE))
    shown = mailings[:PAGE]
    references = _references(user, {one.address for one in shown if one.user is None})
    return [Letter(one, references.get(one.address, ""), masked(one.address)) for one in shown], len(mailings) > PAGE


def _references(user: User, addresses: set[str]) -> dict[str, str]:
    """Return {address: reference of the sender's latest inquiry}, of those the reader may see."""
    rows = visible_inquiries(user).select(Inquiry.sender_email, Inquiry.reference)
    return dict(rows.where(Inquiry.sender_email.in_(addresses)).order_by(Inquiry.received_at).tuples())


def masked(address: str) -> str:
    """Return "a...@example.dk": enough to know a mail again, too little to know a person."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}...@{domain}"


def delayed_count(user: User) -> int:
    """Return how many e-mails the mail server has put off."""
    return visible_mailings(user).where(Mailing.state == MailState.DELAYED).count()
