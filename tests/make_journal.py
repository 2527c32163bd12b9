"""Rows of the journal and of the schedule, made in one line each."""

from datetime import timedelta
from typing import Any

from boligsocial.clock import now, today
from boligsocial.journaling import digest_of
from boligsocial.models import (
    Case,
    CaseStatus,
    DataRequest,
    Expiry,
    JournalPackage,
    LegalHold,
    Party,
    PlannedDeletion,
    ProvedBy,
    RequestKind,
)


def close(case: Case, days_ago: int = 200) -> Case:
    """Let a case be closed since so many days."""
    moment = now() - timedelta(days=days_ago)
    Case.update(status=CaseStatus.CLOSED, closed_at=moment, updated_at=moment).where(Case.id == case.id).execute()
    return Case.get_by_id(case.id)


def package(case: Case, **values: Any) -> JournalPackage:
    """A journal package of the case as it is."""
    return JournalPackage.create(**{"case": case, "digest": digest_of(case.id), "made_by": case.responsible, **values})


def journalise(case: Case, **values: Any) -> JournalPackage:
    """A package with its receipt of today."""
    receipt = {"receipt": "26/1234", "received_on": today(), "journalised_at": now()}
    return package(case, **{**receipt, "journalised_by": case.responsible, **values})


def hold(case: Case, **values: Any) -> LegalHold:
    """A stop of the case's deletion, looked at in a month."""
    values = {"reason": "Klagesag i nævnet", "review_on": today() + timedelta(days=30), **values}
    return LegalHold.create(case=case, set_by=case.responsible, **values)


def make_request(case: Case) -> DataRequest:
    """Somebody of the case asks for a copy of their data, and waits for it."""
    asked = {"kind": RequestKind.COPY, "proved_by": ProvedBy.KNOWN, "asked_on": today(), "due_on": today()}
    resident = Party.get(Party.case == case.id).resident
    return DataRequest.create(resident=resident, registered_by=case.responsible, **asked)


def planned(case: Case, days_ago: int = 0, **values: Any) -> PlannedDeletion:
    """The whole case is about to be deleted, and stands on the leader's page since so many days."""
    values = {"what": Expiry.CASE, "due_on": today(), "since": now() - timedelta(days=days_ago), **values}
    return PlannedDeletion.create(case=case, **values)
