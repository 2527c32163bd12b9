"""Photos: the only module that opens an image. What comes out is a new, upright JPEG that holds nothing but pixels.

A file is judged by its content, never by its name. Everything a decoder can stumble over becomes PhotoRefused
with a sentence for the person; no other exception leaves `prepared`.
"""

import hashlib
import io
import os
import warnings
from collections.abc import Iterable
from functools import cache
from math import inf
from threading import BoundedSemaphore
from typing import Any, BinaryIO, NamedTuple
from uuid import UUID

from PIL import Image, UnidentifiedImageError

from boligsocial.audit import Event, recorded
from boligsocial.language import lazy_gettext
from boligsocial.models import Defect, Note, Photo, PhotoBytes, User

_ = lazy_gettext

MAX_PHOTOS = 10  # of one note or defect
MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 50_000_000
# Kinds that take more memory for each pixel while they are open, and that no camera makes so large.
MAX_PIXELS_OF = {"PNG": 24_000_000, "WEBP": 12_500_000}
MAX_PIXELS_IN_PASSES = 20_000_000  # in the costliest kind of JPEG; the usual kind has room for 50 million
LONG_SIDE, THUMBNAIL_SIDE = 1600, 320

TOO_LARGE = _("Filen er for stor. Et billede må højst fylde 15 MB. Tag et nyt billede, eller vælg en mindre udgave.")
NO_PICTURE = _("Filen er ikke et billede. Vælg et foto fra kameraet eller galleriet.")
UNSUPPORTED = _("Vi kan ikke læse den slags billede. Gem det som JPEG eller PNG, eller tag et nyt med kameraet.")
TOO_MANY_PIXELS = _("Billedet har for mange billedpunkter. Tag det igen med kameraets almindelige indstilling.")
DAMAGED = _("Billedet er beskadiget og kan ikke åbnes. Tag det igen, eller vælg et andet.")

# The first bytes of kinds that people have and we do not take.
_OTHER_KINDS = (b"GIF8", b"BM", b"II*\0", b"MM\0*", b"%PDF", b"8BPS", b"\xff\x0a", b"\0\0\1\0")
# How EXIF's orientation is undone. Pillow's own exif_transpose writes the EXIF anew and can stumble over it.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112

# Pillow warns from here and raises from twice as much; both are a refusal.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)
# A JPEG that comes in several passes is held whole, in up to 8 bytes a pixel; libjpeg refuses one that takes more.
os.environ["JPEGMEM"] = "160M"
# One picture can take 200 MB while it is open; the others wait in line.
_open_at_once = BoundedSemaphore(2)


class PhotoRefused(Exception):
    """The file cannot become a photo; `sentence` tells the person why and what to do."""

    def __init__(self, sentence: Any) -> None:
        super().__init__()
        self.sentence = sentence


class Prepared(NamedTuple):
    """A photo ready to store: two JPEGs, the size of the larger, and its digest."""

    image: bytes
    thumbnail: bytes
    width: int
    height: int
    sha256: str


def prepared(file: bytes | BinaryIO) -> Prepared:
    """Return the photo made from an uploaded file. Raises PhotoRefused."""
    content = file if isinstance(file, bytes) else file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise PhotoRefused(TOO_LARGE)
    with _open_at_once:
        picture = _pixels(content)
    image = _jpeg(picture, 82)
    width, height = picture.size
    picture.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return Prepared(image, _jpeg(picture, 75), width, height, hashlib.sha256(image).hexdigest())


def _pixels(content: bytes) -> Image.Image:
    """Decode a hostile file into a small RGB picture; whatever goes wrong in a decoder is a refusal."""
    try:
        with Image.open(io.BytesIO(content), formats=_formats()) as picture:
            if picture.width * picture.height > MAX_PIXELS_OF.get(str(picture.format), inf):
                raise Image.DecompressionBombError
            return _opened(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoRefused(TOO_MANY_PIXELS) from error
    except UnidentifiedImageError as error:
        raise PhotoRefused(_what_else(content)) from error
    except Exception as error:
        raise PhotoRefused(DAMAGED) from error


def _opened(picture: Image.Image) -> Image.Image:
    is_large_in_passes = picture.info.get("progressive") and picture.width * picture.height > MAX_PIXELS_IN_PASSES
    try:
        return _upright(picture)
    except OSError as error:
        # What libjpeg has no room for reads like damage.
        if is_large_in_passes:
            raise Image.DecompressionBombError from error
        raise


@cache
def _formats() -> tuple[str, ...]:
    """Return what may be opened; HEIC, as iPhones save it, where the decoder is installed."""
    try:
        from pi_heif import heif, register_heif_opener
    except ImportError:
        return ("JPEG", "PNG", "WEBP")

    class PixelsAlone(heif.HeifImage):
        """A picture whose metadata is never read: of a damaged file that ends the whole process (pi-heif 1.4)."""

        def __init__(self, found: Any) -> None:
            heif.BaseImage.__init__(self, found)
            self.info = {"primary": bool(found.primary), "metadata": [], "thumbnails": [], "depth_images": []}

    heif.HeifImage = PixelsAlone
    register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    return ("JPEG", "PNG", "WEBP", "HEIF")


def _what_else(content: bytes) -> Any:
    """Return the sentence for a file that none of our decoders knows."""
    is_other_kind = content.startswith(_OTHER_KINDS) or content[4:8] == b"ftyp" or b"<svg" in content[:1000]
    return UNSUPPORTED if is_other_kind else NO_PICTURE


def _upright(picture: Image.Image) -> Image.Image:
    """Return the picture shrunk, turned and laid on white: a fresh canvas takes no EXIF, comment or profile along."""
    turn = _TURNS.get(picture.getexif().get(_ORIENTATION) or 0)
    width, height = _fitting(picture, LONG_SIDE)
    # A JPEG can be decoded at a half or a quarter of its size: most of the time saved.
    picture.draft("RGB", (width, height))
    shrunk = picture if picture.mode in ("RGB", "L") else _plain(picture)
    shrunk.thumbnail((LONG_SIDE, LONG_SIDE))
    if turn is not None:
        shrunk = shrunk.transpose(turn)
    canvas = Image.new("RGB", shrunk.size, "white")
    canvas.paste(shrunk, mask=shrunk if shrunk.mode == "RGBA" else None)
    return canvas


def _fitting(picture: Image.Image, side: int) -> tuple[int, int]:
    share = min(1.0, side / max(picture.size))
    return max(1, round(picture.width * share)), max(1, round(picture.height * share))


def _plain(picture: Image.Image) -> Image.Image:
    """Return a palette, grey-with-alpha, CMYK or see-through picture as RGB or RGBA, thinned out before.

    Shrinking such a picture well takes several times its own memory, so a huge one is not shrunk well.
    """
    if max(picture.size) > 2 * LONG_SIDE:
        picture = picture.resize(_fitting(picture, 2 * LONG_SIDE), Image.Resampling.NEAREST)
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
    return file.getvalue()


def store(
    uploader: User, write_id: UUID, photo: Prepared, owner: Note | Defect | None = None, received: str | None = None
) -> Photo:
    """Store a photo of a submission, with its note or defect or staged without one; call it inside an action.

    `received` is the digest under which a phone sent it. The same picture of the same submission is stored once.
    """
    same = (Photo.uploader == uploader.id) & (Photo.write_id == write_id) & (Photo.sha256 == photo.sha256)
    row = Photo.select().where(same).first()
    if row is None:
        row = Photo.create(
            uploader=uploader.id,
            write_id=write_id,
            sha256=photo.sha256,
            received_sha256=received,
            width=photo.width,
            height=photo.height,
            **_column_of(owner),
        )
        PhotoBytes.create(photo=row.id, image=photo.image, thumbnail=photo.thumbnail)
    elif owner is not None:
        attach(uploader, [row.id], owner)
        row = Photo.get_by_id(row.id)
    return row


def _column_of(owner: Note | Defect | None) -> dict[str, Any]:
    return {} if owner is None else {"note" if isinstance(owner, Note) else "defect": owner.id}


def attach(uploader: User, staged: Iterable[UUID], owner: Note | Defect) -> None:
    """Let those of one's own photos that are still staged belong to a note or a defect."""
    free = Photo.note.is_null() & Photo.defect.is_null() & (Photo.uploader == uploader.id)
    Photo.update(**_column_of(owner)).where(Photo.id.in_(list(staged)), free).execute()


@recorded(Event.PHOTO_STAGED)
def stage(uploader: User, write_id: UUID, pictures: Iterable[Prepared]) -> None:
    """Keep the photos of a form that was not accepted, so that nobody has to take them again."""
    for picture in pictures:
        store(uploader, write_id, picture)


def bytes_of(photo_id: UUID, small: bool = False) -> bytes:
    """Return the JPEG of a photo, or its thumbnail. Whether it may be seen is decided before (visible_photos)."""
    column = PhotoBytes.thumbnail if small else PhotoBytes.image
    return bytes(PhotoBytes.select(column).where(PhotoBytes.photo == photo_id).scalar())
