"""Files that pretend to be photos: built to hurt, or a real photo with bytes changed by chance.

`python -m tests.hostile.pictures MUTANTS` opens them all as the app does, in a process of its own, and prints what came
of them and how much memory it took at most.
"""

import io
import json
import random
import struct
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageCms

from boligsocial.photos import MAX_BYTES, PhotoRefused, Prepared, prepared

SECRET = b"hemmelig"
# What is left of a photo: its frame, its tables, its pixels (ITU T.81 table B.1); no APPn but JFIF's, no comment.
KEPT_MARKERS = {0xD8, 0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDD, 0xDA, 0xD9}
TOO_MUCH = "too much"
HTML = b"<html><script>alert(1)</script></html>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>"


def file_of(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """Return the picture as a file of this kind."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def noise(width: int = 48, height: int = 32) -> Image.Image:
    """A picture that does not compress away."""
    return Image.effect_noise((width, height), 60).convert("RGB")


def png(
    width: int, height: int, *chunks: tuple[bytes, bytes], depth: int = 8, colour: int = 2, rows: bytes = b""
) -> bytes:
    """A PNG that claims a size, with these chunks before its pixels."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    parts = [(b"IHDR", header), *chunks, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def unfolding(mb: int) -> bytes:
    """Few bytes that unfold to many zeros, made without ever holding those."""
    folder = zlib.compressobj()
    return b"".join(folder.compress(bytes(1 << 20)) for _mb in range(mb)) + folder.flush()


def with_everything(kind: str) -> bytes:
    """A photo that carries who, where and with what, in every place that the kind has for it."""
    exif = Image.Exif()
    exif[0x010F] = exif[0x9286] = SECRET.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (55.0, 41.0, 1.0), 3: "E", 4: (12.0, 30.0, 0.0), 27: SECRET.decode()})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + SECRET
    options = {"exif": exif, "icc_profile": profile, "xmp": b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"}
    return file_of(noise(), kind, **options, **({"comment": SECRET} if kind == "JPEG" else {}))


def heic() -> bytes:
    """A small picture as iPhones save it."""
    from tests.test_photos import HEIC

    return HEIC


def hostile() -> dict[str, bytes]:
    """Files built to hurt, by what they are."""
    return _no_pictures() | _bombs() | _odd_pictures()


def _no_pictures() -> dict[str, bytes]:
    jpeg, good = file_of(noise()), with_everything("JPEG")
    return {
        "empty": b"",
        "one byte": b"\xff",
        "a JPEG's first bytes": b"\xff\xd8\xff\xe0",
        "a page named as a photo": HTML,
        "a drawing with a script": SVG,
        "a drawing behind a mark": b"\xef\xbb\xbf<?xml version='1.0'?>" + SVG,
        "a PDF": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
        "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run\n",
        "PostScript in DOS": b"\xc5\xd0\xd3\xc6" + struct.pack("<IIIIII", 32, 40, 0, 0, 0, 0) + b"%!PS-Adobe EPSF",
        "a GIF that is also a script": b"GIF89a/*" + bytes(40) + b"*/=1;alert(1)",
        "a zip with a photo before it": jpeg + b"PK\3\4" + SECRET,
        "a page after a photo": good + HTML + SECRET,
        "a page within a photo": file_of(noise(), comment=HTML + SECRET),
        "a page in a PNG's text": png(8, 8, (b"tEXt", b"Comment\0" + SECRET), rows=bytes(25 * 8)),
    }


def _bombs() -> dict[str, bytes]:
    return {
        "text that unfolds to 200 MB": png(8, 8, (b"zTXt", b"x\0\0" + unfolding(200)), rows=bytes(200)),
        "a profile that unfolds": png(8, 8, (b"iCCP", b"x\0\0" + unfolding(200)), rows=bytes(200)),
        "two milliards of pixels a side": png(2**31 - 1, 2**31 - 1),
        "one pixel high and endless": png(2**31 - 1, 1),
        "no pixels": png(0, 0),
        "50 million and one": png(50_000_001, 1),
        "pixels that unfold": png(60_000, 60_000, rows=bytes(1 << 20)),
        "16 bits, one row short": png(64, 64, depth=16, rows=bytes(63 * (64 * 6 + 1))),
        "a colour that is none": png(8, 8, colour=5),
        "a million chunks": png(8, 8, *[(b"tEXt", b"a\0b")] * 200_000, rows=bytes(200)),
    }


def _odd_pictures() -> dict[str, bytes]:
    jpeg, good = file_of(noise()), with_everything("JPEG")
    frames = [noise(), noise(), noise()]
    return {
        "a moving PNG": file_of(frames[0], "PNG", save_all=True, append_images=frames[1:]),
        "a moving WebP": file_of(frames[0], "WEBP", save_all=True, append_images=frames[1:]),
        "two photos in one": file_of(frames[0], "MPO", save_all=True, append_images=frames[1:]),
        "half a photo": jpeg[: len(jpeg) // 2],
        "half a HEIC": heic()[: len(heic()) // 2],
        "a HEIC that points into itself": heic().replace(b"iloc", b"ilcc"),
        "a HEIC that claims 65,535 a side": heic().replace(b"\0\0\0\x40\0\0\0\x40", b"\0\0\xff\xff\0\0\xff\xff"),
        "a HEIC in a HEIC": heic()[:28] + heic() + SECRET,
        "a WebP that claims 16,383 a side": file_of(noise(), "WEBP")[:26] + b"\xff\x3f\xff\x3f" + bytes(90),
        "a RIFF that is sound": b"RIFF" + bytes(4) + b"WAVEfmt " + bytes(40),
        "EXIF that points nowhere": file_of(noise(), exif=b"Exif\0\0MM\0*\xff\xff\xff\xff"),
        "EXIF turned round nine times": _turned(9),
        "EXIF, GPS, XMP and a profile": good,
        "the same in a PNG": with_everything("PNG"),
        "the same in a WebP": with_everything("WEBP"),
        "a TIFF": file_of(noise(), "TIFF"),
        "too many bytes": jpeg.ljust(MAX_BYTES + 1, b"\0"),
    }


def giants() -> dict[str, bytes]:
    """The largest pictures that are taken, in the ways that cost most memory, and those that cost too much."""
    side, less = 7_071, 4_898
    return {
        "24 million, PNG": file_of(Image.new("RGB", (less, less)), "PNG", compress_level=1),
        "24 million, see-through": file_of(Image.new("RGBA", (less, less)), "PNG", compress_level=1),
        "24 million, 16 bits grey": file_of(Image.new("I;16", (less, less)), "PNG", compress_level=1),
        "24 million, palette": file_of(Image.new("P", (less, less)), "PNG", compress_level=1),
        "50 million, JPEG": file_of(Image.new("RGB", (side, side)), "JPEG"),
        "50 million, CMYK": file_of(Image.new("CMYK", (side, side)), "JPEG"),
        "50 million, in passes": file_of(Image.new("RGB", (side, side)), "JPEG", progressive=True),
        "26 million, in passes, every colour": file_of(
            Image.new("RGB", (5_099, 5_099)), "JPEG", progressive=True, subsampling=0
        ),
        f"20 million, in passes, {TOO_MUCH}": file_of(Image.new("CMYK", (4_473, 4_473)), "JPEG", progressive=True),
        f"50 million, in passes, {TOO_MUCH}": file_of(
            Image.new("RGB", (side, side)), "JPEG", progressive=True, subsampling=0
        ),
        "12.5 million, WebP": file_of(Image.new("RGB", (16_383, 762)), "WEBP", method=0),
    }


def _turned(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return file_of(noise(), exif=exif)


def mutants(times: int) -> Iterator[bytes]:
    """Real photos of every kind with bytes changed, cut out, doubled or cut off by chance; the same each time."""
    luck = random.Random(20261126)  # noqa: S311 - nothing secret
    originals = [with_everything(kind) for kind in ("JPEG", "PNG", "WEBP")]
    originals += [heic(), file_of(noise(), progressive=True), file_of(noise().convert("P"), "PNG")]
    for _number in range(times):
        content = bytearray(luck.choice(originals))
        for _change in range(luck.randint(1, 3)):
            place, length = luck.randrange(len(content)), luck.randint(1, 40)
            match luck.randrange(8):
                case 0:
                    del content[place : place + length]
                case 1:
                    content[place:place] = content[place : place + length]
                case 2:
                    content[place : place + 4] = luck.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff"))
                case _:
                    content[place] = luck.randrange(256)
            content = content or bytearray(b"x")
        yield bytes(content[: luck.randrange(len(content))] if luck.random() < 0.1 else content)


def left_over(photo: Prepared) -> list[str]:
    """Return what a stored photo holds besides pixels; a JPEG's parts are read one by one."""
    wrong = []
    for data in (photo.image, photo.thumbnail):
        wrong += [f"marker {marker:x}" for marker in _markers(data) if marker not in KEPT_MARKERS]
        wrong += [] if data.endswith(b"\xff\xd9") and data.count(b"\xff\xd9") == 1 else ["something after the end"]
        wrong += ["the secret"] if SECRET in data.lower() else []
    return wrong


def _markers(data: bytes) -> Iterator[int]:
    place = 2
    while place < len(data) - 1:
        if data[place] != 0xFF or data[place + 1] in (0, 0xFF) or 0xD0 <= data[place + 1] <= 0xD7:
            place += 1
            continue
        yield data[place + 1]
        place += 2 + int.from_bytes(data[place + 2 : place + 4]) if data[place + 1] != 0xD9 else 2


def outcome(content: bytes) -> str:
    """Open a file as the app does, and say what came of it: photo, refused, or what should not have been."""
    try:
        photo = prepared(content)
    except PhotoRefused as refusal:
        return "refused" if str(refusal.sentence) else "refused without a word"
    except BaseException as error:
        return f"unexpected {type(error).__name__}"
    return "; ".join(sorted(set(left_over(photo)))) or "photo"


def main(times: int, *files: str) -> None:
    """Open them all, and the files, and print what came of them."""
    begun = _most_mb()
    built = {name: outcome(content) for name, content in hostile().items()}
    mutated = Counter(outcome(content) for content in mutants(times))
    small = _most_mb()
    large = {Path(file).name: outcome(Path(file).read_bytes()) for file in files}
    print(json.dumps({"built": built, "mutants": mutated, "large": large, "mb": [begun, small, _most_mb()]}))


def _most_mb() -> int:
    # Of this program alone; what `resource` says begins with what started it.
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
