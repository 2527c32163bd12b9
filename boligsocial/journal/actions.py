"""What happens to journal packages."""

from datetime import date

from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.journaling import Step, digest_of, latest_package, step_of
from boligsocial.models import Case, JournalPackage, User


class NotClosed(Exception):
    """The case goes on; what is handed over is a closed one. Nothing was stored."""


class Outdated(Exception):
    """The case says something else than the package. Nothing was stored."""


@recorded(Event.PACKAGE_MADE)
def make_package(worker: User, case: Case) -> JournalPackage:
    """Fix what the case says now as a package. Raises NotClosed; one that still says the same is returned instead."""
    case = Case.get_by_id(case.id)
    package = latest_package(case.id)
    step = step_of(case, package)
    if step == Step.OPEN:
        raise NotClosed
    if package is not None and step in (Step.EXPORTED, Step.JOURNALISED):
        return package
    return JournalPackage.create(case=case, digest=digest_of(case.id), made_by=worker)


@recorded(Event.RECEIPT_NOTED)
def note_receipt(worker: User, package: JournalPackage, receipt: str, received_on: date) -> JournalPackage:
    """Note under which number the records system has the package. Raises Outdated when the case has changed."""
    case = Case.get_by_id(package.case_id)
    if step_of(case, package) not in (Step.EXPORTED, Step.JOURNALISED):
        raise Outdated
    kept = {"receipt": receipt, "received_on": received_on, "journalised_at": now(), "journalised_by": worker}
    JournalPackage.update(**kept).where(JournalPackage.id == package.id).execute()
    return package
