"""The form that plans a visit, and changes one that has not begun."""

from datetime import date, datetime, time, timedelta
from typing import Any

from wtforms import StringField, ValidationError

from boligsocial.clock import danish, instant, now, today
from boligsocial.fields import DayField, LabelledField, Line, RowField, TimeField, at_most, holds_cpr
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import Topic, VisitWords
from boligsocial.places import PlaceForm

_ = lazy_gettext
OTHER = "pick"
FARTHEST = timedelta(days=365)
LAST_START, FIRST_START = time(15, 30), time(9)


class PlanForm(PlaceForm):
    """Where, when, and what about. The chips carry dates, so that "I dag" means the day the page was made."""

    page_order = ("case", "department", "dwelling", "day", "other_day", "at", "topic", "purpose")

    case = RowField(_("Sag"))
    day = StringField(_("Hvornår?"))
    other_day = DayField(_("Anden dag"))
    at = TimeField(_("Klokken"))
    topic = LabelledField(_("Emne"), Topic)
    purpose = Line(_("Formål"), [at_most(120)])
    portal_words = LabelledField(_("Vis tidspunktet for afdelingens kontaktpersoner"), VisitWords)

    # The day of a visit that is being changed may stay, also when it has passed.
    kept_day: date | None = None

    def days(self) -> list[tuple[str, str]]:
        """Return the chips: (value, label)."""
        return [
            (today().isoformat(), gettext("I dag")),
            ((today() + timedelta(days=1)).isoformat(), gettext("I morgen")),
            (OTHER, gettext("Anden dag")),
        ]

    def start_from(self, planned_at: datetime) -> None:
        """Fill the time questions from an instant."""
        day = danish(planned_at).date()
        chips = [value for value, _label in self.days()]
        self.day.data = day.isoformat() if day.isoformat() in chips else OTHER
        self.other_day.data = day if self.day.data == OTHER else None
        self.at.data = danish(planned_at).time()

    def planned_day(self) -> date | None:
        """Return the chosen day, or None."""
        if self.day.data == OTHER:
            return self.other_day.data
        try:
            return date.fromisoformat(self.day.data or "")
        except ValueError:
            return None

    def validate_case(self, field: RowField) -> None:
        """A case belongs to one department, and so do its visits."""
        if field.data and self.department.data and field.data.department_id != self.department.data.id:
            raise ValidationError(gettext("Sagen hører til en anden afdeling. Vælg dens afdeling, eller fjern sagen."))

    def validate_day(self, field: StringField) -> None:
        """One of the chips."""
        if field.data != OTHER:
            self._check(self.planned_day(), gettext("Vælg en dag."))

    def validate_other_day(self, field: DayField) -> None:
        """Asked only when neither today nor tomorrow is right."""
        if self.day.data == OTHER and not field.errors:
            self._check(field.data, gettext("Vælg en dato."))

    def _check(self, day: date | None, missing: str) -> None:
        if day is None:
            raise ValidationError(missing)
        if day < today() and day != self.kept_day:
            raise ValidationError(gettext("Dagen er gået. Vælg i dag eller en senere dag."))
        if day > today() + FARTHEST:
            raise ValidationError(gettext("Dagen ligger mere end et år ude i fremtiden. Vælg en tidligere dag."))

    def validate_at(self, field: TimeField) -> None:
        """A visit has a time, so that the day has an order."""
        if field.data is None and not field.errors:
            raise ValidationError(gettext("Skriv et klokkeslæt, fx 10.00."))

    def validate_purpose(self, field: Line) -> None:
        """The purpose stands where a shoulder can read it."""
        if holds_cpr(field.data or ""):
            raise ValidationError(gettext("Det ligner et CPR-nummer. Fjern det, før du gemmer."))

    def planned_at(self) -> datetime:
        """Return the instant; only for a form that is valid."""
        return instant(self.planned_day() or today(), self.at.data or FIRST_START)

    def values(self) -> dict[str, Any]:
        """Return the visit's columns."""
        return {
            "department": self.department.data,
            "dwelling": self.dwelling.data,
            "case": self.case.data,
            "topic": self.topic.data,
            "purpose": self.purpose.data or "",
            "portal_words": self.portal_words.data,
            "planned_at": self.planned_at(),
        }


def next_start() -> datetime:
    """Return the next half hour of the working day: what a visit planned right now most likely means."""
    here = danish(now())
    if here.time() >= LAST_START:
        return instant(here.date() + timedelta(days=1), FIRST_START)
    if here.time() < FIRST_START:
        return instant(here.date(), FIRST_START)
    return instant(here.date(), time(here.hour + 1) if here.minute >= 30 else time(here.hour, 30))
