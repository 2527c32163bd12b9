"""The demo's cases, visits, notes with photos, and shares, told by the stories."""

from datetime import datetime, timedelta
from typing import Any

from boligsocial.clock import day_start
from boligsocial.demo import notes_jonas, notes_maja
from boligsocial.demo.pictures import Scene, draw
from boligsocial.demo.stories import CASES, VISITS, CaseStory, FollowUpStory, NoteStory, ShareStory, VisitStory
from boligsocial.demo.world import WRITING, World
from boligsocial.models import (
    Case,
    Defect,
    FollowUp,
    Note,
    NoteVersion,
    Photo,
    PhotoBytes,
    Purpose,
    Share,
    ShareAnswer,
    SharePhoto,
    User,
    Visit,
    VisitWords,
)
from boligsocial.photos import prepared
from boligsocial.sharing.forms import USUAL_PURPOSE

HALF_HOUR = timedelta(minutes=30)
# How long the demo's shares last.
LASTS = timedelta(days=31)


def fill_work(world: World) -> None:
    """Write everything that the two workers have done and planned."""
    for case in CASES:
        _open_case(world, case)
    for visit in VISITS:
        _plan_visit(world, visit)
    notes = [("maja", note) for note in notes_maja.NOTES] + [("jonas", note) for note in notes_jonas.NOTES]
    for worker, note in sorted(notes, key=lambda pair: world.worked(pair[1].days, pair[1].at)):
        _log_note(world, worker, note)


# -- cases and visits


def _open_case(world: World, story: CaseStory) -> None:
    department, dwelling = world.place(story.where)
    opened = world.worked(story.opened, "08:30")
    case = world.cases[story.key] = Case.create(
        id=world.new_id(),
        area=story.area,
        status=story.status,
        department=department,
        dwelling=dwelling,
        responsible=world.users[story.worker],
        opened_at=opened,
        updated_at=opened,
        closed_at=None if story.closed is None else world.worked(story.closed, "14:00"),
    )
    for follow_up in story.follow_ups:
        _add_follow_up(world, case, follow_up)


def _add_follow_up(world: World, case: Case, story: FollowUpStory) -> None:
    is_done = story.done is not None
    FollowUp.create(
        id=world.new_id(),
        case=case,
        what=story.what,
        due_on=world.day(-story.due),
        created_by=case.responsible,
        created_at=case.opened_at,
        done_at=world.worked(story.done or 0, "12:00") if is_done else None,
        done_by=case.responsible if is_done else None,
    )


def _plan_visit(world: World, story: VisitStory) -> None:
    department, dwelling = world.place(story.where)
    planned = _planned(world, story)
    is_over = bool(story.minutes) and planned + timedelta(minutes=story.minutes) <= world.now
    world.visits[story.key] = Visit.create(
        id=world.new_id(),
        worker=world.users[story.worker],
        department=department,
        dwelling=dwelling,
        case=world.cases.get(story.case),
        topic=story.topic,
        purpose=story.purpose,
        planned_at=planned,
        portal_words=VisitWords.VISIT if planned > world.now else None,
        created_at=min(planned, world.now) - timedelta(days=4),
        started_at=planned if is_over else None,
        finished_at=planned + timedelta(minutes=story.minutes) if is_over else None,
    )


def _planned(world: World, story: VisitStory) -> datetime:
    """Return when the visit is; one that is not over today stays ahead, as long as the hour is one for visits.

    Nobody is on a visit when the demo begins: every note would be about it.
    """
    if story.days < -1:
        return world.worked(-story.days, story.at)
    planned = world.at(-story.days, story.at)
    is_over = bool(story.minutes) and planned + timedelta(minutes=story.minutes) <= world.now
    if story.days or is_over:
        return planned
    ahead = datetime.fromtimestamp(
        (world.now + 3 * HALF_HOUR).timestamp() // HALF_HOUR.total_seconds() * HALF_HOUR.total_seconds(),
        tz=world.now.tzinfo,
    )
    return max(planned, min(ahead, world.at(0, "20:00")))


# -- notes, photos, shares


def _log_note(world: World, worker: str, story: NoteStory) -> None:
    note = _write_note(world, worker, story)
    if note.case:
        # Notes come in the order in which they happened, so the last one decides.
        Case.update(updated_at=note.written_at).where(Case.id == note.case.id).execute()
    if story.before:
        _keep_version(note, story.before)
    photos = [take_photo(world, scene, note.author, note.written_at, note=note) for scene in story.photos]
    if story.share:
        _share(world, note, story.share, photos if story.share.with_photos else [])


def _write_note(world: World, worker: str, story: NoteStory) -> Note:
    department, dwelling = world.place(story.where)
    happened = world.worked(story.days, story.at)
    case = world.cases.get(story.case)
    return Note.create(
        id=world.new_id(),
        author=world.users[worker],
        kind=story.kind,
        topic=story.topic,
        department=department,
        dwelling=dwelling,
        case=case,
        visit=_visit_of(world, story, happened),
        text=story.text,
        happened_at=happened,
        written_at=happened + WRITING,
        version=2 if story.before else 1,
        settled_at=None if case or story.unsettled else happened + WRITING,
    )


def _visit_of(world: World, story: NoteStory, happened: datetime) -> Visit | None:
    """Return the visit on which the note was written, unless it is still ahead."""
    visit = world.visits.get(story.visit)
    return visit if visit and visit.started_at and visit.started_at <= happened else None


def _keep_version(note: Note, text: str) -> None:
    NoteVersion.create(
        note=note,
        version=1,
        kind=note.kind,
        topic=note.topic,
        department=note.department,
        dwelling=note.dwelling,
        text=text,
        happened_at=note.happened_at,
        replaced_by=note.author,
        replaced_at=note.written_at + HALF_HOUR,
    )


def take_photo(world: World, scene: Scene, uploader: User, taken_at: datetime, **owner: Note | Defect) -> Photo:
    """Draw a photo of a scene; `owner` is its note or its defect."""
    picture = prepared(draw(scene, world.rng))
    photo = Photo.create(
        id=world.new_id(),
        uploader=uploader,
        write_id=world.new_id(),
        sha256=picture.sha256,
        width=picture.width,
        height=picture.height,
        created_at=taken_at,
        **owner,
    )
    PhotoBytes.create(photo=photo, image=picture.image, thumbnail=picture.thumbnail)
    return photo


def share_note(world: World, note: Note, recipient: User, text: str, **values: Any) -> Share:
    """Share a note as soon as it is written, for a month, for what its topic is usually shared for."""
    return Share.create(
        id=world.new_id(),
        note=note,
        note_version=note.version,
        recipient=recipient,
        shared_by=note.author,
        text=text,
        shared_at=note.written_at,
        news_at=note.written_at,
        purpose=USUAL_PURPOSE.get(note.topic, Purpose.CONTACT),
        basis_text="Aftalt på samarbejdsmødet",
        expires_at=day_start(world.today + LASTS),
        **values,
    )


def _share(world: World, note: Note, story: ShareStory, photos: list[Photo]) -> None:
    read_at = _later(note, story.read)
    share = share_note(
        world,
        note,
        world.users[story.to],
        story.text,
        shows_dwelling=story.shows_dwelling,
        read_at=read_at,
        seen_at=read_at,
        withdrawn_at=_later(note, story.withdrawn),
        withdrawn_by=note.author if story.withdrawn is not None else None,
    )
    for photo in photos:
        SharePhoto.create(share=share, photo=photo)
    if story.answer:
        ShareAnswer.create(
            id=world.new_id(),
            share=share,
            author=share.recipient,
            kind=story.answer,
            text=story.answer_text,
            written_at=share.read_at,
        )


def _later(note: Note, hours: int | None) -> datetime | None:
    """Return the instant so many hours after the note was shared."""
    shared: datetime = note.written_at
    return None if hours is None else shared + timedelta(hours=hours)
