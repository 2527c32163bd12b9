"""What residents ask for about their own data, made in one line each."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from boligsocial.clock import now, today
from boligsocial.models import (
    CorrectionEnd,
    DataRequest,
    Mask,
    MaskReason,
    Note,
    ProvedBy,
    RequestKind,
    Resident,
    ResidentVersion,
    User,
)


def data_request(worker: User, resident: Resident, kind: RequestKind = RequestKind.COPY, **values: Any) -> DataRequest:
    """A resident asked today, and is known to the worker who wrote it down."""
    values = {"asked_on": today(), "due_on": today() + timedelta(days=30), "proved_by": ProvedBy.KNOWN, **values}
    return DataRequest.create(resident=resident, kind=kind, registered_by=worker, **values)


def mask(worker: User, request: DataRequest, place: str, words: str = "", **values: Any) -> Mask:
    """Something that a worker leaves out of a copy."""
    values = {"hides": True, "reason": MaskReason.PRIVATE, **values}
    return Mask.create(request=request, decided_by=worker, place=place, words=words, **values)


def secrets_of_rights(worker: User, resident: Resident, note: Note, word: Callable[[str], str]) -> None:
    """Let a resident have asked for a copy and a correction; `word(what)` gives the text of each field."""
    copy = data_request(worker, resident, remark=word("remark on a copy"))
    mask(worker, copy, f"note-{note.id}", word("passage left out of a copy"))
    said = {"wish": word("wish for a correction"), "end_text": word("answer to a wish"), "closed_at": now()}
    data_request(worker, resident, RequestKind.CORRECTION, note=note, end=CorrectionEnd.REFUSED, **said)
    before = {"name": word("earlier name"), "phone": word("earlier phone"), "language": word("earlier language")}
    values = {"version": 1, "has_protected_address": False, "replaced_by": worker}
    ResidentVersion.create(resident=resident, **before, **values)
