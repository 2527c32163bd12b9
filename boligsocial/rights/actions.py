"""What happens to a resident's requests. A copy needs two people: one makes it ready, another approves it."""

from datetime import date
from typing import Any

from boligsocial.audit import Event, recorded
from boligsocial.clock import now
from boligsocial.models import CorrectionEnd, DataRequest, Mask, MaskReason, ProvedBy, RequestKind, Resident, User
from boligsocial.workdays import add_months


class NotWhole(Exception):
    """The person may not see all of the resident's cases, so a copy of theirs would not be whole."""


class SamePerson(Exception):
    """Whoever made the copy ready cannot approve it too."""


class Changed(Exception):
    """The data is not what was made ready; somebody must look again. Nothing was changed."""


class AlreadyClosed(Exception):
    """The request is closed, or it is not at this step any more. Nothing was changed."""


@recorded(Event.REQUEST_REGISTERED)
def register(
    worker: User, resident: Resident, kind: RequestKind, asked_on: date, proved_by: ProvedBy, **said: Any
) -> DataRequest:
    """Write down what the resident asks for. It is due within a month (databeskyttelsesforordningen art. 12, stk. 3).

    `said`: `wish` and `note` of a correction.
    """
    due_on = add_months(asked_on, 1)
    return DataRequest.create(
        resident=resident,
        kind=kind,
        asked_on=asked_on,
        due_on=due_on,
        proved_by=proved_by,
        registered_by=worker,
        **said,
    )


@recorded(Event.PASSAGE_DECIDED)
def decide(worker: User, request: DataRequest, place: str, words: str, hides: bool, reason: MaskReason) -> DataRequest:
    """Leave out, or show, a passage; "" is the whole piece. It must be made ready, and approved, anew."""
    _must_be_open(request)
    Mask.delete().where(Mask.request == request.id, Mask.place == place, Mask.words == words).execute()
    Mask.create(request=request, place=place, words=words, hides=hides, reason=reason, decided_by=worker)
    return _begin_again(request)


@recorded(Event.PASSAGE_DECIDED)
def undo(worker: User, request: DataRequest, mask: Mask) -> DataRequest:
    """Take a decision back, so that the rule alone says."""
    _must_be_open(request)
    Mask.delete().where(Mask.id == mask.id).execute()
    return _begin_again(request)


def _must_be_open(request: DataRequest) -> None:
    # Asked anew, inside the transaction: somebody else may have closed it meanwhile.
    if DataRequest.get_by_id(request.id).closed_at is not None:
        raise AlreadyClosed


def _begin_again(request: DataRequest) -> DataRequest:
    nobody = {"prepared_by": None, "prepared_at": None, "digest": "", "checked_by": None, "checked_at": None}
    return _change(request, **nobody)


def _change(request: DataRequest, **values: Any) -> DataRequest:
    DataRequest.update(**values).where(DataRequest.id == request.id).execute()
    return request


@recorded(Event.COPY_PREPARED)
def prepare(worker: User, request: DataRequest, digest: str, out_of_reach: int) -> DataRequest:
    """Say that the copy can be checked by somebody else. Raises NotWhole."""
    _must_be_open(request)
    if out_of_reach:
        raise NotWhole
    return _change(
        request, prepared_by=worker, prepared_at=now(), digest=digest, remark="", checked_by=None, checked_at=None
    )


@recorded(Event.COPY_SENT_BACK)
def send_back(worker: User, request: DataRequest, remark: str) -> DataRequest:
    """Say what is not right yet; whoever made it ready looks again."""
    _must_be_open(request)
    _begin_again(request)
    return _change(request, remark=remark)


@recorded(Event.COPY_APPROVED)
def approve(worker: User, request: DataRequest, digest: str, out_of_reach: int) -> DataRequest:
    """Approve what somebody else made ready. Raises SamePerson, NotWhole, Changed or AlreadyClosed."""
    _must_be_open(request)
    if out_of_reach:
        raise NotWhole
    stored = DataRequest.get_by_id(request.id)
    if stored.prepared_by_id is None or stored.digest != digest:
        raise Changed
    if stored.prepared_by_id == worker.id:
        raise SamePerson
    return _change(request, checked_by=worker, checked_at=now())


@recorded(Event.COPY_TAKEN)
def take(worker: User, request: DataRequest, digest: str) -> DataRequest:
    """Take the approved copy out of the house. Raises Changed when it is not approved, or not what was approved."""
    stored = DataRequest.get_by_id(request.id)
    if stored.checked_by_id is None or stored.digest != digest:
        raise Changed
    return request


@recorded(Event.REQUEST_CLOSED)
def close(worker: User, request: DataRequest, end: CorrectionEnd | None = None, words: str = "") -> DataRequest:
    """Say that the resident has had the answer: a copy that was approved, or how the correction ended."""
    _must_be_open(request)
    if request.kind == RequestKind.COPY and DataRequest.get_by_id(request.id).checked_by_id is None:
        raise Changed
    return _change(request, end=end, end_text=words, closed_at=now(), closed_by=worker)
