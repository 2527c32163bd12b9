"""The samples of reads, and the alarms."""

from typing import Any

from flask import Blueprint, current_app, flash, url_for

from boligsocial import sampling
from boligsocial.access import allow, fresh, me
from boligsocial.audit import Event, shown
from boligsocial.clock import now, today
from boligsocial.fields import HouseForm
from boligsocial.language import gettext
from boligsocial.models import Finding, ReadAlarm, Role, Sample
from boligsocial.reads import said_of
from boligsocial.samples import actions, queries
from boligsocial.samples.forms import JudgeForm, SettleForm
from boligsocial.web import answer, done, or_404

bp = Blueprint("samples", __name__)


@bp.get("/stikproever")
@allow(Role.LEADER)
def index() -> Any:
    """List the samples and alarms; what the night has not drawn yet is drawn now."""
    sampling.draw_due()
    sampling.raise_alarms(current_app.config["READS_OUTSIDE_A_DAY"], today())
    samples, alarms = queries.latest_samples(me()), queries.latest_alarms(me())
    shown(me(), Event.SAMPLES_LISTED)
    form = SettleForm(formdata=None)
    late_before, within = now() - sampling.SIGN_WITHIN, sampling.SIGN_WITHIN
    return answer(
        "samples/index.html", samples=samples, alarms=alarms, form=form, late_before=late_before, within=within
    )


@bp.get("/stikproever/<int:sample_id>")
@allow(Role.LEADER)
def sample(sample_id: int) -> Any:
    """Show who read what, when and why."""
    found = or_404(queries.sample(me(), sample_id))
    return _sample_page(found, JudgeForm(), 200)


@bp.post("/stikproever/<int:sample_id>")
@allow(Role.LEADER)
def judge(sample_id: int) -> Any:
    """Store what is said of the reads so far."""
    found = or_404(queries.sample(me(), sample_id))
    form = JudgeForm()
    form.offer(queries.rows_of(found))
    if not form.validate() or form.flaws():
        return _sample_page(found, form, 422)
    try:
        actions.judge(me(), found, form.said, write=form.write)
        flash(gettext("Din gennemgang er gemt."))
    except actions.IsSigned:
        flash(gettext("Stikprøven er underskrevet og kan ikke ændres. Intet er gemt."))
    return done(url_for(".sample", sample_id=found.id))


@bp.post("/stikproever/<int:sample_id>/underskriv")
@allow(Role.LEADER)
@fresh
def sign(sample_id: int) -> Any:
    """Sign the sample; from then on it stays as it is."""
    found = or_404(queries.sample(me(), sample_id))
    try:
        actions.sign(me(), found, write=HouseForm().write)
        flash(gettext("Stikprøven er underskrevet."))
    except actions.NotAllJudged:
        flash(gettext("Stikprøven er ikke underskrevet endnu. Tag stilling til hver visning, gem, og underskriv så."))
        return done(url_for(".sample", sample_id=found.id))
    except actions.IsSigned:
        flash(gettext("Stikprøven er allerede underskrevet."))
    return done(url_for(".index"))


@bp.post("/stikproever/alarmer/<int:alarm_id>")
@allow(Role.LEADER)
def settle(alarm_id: int) -> Any:
    """Say what came of an alarm; of oneself nobody does."""
    alarm = or_404(queries.visible_alarms(me()).where(ReadAlarm.id == alarm_id))
    form = SettleForm()
    if form.validate():
        actions.settle_alarm(me(), alarm, form.remark.data, write=form.write)
        flash(gettext("Din bemærkning er gemt."))
    else:
        flash(form.problems()[0][1])
    return done(url_for(".index"))


def _sample_page(found: Sample, form: JudgeForm, status: int) -> Any:
    if status == 200:
        form.offer(queries.rows_of(found))
    shown(me(), Event.SAMPLE_READ, found)
    is_judged = all(row.finding for row in form.rows)
    findings = list(Finding)
    page = "samples/sample.html"
    return answer(page, None, status, sample=found, form=form, is_judged=is_judged, findings=findings, said_of=said_of)
