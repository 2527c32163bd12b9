"""The photos that come with a form: read from the request, and kept when the form is not accepted."""

from uuid import UUID

from flask import flash, request

from boligsocial import photos
from boligsocial.access import visible_photos
from boligsocial.language import gettext
from boligsocial.models import Photo, User


def pictures(too_many: str) -> list[photos.Prepared]:
    """Return the posted photos that are photos; for the others say why not. What they came with does not suffer."""
    files = [file for file in request.files.getlist("photos") if file.filename]
    if len(files) > photos.MAX_PHOTOS:
        flash(too_many)
    prepared = []
    for file in files[: photos.MAX_PHOTOS]:
        try:
            prepared.append(photos.prepared(file.read()))
        except photos.PhotoRefused as refusal:
            flash(gettext("Et foto kom ikke med: %(why)s", why=str(refusal.sentence)))
    return prepared


def staged_ids() -> list[UUID]:
    """Return the photos of an earlier, refused try that are still to come along."""
    return request.form.getlist("staged", type=UUID)


def keep(user: User, write_id: UUID, taken: list[photos.Prepared]) -> list[Photo]:
    """Stage the photos of a refused form, and return them with those of earlier tries, in the order they came."""
    if taken:
        photos.stage(user, write_id, taken)
    of_this_form = (Photo.write_id == write_id) | Photo.id.in_(staged_ids())
    mine = visible_photos(user).where(of_this_form, Photo.note.is_null(), Photo.defect.is_null())
    return list(mine.order_by(Photo.created_at, Photo.id))
