"""A small canvas: polygons with the grain of a surface, tints like moisture, written as a PNG."""

import math
import random
import struct
import zlib
from collections.abc import Iterator

Point = tuple[float, float]
Shape = list[Point]
Colour = tuple[int, int, int]

# How many pixels of a surface are drawn; every painted line takes a stretch of it from a chance place.
STRIP = 4096
SHEET = (1200, 900)


class Canvas:
    """Rows of RGB bytes. `rng` gives every surface its grain, so the same seed draws the same picture.

    Shapes are given on a sheet of SHEET units; `scale` says how many pixels a unit is.
    """

    def __init__(self, scale: float, rng: random.Random) -> None:
        self.scale, self.rng = scale, rng
        self.width, self.height = round(SHEET[0] * scale), round(SHEET[1] * scale)
        self.rows = [bytearray(self.width * 3) for _ in range(self.height)]

    def paint(self, shape: Shape, colour: Colour, grain: int = 3) -> None:
        """Cover the shape with a surface of this colour."""
        strip = self._surface(colour, grain)
        for y, left, right in self._spans(shape):
            start = self.rng.randrange(STRIP) * 3
            self.rows[y][left * 3 : right * 3] = strip[start : start + (right - left) * 3]

    def tint(self, shape: Shape, red: float, green: float, blue: float) -> None:
        """Darken or lighten what lies under the shape, like moisture, shadow or light."""
        tables = [bytes(min(255, round(value * share)) for value in range(256)) for share in (red, green, blue)]
        for y, left, right in self._spans(shape):
            row = self.rows[y]
            for channel, table in enumerate(tables):
                stretch = slice(left * 3 + channel, right * 3, 3)
                row[stretch] = row[stretch].translate(table)

    def mirror(self) -> None:
        """Turn left and right around."""
        for row in self.rows:
            for channel in range(3):
                row[channel::3] = row[channel::3][::-1]

    def png(self) -> bytes:
        """Return the picture as a PNG file."""
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        pixels = zlib.compress(b"".join(b"\0" + row for row in self.rows), 1)
        return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")

    def _surface(self, colour: Colour, grain: int) -> bytes:
        shades = [bytes(max(0, min(255, part + step)) for part in colour) for step in range(-grain, grain + 1)]
        return b"".join(self.rng.choices(shades, k=STRIP + self.width))

    def _spans(self, shape: Shape) -> Iterator[tuple[int, int, int]]:
        """Yield (row, from, to) for what the shape covers within the canvas."""
        shape = [(x * self.scale, y * self.scale) for x, y in shape]
        sides = list(zip(shape, shape[1:] + shape[:1], strict=True))
        top = max(0, math.ceil(min(y for _, y in shape)))
        for y in range(top, min(self.height, math.ceil(max(y for _, y in shape)))):
            crossings = sorted(
                x1 + (y - y1) * (x2 - x1) / (y2 - y1) for (x1, y1), (x2, y2) in sides if _cross(y, y1, y2)
            )
            for start, end in zip(crossings[::2], crossings[1::2], strict=True):
                left, right = max(0, round(start)), min(self.width, round(end))
                if left < right:
                    yield y, left, right


def _cross(y: float, y1: float, y2: float) -> bool:
    return (y1 <= y) != (y2 <= y)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def box(left: float, top: float, right: float, bottom: float) -> Shape:
    """Return a rectangle."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def line(start: Point, end: Point, thickness: float) -> Shape:
    """Return a straight bar from `start` to `end`."""
    (x1, y1), (x2, y2) = start, end
    length = math.hypot(x2 - x1, y2 - y1)
    dx, dy = (y2 - y1) / length * thickness / 2, (x2 - x1) / length * thickness / 2
    return [(x1 + dx, y1 - dy), (x2 + dx, y2 - dy), (x2 - dx, y2 + dy), (x1 - dx, y1 + dy)]


def oval(centre: Point, across: float, down: float) -> Shape:
    """Return an ellipse."""
    return [(centre[0] + across * math.cos(a), centre[1] + down * math.sin(a)) for a in _angles(28)]


class Blob:
    """An uneven round shape, as water makes it; `shape(0.8)` is the same one smaller."""

    def __init__(self, centre: Point, across: float, down: float, rng: random.Random) -> None:
        waves = [
            (count, rng.uniform(0, math.tau), rng.uniform(0.04, 0.2) / count**0.75) for count in (2, 3, 4, 7, 13, 19)
        ]
        self.centre = centre
        self.rim = [(a, across * self._reach(a, waves), down * self._reach(a, waves)) for a in _angles(90)]

    @staticmethod
    def _reach(angle: float, waves: list[tuple[int, float, float]]) -> float:
        return 1 + sum(share * math.sin(count * angle + phase) for count, phase, share in waves)

    def shape(self, size: float = 1.0) -> Shape:
        """Return the outline at this share of its size."""
        x, y = self.centre
        return [(x + size * across * math.cos(a), y + size * down * math.sin(a)) for a, across, down in self.rim]


def _angles(count: int) -> list[float]:
    return [math.tau * step / count for step in range(count)]
