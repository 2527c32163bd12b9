"""What an inquiry says about itself, to us and to whoever sent it. Pure but for the language."""

from typing import NamedTuple

from boligsocial.clock import danish, today
from boligsocial.inquiries import bp
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import Inquiry, InquiryWay, Topic, User
from boligsocial.wording import due, short_day

_ = lazy_gettext
# What a worker takes down; the others come in by themselves.
TAKEN_DOWN = (InquiryWay.PHONE, InquiryWay.MEETING, InquiryWay.EMAIL, InquiryWay.ALLOTMENT)
HEADINGS = {
    InquiryWay.PHONE: _("Opkald"),
    InquiryWay.MEETING: _("Møde"),
    InquiryWay.EMAIL: _("E-mail"),
    InquiryWay.ALLOTMENT: _("Anvisning"),
}
# The topics as residents say them.
PLAIN_TOPICS = {
    Topic.NOISE: _("Larm eller ballade med naboer"),
    Topic.INDOOR_CLIMATE: _("Fugt, skimmel eller kulde"),
    Topic.MAINTENANCE: _("Noget er i stykker"),
    Topic.RENT: _("Husleje eller regninger"),
    Topic.HOUSE_RULES: _("Affald, trapper eller regler i huset"),
    Topic.MOVE_IN: _("Jeg flytter ind"),
    Topic.MOVE_OUT: _("Jeg flytter ud"),
    Topic.CONCERN: _("Jeg er bekymret for en, der bor her"),
    Topic.OTHER: _("Noget andet"),
}


class FirstContact(NamedTuple):
    """How the first contact stands, in words."""

    words: str
    is_late: bool
    is_due: bool


@bp.app_template_filter("first_contact")
def first_contact(inquiry: Inquiry) -> FirstContact:
    """Return how far the clock of the first contact is; a deadline that was missed stays missed."""
    if inquiry.contacted_at:
        is_late = danish(inquiry.contacted_at).date() > inquiry.due_on
        words = gettext("over fristen") if is_late else gettext("nået")
        return FirstContact(f"{words}, {short_day(inquiry.contacted_at)}", is_late, False)
    if inquiry.closed_at is None:
        return FirstContact(due(inquiry.due_on), inquiry.due_on < today(), True)
    is_late = danish(inquiry.closed_at).date() > inquiry.due_on
    words = gettext("fortsætter i sagen") if inquiry.case_id else gettext("lukket uden kontakt")
    return FirstContact(f"{gettext('over fristen')}, {words}" if is_late else words, is_late, False)


@bp.app_template_filter("keeper")
def keeper(inquiry: Inquiry) -> User | None:
    """Return who has the inquiry; somebody who has left has nothing."""
    owner: User | None = inquiry.owner
    return owner if owner is not None and owner.closed_at is None else None


@bp.app_template_filter("portal_status")
def portal_status(inquiry: Inquiry) -> str:
    """Return how far it is for whoever sent it through the portal; a case is never spoken of."""
    if inquiry.closed_at:
        return gettext("Afsluttet")
    if inquiry.last_author not in (None, inquiry.sender_id):
        return gettext("Besvaret")
    owner = keeper(inquiry)
    return gettext("%(name)s har den", name=owner.first_name) if owner else gettext("Modtaget")


def is_unread(inquiry: Inquiry) -> bool:
    """Return whether whoever sent it has written again and waits for us."""
    return bool(inquiry.sender_id and inquiry.last_author == inquiry.sender_id)


bp.add_app_template_filter(is_unread)
