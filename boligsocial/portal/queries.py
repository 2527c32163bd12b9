"""What the portal asks the database. Rows of residents' data come from `access` alone."""

from datetime import date, timedelta
from uuid import UUID

from peewee import JOIN, ModelSelect, fn

from boligsocial.access import announced_visits, open_workers, shared_notes, visible_departments, visible_photos
from boligsocial.clock import day_start, today
from boligsocial.models import (
    Department,
    Dwelling,
    NoteVersion,
    Photo,
    Share,
    ShareAnswer,
    SharePhoto,
    User,
    Visit,
)

OldDepartment, OldDwelling = Department.alias(), Dwelling.alias()
INBOX_SIZE, SEARCHED = 50, 500
AHEAD = timedelta(weeks=4)


def shares(reader: User) -> ModelSelect:
    """Shares as they were shared, each with whether the reader has `answered`. Show them through `as_shared`."""
    own = (ShareAnswer.share == Share.id) & (ShareAnswer.author == reader.id)
    answered = fn.EXISTS(ShareAnswer.select(ShareAnswer.id).where(own))
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


def found_in(reader: User, words: str) -> list[Share]:
    """Return the newest of the reader's shares that hold all of the words in what they show."""
    wanted = words.casefold().split()
    newest = shares(reader).order_by(Share.shared_at.desc(), Share.id).limit(SEARCHED)
    return [share for share in map(as_shared, newest) if all(word in _readable(share) for word in wanted)]


def _readable(share: Share) -> str:
    home = share.note.dwelling if share.shows_dwelling else None
    place = home.address if home and not home.is_protected else ""
    shown = (share.text, share.note.topic.label, share.note.department.name, place, share.shared_by.full_name)
    return " ".join(shown).casefold()


def photos_of(reader: User, share_id: UUID) -> list[Photo]:
    """Return the photos chosen for the share."""
    chosen = SharePhoto.select(SharePhoto.photo).where(SharePhoto.share == share_id)
    return list(visible_photos(reader).where(Photo.id.in_(chosen)).order_by(Photo.created_at, Photo.id))


def answers_to(share: Share) -> list[ShareAnswer]:
    """Return what was said about the share by both, the first first."""
    own = ShareAnswer.select().where(ShareAnswer.share == share.id)
    return list(own.order_by(ShareAnswer.written_at, ShareAnswer.id))


def departments(reader: User) -> list[Department]:
    """Return the reader's departments with their organisations."""
    return list(visible_departments(reader).order_by(Department.name))


def planned_visits(reader: User) -> list[Visit]:
    """Return the announced visits of today and the coming weeks, with department and worker, in order."""
    day = today()
    coming = announced_visits(reader).where(
        Visit.planned_at >= day_start(day), Visit.planned_at < day_start(day + AHEAD)
    )
    visits = coming.select(Visit, Department, User).join_from(Visit, Department).join_from(Visit, User)
    return list(visits.order_by(Visit.planned_at, Visit.id))


def move_ins(reader: User) -> list[tuple[date, list[Share]]]:
    """Return the shared move-ins from this week on: (the week's Monday, shares that tell the day), week by week."""
    monday = today() - timedelta(days=today().weekday())
    coming = shares(reader).where(Share.move_in_on >= monday).order_by(Share.move_in_on, Share.id)
    weeks: dict[date, list[Share]] = {}
    for share in map(as_shared, coming):
        weeks.setdefault(share.move_in_on - timedelta(days=share.move_in_on.weekday()), []).append(share)
    return list(weeks.items())


def workers() -> list[User]:
    """Return the housing social workers: their names and work phones are for everybody who works with them."""
    return list(open_workers().order_by(User.full_name))
