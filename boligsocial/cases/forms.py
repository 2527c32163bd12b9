"""Forms about a case and what is to be followed up in it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import HiddenField, SelectMultipleField, StringField, ValidationError

from boligsocial.cases import queries
from boligsocial.clock import today
from boligsocial.due import DueForm
from boligsocial.fields import DayField, LabelledField, RowField, at_most, required
from boligsocial.language import gettext, lazy_gettext, ngettext
from boligsocial.models import Case, CaseArea, CaseStatus, FollowUp, User
from boligsocial.places import PlaceForm

_ = lazy_gettext
LONGEST = 200


class FollowUpForm(DueForm):
    """Something to do in the case."""

    page_order = ("what", "days", "due_on")

    what = StringField(_("Hvad skal der ske?"), [required(_("Skriv, hvad der skal ske.")), at_most(LONGEST)])


class PostponeForm(DueForm):
    """A new day for a follow-up; without a chip the date decides."""

    days = StringField()


class CaseForm(PlaceForm):
    """What every case says. Call `offer_rows(user)` before validating or showing it."""

    page_order: tuple[str, ...] = ("area", "department", "dwelling", "responsible")

    area = LabelledField(_("Område"), CaseArea, _("Vælg, hvad sagen handler om."))
    responsible = RowField(_("Ansvarlig"), _("Vælg, hvem der er ansvarlig for sagen."))

    def offer_rows(self, user: User, case: Case | None = None) -> None:
        """Say which places and which workers can be chosen; `case` is the one that is changed."""
        self.offer_places(user)
        self.responsible.offer(queries.workers(user, case))

    def people(self) -> list[tuple[int, str]]:
        """Return the workers as the chips want them."""
        return [(worker.id, worker.full_name) for worker in self.responsible.rows]

    def values(self) -> dict[str, Any]:
        """Return the case's columns."""
        return {
            "area": self.area.data,
            "department": self.department.data,
            "dwelling": self.dwelling.data,
            "responsible": self.responsible.data,
        }


class NewCaseForm(CaseForm, DueForm):
    """A new case, with the first follow-up if there is one and the note it grew out of (`note`, an id)."""

    page_order = ("note", *CaseForm.page_order, "heard_on", "what", "days", "due_on")

    note = HiddenField()
    heard_on = DayField(_("Hvornår hørte du om det?"), default=today)
    what = StringField(_("Hvad skal der ske?"), [at_most(LONGEST)])

    def validate_heard_on(self, field: DayField) -> None:
        """Nobody has heard of it tomorrow."""
        if field.data and field.data > today():
            raise ValidationError(gettext("Dagen ligger i fremtiden. Vælg i dag eller tidligere."))

    def validate_what(self, field: StringField) -> None:
        """A date alone is no follow-up."""
        if self.due_on.data and not (field.data or "").strip():
            raise ValidationError(gettext("Skriv, hvad der skal ske, eller fjern datoen."))

    def first_follow_up(self) -> tuple[str, date] | None:
        """Return what to do and when, or None when nothing is written."""
        what, due = (self.what.data or "").strip(), self.due()
        return (what, due) if what and due else None


class EditCaseForm(CaseForm):
    """A case as it is to be. `seen` is what it said when the page was opened, `asked` that the question of the
    open follow-ups was on the page, `finished` the ids of those that are done.
    """

    page_order = ("seen", "status", "finished", *CaseForm.page_order)

    status = LabelledField(_("Status"), CaseStatus, _("Vælg en status."))
    seen = HiddenField()
    asked = HiddenField()
    finished = SelectMultipleField(_("Hvad er udført?"), coerce=str, choices=[], validate_choice=False)

    open_ones: list[FollowUp]

    def offer_follow_ups(self, rows: Iterable[FollowUp]) -> None:
        """Say which follow-ups are open."""
        self.open_ones = list(rows)

    @property
    def asks(self) -> bool:
        """Whether the case is being closed with something left to do."""
        return self.status.data == CaseStatus.CLOSED and bool(self.open_ones)

    def validate_finished(self, field: SelectMultipleField) -> None:
        """Nobody closes a case over open follow-ups without having seen them."""
        if self.asks and not self.asked.data:
            sentence = ngettext(
                "Sagen har %(num)s åben opfølgning. Sæt flueben, hvis den er udført, og gem igen.",
                "Sagen har %(num)s åbne opfølgninger. Sæt flueben ved dem, der er udført, og gem igen.",
                len(self.open_ones),
            )
            raise ValidationError(sentence)

    def start_again_from(self, state: str) -> None:
        """Say that the case changed meanwhile, and take what it says now for what the worker has seen."""
        self.seen.data = state
        self.seen.errors = [gettext("En anden har rettet sagen imens. Se, hvad der står nu, og gem igen.")]

    def finished_ones(self) -> list[FollowUp]:
        """Return the ticked follow-ups; ticks count only when the case is being closed."""
        ticked = set(self.finished.data or []) if self.asks else set()
        return [row for row in self.open_ones if str(row.id) in ticked]

    def values(self) -> dict[str, Any]:
        """Return the case's columns."""
        return {**super().values(), "status": self.status.data}
