"""The approved copy as a file, for the page and for the command."""

from uuid import UUID

from boligsocial.models import DataRequest, Resident, User
from boligsocial.rights import actions
from boligsocial.rights.copying import Copy, copy_for
from boligsocial.rights.package import as_zip
from boligsocial.rights.reads import looks


class NotApproved(Exception):
    """There is no such request, nobody approved it, or the data is not what was approved. Nothing was handed out."""


def taken(user: User, copy: Copy) -> bytes:
    """Return the ZIP file of a copy as `user` takes it; raises NotApproved."""
    try:
        actions.take(user, copy.request, copy.digest)
    except actions.Changed:
        raise NotApproved from None
    return as_zip(copy, looks(user, copy.request.resident, limit=None))


def approved_copy(request_id: UUID) -> bytes:
    """Return the same for a command, in the name of the person who approved it."""
    request = DataRequest.select(DataRequest, Resident).join(Resident).where(DataRequest.id == request_id).get_or_none()
    if request is None or request.checked_by is None:
        raise NotApproved
    return taken(request.checked_by, copy_for(request.checked_by, request))
