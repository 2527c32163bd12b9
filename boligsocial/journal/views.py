"""A case on its way to the records system: where it stands, the package, the receipt, and a stop of its deletion."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app, flash, url_for

from boligsocial.access import allow, fresh, me
from boligsocial.audit import Event, shown
from boligsocial.clock import today
from boligsocial.fields import HouseForm
from boligsocial.holding import HoldForm, lift_hold, set_hold
from boligsocial.journal import actions, queries
from boligsocial.journal.forms import ReceiptForm
from boligsocial.journal.package import build, file_name
from boligsocial.journaling import Step, days_since, standing_of, step_of
from boligsocial.language import gettext
from boligsocial.models import Case, JournalPackage, Role, number_of
from boligsocial.retention import earliest
from boligsocial.web import answer, done, or_404

bp = Blueprint("journal", __name__)


@bp.get("/journal")
@allow(Role.WORKER)
def waiting() -> Any:
    """List the closed cases that are not journalised."""
    cases = queries.waiting(me())
    shown(me(), Event.JOURNAL_LISTED)
    return answer("journal/waiting.html", cases=cases[: queries.MOST], more=len(cases) > queries.MOST, days=days_since)


@bp.get("/sager/<uuid:case_id>/journal")
@allow(Role.WORKER)
def index(case_id: UUID) -> Any:
    """Show where a case stands."""
    return _page(_load(case_id), ReceiptForm(formdata=None, received_on=today()), HoldForm(formdata=None), 200)


def _load(case_id: UUID) -> Case:
    case: Case = or_404(queries.case_with_place(me(), case_id))
    return case


def _page(case: Case, form: ReceiptForm, hold_form: HoldForm, status: int) -> Any:
    standing = standing_of(case)
    goes = earliest(case) if standing.step == Step.JOURNALISED and not standing.hold else None
    shown(me(), Event.JOURNAL_READ, case)
    shared = {"case": case, "number": number_of(case.id), "standing": standing, "goes": goes}
    return answer("journal/index.html", None, status, form=form, hold_form=hold_form, **shared)


# -- the package --------------------------------------------------------------------------------------------------


@bp.post("/sager/<uuid:case_id>/journal/pakke")
@allow(Role.WORKER)
@fresh
def make(case_id: UUID) -> Any:
    """Make the package of a closed case."""
    case = _load(case_id)
    try:
        actions.make_package(me(), case, write=HouseForm().write)
        flash(gettext("Pakken er lavet. Hent den, og læg den i journalsystemet."))
    except actions.NotClosed:
        flash(gettext("Sagen er i gang. Afslut den, før den kan journaliseres. Intet er ændret."))
    return done(url_for(".index", case_id=case_id))


@bp.get("/sager/<uuid:case_id>/journal/pakke.zip")
@allow(Role.WORKER)
@fresh
def download(case_id: UUID) -> Any:
    """Give the package as a file; one that no longer says what the case says is not given."""
    package: JournalPackage = or_404(queries.package(me(), case_id))
    if step_of(package.case, package) not in (Step.EXPORTED, Step.JOURNALISED):
        flash(_has_changed())
        return done(url_for(".index", case_id=case_id))
    shown(me(), Event.PACKAGE_DOWNLOADED, package)
    content, name = build(package, current_app.config["MUNICIPALITY"]), file_name(package)
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(content.getvalue(), mimetype="application/zip", headers=headers)


@bp.post("/sager/<uuid:case_id>/journal/kvittering")
@allow(Role.WORKER)
def note_receipt(case_id: UUID) -> Any:
    """Note the number that the package has in the records system."""
    case, form = _load(case_id), ReceiptForm()
    package: JournalPackage = or_404(queries.package(me(), case_id))
    if not form.validate():
        return _page(case, form, HoldForm(formdata=None), 422)
    try:
        actions.note_receipt(me(), package, form.receipt.data or "", form.received_on.data, write=form.write)
        flash(gettext("Journalnummeret er gemt. Sagen er journaliseret."))
    except actions.Outdated:
        flash(_has_changed())
    return done(url_for(".index", case_id=case_id))


def _has_changed() -> str:
    return gettext("Sagen er ændret, siden pakken blev lavet. Intet er gået tabt. Lav en ny pakke.")


# -- a stop -------------------------------------------------------------------------------------------------------


@bp.post("/sager/<uuid:case_id>/journal/stop")
@allow(Role.WORKER)
def hold(case_id: UUID) -> Any:
    """Keep the case from being deleted."""
    case, form = _load(case_id), HoldForm()
    if not form.validate():
        return _page(case, ReceiptForm(formdata=None, received_on=today()), form, 422)
    set_hold(me(), case, form.reason.data, form.review_on.data, write=form.write)
    flash(gettext("Sagen bliver ikke slettet, før stoppet er hævet."))
    return done(url_for(".index", case_id=case_id))


@bp.post("/sager/<uuid:case_id>/journal/stop/ophaev")
@allow(Role.WORKER)
def lift(case_id: UUID) -> Any:
    """Let the case be deleted in its time."""
    case = _load(case_id)
    lift_hold(me(), case, write=HouseForm().write)
    flash(gettext("Stoppet er hævet. Sagen slettes tidligst, når lederen har kunnet se det i forvejen."))
    return done(url_for(".index", case_id=case_id))
