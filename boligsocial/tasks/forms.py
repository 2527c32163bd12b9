"""The form with which a task is given, and the promise."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from wtforms import BooleanField, Field, HiddenField, ValidationError

from boligsocial.clock import danish, instant, now
from boligsocial.facts import no_cpr
from boligsocial.fields import DayField, HouseForm, Line, RowField, Text, TimeField, at_most
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import Case, Consent, User, VolunteerTask
from boligsocial.names import words_of

_ = lazy_gettext
LONGEST_TEXT, LONGEST_PLACE = 500, 120
FARTHEST = timedelta(days=365)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


class TaskForm(HouseForm):
    """Who is asked, what, when and where. Call `offer` before validating or showing it.

    `case` and `old` name what the task belongs to on our side, and the one it takes the place of.
    """

    page_order = ("volunteer", "what", "day", "at", "meeting_place", "consent")

    case = HiddenField()
    old = HiddenField()
    volunteer = RowField(_("Hvem spørger du?"), _("Vælg, hvem du vil spørge."))
    what = Text(_("Hvad er opgaven?"), [at_most(LONGEST_TEXT), no_cpr])
    day = DayField(_("Dag"))
    at = TimeField(_("Klokken"))
    meeting_place = Line(_("Hvor mødes I?"), [at_most(LONGEST_PLACE), no_cpr])
    consent = RowField(_("Vis fornavn"))

    # Words of the names, and the addresses, of those whom the case is about.
    names: frozenset[str] = frozenset()
    addresses: tuple[str, ...] = ()

    def offer(self, volunteers: list[User], consents: list[Consent]) -> None:
        """Say who can be asked, and whose first name can be shown at all."""
        self.volunteer.offer(volunteers)
        self.consent.offer(consents)

    def hide(self, names: Iterable[str], addresses: Iterable[str]) -> None:
        """Say whose names and addresses the text must not hold."""
        self.names = words_of(names)
        self.addresses = tuple(address.partition(",")[0].casefold() for address in addresses)

    def begin_with(self, old: VolunteerTask) -> None:
        """Fill in what another volunteer was asked to do."""
        self.what.data, self.meeting_place.data = old.what, old.meeting_place
        self.day.data, self.at.data = danish(old.starts_at).date(), danish(old.starts_at).time()

    def starts_at(self) -> datetime | None:
        """Return the instant of day and time, or None when one is missing."""
        return instant(self.day.data, self.at.data) if self.day.data and self.at.data else None

    def validate_what(self, field: Text) -> None:
        """A task says what, and about nobody."""
        if not (field.data or "").strip():
            raise ValidationError(gettext("Skriv, hvad opgaven er."))
        self._hold_back(field)

    def validate_meeting_place(self, field: Line) -> None:
        """A place where one can meet without being told who lives there."""
        if not field.data:
            raise ValidationError(gettext("Skriv, hvor I mødes, fx »Ved indgangen til rådhuset«."))
        self._hold_back(field)

    def _hold_back(self, field: Field) -> None:
        text = field.data or ""
        if any(word[0].isupper() and self._is_name(word.casefold()) for word in _WORD.findall(text)):
            raise ValidationError(
                gettext(
                    "Der står et navn fra sagen. Fjern det. Et fornavn vises kun på et samtykke, så det kan stoppes."
                )
            )
        if any(address in text.casefold() for address in self.addresses):
            raise ValidationError(
                gettext("Der står en beboers adresse. Skriv et mødested, der ikke røber, hvem det er.")
            )

    def _is_name(self, word: str) -> bool:
        return word in self.names or word.removesuffix("s") in self.names

    def validate_day(self, field: DayField) -> None:
        """A day ahead, not farther than anybody plans."""
        if field.data is None and not field.errors:
            raise ValidationError(gettext("Vælg en dag."))
        at = self.starts_at()
        if at and at < now():
            raise ValidationError(gettext("Tidspunktet er gået. Vælg et senere."))
        if at and at > now() + FARTHEST:
            raise ValidationError(gettext("Dagen ligger mere end et år ude i fremtiden. Vælg en tidligere dag."))

    def validate_at(self, field: TimeField) -> None:
        """A time, so that somebody is met."""
        if field.data is None and not field.errors:
            raise ValidationError(gettext("Skriv et klokkeslæt, fx 10.00."))

    def as_task(self, case: Case | None) -> VolunteerTask:
        """Return the task, not stored."""
        return VolunteerTask(
            volunteer=self.volunteer.data,
            what=(self.what.data or "").strip(),
            starts_at=self.starts_at(),
            meeting_place=self.meeting_place.data,
            case=case,
            consent=self.consent.data,
        )


class PromiseForm(HouseForm):
    """The promise: read, and given."""

    has_read = BooleanField(_("Jeg har læst det, og jeg forstår det"))

    def validate_has_read(self, field: BooleanField) -> None:
        """Nobody promises what they have not read."""
        if not field.data:
            raise ValidationError(gettext("Sæt kryds, når du har læst det. Du har ikke lovet noget endnu."))
