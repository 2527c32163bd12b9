"""Stopping the deletion of a case, and letting it go on: a worker does it from the case, a leader from the preview."""

from datetime import timedelta
from typing import Any

from wtforms import ValidationError

from boligsocial.audit import Event, recorded
from boligsocial.clock import now, today
from boligsocial.facts import no_cpr
from boligsocial.fields import DayField, HouseForm, Line, at_most, required
from boligsocial.language import gettext, lazy_gettext
from boligsocial.models import Case, LegalHold, User
from boligsocial.retention import drop_plan

_ = lazy_gettext
LONGEST_REASON = 200
# A stop that nobody looks at again keeps somebody's data for ever.
LONGEST = timedelta(days=366)


class HoldForm(HouseForm):
    """Why nothing may be deleted, and when somebody looks at it again."""

    reason = Line(
        _("Hvorfor må sagen ikke slettes?"),
        [required(_("Skriv, hvorfor sagen skal blive, fx »Klagesag i nævnet«.")), at_most(LONGEST_REASON), no_cpr],
    )
    review_on = DayField(_("Se på det igen"))

    def validate_review_on(self, field: DayField) -> None:
        """It is looked at again, within a year."""
        if field.errors:
            return
        if field.data is None or not today() < field.data <= today() + LONGEST:
            raise ValidationError(gettext("Vælg en dag efter i dag og højst et år frem."))


@recorded(Event.HOLD_SET)
def set_hold(actor: User, case: Case, reason: str, review_on: Any) -> LegalHold:
    """Keep a case until the hold is lifted; one that stands is replaced, and kept as it was. It leaves the preview."""
    _end(actor, case)
    drop_plan(case.id)
    return LegalHold.create(case=case, reason=reason, review_on=review_on, set_by=actor)


@recorded(Event.HOLD_LIFTED)
def lift_hold(actor: User, case: Case) -> Case:
    """Let the schedule have the case again: it is announced anew, and goes no sooner than its time in the preview."""
    _end(actor, case)
    return case


def _end(actor: User, case: Case) -> None:
    standing = (LegalHold.case == case.id) & LegalHold.lifted_at.is_null()
    LegalHold.update(lifted_at=now(), lifted_by=actor).where(standing).execute()
