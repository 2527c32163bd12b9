"""Mutants of photos and of the outbox."""

from tests.security_mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "a photo from a camera is stored as it came, with place and all",
        "boligsocial/photos.py",
        "image = _jpeg(picture, 82)",
        'image = content if content.startswith(b"\\xff\\xd8") else _jpeg(picture, 82)',
        "tests/test_photos.py::test_a_large_photo_is_shrunk_to_1600_and_a_small_one_is_left_alone",
    ),
    Mutant(
        "a photo is laid on no fresh canvas",
        "boligsocial/photos.py",
        'canvas = Image.new("RGB", shrunk.size, "white")',
        'canvas = shrunk.convert("RGB")',
        "tests/test_photos.py::test_nothing_but_pixels_is_left",
    ),
    Mutant(
        "a giant unfolds in memory",
        "boligsocial/photos.py",
        "Image.MAX_IMAGE_PIXELS = MAX_PIXELS",
        "Image.MAX_IMAGE_PIXELS = None",
        "tests/test_photos.py::test_a_small_file_that_unfolds_to_a_giant_is_refused_before_it_unfolds",
    ),
    Mutant(
        "a giant only warns",
        "boligsocial/photos.py",
        'warnings.simplefilter("error", Image.DecompressionBombWarning)\n',
        "",
        "tests/test_photos.py::test_a_giant_is_refused_in_the_server_too_where_warnings_are_no_errors",
    ),
    Mutant(
        "a file of any size is read",
        "boligsocial/photos.py",
        "file.read(MAX_BYTES + 1)",
        "file.read()",
        "tests/test_photos.py::test_a_file_of_more_than_15_mb_is_refused_before_it_is_read_to_the_end",
    ),
    Mutant(
        "a broken file breaks the page",
        "boligsocial/photos.py",
        "    except Exception as error:\n        raise PhotoRefused(DAMAGED) from error\n",
        "",
        "tests/test_photos.py::test_half_a_file_is_refused_as_damaged",
    ),
    Mutant(
        "somebody else's staged photo is taken along",
        "boligsocial/photos.py",
        "free = Photo.note.is_null() & Photo.defect.is_null() & (Photo.uploader == uploader.id)",
        "free = Photo.note.is_null() & Photo.defect.is_null()",
        "tests/test_notes.py::test_nobody_can_take_another_workers_staged_photo",
    ),
    Mutant(
        "a photo of another note is taken along",
        "boligsocial/photos.py",
        "free = Photo.note.is_null() & Photo.defect.is_null() & (Photo.uploader == uploader.id)",
        "free = Photo.uploader == uploader.id",
        "tests/test_notes_photos.py::test_a_photo_that_hangs_on_a_note_is_not_moved_to_another",
    ),
)
