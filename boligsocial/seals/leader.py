"""The leader's pages: who broke which glass and why, and which cases are sealed. Nothing else of a case stands here."""

from typing import Any
from uuid import UUID

from flask import flash, url_for

from boligsocial import reads, sealing
from boligsocial.access import allow, me
from boligsocial.audit import Event, shown
from boligsocial.clock import now
from boligsocial.fields import HouseForm
from boligsocial.language import gettext
from boligsocial.models import Case, Glass, Role, Seal, SealWhy
from boligsocial.seals import actions, bp, queries
from boligsocial.seals.forms import KeeperForm, NumberForm, ReviewForm, problem_of
from boligsocial.web import answer, done, found, or_404


@bp.get("/forseglet/aabninger")
@allow(Role.LEADER)
def openings() -> Any:
    """List who opened which sealed case, why, and what they looked at."""
    glasses = queries.latest_glasses(me())
    shown(me(), Event.GLASSES_LISTED)
    return answer(
        "seals/openings.html",
        glasses=glasses,
        looked_at=reads.looked_at(glasses),
        late_before=now() - sealing.REVIEW_WITHIN,
        within=sealing.REVIEW_WITHIN,
        failed=queries.failed_tries(),
        form=ReviewForm(formdata=None),
    )


@bp.post("/forseglet/aabninger/<uuid:glass_id>")
@allow(Role.LEADER)
def review(glass_id: UUID) -> Any:
    """Say whether it was in order; of one's own nobody does."""
    glass = or_404(queries.visible_glasses(me()).where(Glass.id == glass_id, Glass.user != me().id))
    form = ReviewForm()
    if form.validate():
        actions.review(me(), glass, form.verdict.data, form.remark.data or "", write=form.write)
        flash(gettext("Din vurdering er gemt."))
    else:
        flash(gettext("Vurderingen er ikke gemt endnu. %(why)s") % {"why": problem_of(form)})
    return done(url_for(".openings", _anchor=f"glass-{glass.id}"))


# -- which cases are sealed ---------------------------------------------------------------------------------------


@bp.get("/forseglet/sager")
@allow(Role.LEADER)
def sealed() -> Any:
    """List the sealed cases, and those with a protected address that are not."""
    return _sealed_page(NumberForm(), 200)


@bp.post("/forseglet/sager")
@allow(Role.LEADER)
def seal_by_number() -> Any:
    """Seal a case by its number."""
    form = NumberForm()
    case = queries.case_by_number(form.number.data or "")
    is_valid = form.validate()
    if case is None:
        form.number.errors = [gettext("Der er ingen sag med det nummer. Det står på sagens side under Om sagen.")]
    if case is None or not is_valid:
        return _sealed_page(form, 422)
    try:
        sealing.seal_case(me(), case, form.why.data, form.words.data or "", write=form.write)
        flash(gettext("Sagen er forseglet."))
    except sealing.IsSealed:
        flash(gettext("Sagen er allerede forseglet. Intet er ændret."))
    return done(url_for(".sealed"))


@bp.post("/forseglet/sager/<uuid:case_id>/adgang")
@allow(Role.LEADER)
def name_keeper(case_id: UUID) -> Any:
    """Give a worker the sealed case, e.g. when the responsible is ill for long."""
    seal: Seal = found(sealing.seal_of(Case(id=case_id)))
    form = KeeperForm()
    form.worker.offer(queries.workers())
    if form.validate():
        worker = found(form.worker.data)
        sealing.name_keeper(me(), seal, worker, write=form.write)
        flash(gettext("%(name)s har sagen nu.") % {"name": worker.full_name})
    else:
        flash(problem_of(form))
    return done(url_for(".sealed"))


@bp.post("/forseglet/sager/<uuid:case_id>/ophaev")
@allow(Role.LEADER)
def lift_by_leader(case_id: UUID) -> Any:
    """Let everybody have the case again."""
    seal: Seal = found(sealing.seal_of(Case(id=case_id)))
    sealing.lift_seal(me(), seal.case, write=HouseForm().write)
    flash(gettext("Forseglingen er ophævet. Alle boligsociale medarbejdere har sagen igen."))
    return done(url_for(".sealed"))


def _sealed_page(form: NumberForm, status: int) -> Any:
    seals = queries.sealed_list()
    shown(me(), Event.SEALS_LISTED)
    return answer(
        "seals/sealed.html",
        None,
        status,
        form=form,
        seals=seals,
        keepers=queries.keepers_by_seal(seals),
        workers=queries.workers(),
        protected=queries.unsealed_protected(),
        protected_address=SealWhy.PROTECTED_ADDRESS,
    )
