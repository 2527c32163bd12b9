"""Forms about inquiries: what a worker takes down, what is done with it, and what is sent in from outside."""

from typing import Any

from wtforms import BooleanField, HiddenField, ValidationError
from wtforms.validators import StopValidation

from boligsocial.fields import (
    HouseForm,
    LabelledField,
    Line,
    RowField,
    Text,
    at_most,
    email_address,
    optional,
    required,
)
from boligsocial.inquiries.gate import TOO_FAST, TOO_OLD, age_of, new_stamp
from boligsocial.inquiries.pasted import read_mail
from boligsocial.inquiries.words import PLAIN_TOPICS, TAKEN_DOWN
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import CaseArea, InquiryWay, Topic
from boligsocial.phones import PhoneField
from boligsocial.places import PlaceForm

_ = lazy_gettext
LONGEST_LINE, LONGEST_TEXT, LONGEST_MAIL, LONGEST_ANSWER = 200, 20_000, 200_000, 4_000


class InquiryForm(HouseForm):
    """What a worker takes down. Say which departments can be chosen before validating or showing it."""

    page_order = ("way", "text", "topic", "department", "place", "sender_name", "sender_phone", "sender_email")

    way = LabelledField(_("Hvordan kom den?"), InquiryWay, _("Vælg, hvordan henvendelsen kom."))
    text = Text(_("Hvad handler det om?"), [required(_("Skriv, hvad det handler om."))])
    topic = LabelledField(_("Emne"), Topic, _("Vælg et emne, fx støj eller husleje."), default=Topic.OTHER)
    department = RowField(_("Afdeling"))
    place = Line(_("Hvor?"), [at_most(LONGEST_LINE)])
    sender_name = Line(_("Navn"), [at_most(LONGEST_LINE)])
    sender_phone = PhoneField(_("Telefon"))
    sender_email = Line(_("E-mail"), [optional(), email_address(), at_most(LONGEST_LINE)])
    is_mine = BooleanField(_("Jeg har den"))

    def validate_way(self, field: LabelledField) -> None:
        """What comes in by itself is taken down by nobody."""
        if field.data is not None and field.data not in TAKEN_DOWN:
            field.data = None
            raise ValidationError(gettext("Vælg, hvordan henvendelsen kom."))

    def validate_text(self, field: Text) -> None:
        """A pasted e-mail may be long, what is kept of it not."""
        limit = LONGEST_MAIL if self.way.data == InquiryWay.EMAIL else LONGEST_TEXT
        if len(field.data) > limit:
            raise ValidationError(gettext("Teksten er for lang. Skriv højst %(max)d tegn.", max=limit))

    def read_mail(self) -> bool:
        """Fill in what a pasted e-mail tells; what the worker has written stays. Return whether it told anything."""
        if self.way.data != InquiryWay.EMAIL:
            return False
        mail = read_mail((self.text.data or "")[:LONGEST_MAIL])
        told = bool(mail.address or mail.subject)
        if told:
            self.text.data = "\n\n".join(part for part in (mail.subject, mail.text) if part)
        self.text.data = (self.text.data or "")[:LONGEST_TEXT]
        for field, found in ((self.sender_name, mail.name), (self.sender_email, mail.address)):
            field.data = field.data or found[:LONGEST_LINE]
        return told

    def values(self) -> dict[str, Any]:
        """Return the inquiry's columns."""
        names = ("way", "text", "topic", "department", "place", "sender_name", "sender_phone", "sender_email")
        return {name: self[name].data or ("" if name.startswith(("sender", "place")) else None) for name in names}


class AnswerForm(HouseForm):
    """Words back, or once more. `seen` is how many were there when the page was opened."""

    text = Text(_("Svar"), [at_most(LONGEST_ANSWER)])
    seen = HiddenField()

    # Closing needs no words when some have been said.
    may_be_empty = False

    def validate_text(self, field: Text) -> None:
        """Nobody gets an empty answer."""
        if not (field.data or "").strip() and not self.may_be_empty:
            raise ValidationError(gettext("Skriv en tekst, før du sender."))

    def number_seen(self) -> int:
        """Return how many answers the worker had read; 0 when the form says nothing sensible."""
        typed = self.seen.data or ""
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else 0


class GiveForm(HouseForm):
    """Who is to have it."""

    colleague = RowField(_("Kollega"), _("Vælg, hvem der skal have den."))


class CaseForm(PlaceForm):
    """The case that an inquiry becomes."""

    page_order = ("area", "department", "dwelling", "with_sender")

    area = LabelledField(_("Område"), CaseArea, _("Vælg, hvad sagen handler om."))
    with_sender = BooleanField(_("Tilføj som person i sagen"))

    def values(self) -> dict[str, Any]:
        """Return the case's columns."""
        return {"area": self.area.data, "department": self.department.data, "dwelling": self.dwelling.data}


class JoinForm(HouseForm):
    """The case that an inquiry goes into."""

    case = RowField(_("Sag"), _("Vælg en sag."))


class PortalForm(HouseForm):
    """What a contact person writes to us. Offer their departments before validating or showing it."""

    page_order = ("text", "topic", "department")

    text = Text(_("Hvad vil du skrive?"), [required(_("Skriv en tekst, før du sender.")), at_most(LONGEST_ANSWER)])
    topic = LabelledField(_("Emne"), Topic, _("Vælg et emne."), default=Topic.OTHER)
    department = RowField(_("Afdeling"))

    def values(self) -> dict[str, Any]:
        """Return the inquiry's columns."""
        return {name: self[name].data for name in ("text", "topic", "department")}


class PublicForm(HouseForm):
    """What anybody may send. `homepage` is there for machines, and `opened` says when the page was."""

    page_order = ("topic", "department", "place", "text", "sender_name", "sender_phone", "sender_email")

    topic = LabelledField(_("Hvad handler det om?"), Topic, _("Vælg, hvad det handler om."), default=Topic.OTHER)
    department = RowField(_("Boligafdeling"))
    place = Line(_("Hvor?"), [at_most(LONGEST_LINE)])
    text = Text(_("Skriv til os"), [required(_("Skriv, hvad det handler om.")), at_most(LONGEST_ANSWER)])
    sender_name = Line(_("Dit navn"), [at_most(LONGEST_LINE)])
    sender_phone = PhoneField(_("Telefon"))
    sender_email = Line(_("E-mail"), [optional(), email_address(), at_most(LONGEST_LINE)])
    homepage = Line(_("Lad feltet stå tomt"))
    opened = HiddenField()

    def plain_topics(self) -> list[tuple[str, Any]]:
        """Return the topics as residents say them."""
        return [(topic.value, words) for topic, words in PLAIN_TOPICS.items()]

    def validate_text(self, field: Text) -> None:
        """Ask once more when a machine may have written. What was typed stays, and a person just sends it again."""
        age = age_of(self.opened.data or "")
        if age is None or age > TOO_OLD:
            self.opened.data = new_stamp()
            raise StopValidation(gettext("Siden har stået åben for længe. Din tekst er her endnu. Tryk på Send igen."))
        if age < TOO_FAST or self.homepage.data:
            raise StopValidation(
                gettext("Det gik så hurtigt, at vi ikke kan se, om du er et menneske. Vent lidt, og tryk på Send igen.")
            )

    def values(self) -> dict[str, Any]:
        """Return the inquiry's columns."""
        where = {"department": self.department.data, "place": self.place.data or ""}
        sender = {name: self[name].data or "" for name in ("sender_name", "sender_phone", "sender_email")}
        return {"topic": self.topic.data, "text": self.text.data.strip(), **where, **sender}

    @property
    def can_be_answered(self) -> bool:
        """Whether they have said how."""
        return bool(self.sender_phone.data or self.sender_email.data)
