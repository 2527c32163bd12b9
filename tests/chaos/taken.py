"""What a person types on a phone, and photos as it takes them."""

from pathlib import Path

from PIL import Image
from PIL.ExifTags import IFD, Base

TYPED = "Kældertrappen er våd igen, og der lugter af mug. Ringer til driften i morgen kl. 8."


def large_photo(folder: Path, number: int) -> Path:
    """A photo as a phone takes it: 12 megapixels, lying, with the place in it."""
    picture = Image.effect_noise((1000, 750), 40).resize((4000, 3000)).convert("RGB")
    picture.paste((200, 30 * (number % 8), 30), (0, 0, 2000, 3000))
    tags = Image.Exif()
    tags[Base.Orientation] = 6
    tags[Base.Make] = "Telefonmager"
    tags.get_ifd(IFD.GPSInfo).update({1: "N", 2: (55.0, 50.0, 0.0), 3: "E", 4: (12.0, 30.0, 0.0)})
    path = folder / f"large-{number}.jpg"
    picture.save(path, exif=tags, quality=85)
    return path
