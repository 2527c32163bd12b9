"""The main job on a phone: what was seen, in two taps or with text and a photo."""

import io
import re

import pytest
from PIL import Image
from PIL.ExifTags import IFD, Base

from boligsocial.models import Note, Photo, PhotoBytes, User


@pytest.fixture
def latest(stored):
    """Return the latest note of a person."""

    def of(username: str) -> Note:
        with stored():
            notes = Note.select().join(User, on=Note.author).where(User.username == username)
            return notes.order_by(Note.written_at.desc()).first()

    return of


@pytest.fixture
def photo_file(tmp_path):
    """A photo as a phone takes it lying down: red on the left, turned by a tag, with the place in it."""
    picture = Image.new("RGB", (3000, 2000), (20, 40, 200))
    picture.paste((220, 30, 30), (0, 0, 1500, 2000))
    tags = Image.Exif()
    tags[Base.Orientation] = 6
    tags[Base.Make] = "Telefonmager"
    tags.get_ifd(IFD.GPSInfo).update({1: "N", 2: (55.0, 50.0, 0.0), 3: "E", 4: (12.0, 30.0, 0.0)})
    path = tmp_path / "IMG_0001.jpg"
    picture.save(path, exif=tags, quality=90)
    assert b"Telefonmager" in path.read_bytes()
    return path


def test_two_taps_from_i_dag_store_a_note(maja, latest):
    before = latest("maja")
    combination = maja.page.locator(".combinations a").first
    words = combination.inner_text()
    maja.go(combination)
    assert f"Sendt: {words}" in maja.save()
    assert maja.taps == 2
    note = latest("maja")
    assert note.id != before.id
    assert words.startswith(f"{note.kind.label} · {note.topic.label}")
    assert note.text == ""


def test_own_choices_take_at_most_four_taps(maja, latest):
    maja.open("/log")
    maja.tap(maja.chip("Hvad gjorde du?", "Opkald"), maja.chip("Emne", "Husleje"))
    maja.tap(maja.page.locator("#department label.chip").nth(1))
    department = maja.page.locator("#department label.chip").nth(1).inner_text()
    assert f"Opkald · Husleje · {department}" in maja.save()
    assert maja.taps <= 4
    assert latest("maja").kind == "call"
    assert latest("maja").topic == "rent"


def test_a_topic_and_a_place_from_i_dag_take_four_taps(maja, latest):
    maja.go(maja.link("Log"))
    maja.tap(maja.chip("Emne", "Indeklima"), maja.page.locator("#department label.chip").nth(2))
    maja.save()
    assert maja.taps <= 4
    assert latest("maja").topic == "indoor_climate"


def test_a_photo_is_stored_upright_small_and_without_its_tags(maja, latest, stored, photo_file):
    maja.open("/log?topic=noise")
    maja.page.get_by_label("Note").fill("Fugt ved vinduet i soveværelset")
    maja.page.locator("input[type=file][multiple]").set_input_files(photo_file)
    maja.page.locator("#pictures img").wait_for()
    maja.save()
    note = latest("maja")
    assert note.text == "Fugt ved vinduet i soveværelset"
    with stored():
        kept = PhotoBytes.select().join(Photo).where(Photo.note == note.id).get()
    for data, longest in ((kept.image, 1600), (kept.thumbnail, 320)):
        data = bytes(data)
        picture = Image.open(io.BytesIO(data))
        assert picture.height > picture.width
        assert picture.height <= longest
        top = picture.convert("RGB").crop((0, 0, picture.width, picture.height // 4)).resize((1, 1))
        red, _, blue = top.tobytes()
        assert red > 150 > blue
        assert not picture.getexif()
        assert b"Telefonmager" not in data


def test_a_refused_log_keeps_text_and_photo_and_puts_focus_on_the_summary(maja, latest, stored, photo_file):
    maja.open("/log?topic=noise")
    maja.page.get_by_label("Note").fill("Varm radiator, koldt gulv")
    maja.page.locator("input[type=file][multiple]").set_input_files(photo_file)
    maja.page.locator("#pictures img").wait_for()
    maja.tap(maja.page.get_by_text("Bolig, sag og tidspunkt"), maja.chip("Hvornår?", "Vælg tid"))
    maja.tap(maja.button("Gem notat"))
    summary = maja.page.locator("#refused")
    summary.wait_for()
    assert summary.inner_text().split("\n")[0] == "Notatet er ikke gemt endnu"
    assert summary.get_by_role("link").all_inner_texts() == ["Vælg, hvilken dag det skete."]
    assert maja.page.evaluate("document.activeElement.id") == "refused"
    assert maja.page.get_by_label("Note").input_value() == "Varm radiator, koldt gulv"
    assert maja.page.locator("#pictures img").count() == 1
    assert latest("maja").text != "Varm radiator, koldt gulv"
    maja.tap(maja.chip("Hvornår?", "Nu"))
    maja.save()
    assert summary.is_hidden()
    note = latest("maja")
    assert note.text == "Varm radiator, koldt gulv"
    with stored():
        assert Photo.select().where(Photo.note == note.id).count() == 1


def test_a_photo_chosen_before_the_script_is_ready_goes_along(new_phone, latest, stored, photo_file):
    maja = new_phone(service_workers="block")
    maja.log_in("maja")
    held = []
    maja.page.route("**/app.min.js*", lambda route: held.append(route))
    maja.page.goto("/log?topic=noise", wait_until="commit")
    maja.page.locator("input[type=file][multiple]").set_input_files(photo_file)
    assert maja.page.locator("#pictures img").count() == 0
    held[0].continue_()
    maja.page.locator("#pictures img").wait_for()
    maja.save()
    with stored():
        assert Photo.select().where(Photo.note == latest("maja").id).count() == 1


def test_undo_takes_the_note_back_and_it_can_be_brought_again(maja, latest):
    maja.open("/log?topic=noise")
    maja.save()
    maja.go(maja.button(re.compile("^Fortryd")))
    assert "Notatet er taget tilbage" in maja.page.locator("#receipt").inner_text()
    assert latest("maja").undone_at is not None
    maja.go(maja.button("Gendan"))
    assert "Gemt:" in maja.page.locator("#receipt").inner_text()
    assert latest("maja").undone_at is None


def test_a_text_that_looks_like_a_cpr_number_is_pointed_out_at_once(maja):
    maja.open("/log")
    hint = maja.page.locator("#cpr-hint")
    maja.page.get_by_label("Note").fill("Beboeren er fra 1974")
    assert hint.is_hidden()
    maja.page.get_by_label("Note").fill("Beboeren 010174-1234 ringede")
    assert hint.is_visible()
