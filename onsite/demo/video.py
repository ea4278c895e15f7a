"""The video of the demo: one guest after the other holds a ticket or a badge into the picture.

The frames are drawn while it plays, so there is no file, no codec and nothing to wait for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from onsite.demo import cards
from onsite.language import _
from onsite.scanner.capture import Frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from onsite.demo.people import Guest

WIDTH, HEIGHT = 640, 480
RATE = 12.0
"""Frames a second."""
FIRST_S = 0.8
"""Before the first guest, in seconds."""
SHOWN_S = 2.6
"""How long a guest holds something up, coming and going included, in seconds."""
TURN_S = 4.4
"""From one guest to the next, in seconds: time to read the verdict."""
LAST_S = 3.0
"""After the last guest, in seconds."""

Corners = list[tuple[float, float]]

_MOVING_S = 0.45
_SCALE = 0.44
"""From the size of a card to that on the picture."""
_SOFT = 8
"""How far beside a card it may be seen for being out of focus, in pixels."""


@dataclass(frozen=True, slots=True)
class DemoVideo:
    """The moving picture of the demo's guests.

    Args:
        guests: in the order in which they come.
        loop: begin again after the last.
    """

    guests: tuple[Guest, ...]
    loop: bool = False

    @property
    def name(self) -> str:
        """What it is called on the screen."""
        return _("demo video")

    @property
    def seconds(self) -> float:
        """How long it plays once."""
        return FIRST_S + TURN_S * len(self.guests) + LAST_S

    def frames(self) -> Iterator[Frame]:
        """The frames, as fast as they can be drawn."""
        noise = _noise()
        many = round(self.seconds * RATE)
        begins = 0
        while True:
            for number, picture in enumerate(self._pictures(many)):
                grain = noise[number % len(noise)]
                at = (begins + number) / RATE
                yield Frame(at, np.clip(picture + grain, 0, 255).astype(np.uint8))
            if not self.loop:
                return
            begins += many

    def _pictures(self, many: int) -> Iterator[NDArray[np.int16]]:
        hall, card = self._next(-1)
        turn = -1
        for number in range(many):
            since = number / RATE - FIRST_S
            if since >= 0 and int(since // TURN_S) != turn < len(self.guests):
                turn = int(since // TURN_S)
                hall, card = self._next(turn)
            picture = hall
            if 0 <= turn < len(self.guests) and since - turn * TURN_S < SHOWN_S:
                middle = cards.middle(self.guests[turn])
                corners = _corners(since - turn * TURN_S, turn, middle)
                picture = _held_up(hall, card, corners)
            yield np.asarray(picture, np.int16)

    def _next(self, turn: int) -> tuple[Image.Image, Image.Image]:
        """The hall with that guest, and what they hold up; empty where nobody comes.

        The card's greys are multiplied by its alpha once, which Pillow would do for each frame.
        """
        if 0 <= turn < len(self.guests):
            return _hall(turn), cards.card(self.guests[turn]).convert("La")
        return _hall(None), Image.new("La", (1, 1))


def _held_up(hall: Image.Image, card: Image.Image, corners: Corners) -> Image.Image:
    """The card before the hall, a little out of focus."""
    picture = hall.copy()
    left, top, right, bottom = _around(corners)
    if right <= left or bottom <= top:
        return picture
    coefficients = _perspective([(x - left, y - top) for x, y in corners], card.size)
    seen = card.transform(
        (right - left, bottom - top),
        Image.Transform.PERSPECTIVE,
        coefficients,
        Image.Resampling.BICUBIC,
    )
    soft = seen.convert("LA").filter(ImageFilter.GaussianBlur(0.8))
    picture.paste(soft.getchannel("L"), (left, top), soft.getchannel("A"))
    return picture


def _around(corners: Corners) -> tuple[int, int, int, int]:
    """The part of the picture that a card may touch: left, top, right, bottom."""
    across, down = [x for x, _y in corners], [y for _x, y in corners]
    return (
        max(0, math.floor(min(across)) - _SOFT),
        max(0, math.floor(min(down)) - _SOFT),
        min(WIDTH, math.ceil(max(across)) + _SOFT),
        min(HEIGHT, math.ceil(max(down)) + _SOFT),
    )


def _corners(since: float, turn: int, middle: tuple[int, int]) -> Corners:
    """Where the card's corners are: it comes up, is never quite still, and goes down again.

    Args:
        since: seconds since its guest's turn began.
        turn: which guest; each holds it differently.
        middle: the point of the card that is held into the middle of the picture.
    """
    away = max(0.0, 1 - since / _MOVING_S, 1 - (SHOWN_S - since) / _MOVING_S)
    lift = 1.15 * HEIGHT * away * away
    phase = since * 2 * math.pi + turn
    x = WIDTH / 2 + 60 * math.sin(2.4 * turn) + 5 * math.sin(0.9 * phase)
    y = HEIGHT / 2 + 4 * math.sin(1.3 * phase + 1) + lift
    angle = math.radians(5 * math.sin(1.7 * turn + 0.4) + 1.6 * math.sin(0.7 * phase))
    scale = _SCALE * (1 + 0.02 * math.sin(0.5 * phase))
    tilt = 0.05 * math.sin(1.1 * turn + 0.3 * phase)
    corners = []
    for left, top in ((0, 0), (cards.WIDTH, 0), (cards.WIDTH, cards.HEIGHT), (0, cards.HEIGHT)):
        dx, dy = (left - middle[0]) * scale, (top - middle[1]) * scale
        nearer = 1 + tilt * dx / 200
        turned_x = dx * math.cos(angle) - dy * math.sin(angle)
        turned_y = (dx * math.sin(angle) + dy * math.cos(angle)) * nearer
        corners.append((x + turned_x, y + turned_y))
    return corners


def _perspective(corners: Corners, size: tuple[int, int]) -> list[float]:
    """What Pillow needs to bring a card of that size to those corners of the picture."""
    width, height = size
    source = ((0, 0), (width, 0), (width, height), (0, height))
    rows, values = [], []
    for (x, y), (left, top) in zip(corners, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -left * x, -left * y])
        rows.append([0, 0, 0, x, y, 1, -top * x, -top * y])
        values += [left, top]
    solved = np.linalg.solve(np.array(rows), np.array(values, float))
    return [float(value) for value in solved]


def _hall(turn: int | None) -> Image.Image:
    """The hall behind the desk, out of focus; with the guest where there is one."""
    image = Image.new("L", (WIDTH, HEIGHT), 88)
    pen = ImageDraw.Draw(image)
    for band in range(HEIGHT):
        pen.line((0, band, WIDTH, band), fill=112 - band // 8)
    for lamp in range(7):
        x, y = 50 + 92 * lamp, 50 + 18 * (lamp % 3)
        pen.ellipse((x - 22, y - 12, x + 22, y + 12), fill=205)
    for left, top, right, tone in ((20, 150, 120, 66), (520, 130, 640, 74), (150, 190, 210, 80)):
        pen.rectangle((left, top, right, HEIGHT), fill=tone)
    if turn is not None:
        _person(pen, WIDTH // 2 + round(60 * math.sin(2.4 * turn)), turn)
    pen.rectangle((0, HEIGHT - 26, WIDTH, HEIGHT), fill=52)
    return image.filter(ImageFilter.GaussianBlur(9))


def _person(pen: ImageDraw.ImageDraw, x: int, turn: int) -> None:
    skin, coat, hair = (
        (150, 110, 172, 128)[turn % 4],
        (60, 150, 40, 96)[turn % 4],
        30 + turn % 3 * 22,
    )
    pen.rounded_rectangle((x - 190, 200, x + 190, HEIGHT + 60), 90, fill=coat)
    pen.rectangle((x - 34, 130, x + 34, 230), fill=skin - 18)
    pen.ellipse((x - 78, -14, x + 78, 120), fill=hair)
    pen.ellipse((x - 66, 6, x + 66, 176), fill=skin)


def _noise() -> list[NDArray[np.int16]]:
    dice = np.random.default_rng(7)
    return [np.rint(dice.normal(0, 3, (HEIGHT, WIDTH))).astype(np.int16) for _each in range(4)]
