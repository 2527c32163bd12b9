"""After a restore: what was deleted since the backup was made is deleted again, before anybody can see it.

`flask retention replay` does it; the server does not start before (checkup.py).
"""

from typing import Any, NamedTuple

from boligsocial import deletion_list, erasing
from boligsocial.audit import Event, recorded
from boligsocial.models import AuditRow, Case, Photo, Share, User


class Undead(NamedTuple):
    """Rows that stand in the deletion list and are there all the same."""

    cases: list[Case]
    shares: list[Share]
    photos: list[Photo]

    def how_many(self) -> int:
        """Return how many there are."""
        return sum(map(len, self))


def undead() -> Undead:
    """Return what a restored backup, or a run that was killed, has left. Raises deletion_list.ListUnusable."""
    gone = deletion_list.read()
    if not deletion_list.file().exists() and _something_was_deleted():
        raise deletion_list.ListUnusable(f"{deletion_list.file()} is not there, and the trail tells of deletions")
    if not gone:
        return Undead([], [], [])

    def back(kind: str, table: Any) -> list[Any]:
        named = [row_id for (row_id,) in table.select(table.id).tuples() if deletion_list.name_of(kind, row_id) in gone]
        return list(table.select().where(table.id.in_(named)))

    return Undead(back("case", Case), back("share", Share), back("photo", Photo))


def _something_was_deleted() -> bool:
    told = AuditRow.event.in_((Event.CASE_ERASED, Event.PHOTOS_ERASED, Event.SHARES_ERASED))
    return AuditRow.select().where(told).exists()


def replay() -> int:
    """Delete again what was deleted before, and return how many rows were named. Raises ListUnusable."""
    found = undead()
    for case in found.cases:
        _delete_case_again(None, case)
    for share in found.shares:
        _delete_share_again(None, share)
    for photo in found.photos:
        _delete_photo_again(None, photo)
    return found.how_many()


@recorded(Event.CASE_ERASED)
def _delete_case_again(actor: User | None, case: Case) -> Case:
    erasing.erase_case(case)
    return case


@recorded(Event.SHARES_ERASED)
def _delete_share_again(actor: User | None, share: Share) -> Case | None:
    if not Share.select().where(Share.id == share.id).exists():
        return None
    case: Case = share.note.case
    erasing.erase_shares(case, [share.id])
    return case


@recorded(Event.PHOTOS_ERASED)
def _delete_photo_again(actor: User | None, photo: Photo) -> Case | None:
    if not Photo.select().where(Photo.id == photo.id).exists():
        return None
    case: Case = (photo.note or photo.defect).case
    erasing.erase_photos(case, [photo.id])
    return case
