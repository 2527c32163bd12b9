"""The form with which a consent is written down. It has no box for everything: each thing is asked for by itself."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from wtforms import Field, ValidationError

from boligsocial.clock import today
from boligsocial.fields import DayField, HouseForm, LabelledField, RowField
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import Case, Consent, GivenHow, InfoKind, Interpreter, Party, User
from boligsocial.workdays import add_months

_ = lazy_gettext
USUAL_MONTHS, LONGEST_MONTHS = 6, 12


class TicksField(Field):
    """Check boxes; `data` is the list of what was ticked. Call `offer(pairs)` before validating."""

    def __init__(self, label: Any, message: Any, **kwargs: Any) -> None:
        self.message = message
        self.keys: list[str] = []
        self.options: list[tuple[str, Any]] = []
        super().__init__(label, default=list, **kwargs)

    def offer(self, options: Iterable[tuple[Any, Any]]) -> None:
        """Say what can be ticked: (key, what it stands for)."""
        self.options = [(str(key), thing) for key, thing in options]
        if self.raw_data is not None:
            self.data = [thing for key, thing in self.options if key in self.keys]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the keys: they say nothing before it is known what may be ticked."""
        self.keys, self.data = valuelist, []

    def ticked(self) -> list[str]:
        """Return the keys of what is ticked."""
        return [key for key, thing in self.options if thing in self.data]

    def pre_validate(self, form: Any) -> None:
        """At least one, and none that cannot be ticked any more."""
        if set(self.keys) - {key for key, _thing in self.options}:
            raise ValidationError(gettext("Noget af det, du valgte, kan ikke vælges mere. Se listen igennem igen."))
        if not self.data:
            raise ValidationError(self.message)


class ConsentForm(HouseForm):
    """Who says yes to what, to whom, and until when. Call `offer` before validating or showing it."""

    party = RowField(_("Hvem giver samtykket?"), _("Vælg, hvem der giver samtykket."))
    kinds = TicksField(_("Hvad må vi fortælle?"), _("Vælg mindst én slags oplysninger."))
    recipients = TicksField(_("Hvem må få det at vide?"), _("Vælg mindst én modtager."))
    given_how = LabelledField(_("Hvordan blev det givet?"), GivenHow, _("Vælg, hvordan samtykket blev givet."))
    heard_by = RowField(_("Hvem tog imod det?"), _("Vælg, hvem der tog imod samtykket."))
    interpreter = LabelledField(_("Tolk"), Interpreter, _("Vælg, om der var en tolk."))
    from_on = DayField(_("Gælder fra"))
    until_on = DayField(_("Gælder til og med"))
    review_on = DayField(_("Gennemgås igen"))

    def offer(self, parties: list[Party], recipients: list[User], workers: list[User]) -> None:
        """Say who can be chosen."""
        self.party.offer(parties)
        self.kinds.offer((kind.value, kind) for kind in InfoKind)
        self.recipients.offer((user.id, user) for user in recipients)
        self.heard_by.offer(workers)

    def validate_from_on(self, field: DayField) -> None:
        """A yes holds from the day it was said, not before anybody has heard it."""
        if _is_missing(field):
            raise ValidationError(gettext("Vælg den dag, samtykket gælder fra."))
        if field.data and field.data > today():
            raise ValidationError(gettext("Dagen ligger i fremtiden. Samtykket gælder fra den dag, du hører det."))

    def validate_until_on(self, field: DayField) -> None:
        """It ends: after its beginning, not in the past, and within a year."""
        if _is_missing(field):
            raise ValidationError(gettext("Vælg den sidste dag, samtykket gælder."))
        start, end = self.from_on.data, field.data
        if not (start and end):
            return
        if end < start:
            raise ValidationError(gettext("Samtykket kan ikke slutte, før det begynder. Vælg en senere dag."))
        if end < today():
            raise ValidationError(gettext("Den dag er gået, så samtykket er allerede slut. Vælg en senere dag."))
        if end > add_months(start, LONGEST_MONTHS):
            raise ValidationError(
                gettext("Et samtykke gælder højst et år. Vælg en tidligere dag, og spørg igen til den tid.")
            )

    def validate_review_on(self, field: DayField) -> None:
        """It is gone through while it lasts."""
        if _is_missing(field):
            raise ValidationError(gettext("Vælg den dag, I gennemgår samtykket."))
        start, end, day = self.from_on.data, self.until_on.data, field.data
        if start and end and day and start <= end and not start <= day <= end:
            raise ValidationError(
                gettext("I kan kun gennemgå samtykket, mens det gælder. Vælg en dag fra første til sidste dag.")
            )

    def as_consent(self, case: Case) -> Consent:
        """Return the consent, not stored."""
        return Consent(
            case=case,
            resident=cast("Party", self.party.data).resident,
            given_how=self.given_how.data,
            heard_by=self.heard_by.data,
            interpreter=self.interpreter.data,
            from_on=self.from_on.data,
            until_on=self.until_on.data,
            review_on=self.review_on.data,
        )


def _is_missing(field: DayField) -> bool:
    return field.data is None and not field.errors


def usual_days() -> dict[str, date]:
    """Return the days that the form begins with: half a year from today, gone through half way."""
    day = today()
    end = add_months(day, USUAL_MONTHS)
    return {"from_on": day, "until_on": end, "review_on": day + (end - day) / 2}
