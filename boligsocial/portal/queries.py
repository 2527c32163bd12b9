"""What the portal asks the database. Rows of residents' data come from `access` alone."""

from uuid import UUID

from peewee import JOIN, ModelSelect, fn

from boligsocial.access import shared_notes, visible_departments, visible_photos
from boligsocial.models import (
    Department,
    Dwelling,
    NoteVersion,
    Photo,
    Role,
    Share,
    ShareAnswer,
    SharePhoto,
    User,
)

OldDepartment, OldDwelling = Department.alias(), Dwelling.alias()
INBOX_SIZE = 50


def shares(reader: User) -> ModelSelect:
    """Shares as they were shared, each with whether it is `answered`. Show them through `as_shared`."""
    answered = fn.EXISTS(ShareAnswer.select(ShareAnswer.id).where(ShareAnswer.share == Share.id))
    then = (NoteVersion.note == Share.note) & (NoteVersion.version == Share.note_version)
    return (
        shared_notes(reader)
        .select_extend(NoteVersion, OldDepartment, OldDwelling, answered.alias("answered"))
        .join_from(Share, NoteVersion, JOIN.LEFT_OUTER, on=then, attr="earlier")
        .join_from(NoteVersion, OldDepartment, JOIN.LEFT_OUTER, on=(NoteVersion.department == OldDepartment.id))
        .join_from(NoteVersion, OldDwelling, JOIN.LEFT_OUTER, on=(NoteVersion.dwelling == OldDwelling.id))
    )


def as_shared(share: Share) -> Share:
    """Give the share's note the topic, place and time it had when it was shared."""
    earlier = getattr(share, "earlier", None)
    if earlier is not None and share.note.version != share.note_version:
        for name in ("topic", "department", "dwelling", "happened_at"):
            setattr(share.note, name, getattr(earlier, name))
    return share


def inbox(reader: User) -> list[Share]:
    """Return the newest shares, one more than the page shows."""
    newest = shares(reader).order_by(Share.shared_at.desc(), Share.id).limit(INBOX_SIZE + 1)
    return [as_shared(share) for share in newest]


def photos_of(reader: User, share_id: UUID) -> list[Photo]:
    """Return the photos chosen for the share."""
    chosen = SharePhoto.select(SharePhoto.photo).where(SharePhoto.share == share_id)
    return list(visible_photos(reader).where(Photo.id.in_(chosen)).order_by(Photo.created_at, Photo.id))


def answers_to(share: Share) -> list[ShareAnswer]:
    """Return what the reader has answered, the first first."""
    own = ShareAnswer.select().where(ShareAnswer.share == share.id)
    return list(own.order_by(ShareAnswer.written_at, ShareAnswer.id))


def departments(reader: User) -> list[Department]:
    """Return the reader's departments with their organisations."""
    return list(visible_departments(reader).order_by(Department.name))


def workers() -> list[User]:
    """Return the housing social workers: their names and work phones are for everybody who works with them."""
    return list(User.select().where(User.role == Role.WORKER, User.closed_at.is_null()).order_by(User.full_name))
