"""How long things are kept, what is about to be deleted, and the nightly run that deletes it.

Nothing of a case goes before the case is closed and journalised, while a hold stands, or before it has stood on the
leader's page for `PREVIEW_DAYS`. The periods are the municipality's own decision (settings `KEEP_*`).
"""

import logging
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import current_app
from peewee import ModelSelect, fn

from boligsocial import erasing
from boligsocial.audit import Event, recorded
from boligsocial.clock import danish, now, today
from boligsocial.journaling import Step, hold_of, is_journalised, latest_package, step_of
from boligsocial.models import (
    Case,
    DataRequest,
    Defect,
    Expiry,
    JournalPackage,
    LegalHold,
    Note,
    Party,
    Photo,
    PlannedDeletion,
    Share,
    User,
)
from boligsocial.replay import replay
from boligsocial.workdays import add_months

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Periods:
    """How long things are kept: days, and for a case months, counted from the closing or from the end of a share."""

    drafts: int
    shares: int
    photos: int
    case_months: int
    preview: int


def periods() -> Periods:
    """Return the periods in force."""
    config = current_app.config
    drafts, shares, photos = (config[f"KEEP_{name}_DAYS"] for name in ("DRAFTS", "SHARES", "PHOTOS"))
    return Periods(drafts, shares, photos, config["KEEP_CASES_MONTHS"], config["PREVIEW_DAYS"])


# -- what is due


def due_days(case: Case) -> dict[Expiry, date]:
    """Return for each thing that a closed case still has the day on which it is due, hold and receipt aside."""
    kept = periods()
    closed_on = danish(case.closed_at).date()
    days = {Expiry.CASE: add_months(closed_on, kept.case_months)}
    if _photos_of(case.id).exists():
        days[Expiry.PHOTOS] = closed_on + timedelta(days=kept.photos)
    ends = [danish(share.withdrawn_at or share.expires_at).date() for share in _shares_of(case.id)]
    if ends:
        days[Expiry.SHARES] = min(ends) + timedelta(days=kept.shares)
    return days


def _photos_of(case_id: UUID) -> ModelSelect:
    notes = Note.select(Note.id).where(Note.case == case_id)
    defects = Defect.select(Defect.id).where(Defect.case == case_id)
    return Photo.select(Photo.id).where(Photo.note.in_(notes) | Photo.defect.in_(defects))


def _shares_of(case_id: UUID) -> ModelSelect:
    return Share.select().where(Share.note.in_(Note.select(Note.id).where(Note.case == case_id)))


def ended_shares(case_id: UUID) -> list[UUID]:
    """Return the shares of a case whose time after their end is over."""
    last = now() - timedelta(days=periods().shares)
    ended = fn.COALESCE(Share.withdrawn_at, Share.expires_at) <= last
    return [share.id for share in _shares_of(case_id).where(ended)]


def asked_for(case_id: UUID) -> ModelSelect:
    """What residents of the case have asked for of their data and still wait for: none of it is deleted meanwhile."""
    of_the_case = Party.select(Party.resident).where(Party.case == case_id)
    return DataRequest.select().where(DataRequest.resident.in_(of_the_case), DataRequest.closed_at.is_null())


# -- what stands before the leader


def planned() -> ModelSelect:
    """What the schedule is about to delete, with the case, what is due first."""
    return PlannedDeletion.select(PlannedDeletion, Case).join(Case).order_by(PlannedDeletion.due_on, PlannedDeletion.id)


def goes_on(row: PlannedDeletion) -> date:
    """Return the day from which the nightly run deletes it: due, and long enough before the leader's eyes."""
    return max(row.due_on, danish(row.since).date() + timedelta(days=periods().preview))


def earliest(case: Case, what: Expiry = Expiry.CASE) -> date:
    """Return the day on which something of a journalised case goes at the earliest."""
    row = PlannedDeletion.get_or_none(PlannedDeletion.case == case.id, PlannedDeletion.what == what)
    due_on = due_days(case)[what]
    return goes_on(row) if row else max(due_on, today() + timedelta(days=periods().preview))


def plan() -> None:
    """Bring the preview up to date: what is due within the time of the preview, and no more than that."""
    _look_for_changes()
    until = today() + timedelta(days=periods().preview)
    held = LegalHold.select(LegalHold.case).where(LegalHold.lifted_at.is_null())
    cases = list(Case.select().where(is_journalised(), Case.id.not_in(held)))
    wanted = {(case.id, what): day for case in cases for what, day in due_days(case).items() if day <= until}
    standing = {(row.case_id, row.what): row.due_on for row in PlannedDeletion.select()}
    if wanted != standing:
        _write_plan(None, wanted, standing)


def _look_for_changes() -> None:
    for case in list(Case.select().where(is_journalised())):
        package = latest_package(case.id)
        if package and step_of(case, package) == Step.OUTDATED:
            _mark_outdated(None, package)


@recorded(Event.PACKAGE_OUTDATED)
def _mark_outdated(actor: User | None, package: JournalPackage) -> JournalPackage:
    """Let a case that says something else than was handed over be handed over again."""
    JournalPackage.update(outdated_at=now()).where(JournalPackage.id == package.id).execute()
    return package


Plan = dict[tuple[UUID, Expiry], date]


@recorded(Event.DELETION_PLANNED)
def _write_plan(actor: User | None, wanted: Plan, standing: Plan) -> None:
    """Let what is still wanted keep the day since which it is seen."""
    for case_id, what in standing.keys() - wanted.keys():
        PlannedDeletion.delete().where(PlannedDeletion.case == case_id, PlannedDeletion.what == what).execute()
    for key, due_on in wanted.items():
        line = [PlannedDeletion.case, PlannedDeletion.what]
        row = PlannedDeletion.insert(case=key[0], what=key[1], due_on=due_on)
        row.on_conflict(conflict_target=line, preserve=[PlannedDeletion.due_on]).execute()


def drop_plan(case_id: UUID) -> None:
    """Take a case off the preview; when it comes back its time there begins anew. Call it inside an action."""
    PlannedDeletion.delete().where(PlannedDeletion.case == case_id).execute()


# -- the run


class NotYet(Exception):
    """Something of a case may not be deleted now: it changed, is held, or nobody has had time to see it coming."""


def run() -> dict[str, int]:
    """Delete what is due and was announced, then plan anew. Returns how many of each kind went.

    Killed at any point it leaves whole acts behind, and the next run goes on.
    """
    counts = {"deleted again": replay(), "cases": 0, "photos of cases": 0, "shares of cases": 0}
    for row in list(planned()):
        try:
            if goes_on(row) <= today():
                name, act = ACTS[row.what]
                act(None, row.case)
                counts[name] += 1
        except NotYet:
            log.info("left for now: %s of case %s", row.what.value, row.case_id)
    plan()
    return counts


def _may_go(case_id: UUID, what: Expiry) -> Case:
    """Return the case as it is now when `what` of it may go at this very moment. Raises NotYet."""
    case = Case.get_by_id(case_id)
    row = PlannedDeletion.get_or_none(PlannedDeletion.case == case_id, PlannedDeletion.what == what)
    if row is None or goes_on(row) > today() or hold_of(case_id):
        raise NotYet
    if asked_for(case_id).exists():
        raise NotYet
    if step_of(case, latest_package(case_id)) != Step.JOURNALISED or due_days(case).get(what, date.max) > today():
        raise NotYet
    return case


@recorded(Event.CASE_ERASED)
def delete_case(actor: User | None, case: Case) -> Case:
    """Delete a whole case. Raises NotYet."""
    case = _may_go(case.id, Expiry.CASE)
    erasing.erase_case(case)
    return case


@recorded(Event.PHOTOS_ERASED)
def delete_photos(actor: User | None, case: Case) -> Case:
    """Delete the photos of a case. Raises NotYet."""
    case = _may_go(case.id, Expiry.PHOTOS)
    erasing.erase_photos(case, [photo.id for photo in _photos_of(case.id)])
    return case


@recorded(Event.SHARES_ERASED)
def delete_shares(actor: User | None, case: Case) -> Case:
    """Delete the shares of a case that ended long enough ago. Raises NotYet."""
    case = _may_go(case.id, Expiry.SHARES)
    erasing.erase_shares(case, ended_shares(case.id))
    return case


ACTS: dict[Expiry, tuple[str, Any]] = {
    Expiry.CASE: ("cases", delete_case),
    Expiry.PHOTOS: ("photos of cases", delete_photos),
    Expiry.SHARES: ("shares of cases", delete_shares),
}
