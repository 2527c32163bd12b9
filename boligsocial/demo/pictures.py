"""What the demo's photos show, drawn by the seed: a damp corner, a stairwell, a leaking window. No people."""

import math
import random
from enum import StrEnum

from boligsocial.demo.canvas import Blob, Canvas, Colour, box, line, oval

# Wide enough to look sharp on a phone, small enough to draw in a blink.
SCALE = 0.8

WALLS: tuple[tuple[Colour, Colour], ...] = (
    ((228, 221, 206), (211, 203, 187)),
    ((221, 225, 216), (203, 208, 198)),
    ((232, 222, 212), (216, 204, 193)),
)


class Scene(StrEnum):
    """The things that are photographed."""

    DAMP = "damp"
    STAIRS = "stairs"
    WINDOW = "window"


def draw(scene: Scene, rng: random.Random) -> bytes:
    """Return a picture of the scene as a PNG file; every call draws another wall."""
    canvas = Canvas(SCALE, rng)
    {Scene.DAMP: _damp_corner, Scene.STAIRS: _stairwell, Scene.WINDOW: _leaking_window}[scene](canvas, rng)
    if rng.random() < 0.5:
        canvas.mirror()
    return canvas.png()


# -- a damp corner


def _damp_corner(canvas: Canvas, rng: random.Random) -> None:
    left, right = rng.choice(WALLS)
    corner = rng.uniform(620, 780)
    canvas.paint(box(0, 0, corner, 900), left)
    canvas.paint([(corner, 0), (1200, 0), (1200, 900), (corner, 900)], right)
    for step in range(8):
        canvas.tint(box(corner - 90 + step * 11, 0, corner, 900), 0.995, 0.995, 0.995)
    _floor(canvas, corner)
    _patch(canvas, Blob((corner - 40, rng.uniform(500, 540)), 300, 235, rng))
    _mould(canvas, corner, rng)


def _floor(canvas: Canvas, corner: float) -> None:
    canvas.paint([(0, 820), (corner, 740), (1200, 835), (1200, 900), (0, 900)], (157, 122, 88), 6)
    for plank in range(7):
        away = (plank - 3) * 45
        canvas.tint(line((plank * 210 - 160, 900), (corner + away, 748 + abs(away) * 0.2), 4), 0.8, 0.8, 0.8)
    for start, end in (((0, 795), (corner, 717)), ((corner, 717), (1200, 808))):
        canvas.paint([start, end, (end[0], end[1] + 34), (start[0], start[1] + 36)], (243, 241, 236), 2)
        canvas.tint(line((start[0], start[1] + 36), (end[0], end[1] + 34), 6), 0.7, 0.68, 0.66)


def _patch(canvas: Canvas, blob: Blob) -> None:
    # Water leaves a brown rim where it dried, and stays darkest in the middle.
    canvas.tint(blob.shape(1.03), 0.985, 0.975, 0.95)
    canvas.tint(blob.shape(1.0), 0.93, 0.905, 0.84)
    canvas.tint(blob.shape(0.975), 1.045, 1.05, 1.07)
    for step in range(10):
        canvas.tint(blob.shape(0.94 - step * 0.085), 0.982, 0.975, 0.955)


def _mould(canvas: Canvas, corner: float, rng: random.Random) -> None:
    for _ in range(150):
        x = corner + rng.gauss(-25, 85)
        y = 705 - abs(rng.gauss(0, 95)) - abs(x - corner) * 0.1
        size = rng.uniform(2, 9)
        canvas.tint(oval((x, y), size, size * rng.uniform(0.7, 1.1)), 0.66, 0.68, 0.64)


# -- a stairwell


def _stairwell(canvas: Canvas, rng: random.Random) -> None:
    wall, shade = rng.choice(WALLS)
    canvas.paint(box(0, 0, 1200, 900), wall)
    canvas.paint([(0, 0), (330, 0), (330, 470), (134, 900), (0, 900)], shade)
    canvas.paint([(870, 0), (1200, 0), (1200, 900), (1080, 900), (870, 470)], shade)
    _landing(canvas, rng.choice(((124, 60, 52), (58, 86, 104), (74, 98, 78))))
    for step in range(9):
        _step(canvas, 8 - step)
    _railing(canvas)


def _edge(step: float) -> tuple[float, float, float]:
    """Return (left, right, y) of a step's front edge; steps shrink with the distance."""
    near = 0.84**step
    return 600 - 460 * near - 6, 600 + 480 * near, 330 + 570 * near


def _step(canvas: Canvas, step: int) -> None:
    left, right, y = _edge(step)
    far_left, far_right, far_y = _edge(step + 1)
    tread = y - (y - far_y) * 0.42
    canvas.paint([(left, tread), (right, tread), (right, y), (left, y)], (139, 134, 126), 4)
    canvas.paint([(left, tread), (right, tread), (far_right, far_y), (far_left, far_y)], (196, 191, 181), 5)
    canvas.paint(box(left, tread - 2, right, tread + 7 * 0.84**step), (92, 88, 82), 3)
    canvas.tint([(left, tread + 8), (right, tread + 8), (right, y), (left, y)], 0.95, 0.95, 0.95)


def _landing(canvas: Canvas, door: Colour) -> None:
    canvas.paint(box(330, 0, 870, 470), (236, 231, 221), 2)
    canvas.paint(box(395, 84, 565, 460), (244, 242, 238), 2)
    canvas.paint(box(409, 98, 551, 460), door)
    canvas.tint(box(428, 120, 532, 250), 0.88, 0.88, 0.88)
    canvas.tint(box(428, 280, 532, 430), 0.88, 0.88, 0.88)
    canvas.paint(oval((538, 290), 7, 7), (222, 204, 150))
    canvas.paint(box(640, 40, 810, 250), (247, 246, 243), 2)
    for pane in (box(654, 54, 719, 236), box(731, 54, 796, 236)):
        canvas.paint(pane, (196, 221, 236), 2)
        canvas.tint([(pane[0][0], 236), (pane[1][0], 130), (pane[1][0], 236)], 0.93, 0.97, 0.95)
    canvas.tint([(600, 470), (820, 252), (640, 252)], 1.03, 1.03, 1.0)


def _railing(canvas: Canvas) -> None:
    steel, wood = (52, 56, 60), (133, 84, 47)
    for half in range(17):
        _, right, y = _edge(half / 2)
        near = 0.84 ** (half / 2)
        canvas.paint(line((right - 14 * near, y - 4), (right - 14 * near, y - 300 * near), 13 * near), steel)
    _, right, y = _edge(8)
    far = (right - 14 * 0.84**8, y - 306 * 0.84**8)
    canvas.paint([(far[0] - 7, far[1] - 6), (1096, 570), (1096, 626), (far[0] - 7, far[1] + 10)], wood, 5)
    canvas.tint([(far[0] - 7, far[1] + 5), (1096, 608), (1096, 626), (far[0] - 7, far[1] + 10)], 0.75, 0.75, 0.75)


# -- a window that lets water in


def _leaking_window(canvas: Canvas, rng: random.Random) -> None:
    wall, shade = rng.choice(WALLS)
    canvas.paint(box(0, 0, 1200, 900), wall)
    _streaks(canvas, rng)
    canvas.paint(box(270, 70, 930, 560), (247, 246, 242), 2)
    canvas.tint(box(930, 84, 942, 560), 0.86, 0.86, 0.86)
    for left in (304, 618):
        _pane(canvas, left, left + 278, rng)
    canvas.paint(box(236, 556, 964, 596), (238, 235, 229), 2)
    canvas.tint(box(236, 588, 964, 604), 0.82, 0.81, 0.8)
    canvas.paint(box(0, 826, 1200, 900), (157, 122, 88), 6)
    canvas.paint(box(0, 796, 1200, 830), (243, 241, 236), 2)
    canvas.tint(box(0, 826, 1200, 832), 0.65, 0.65, 0.65)
    _bucket(canvas, rng.uniform(430, 760))


def _pane(canvas: Canvas, left: float, right: float, rng: random.Random) -> None:
    canvas.paint(box(left, 104, right, 526), (176, 198, 212), 2)
    hills = [(x, 440 + 30 * math.sin(x / 47) - rng.uniform(0, 16)) for x in range(round(left), round(right) + 1, 14)]
    canvas.paint([*hills, (right, hills[-1][1]), (right, 526), (left, 526)], (126, 148, 128), 5)
    canvas.paint(box(left - 34, 526, right + 36, 556), (247, 246, 242), 2)
    canvas.paint(box(left - 34, 104, left, 526), (247, 246, 242), 2)
    canvas.paint(box(right, 104, right + 34, 526), (247, 246, 242), 2)
    for step in range(9):
        canvas.tint(box(left, 360 + step * 18, right, 526), 1.022, 1.014, 1.008)
    for _ in range(70):
        x, y = rng.uniform(left + 6, right - 6), 520 - abs(rng.gauss(0, 80))
        canvas.tint(oval((x, y), 3, 4), 0.84, 0.87, 0.9)
        if rng.random() < 0.25:
            canvas.tint(line((x, y), (x, 524), 4), 0.88, 0.9, 0.93)
    canvas.tint(box(left, 104, right, 112), 0.8, 0.8, 0.82)
    canvas.tint(Blob(((left + right) / 2, 536), 120, 16, rng).shape(), 0.8, 0.74, 0.62)


def _streaks(canvas: Canvas, rng: random.Random) -> None:
    _patch(canvas, Blob((600, 610), 330, 95, rng))
    for _ in range(15):
        x, width = rng.uniform(320, 880), rng.uniform(10, 34)
        low = rng.uniform(660, 800)
        canvas.tint(
            [(x - width, 590), (x + width, 590), (x + width * 0.4, low), (x, low + 14), (x - width * 0.4, low)],
            0.95,
            0.925,
            0.87,
        )


def _bucket(canvas: Canvas, x: float) -> None:
    canvas.tint(oval((x + 12, 866), 150, 22), 0.62, 0.6, 0.6)
    canvas.paint([(x - 108, 700), (x + 108, 700), (x + 84, 868), (x - 84, 868)], (46, 104, 148), 4)
    canvas.tint([(x + 40, 700), (x + 108, 700), (x + 84, 868), (x + 32, 868)], 0.84, 0.84, 0.84)
    canvas.paint(oval((x, 700), 110, 24), (63, 126, 172), 3)
    canvas.paint(oval((x, 704), 96, 18), (150, 186, 205), 2)
    canvas.paint(oval((x, 640), 5, 12), (150, 186, 205), 2)
    canvas.paint(oval((x + 5, 672), 4, 9), (150, 186, 205), 2)
