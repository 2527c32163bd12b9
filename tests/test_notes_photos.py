"""Photos of a note: chosen with it, kept through a refused try, shown in two sizes."""

import io
from uuid import uuid4

import pytest

from boligsocial import photos
from boligsocial.models import Note, Photo, PhotoBytes


@pytest.fixture
def filled(make):
    """The quick log as a worker sends it."""
    form = {"kind": "visit", "topic": "noise", "department": make.department().id}
    return lambda **values: {**form, "write_id": str(uuid4()), **values}


def files(make, *widths):
    """Small pictures that are not the same, as a form sends them."""
    return [(io.BytesIO(make.picture(width)), f"{width}.jpg") for width in widths]


def test_photos_chosen_with_a_note_hang_on_it(make, worker, phone, filled):
    phone.post("/log", data=filled(photos=files(make, 40, 41)))
    assert [photo.note for photo in Photo.select()] == [Note.get()] * 2
    assert {photo.uploader for photo in Photo.select()} == {worker}


def test_ten_photos_are_kept_and_the_eleventh_is_said_to_be_left_out(make, phone, filled):
    many = files(make, *range(40, 40 + photos.MAX_PHOTOS + 1))
    assert "<p>Der kan højst" not in phone.post("/log", data=filled(photos=many[:10]), follow_redirects=True).text
    assert Photo.select().count() == 10
    answer = phone.post("/log", data=filled(photos=files(make, *range(60, 71))), follow_redirects=True)
    assert "<p>Der kan højst være 10 fotos på et notat. De første er med.</p>" in answer.text
    assert Photo.select().count() == 20


def test_a_refused_form_shows_the_photos_of_this_and_of_earlier_tries_and_no_others(make, worker, phone, filled):
    write_id = str(uuid4())
    phone.post("/log", data=filled(topic="", write_id=write_id, photos=files(make, 40)))
    staged = Photo.get()
    elsewhere, theirs = make.photo(uploader=worker), make.photo()
    on_a_note = make.photo(make.note(worker))
    named = [str(photo.id) for photo in (staged, elsewhere, theirs, on_a_note)]
    again = filled(topic="", write_id=write_id, staged=named, photos=files(make, 41))
    page = phone.post("/log", data=again).text
    second = Photo.get(Photo.width == 41)
    shown = {photo.id for photo in Photo.select() if str(photo.id) in page}
    assert shown == {staged.id, elsewhere.id, second.id}
    assert page.index(str(staged.id)) < page.index(str(second.id))


def test_a_photo_that_hangs_on_a_note_is_not_moved_to_another(make, worker, phone, filled):
    photo = make.photo(make.note(worker))
    phone.post("/log", data=filled(staged=str(photo.id)))
    assert Photo.get().note == photo.note
    assert Note.select().count() == 2


def test_the_full_picture_and_the_small_one_are_the_two_that_were_stored(make, worker, phone):
    photo = make.photo(make.note(worker))
    PhotoBytes.update(image=make.picture(80), thumbnail=make.picture(20)).execute()
    full, small = phone.get(f"/fotos/{photo.id}"), phone.get(f"/fotos/{photo.id}/lille")
    assert (full.data, small.data) == (make.picture(80), make.picture(20))
    for answer in (full, small):
        assert (answer.mimetype, answer.headers["Content-Disposition"]) == ("image/jpeg", "inline; filename=foto.jpg")
