"""Consents: written down with the resident, looked at, gone through again, withdrawn in one tap, and on paper."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, request, url_for

from boligsocial.access import allow, me
from boligsocial.audit import Event, shown
from boligsocial.consenting import ConsentEntry, consents_of_case
from boligsocial.consents import actions, queries
from boligsocial.consents.forms import ConsentForm, usual_days
from boligsocial.fields import HouseForm
from boligsocial.language import gettext
from boligsocial.models import Case, InfoKind, Interpreter, Party, Role
from boligsocial.web import answer, done, found, or_404

bp = Blueprint("consents", __name__)


@bp.get("/sager/<uuid:case_id>/samtykker")
@allow(Role.WORKER)
def index(case_id: UUID) -> Any:
    """List the consents of a case."""
    case = or_404(queries.case_with_place(me(), case_id))
    consents = consents_of_case(case)
    shown(me(), Event.CASE_READ, case)
    return answer("consents/index.html", case=case, consents=consents)


# -- writing one down ---------------------------------------------------------------------------------------------


@bp.get("/sager/<uuid:case_id>/samtykker/ny")
@allow(Role.WORKER)
def new(case_id: UUID) -> Any:
    """Ask what the resident says yes to; `?party=` names the resident."""
    case = or_404(queries.case_with_place(me(), case_id))
    parties = queries.parties_of(me(), case)
    form = ConsentForm(party=_asked(parties), heard_by=me(), interpreter=Interpreter.NONE, **usual_days())
    return _new_page(case, parties, form, 200)


def _asked(parties: list[Party]) -> Party | None:
    party_id = request.args.get("party", type=UUID)
    only = parties[0] if len(parties) == 1 else None
    return next((party for party in parties if party.id == party_id), only)


@bp.post("/sager/<uuid:case_id>/samtykker/ny")
@allow(Role.WORKER)
def give(case_id: UUID) -> Any:
    """Keep the consent."""
    case = or_404(queries.case_with_place(me(), case_id))
    parties, form = queries.parties_of(me(), case), ConsentForm()
    form.offer(parties, queries.possible_recipients(case), queries.workers(case))
    if not form.validate():
        return _new_page(case, parties, form, 422)
    consent = actions.give_consent(me(), form.as_consent(case), form.kinds.data, form.recipients.data, write=form.write)
    flash(gettext("Samtykket er gemt."))
    return done(url_for(".consent", consent_id=consent.id))


def _new_page(case: Case, parties: list[Party], form: ConsentForm, status: int) -> Any:
    form.offer(parties, queries.possible_recipients(case), queries.workers(case))
    shown(me(), Event.CASE_READ, case)
    return answer("consents/new.html", None, status, case=case, form=form)


# -- one consent --------------------------------------------------------------------------------------------------


def _load(consent_id: UUID) -> ConsentEntry:
    entry: ConsentEntry = found(queries.consent_entry(me(), consent_id))
    return entry


@bp.get("/samtykker/<uuid:consent_id>")
@allow(Role.WORKER)
def consent(consent_id: UUID) -> Any:
    """Show what the consent covers, and what is shared on it."""
    entry = _load(consent_id)
    shown(me(), Event.CONSENT_READ, entry.consent)
    resting = queries.resting_on(me(), entry.consent)
    return answer("consents/consent.html", entry=entry, resting=resting, form=HouseForm())


@bp.post("/samtykker/<uuid:consent_id>/traek-tilbage")
@allow(Role.WORKER)
def withdraw(consent_id: UUID) -> Any:
    """Withdraw the consent; the readers' next request finds nothing."""
    entry = _load(consent_id)
    try:
        actions.withdraw_consent(me(), entry.consent, write=HouseForm().write)
        flash(gettext("Samtykket er trukket tilbage. Ingen kan læse noget på det mere."))
    except actions.ConsentOver:
        flash(gettext("Samtykket var allerede slut. Intet er ændret."))
    return done(url_for(".consent", consent_id=consent_id))


@bp.post("/samtykker/<uuid:consent_id>/gennemgaa")
@allow(Role.WORKER)
def confirm(consent_id: UUID) -> Any:
    """Keep that the resident still says yes."""
    entry = _load(consent_id)
    try:
        actions.confirm_consent(me(), entry.consent, write=HouseForm().write)
        flash(gettext("Det er gemt, at samtykket stadig gælder."))
    except actions.ConsentOver:
        flash(gettext("Samtykket var allerede slut. Intet er ændret."))
    return done(url_for(".consent", consent_id=consent_id))


# -- on paper -----------------------------------------------------------------------------------------------------


@bp.get("/samtykker/<uuid:consent_id>/udskrift")
@allow(Role.WORKER)
def consent_print(consent_id: UUID) -> Any:
    """Show the consent as a sheet of paper to sign."""
    entry = _load(consent_id)
    shown(me(), Event.CONSENT_READ, entry.consent)
    return answer("consents/print.html", entry=entry)


@bp.get("/sager/<uuid:case_id>/samtykker/udskrift")
@allow(Role.WORKER)
def empty_print(case_id: UUID) -> Any:
    """Show an empty form to fill in by hand. It names nobody of the case."""
    case = or_404(queries.case_with_place(me(), case_id))
    people = queries.possible_recipients(case)
    return answer("consents/empty.html", case=case, people=people, kinds=list(InfoKind))
