"""Whether a case has been handed over to the records system (journaliseret), and whether it still says the same.

Offentlighedsloven § 15: documents are journalised as soon as possible.
Nothing of a case is deleted before (retention.py).
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from peewee import Model, ModelSelect, fn

from boligsocial.belongings import conditions_of
from boligsocial.casefile import plain, value_of
from boligsocial.clock import danish, today
from boligsocial.models import (
    Case,
    CaseStatus,
    Delivery,
    Glass,
    JournalPackage,
    LegalHold,
    PhotoBytes,
    PlannedDeletion,
    Seal,
    SealKeeper,
    Share,
)

# What is no content: what became of the handing over itself, who may read and has read, and bytes whose digest counts.
UNCOUNTED: tuple[type[Model], ...] = (
    JournalPackage,
    LegalHold,
    PlannedDeletion,
    PhotoBytes,
    Seal,
    SealKeeper,
    Glass,
)
UNCOUNTED_COLUMNS = (Case.updated_at, Share.read_at, Share.seen_at, Share.news_at, Delivery.payload)


class Step(StrEnum):
    """How far a case is on its way out of here."""

    OPEN = "open"
    CLOSED = "closed"
    EXPORTED = "exported"
    OUTDATED = "outdated"
    JOURNALISED = "journalised"


@dataclass(frozen=True)
class Standing:
    """Where a case stands: its latest package, and the hold that keeps it, if any."""

    case: Case
    package: JournalPackage | None
    step: Step
    hold: LegalHold | None


def digest_of(case_id: UUID) -> str:
    """Return a SHA-256 (hex) of everything that a case says: equal digests, equal content."""
    digest = hashlib.sha256()
    for table, condition in conditions_of([case_id]).items():
        if table in UNCOUNTED:
            continue
        fields = [field for field in table._meta.sorted_fields if not any(field is one for one in UNCOUNTED_COLUMNS)]
        rows: ModelSelect = table.select(*fields).where(condition).order_by(*table._meta.get_primary_keys())
        for row in rows.iterator():
            said = [plain(value_of(row, field)) for field in fields]
            digest.update(json.dumps([table.__name__, *said]).encode() + b"\n")
    return digest.hexdigest()


def latest_package(case_id: UUID) -> JournalPackage | None:
    """Return what was handed over last."""
    packages = JournalPackage.select().where(JournalPackage.case == case_id)
    return packages.order_by(JournalPackage.made_at.desc()).first()


def hold_of(case_id: UUID) -> LegalHold | None:
    """Return the hold that keeps the case now, or None."""
    return LegalHold.get_or_none(LegalHold.case == case_id, LegalHold.lifted_at.is_null())


def is_outdated(case: Case, package: JournalPackage) -> bool:
    """Return whether the case says something else than the package."""
    is_touched = package.outdated_at is not None or case.updated_at > package.made_at
    return is_touched or package.digest != digest_of(case.id)


def step_of(case: Case, package: JournalPackage | None) -> Step:
    """Return how far the case is; `package` is its latest."""
    if case.status != CaseStatus.CLOSED:
        return Step.OPEN
    if package is None:
        return Step.CLOSED
    if is_outdated(case, package):
        return Step.OUTDATED
    return Step.JOURNALISED if package.journalised_at else Step.EXPORTED


def standing_of(case: Case) -> Standing:
    """Return where a case stands."""
    package = latest_package(case.id)
    return Standing(case, package, step_of(case, package), hold_of(case.id))


def is_journalised(case: Any = Case) -> Any:
    """Return the condition that the case has a receipt for what it says, as far as the database can tell.

    Whether the content is the same to the letter says `step_of`; the night marks what is not (`outdated_at`).
    """
    newest = JournalPackage.alias()
    made_last = newest.select(fn.MAX(newest.made_at)).where(newest.case == case.id)
    valid = JournalPackage.select(JournalPackage.case).where(
        JournalPackage.journalised_at.is_null(False),
        JournalPackage.outdated_at.is_null(),
        JournalPackage.made_at >= case.updated_at,
        JournalPackage.made_at == made_last,
        JournalPackage.case == case.id,
    )
    return (case.status == CaseStatus.CLOSED) & case.id.in_(valid)


def to_journalise(cases: ModelSelect) -> ModelSelect:
    """Of these cases, those that are closed and not journalised, the longest closed first."""
    return cases.where(Case.status == CaseStatus.CLOSED, ~is_journalised()).order_by(Case.closed_at, Case.id)


def days_since(moment: datetime) -> int:
    """Return for how many days something has waited."""
    return (today() - danish(moment).date()).days
