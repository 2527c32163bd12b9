"""Adding people to a case, and a resident's own page."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, request, url_for

from boligsocial.access import allow, me, visible_consents
from boligsocial.audit import Event, shown
from boligsocial.consenting import consent_entries
from boligsocial.fields import HouseForm
from boligsocial.language import gettext
from boligsocial.models import Case, CaseArea, Consent, Party, Resident, Role
from boligsocial.residents import actions, queries
from boligsocial.residents.forms import AddForm, FindForm, PersonForm, likely_role
from boligsocial.web import answer, done, or_404

bp = Blueprint("residents", __name__)
NEW, KNOWN = "residents/new.html", "residents/_known.html"


# -- adding somebody to a case ------------------------------------------------------------------------------------


@bp.get("/sager/<uuid:case_id>/personer/ny")
@allow(Role.WORKER)
def new(case_id: UUID) -> Any:
    """Ask who it is: one of those who live in the case's home, or somebody new."""
    case = or_404(queries.case_with_place(me(), case_id))
    return _new_page(case, _empty_form(case), FindForm(), 200)


@bp.post("/sager/<uuid:case_id>/personer/find")
@allow(Role.WORKER)
def find_known(case_id: UUID) -> Any:
    """Look for somebody known by name or phone number. Nothing is stored."""
    case = or_404(queries.case_with_place(me(), case_id))
    return _new_page(case, _empty_form(case), FindForm(), 200)


@bp.post("/sager/<uuid:case_id>/personer/ny")
@allow(Role.WORKER)
def add(case_id: UUID) -> Any:
    """Add the person to the case."""
    case, form = or_404(queries.case_with_place(me(), case_id)), AddForm()
    form.resident.offer(queries.known_people(me(), case, named=_named()))
    if not form.validate():
        return _new_page(case, form, FindForm(formdata=None), 422)
    try:
        _add(case, form)
    except actions.AlreadyParty:
        form.resident.errors = [gettext("Personen er allerede i sagen. Vælg en anden, eller gå tilbage.")]
        return _new_page(case, form, FindForm(formdata=None), 422)
    flash(gettext("Personen er tilføjet."))
    return done(url_for("cases.case", case_id=case.id, _anchor="people"))


def _add(case: Case, form: AddForm) -> Party:
    known, role, stays_open = form.resident.data, form.role.data, form.stays_open.data
    if known is not None:
        return actions.add_known(me(), case, known, role, stays_open, write=form.write)
    lives_here = bool(form.lives_here.data)
    return actions.add_new(me(), case, form.person(), lives_here, role, stays_open, write=form.write)


def _empty_form(case: Case) -> AddForm:
    parties = queries.parties_of(me(), case)
    # The sides of a conflict live in different homes, and the case has one.
    lives_here = not (case.area == CaseArea.NEIGHBOUR_CONFLICT and parties)
    return AddForm(formdata=None, role=likely_role(case, parties), lives_here=lives_here)


def _named() -> UUID | None:
    return request.form.get("resident", type=UUID)


def _new_page(case: Case, form: AddForm, search: FindForm, status: int) -> Any:
    form.resident.offer(queries.known_people(me(), case, search.words.data or "", _named()))
    shown(me(), Event.RESIDENTS_LISTED, case)
    return answer(NEW, KNOWN, status, case=case, form=form, search=search)


# -- a resident ---------------------------------------------------------------------------------------------------


@bp.get("/beboere/<uuid:resident_id>")
@allow(Role.WORKER)
def resident(resident_id: UUID) -> Any:
    """Show a resident, the household, and the cases they have a part in."""
    found = or_404(queries.resident(me(), resident_id))
    members, parts = queries.household_of(me(), found), queries.parts_of(me(), found)
    consents = consent_entries(visible_consents(me()).where(Consent.resident == found.id))
    shown(me(), Event.RESIDENT_READ, found)
    return answer("residents/resident.html", None, resident=found, members=members, parts=parts, consents=consents)


@bp.get("/beboere/<uuid:resident_id>/ret")
@allow(Role.WORKER)
def edit(resident_id: UUID) -> Any:
    """Ask what is to be changed."""
    found = or_404(queries.resident(me(), resident_id))
    return _edit_page(found, PersonForm(obj=found), 200)


@bp.post("/beboere/<uuid:resident_id>/ret")
@allow(Role.WORKER)
def save(resident_id: UUID) -> Any:
    """Change what is known of a resident."""
    found, form = or_404(queries.resident(me(), resident_id)), PersonForm()
    if not form.validate():
        return _edit_page(found, form, 422)
    actions.change_resident(me(), found, form.person(), form.stays_open.data, write=form.write)
    flash(gettext("Oplysningerne er gemt."))
    return done(url_for(".resident", resident_id=found.id))


def _edit_page(found: Resident, form: PersonForm, status: int) -> Any:
    shown(me(), Event.RESIDENT_READ, found)
    return answer("residents/edit.html", None, status, resident=found, form=form)


# -- taking somebody out of a case, and back ----------------------------------------------------------------------


@bp.post("/parter/<uuid:party_id>/fjern")
@allow(Role.WORKER)
def remove_party(party_id: UUID) -> Any:
    """Take somebody out of a case; its page then offers to take that back."""
    party: Party = or_404(queries.any_party(me(), party_id))
    actions.remove_party(me(), party, write=HouseForm().write)
    return done(url_for("cases.case", case_id=party.case_id, removed=party.id, _anchor="people"))


@bp.post("/parter/<uuid:party_id>/gendan")
@allow(Role.WORKER)
def restore_party(party_id: UUID) -> Any:
    """Bring somebody back into a case."""
    party: Party = or_404(queries.any_party(me(), party_id))
    try:
        actions.restore_party(me(), party, write=HouseForm().write)
        flash(gettext("Personen er i sagen igen."))
    except actions.AlreadyParty:
        flash(gettext("Personen er allerede tilføjet sagen igen. Intet er ændret."))
    return done(url_for("cases.case", case_id=party.case_id, _anchor="people"))
