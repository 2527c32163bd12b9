"""Writing down a try to reach a resident; the case's own page is in the cases room."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, url_for

from boligsocial.access import allow, me, visible_cases
from boligsocial.arrears import actions
from boligsocial.arrears.forms import AttemptForm
from boligsocial.attempts import attempts_of
from boligsocial.fields import HouseForm
from boligsocial.guidance import guide
from boligsocial.language import gettext
from boligsocial.models import Case, CaseArea, ContactAttempt, Role
from boligsocial.web import answer, done, or_404, wants_part

bp = Blueprint("arrears", __name__)
ATTEMPTS = "arrears/_attempts.html"


@bp.post("/sager/<uuid:case_id>/kontaktforsoeg")
@allow(Role.WORKER)
def log_attempt(case_id: UUID) -> Any:
    """Keep one try to reach the resident."""
    case = or_404(visible_cases(me()).where(Case.id == case_id, Case.area == CaseArea.ARREARS))
    form = AttemptForm()
    if not form.validate():
        return _refused(case, form)
    attempt = actions.log_attempt(me(), case, form.channel.data, form.outcome.data, write=form.write)
    return _attempts(case, gettext("Forsøget er gemt."), attempt)


@bp.post("/kontaktforsoeg/<uuid:attempt_id>/fortryd")
@allow(Role.WORKER)
def undo_attempt(attempt_id: UUID) -> Any:
    """Take a try back."""
    seen = visible_cases(me()).select(Case.id)
    attempt = or_404(ContactAttempt.select().where(ContactAttempt.id == attempt_id, ContactAttempt.case.in_(seen)))
    actions.undo_attempt(me(), attempt, write=HouseForm().write)
    case = or_404(visible_cases(me()).where(Case.id == attempt.case_id))
    return _attempts(case, gettext("Forsøget er taget tilbage."), None)


def _attempts(case: Case, said: str, latest: ContactAttempt | None) -> Any:
    if not wants_part():
        flash(said)
    return done(url_for("cases.case", case_id=case.id), ATTEMPTS, **_context(case, said, latest))


def _refused(case: Case, form: AttemptForm) -> Any:
    sentence = form.problems()[0][1]
    if wants_part():
        return answer(ATTEMPTS, ATTEMPTS, 422, **_context(case, sentence, None))
    flash(sentence)
    return done(url_for("cases.case", case_id=case.id))


def _context(case: Case, said: str, latest: ContactAttempt | None) -> dict[str, Any]:
    form = HouseForm()
    form.renew_write_id()
    attempts = attempts_of(case)
    return {"case": case, "attempts": attempts, "form": form, "latest": latest, "said": said, "guided": guide(case)}
