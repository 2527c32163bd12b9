"""Sealing a case, and breaking the glass of one. The leader's pages are in leader.py."""

from typing import Any
from uuid import UUID

from flask import abort, flash, url_for

from boligsocial import sealing
from boligsocial.access import allow, fresh, me
from boligsocial.audit import Event, shown
from boligsocial.fields import HouseForm
from boligsocial.language import gettext
from boligsocial.models import Case, Role
from boligsocial.reach import is_behind_glass
from boligsocial.seals import bp, leader, queries
from boligsocial.seals.forms import GlassForm, SealForm
from boligsocial.web import answer, done, or_404

__all__ = ["bp", "leader"]


def _load(case_id: UUID) -> Case:
    return or_404(queries.case_with_place(me(), case_id))


def _load_kept(case_id: UUID) -> Case:
    """Return a case that the worker has of right: an hour behind broken glass decides nothing about the seal."""
    case = _load(case_id)
    return abort(404) if is_behind_glass(me(), case) else case


@bp.get("/sager/<uuid:case_id>/forsegl")
@allow(Role.WORKER)
def ask(case_id: UUID) -> Any:
    """Ask why, or say who has the sealed case."""
    return _seal_page(_load(case_id), SealForm(), 200)


@bp.post("/sager/<uuid:case_id>/forsegl")
@allow(Role.WORKER)
def seal(case_id: UUID) -> Any:
    """Seal the case."""
    case, form = _load_kept(case_id), SealForm()
    form.offer(queries.others_for(me(), case))
    if not form.validate():
        return _seal_page(case, form, 422)
    try:
        sealing.seal_case(me(), case, form.why.data, form.words.data or "", form.named(), write=form.write)
    except sealing.IsSealed:
        flash(gettext("Sagen er allerede forseglet. Intet er ændret."))
        return done(url_for(".ask", case_id=case.id))
    keeps = me() in [case.responsible, *form.named()]
    flash(gettext("Sagen er forseglet.") if keeps else gettext("Sagen er forseglet. Du har den ikke mere."))
    return done(url_for("cases.case", case_id=case.id) if keeps else url_for("cases.index"))


@bp.post("/sager/<uuid:case_id>/forsegl/ophaev")
@allow(Role.WORKER)
def lift(case_id: UUID) -> Any:
    """Let everybody have the case again."""
    case = _load_kept(case_id)
    sealing.lift_seal(me(), case, write=HouseForm().write)
    flash(gettext("Forseglingen er ophævet. Alle boligsociale medarbejdere har sagen igen."))
    return done(url_for("cases.case", case_id=case.id))


def _seal_page(case: Case, form: SealForm, status: int) -> Any:
    form.offer(queries.others_for(me(), case))
    lying = sealing.seal_of(case)
    shown(me(), Event.CASE_READ, case)
    keepers = queries.keepers_of(case) if lying else []
    has_an_hour = is_behind_glass(me(), case)
    page = "seals/seal.html"
    return answer(page, None, status, case=case, form=form, seal=lying, keepers=keepers, has_an_hour=has_an_hour)


# -- break glass --------------------------------------------------------------------------------------------------


@bp.get("/forseglet")
@allow(Role.WORKER)
def door() -> Any:
    """Ask which sealed case must be opened, and why."""
    form = GlassForm()
    form.offer_places(me())
    return answer("seals/door.html", form=form)


@bp.post("/forseglet")
@allow(Role.WORKER)
@fresh
def break_glass() -> Any:
    """Open the case for an hour. Whether there is one is told only after the reason is given and written down."""
    form = GlassForm()
    form.offer_places(me())
    if not queries.has_tries_left(me()):
        form.number.errors = [gettext("Du har prøvet for mange gange. Vent en time, eller ring til din leder.")]
        return answer("seals/door.html", None, 429, form=form)
    if not form.validate():
        return answer("seals/door.html", None, 422, form=form)
    case = queries.wanted_case(me(), form.number.data or "", form.dwelling.data)
    if case is None:
        sealing.note_failed_try(me(), write=form.write)
        form.number.errors = [
            gettext("Vi fandt ingen forseglet sag, som du kan åbne. Forsøget er noteret. Se nummeret efter.")
        ]
        form.renew_write_id()
        return answer("seals/door.html", None, 422, form=form)
    if queries.case_with_place(me(), case.id).get_or_none() is None:
        sealing.break_glass(me(), case, form.reason.data.strip(), write=form.write)
        flash(gettext("Sagen er åben i 60 minutter. Din leder har fået besked."))
    return done(url_for("cases.case", case_id=case.id))


@bp.post("/forseglet/luk")
@allow(Role.WORKER)
def close() -> Any:
    """Close what the worker has broken open."""
    for glass in me().glasses:
        sealing.close_glass(me(), glass)
    flash(gettext("Den forseglede sag er lukket igen."))
    return done(url_for("cases.index"))
