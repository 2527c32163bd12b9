"""Files that pretend to be photos: each ends as pixels alone or in a refusal, in little memory.

`make fuzz` opens 5,000 mutants; here a few hundred are opened.
"""

import json
import os
import subprocess
import sys

import pytest
from PIL import Image

from boligsocial import photos
from tests.browser.server import TOP
from tests.hostile.pictures import TOO_MUCH, file_of, giants, hostile

MUTANTS = int(os.environ.get("FUZZ_PHOTOS", "150"))
MOST_MB = 300
# Real pictures, however odd: their pixels are taken.
TAKEN = {
    *("a zip with a photo before it", "a page after a photo", "a page within a photo", "a page in a PNG's text"),
    *("a moving PNG", "a moving WebP", "two photos in one", "EXIF turned round nine times"),
    *("EXIF that points nowhere", "EXIF, GPS, XMP and a profile", "the same in a PNG", "the same in a WebP"),
    *("a million chunks", "16 bits, one row short"),
}


@pytest.fixture
def large(tmp_path, monkeypatch):
    """The largest pictures that are taken, as files; only the long round has the time."""
    monkeypatch.delenv("JPEGMEM")  # it would hold for who makes such files too
    for name, content in giants().items() if MUTANTS > 1_000 else ():
        (tmp_path / name).write_bytes(content)
    return sorted(map(str, tmp_path.iterdir()))


def opened(mutants, *files):
    """Open pictures as the app does in a process of its own; return what came of them."""
    command = [sys.executable, "-m", "tests.hostile.pictures", str(mutants), *files]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=True)  # noqa: S603 - our own module
    return json.loads(done.stdout)


def test_no_file_does_anything_but_become_pixels_or_be_refused(large, record_property):
    found = opened(MUTANTS, *large)
    mb = found["mb"]
    record_property(
        "measured",
        f"photos: {len(found['built'])} built to hurt, mutants {found['mutants']}, {len(large)} of the largest, "
        f"at most {mb[2]} MB ({mb[1]} without the largest, {mb[0]} before any)",
    )
    assert len(found["built"]) >= 20
    assert {name for name, what in found["built"].items() if what == "photo"} == TAKEN
    assert {what for name, what in found["built"].items() if name not in TAKEN} == {"refused"}
    assert set(found["mutants"]) == {"photo", "refused"}
    assert {name: what for name, what in found["large"].items() if what != "photo"} == {
        name: "refused" for name in found["large"] if TOO_MUCH in name
    }
    assert max(mb) < MOST_MB


def test_every_file_that_hurts_has_another_name_and_other_bytes():
    built = hostile()
    assert len(set(built.values())) == len(built)


@pytest.fixture
def in_passes(tmp_path, monkeypatch):
    """Two JPEGs that come in passes, one of them in so many colours that it takes too much memory."""
    with monkeypatch.context() as making:
        making.delenv("JPEGMEM", raising=False)
        for mode in ("CMYK", "L"):
            (tmp_path / mode).write_bytes(file_of(Image.new(mode, (4_700, 4_700)), progressive=True))
    return tmp_path


def test_a_jpeg_that_comes_in_passes_may_not_take_more_memory_than_there_is_for_one(in_passes, monkeypatch):
    monkeypatch.delenv("JPEGMEM", raising=False)
    assert opened(0, str(in_passes / "CMYK"), str(in_passes / "L"))["large"] == {"CMYK": "refused", "L": "photo"}


def test_what_takes_too_much_memory_is_not_called_damaged(in_passes):
    with pytest.raises(photos.PhotoRefused) as refusal:
        photos.prepared((in_passes / "CMYK").read_bytes())
    assert refusal.value.sentence is photos.TOO_MANY_PIXELS
