"""Forms of the quick log and of a note's own page."""

from datetime import datetime, time, timedelta
from typing import Any

from wtforms import HiddenField, ValidationError

from boligsocial.clock import danish, instant, now, today
from boligsocial.fields import DayField, HouseForm, LabelledField, RowField, Text, TimeField, at_most
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import Case, Labelled, NoteKind, Topic
from boligsocial.models.kinds import N_
from boligsocial.places import PlaceForm

_ = lazy_gettext
# A phone's clock may be a little ahead of the server's.
LEEWAY = timedelta(minutes=5)
LONGEST_TEXT = 20_000


class NoteForm(PlaceForm):
    """What every note says: what was done, about what, where, and the text."""

    page_order: tuple[str, ...] = ("kind", "topic", "department", "text", "dwelling")

    kind = LabelledField(_("Hvad gjorde du?"), NoteKind, _("Vælg, hvad du gjorde, fx besøg eller opkald."))
    topic = LabelledField(_("Emne"), Topic, _("Vælg et emne, fx støj eller husleje."))
    text = Text(_("Note"), [at_most(LONGEST_TEXT)])
    day = DayField(_("Dag"))
    time = TimeField(_("Klokken"))

    def _picked(self) -> datetime | None:
        if self.day.data is None:
            return None
        return instant(self.day.data, self.time.data or time(12))

    def validate_day(self, field: DayField) -> None:
        """What happened has happened."""
        picked = self._picked()
        if picked and picked > now() + LEEWAY:
            raise ValidationError(gettext("Tidspunktet ligger i fremtiden. Vælg, hvornår det skete."))


class When(Labelled):
    """How a worker says when it happened."""

    NOW = "now", N_("Nu")
    HOUR = "hour", N_("For en time siden")
    YESTERDAY = "yesterday", N_("I går")
    PICK = "pick", N_("Vælg tid")


class LogForm(NoteForm):
    """The quick log. `happened_at` is worked out from `when`, which is "now" unless somebody says otherwise."""

    page_order = ("kind", "topic", "department", "text", "dwelling", "case", "when", "day", "time")

    case = RowField(_("Sag"))
    party = RowField(_("Part"))
    visit = HiddenField()
    when = LabelledField(_("Hvornår?"), When, default=When.NOW)

    def validate_case(self, field: RowField) -> None:
        """A note of a party lies in the party's own case."""
        named = self.party.raw_data and self.party.raw_data[0]
        if named and (self.party.data is None or self.party.data.case_id != (field.data and field.data.id)):
            self.party.data = None
            raise ValidationError(gettext("Parten er ikke i den sag. Gem igen, så kommer notatet i sagen uden part."))

    def validate_day(self, field: DayField) -> None:
        """Only a picked time needs a day."""
        if self.when.data == When.PICK:
            if field.data is None and not field.errors:
                raise ValidationError(gettext("Vælg, hvilken dag det skete."))
            super().validate_day(field)

    def happened_at(self) -> datetime:
        """Return the instant the worker means."""
        if self.when.data == When.HOUR:
            return now() - timedelta(hours=1)
        if self.when.data == When.YESTERDAY:
            return instant(today() - timedelta(days=1), danish(now()).time())
        return (self._picked() if self.when.data == When.PICK else None) or now()

    def values(self) -> dict[str, Any]:
        """Return the note's columns."""
        return {
            "kind": self.kind.data,
            "topic": self.topic.data,
            "department": self.department.data,
            "dwelling": self.dwelling.data,
            "case": self.case.data,
            "party": self.party.data,
            "text": self.text.data,
            "happened_at": self.happened_at(),
        }


class EditForm(NoteForm):
    """A note as it is to be; `version` is the one the worker started from."""

    version = HiddenField()

    def started_from(self) -> int:
        """Return the version the worker saw; 0 when the form says nothing sensible."""
        return int(self.version.data) if str(self.version.data).isdecimal() else 0

    def values(self) -> dict[str, Any]:
        """Return the note's columns; without a day the time stays as it is."""
        values = {
            "kind": self.kind.data,
            "topic": self.topic.data,
            "department": self.department.data,
            "dwelling": self.dwelling.data,
            "text": self.text.data,
        }
        picked = self._picked()
        return {**values, "happened_at": picked} if picked else values


class SettleForm(HouseForm):
    """Where an unsettled note belongs: one of the offered cases, or no case at all."""

    case = RowField(_("Sag"))
    choice = HiddenField()

    def chosen_case(self) -> Case | None:
        """Return the case, or None for "no case needed"."""
        return self.case.data if self.choice.data == "case" else None

    def validate_case(self, field: RowField) -> None:
        """Putting a note into a case needs the case."""
        if self.choice.data == "case" and field.data is None:
            raise ValidationError(gettext("Vælg den sag, notatet hører til."))
