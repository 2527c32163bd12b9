"""What may become a photo, and what is left of it: pixels, upright and small."""

import base64
import io
import random
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image, ImageCms

from boligsocial import photos
from boligsocial.models import Photo, PhotoBytes
from boligsocial.photos import PhotoRefused, prepared, store

TOP = Path(photos.__file__).parent.parent
RED, BLUE = (200, 30, 30), (30, 30, 200)
# A picture of 32 x 16 as iPhones save it: left half red, right half blue, EXIF says "turn me a quarter clockwise".
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAcdtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRpbG9j"
    "AAAAAERAAAIAAQAAAAAB6wABAAAAAAAAADUAAgAAAAACIAABAAAAAAAAADoAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABodmMxAAAA"
    "ABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAABBmlwcnAAAADlaXBjbwAAAHVodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNg"
    "AAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQApQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbqrprm4CGgwIAAAAyAAAADAIRiAAEABkQB"
    "wXPBiQAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABAAAAAQAAAAChjbGFwAAAAIAAAAAEAAAAQAAAAAf///+AAAAAC////0AAA"
    "AAIAAAAQcGl4aQAAAAADCAgIAAAACWlyb3QDAAAAGWlwbWEAAAAAAAAAAQABBoECAwWEhgAAABppcmVmAAAAAAAAAA5jZHNjAAIAAQABAAAA"
    "d21kYXQAAAAxKAGvGSFwUkDvXaW//34+/1mF/iVk7/8qNr32m/zWVUratfKi32aAq3Zn9Cim7W6tgAAAAAZFeGlmAABNTQAqAAAACAACAQ8A"
    "AgAAAAkAAAAmARIAAwAAAAEABgAAAAAAAEhlbW1lbGlnAAA="
)


def halves(width=64, height=32, mode="RGB"):
    """A picture whose left half is red and whose right half is blue."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture.convert(mode)


def file_of(picture, kind="JPEG", **options):
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def opened(data):
    return Image.open(io.BytesIO(data))


def resembles(pixel, colour):
    return all(abs(have - want) < 12 for have, want in zip(pixel, colour, strict=True))


def why_not(content):
    with pytest.raises(PhotoRefused) as refusal:
        prepared(content)
    return str(refusal.value.sentence)


def png_header(width, height):
    """A PNG that claims a size and holds next to nothing."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_of_each_kind_becomes_a_jpeg_and_a_thumbnail(kind):
    photo = prepared(file_of(halves(400, 200), kind))
    assert (photo.width, photo.height) == (400, 200)
    assert opened(photo.image).format == opened(photo.thumbnail).format == "JPEG"
    assert opened(photo.image).size == (400, 200)
    assert opened(photo.thumbnail).size == (320, 160)
    assert resembles(opened(photo.image).getpixel((20, 100)), RED)


def test_a_photo_as_iphones_save_it_is_taken_and_turned_upright():
    photo = prepared(HEIC)
    assert (photo.width, photo.height) == (16, 32)
    assert resembles(opened(photo.image).getpixel((4, 4)), RED)
    assert resembles(opened(photo.image).getpixel((4, 28)), BLUE)


def test_a_large_photo_is_shrunk_to_1600_and_a_small_one_is_left_alone():
    assert opened(prepared(file_of(halves(4000, 3000))).image).size == (1600, 1200)
    assert opened(prepared(file_of(halves(900, 2400))).image).size == (600, 1600)
    assert opened(prepared(file_of(halves(40, 30))).image).size == (40, 30)
    assert opened(prepared(file_of(halves(40, 30))).thumbnail).size == (40, 30)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_as_its_exif_says(orientation):
    turned = halves()
    for back in {
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }.get(orientation, []):
        turned = turned.transpose(back)
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = prepared(file_of(turned, exif=exif))
    assert (photo.width, photo.height) == (64, 32)
    assert resembles(opened(photo.image).getpixel((5, 16)), RED)
    assert resembles(opened(photo.image).getpixel((59, 16)), BLUE)


def test_nothing_but_pixels_is_left():
    exif = Image.Exif()
    exif[0x010F] = "Hemmelig telefon"
    exif.get_ifd(0x8825)[2] = (55.0, 41.0, 1.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    packet = b"<x:xmpmeta>hemmelig</x:xmpmeta>"
    content = file_of(halves(), exif=exif, icc_profile=profile, comment=b"hemmelig", xmp=packet)
    assert content.lower().count(b"hemmelig") == 3
    photo = prepared(content + b"<script>hemmelig</script>")
    for data in (photo.image, photo.thumbnail):
        assert b"hemmelig" not in data.lower()
        assert not opened(data).getexif()
        assert {"icc_profile", "exif", "xmp", "comment"}.isdisjoint(opened(data).info)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGB", "RGBA"])
def test_every_way_of_storing_colours_comes_out_as_rgb(mode):
    photo = prepared(file_of(Image.new(mode, (30, 20)), "PNG"))
    assert opened(photo.image).mode == "RGB"


def test_print_colours_and_two_pictures_in_one_file_are_taken():
    assert prepared(file_of(Image.new("CMYK", (30, 20)))).width == 30
    assert prepared(file_of(halves(), "MPO", save_all=True, append_images=[halves()])).width == 64


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_see_through_becomes_white(mode):
    options = {"transparency": 0} if mode == "P" else {}
    photo = prepared(file_of(Image.new(mode, (30, 20), 0), "PNG", **options))
    assert resembles(opened(photo.image).getpixel((10, 10)), (255, 255, 255))


def test_a_huge_see_through_picture_is_shrunk_too():
    photo = prepared(file_of(Image.new("LA", (3400, 340), (10, 255)), "PNG"))
    assert (photo.width, photo.height) == (1600, 160)


def test_a_one_pixel_wide_strip_does_not_vanish():
    assert opened(prepared(file_of(Image.new("RGB", (1, 5000)), "PNG")).image).size == (1, 1600)


@pytest.mark.parametrize(
    "content",
    [b"", b"hej", b"<html><script>alert(1)</script></html>", b"#!/bin/sh\n", b"PK\3\4" + bytes(40), bytes(5000)],
)
def test_what_is_no_picture_is_refused(content):
    assert why_not(content) == "Filen er ikke et billede. Vælg et foto fra kameraet eller galleriet."


@pytest.mark.parametrize(
    "content",
    [
        file_of(halves(), "GIF"),
        file_of(halves(), "BMP"),
        file_of(halves(), "TIFF"),
        file_of(halves(), "AVIF"),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?><svg onload='alert(1)'/>",
        b"%PDF-1.7 hej",
    ],
)
def test_a_kind_of_picture_we_do_not_take_is_refused_with_a_way_out(content):
    assert why_not(content) == (
        "Vi kan ikke læse den slags billede. Gem det som JPEG eller PNG, eller tag et nyt med kameraet."
    )


def test_a_file_of_more_than_15_mb_is_refused_before_it_is_read_to_the_end():
    file = io.BytesIO(file_of(halves()) + bytes(20 * 1024 * 1024))
    assert why_not(file).startswith("Filen er for stor. Et billede må højst fylde 15 MB.")
    assert file.tell() == photos.MAX_BYTES + 1
    assert prepared(io.BytesIO(file_of(halves()).ljust(photos.MAX_BYTES, b"\0"))).width == 64


@pytest.mark.parametrize("size", [(7100, 7100), (30_000, 30_000), (2_000_000_000, 2_000_000_000)])
def test_a_small_file_that_unfolds_to_a_giant_is_refused_before_it_unfolds(size):
    assert why_not(png_header(*size)).startswith("Billedet har for mange billedpunkter.")


@pytest.mark.parametrize("side", [7_072, 65_000])
def test_a_jpeg_may_have_fifty_million_points_and_no_more(side):
    small = file_of(Image.new("RGB", (16, 16)))
    frame = small.index(b"\xff\xc0") + 5  # its height and width (ITU T.81 table B.2)
    claims = small[:frame] + struct.pack(">HH", side, side) + small[frame + 4 :]
    assert why_not(claims) == str(photos.TOO_MANY_PIXELS)


def test_a_giant_is_refused_in_the_server_too_where_warnings_are_no_errors(tmp_path):
    (tmp_path / "giant.png").write_bytes(png_header(7100, 7100))
    script = (
        "import sys; from boligsocial import photos\n"
        "try: photos.prepared(open(sys.argv[1], 'rb').read())\n"
        "except photos.PhotoRefused as refusal: print(refusal.sentence is photos.TOO_MANY_PIXELS)"
    )
    command = [sys.executable, "-c", script, tmp_path / "giant.png"]
    said = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=True)  # noqa: S603 - a fixed script
    assert (said.stdout, said.stderr) == ("True\n", "")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_half_a_file_is_refused_as_damaged(kind):
    content = file_of(Image.effect_noise((90, 90), 50).convert("RGB"), kind)
    assert why_not(content[: len(content) // 2]).startswith("Billedet er beskadiget")


def test_a_hostile_file_ends_in_a_photo_or_a_refusal_and_nothing_else():
    luck = random.Random(20261123)  # noqa: S311 - the same mutants every time
    noise = Image.effect_noise((48, 32), 60).convert("RGB")
    originals = [file_of(noise, "JPEG"), file_of(noise.convert("P"), "PNG"), file_of(noise, "WEBP"), HEIC]
    outcomes = {"photo": 0, "refused": 0}
    for _number in range(600):
        content = bytearray(luck.choice(originals))
        for _change in range(luck.randint(1, 12)):
            content[luck.randrange(len(content))] = luck.randrange(256)
        try:
            assert opened(prepared(bytes(content)).image).mode == "RGB"
            outcomes["photo"] += 1
        except PhotoRefused:
            outcomes["refused"] += 1
    assert min(outcomes.values()) > 50, outcomes


def test_a_picture_from_an_iphone_with_broken_metadata_ends_no_process(tmp_path):
    # One letter of the kind of its metadata.
    assert HEIC[178:179] == b"i"
    (tmp_path / "broken.heic").write_bytes(HEIC[:178] + b"\xb7" + HEIC[179:])
    script = (
        "import sys, pathlib; from boligsocial.photos import prepared;"
        " prepared(pathlib.Path(sys.argv[1]).read_bytes()); print('taken')"
    )
    command = [sys.executable, "-c", script, tmp_path / "broken.heic"]
    said = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)  # noqa: S603 - a fixed script
    assert (said.returncode, said.stdout) == (0, "taken\n")


def test_a_photo_is_stored_with_its_note_and_its_bytes_apart(make):
    note = make.note()
    photo = prepared(make.picture(800, 600))
    row = store(note.author, uuid4(), photo, note)
    found = Photo.get_by_id(row.id)
    assert (found.note_id, found.uploader_id, found.sha256) == (note.id, note.author_id, photo.sha256)
    assert (found.width, found.height) == (800, 600)
    assert photos.bytes_of(found.id) == photo.image
    assert photos.bytes_of(found.id, small=True) == photo.thumbnail


def test_a_staged_photo_waits_for_its_note_and_is_stored_once(make):
    worker, write_id = make.worker(), uuid4()
    first, second = prepared(make.picture(40, 30)), prepared(make.picture(50, 30))
    store(worker, write_id, first)
    store(worker, write_id, second)
    store(worker, write_id, first)
    waiting = Photo.select().where(Photo.note.is_null()).order_by(Photo.width)
    assert [(row.width, row.uploader, row.write_id) for row in waiting] == [
        (40, worker, write_id),
        (50, worker, write_id),
    ]
    note = make.note(worker)
    store(worker, write_id, first, note)
    assert [row.width for row in note.photos] == [40]
    assert [row.width for row in waiting.clone()] == [50]
    assert PhotoBytes.select().count() == 2


def test_the_same_picture_in_two_submissions_is_two_photos(make):
    worker, photo = make.worker(), prepared(make.picture())
    assert store(worker, uuid4(), photo).id != store(worker, uuid4(), photo).id


@pytest.mark.parametrize(("kind", "most"), photos.MAX_PIXELS_OF.items())
def test_a_kind_that_takes_much_memory_has_a_limit_of_its_own(kind, most):
    width = 16_000
    within, above = (Image.new("L", (width, most // width + more)) for more in (0, 1))
    assert prepared(file_of(within, kind)).width == photos.LONG_SIDE
    assert why_not(file_of(above, kind)) == str(photos.TOO_MANY_PIXELS)
