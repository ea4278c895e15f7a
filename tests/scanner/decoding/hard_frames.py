"""Frames of a camera at a desk, drawn: badges and phones, and what makes them hard to read.

All chance comes from a generator with a fixed seed, so every run sees the same frames.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import qrcode

WIDTH, HEIGHT = 1280, 720
CODE = "HS-7K3QD2M9"
BORDER = 4
ROWS, COLUMNS = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)


@dataclass(frozen=True)
class Shown:
    """A frame, and the corners of the code in it, without its border."""

    picture: np.ndarray
    corners: np.ndarray


@cache
def code(text: str = CODE) -> np.ndarray:
    """The modules of a code with its border: 0 is dark, 1 is light."""
    made = qrcode.QRCode(border=BORDER, box_size=1, error_correction=qrcode.ERROR_CORRECT_M)
    made.add_data(text, optimize=0)
    made.make()
    return 1.0 - np.array(made.get_matrix(), np.float32)


def hall(rng) -> np.ndarray:
    """What is behind: people and furniture out of focus, a lamp."""
    small = rng.uniform(40, 150, (9, 16)).astype(np.float32)
    picture = cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    for _each in range(12):
        x, y = rng.integers(0, WIDTH), rng.integers(0, HEIGHT)
        size = rng.integers(20, 160, 2)
        cv2.rectangle(picture, (x, y), (x + size[0], y + size[1]), float(rng.uniform(10, 230)), -1)
    return cv2.GaussianBlur(picture, (0, 0), 3)


def held(
    rng, *, module=5.0, dark=25, light=225, turn=8.0, tilt=15.0, text=CODE, frame=None, behind=None
) -> Shown:
    """A code in somebody's hand.

    Args:
        module: pixels for a module.
        dark: the level of dark modules.
        light: the level of light ones.
        turn: how far it is turned at most, in degrees.
        tilt: how far it leans away, in degrees, in any direction.
        text: what it says.
        frame: the level of what is around it, such as a phone's edge; None where it is paper.
        behind: the level of all that is behind; a hall otherwise.
    """
    modules = code(text)
    paper = np.pad(modules, 2, constant_values=1)
    fine = max(1, round(2 * module))
    sheet = dark + (light - dark) * np.kron(paper, np.ones((fine, fine), np.float32))
    if frame is not None:
        sheet = np.pad(sheet, 2 * fine, constant_values=frame)
    side = sheet.shape[0]
    border = (BORDER + 2) * fine + (2 * fine if frame is not None else 0)
    place = _turned(rng, side / fine * module, turn, tilt)
    square = np.float32([[0, 0], [side, 0], [side, side], [0, side]])
    way = cv2.getPerspectiveTransform(square, place)
    background = hall(rng) if behind is None else np.full((HEIGHT, WIDTH), behind, np.float32)
    smooth = cv2.GaussianBlur(sheet, (0, 0), 0.4 * fine / module)
    cover = cv2.warpPerspective(np.ones_like(sheet), way, (WIDTH, HEIGHT))
    seen = cv2.warpPerspective(smooth, way, (WIDTH, HEIGHT))
    inner = np.float32([[border, border], [side - border, border]])
    inner = np.vstack([inner, np.float32([[side - border] * 2, [border, side - border]])])
    corners = cv2.perspectiveTransform(inner[None], way)[0]
    return Shown(background * (1 - cover) + seen, corners)


def _turned(rng, side, turn, tilt):
    """Where the corners of a sheet come to be in a frame."""
    around, direction = np.radians(rng.uniform(-turn, turn)), rng.uniform(0, 2 * np.pi)
    square = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * side / 2
    axis = np.array([np.cos(direction), np.sin(direction), 0]) * np.radians(tilt)
    space = np.c_[square, np.zeros(4)] @ cv2.Rodrigues(axis)[0].T
    away = 4 * side
    flat = space[:, :2] * away / (away + space[:, 2:])
    cos, sin = np.cos(around), np.sin(around)
    flat = flat @ np.array([[cos, sin], [-sin, cos]])
    room = np.array([WIDTH, HEIGHT]) / 2 - side * 0.75
    middle = np.array([WIDTH, HEIGHT]) / 2 + rng.uniform(-1, 1, 2) * np.maximum(room, 0)
    return np.float32(flat + middle)


def taken(rng, picture, noise=3.0) -> np.ndarray:
    """As a camera gives it: eight bits, with the noise of its sensor."""
    grain = noise * rng.standard_normal(picture.shape, np.float32)
    return np.clip(picture + grain, 0, 255).astype(np.uint8)


def badge(rng):
    return taken(rng, held(rng, module=rng.uniform(3, 7)).picture)


def phone(rng):
    shown = held(rng, module=rng.uniform(4, 9), dark=8, light=252, frame=5)
    across, down = rng.uniform(0.8, 1.6) * COLUMNS, rng.uniform(-0.3, 0.3) * ROWS
    return taken(rng, shown.picture + 6 * np.sin(across + down))


def blurred(rng):
    return taken(rng, cv2.GaussianBlur(held(rng).picture, (0, 0), 0.55 * 5))


def shaken(rng):
    length, angle = 9, rng.uniform(0, np.pi)
    line = np.zeros((length, length), np.float32)
    for step in np.linspace(-4, 4, 40):
        line[round(4 + step * np.sin(angle)), round(4 + step * np.cos(angle))] = 1
    return taken(rng, cv2.filter2D(held(rng).picture, -1, line / line.sum()))


def noisy(rng):
    return taken(rng, held(rng).picture, noise=45)


def glaring(rng):
    shown = held(rng, module=6)
    return taken(rng, shown.picture + 300 * _spot(shown.corners[2], 22))


def shaded(rng):
    shown = held(rng, module=6)
    return taken(rng, shown.picture * (1 - 0.93 * _spot(shown.corners[1], 90)))


def _spot(middle, size):
    far = (COLUMNS - middle[0]) ** 2 + (ROWS - middle[1]) ** 2
    return np.exp(-far / (2 * size**2))


def covered(rng):
    shown = held(rng, module=6)
    thumb = shown.corners[2] * 0.8 + shown.corners[0] * 0.2
    cv2.circle(shown.picture, tuple(int(at) for at in thumb), 18, 120.0, -1)
    return taken(rng, shown.picture)


def tilted(rng):
    return taken(rng, held(rng, module=7, tilt=60).picture)


def turned(rng):
    return taken(rng, held(rng, turn=180).picture)


def in_low_light(rng):
    shown = held(rng, dark=8, light=22, behind=12)
    return taken(rng, shown.picture)


def faint(rng):
    return taken(rng, held(rng, dark=120, light=135).picture)


def inverted(rng):
    return taken(rng, held(rng, dark=235, light=15, frame=5).picture)


def inverted_and_dim(rng):
    return taken(rng, held(rng, dark=44, light=10, frame=5).picture, noise=4)


def far(rng):
    return taken(rng, held(rng, module=2.5).picture)


def near(rng):
    return taken(rng, held(rng, module=20, turn=20).picture)
