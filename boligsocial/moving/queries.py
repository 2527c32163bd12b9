"""What the room reads: the move-in with its place, its defects with their photos, the questions still open."""

from typing import NamedTuple
from uuid import UUID

from peewee import JOIN, ModelSelect, fn

from boligsocial.access import visible_cases, visible_defects
from boligsocial.models import Case, CaseArea, Defect, Department, Dwelling, FollowUp, HousingOrg, Photo, Room, User

ORDER = {room: number for number, room in enumerate(Room)}


class Found(NamedTuple):
    """A defect as it stands on the list: its number, and its photos with theirs."""

    number: int
    defect: Defect
    photos: list[tuple[int, Photo]]


def move_in(user: User, case_id: UUID) -> ModelSelect:
    """The move-in with its place, and how many defects it has (`defect_count`)."""
    count = Defect.select(fn.COUNT(Defect.id)).where(Defect.case == Case.id, Defect.removed_at.is_null())
    return (
        visible_cases(user)
        .select(Case, Department, HousingOrg, Dwelling, count.alias("defect_count"))
        .join_from(Case, Department)
        .join_from(Department, HousingOrg)
        .join_from(Case, Dwelling, JOIN.LEFT_OUTER)
        .where(Case.id == case_id, Case.area == CaseArea.MOVE_IN)
    )


def defect(user: User, defect_id: UUID) -> ModelSelect:
    """A defect that stands on the list, with its case and place."""
    return _with_case(visible_defects(user)).where(Defect.id == defect_id)


def defect_or_removed(user: User, defect_id: UUID) -> ModelSelect:
    """A defect, also one that was taken off the list: for the receipt, undo and a second tap."""
    in_sight = Defect.case.in_(visible_cases(user).select(Case.id))
    return _with_case(Defect.select()).where(Defect.id == defect_id, in_sight)


def _with_case(defects: ModelSelect) -> ModelSelect:
    return (
        defects.select(Defect, Case, Department, Dwelling)
        .join_from(Defect, Case)
        .join_from(Case, Department)
        .join_from(Case, Dwelling, JOIN.LEFT_OUTER)
    )


def defect_list(user: User, case: Case) -> list[Found]:
    """Return the defects room by room, as one walks through the home; two statements however many."""
    rows = sorted(
        visible_defects(user).where(Defect.case == case.id), key=lambda row: (ORDER[row.room], row.found_at, row.id)
    )
    photos = photos_of(rows)
    numbers = {photo.id: number for number, photo in enumerate((p for row in rows for p in photos[row.id]), 1)}
    return [
        Found(number, row, [(numbers[photo.id], photo) for photo in photos[row.id]])
        for number, row in enumerate(rows, 1)
    ]


def photos_of(defects: list[Defect]) -> dict[UUID, list[Photo]]:
    """Return the photos of each defect, in the order they were taken."""
    found: dict[UUID, list[Photo]] = {row.id: [] for row in defects}
    if found:
        for photo in Photo.select().where(Photo.defect.in_(list(found))).order_by(Photo.created_at, Photo.id):
            found[photo.defect_id].append(photo)
    return found


def open_questions(case: Case) -> list[FollowUp]:
    """Return what a worker has planned in the case, and not what comes from a deadline."""
    waiting = FollowUp.select().where(FollowUp.case == case.id, FollowUp.rule == "", FollowUp.done_at.is_null())
    return list(waiting.order_by(FollowUp.due_on, FollowUp.created_at, FollowUp.id))
