"""Mutants of what the hostile rounds hold: texts, forms and pictures as nobody fills them in."""

from tests.security_mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "a post in another format is read as one of ours",
        "boligsocial/fields.py",
        'is_post = formdata is not None and request.method == "POST"',
        "is_post = False",
        "tests/test_odd_posts.py::test_an_empty_post_and_one_in_another_format_are_refused_in_words",
    ),
    Mutant(
        "a photo keeps what the camera wrote into it",
        "boligsocial/photos.py",
        'picture.save(file, "JPEG", quality=quality, optimize=True, progressive=True)',
        'picture.save(file, "JPEG", quality=quality, comment=b"hemmelig")',
        "tests/test_fuzz_photos.py::test_no_file_does_anything_but_become_pixels_or_be_refused",
    ),
    Mutant(
        "any kind of picture is opened",
        "boligsocial/photos.py",
        'return ("JPEG", "PNG", "WEBP", "HEIF")',
        'return ("JPEG", "PNG", "WEBP", "HEIF", "GIF", "TIFF", "EPS")',
        "tests/test_fuzz_photos.py::test_no_file_does_anything_but_become_pixels_or_be_refused",
    ),
    Mutant(
        "what a decoder stumbles over comes out as a fault",
        "boligsocial/photos.py",
        "    except Exception as error:\n        raise PhotoRefused(DAMAGED) from error",
        "    except OSError as error:\n        raise PhotoRefused(DAMAGED) from error",
        "tests/test_fuzz_photos.py::test_no_file_does_anything_but_become_pixels_or_be_refused",
    ),
)
