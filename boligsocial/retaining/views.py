"""The leader's page of how long things are kept, and the stop of a deletion."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, url_for

from boligsocial.access import allow, me
from boligsocial.audit import Event, shown
from boligsocial.fields import HouseForm
from boligsocial.holding import HoldForm, lift_hold, set_hold
from boligsocial.language import gettext
from boligsocial.models import Case, Role, number_of
from boligsocial.retaining import queries
from boligsocial.retention import periods
from boligsocial.web import answer, done, or_404

bp = Blueprint("retaining", __name__)


@bp.get("/opbevaring")
@allow(Role.LEADER)
def index() -> Any:
    """Show the schedule, what is about to be deleted, the stops, and what has been deleted."""
    shown(me(), Event.RETENTION_READ)
    return answer(
        "retaining/index.html",
        periods=periods(),
        announced=queries.announced(),
        holds=queries.holds(),
        history=queries.history(),
        waiting=queries.waiting(),
        form=HouseForm(),
    )


def _load(case_id: UUID) -> Case:
    case: Case = or_404(queries.cases_by_number(me()).where(Case.id == case_id))
    return case


@bp.get("/opbevaring/<uuid:case_id>/stop")
@allow(Role.LEADER)
def ask(case_id: UUID) -> Any:
    """Ask why a case shall not be deleted."""
    return _ask_page(_load(case_id), HoldForm(), 200)


def _ask_page(case: Case, form: HoldForm, status: int) -> Any:
    return answer("retaining/hold.html", None, status, case=case, number=number_of(case.id), form=form)


@bp.post("/opbevaring/<uuid:case_id>/stop")
@allow(Role.LEADER)
def hold(case_id: UUID) -> Any:
    """Keep a case from being deleted."""
    case, form = _load(case_id), HoldForm()
    if not form.validate():
        return _ask_page(case, form, 422)
    set_hold(me(), case, form.reason.data, form.review_on.data, write=form.write)
    flash(gettext("Sagen bliver ikke slettet, før stoppet er hævet."))
    return done(url_for(".index"))


@bp.post("/opbevaring/<uuid:case_id>/stop/ophaev")
@allow(Role.LEADER)
def lift(case_id: UUID) -> Any:
    """Let a case be deleted in its time."""
    lift_hold(me(), _load(case_id), write=HouseForm().write)
    flash(gettext("Stoppet er hævet. Sagen kommer tilbage på listen her, før den slettes."))
    return done(url_for(".index"))
