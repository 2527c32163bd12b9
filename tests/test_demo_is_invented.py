"""The demo is invented from end to end: its pictures are drawn, its people and numbers belong to nobody."""

import hashlib
import random
import re
import struct
import zlib
from pathlib import Path

from peewee import CharField, TextField

from boligsocial.demo import notes_jonas, notes_maja, people
from boligsocial.demo.actions import seed_demo
from boligsocial.demo.canvas import Canvas
from boligsocial.demo.pictures import Scene, draw
from boligsocial.fields import holds_cpr
from boligsocial.models import TABLES
from boligsocial.photos import prepared

TOP = Path(__file__).parent.parent

# Words that may stand nowhere here, as the beginnings of their SHA-256: people and places that exist.
REAL = {
    "b310fb24c18db517",
    "5ffe85f9c3776aa5",
    "fbdcaf0499f269f0",
    "59f0b91ece23384a",
    "9dfd88daf5757789",
    "21abb4bd519369d6",
    "e87f468fb9123488",
    "b5c8622fb7bf8976",
    "10f8b910d01287a9",
    "c7311d4137b8a37b",
    "c185251ef1b46fd8",
    "54bada3f8fed5e5b",
}
# Hundreds of first names, which are nobody's by themselves.
FIRST_NAMES = Path("boligsocial/first_names.py")
NOT_OURS = {
    ".git",
    ".venv",
    ".venv-scan",
    "instance",
    "node_modules",
    "__pycache__",
    ".mypy_cache",
    ".ruff_cache",
    ".hypothesis",
}


def chance(seed):
    """A source of chance that always runs the same way."""
    return random.Random(seed)  # noqa: S311


# -- drawn


def test_two_drawings_from_one_seed_are_the_same_and_two_walls_differ():
    for scene in Scene:
        rng = chance(1)
        picture, another = draw(scene, rng), draw(scene, rng)
        assert picture == draw(scene, chance(1))
        assert picture != another


def test_the_pictures_are_whole_pngs_that_become_photos():
    photo = prepared(draw(Scene.DAMP, chance(3)))
    assert (photo.width, photo.height) == (960, 720)
    assert photo.image.startswith(b"\xff\xd8")
    png = Canvas(0.01, chance(1)).png()
    width, height = struct.unpack(">II", png[16:24])
    assert (width, height) == (12, 9)
    length = struct.unpack(">I", png[33:37])[0]
    assert len(zlib.decompress(png[41 : 41 + length])) == 9 * (12 * 3 + 1)


# -- nobody's


def test_nothing_in_the_demo_looks_like_a_cpr_number(rollback):
    seed_demo(None)
    for table in TABLES:
        for name, field in table._meta.fields.items():
            if isinstance(field, CharField | TextField) and name != "sha256":
                assert not any(holds_cpr(str(getattr(row, name) or "")) for row in table.select())


def test_the_demos_phone_numbers_and_addresses_belong_to_nobody():
    for somebody in (*people.PEOPLE, *people.CONTACTS):
        assert re.fullmatch(r"\+45701020\d\d", somebody.phone)
        assert somebody.email.endswith(".example")


def test_notes_name_nobody():
    # In these texts a capital letter begins a sentence, or one of few words that are no names.
    known = {"MitID"}
    for note in (*notes_maja.NOTES, *notes_jonas.NOTES):
        inside = re.findall(r"(?<=[^.!?:] )[A-ZÆØÅ]\w+", note.text)
        assert not set(inside) - known, note.text


def test_no_real_name_stands_anywhere_in_the_repository():
    found = {}
    for path in sorted(TOP.rglob("*")):
        if path.relative_to(TOP) == FIRST_NAMES:
            continue
        if path.is_file() and not NOT_OURS & set(path.relative_to(TOP).parts):
            words = set(re.findall(r"[a-zæøåéü]+", path.read_text(errors="ignore").casefold()))
            if real := [word for word in words if hashlib.sha256(word.encode()).hexdigest()[:16] in REAL]:
                found[str(path.relative_to(TOP))] = real
    assert found == {}, "These words name real people or places. Invent others."
