"""A desk's camera, drawn: what it sees of a printed badge that somebody holds up.

All chance comes from a generator with a fixed seed.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from tests.scanner.decoding.hard_frames import HEIGHT, WIDTH, hall, taken

VIEW_DEGREES = 60.0
"""Across, of a usual laptop's camera of 720 lines."""
FOCAL = WIDTH / 2 / math.tan(math.radians(VIEW_DEGREES / 2))
"""In its pixels."""
_FINE = 2.0
"""Dots of the badge for a pixel, before it is seen: what lies between is averaged."""


def frame(image, dpi, middle_mm, rng, *, away_mm=400.0, tilt=15.0, turn=8.0, blur=0.6):
    """A frame of 1280 x 720 in grey, with the place `middle_mm` of the badge near its middle.

    Args:
        image: the badge as it was printed.
        dpi: of the printer.
        middle_mm: on the badge, from its top left.
        rng: the chance.
        away_mm: from the lens.
        tilt: degrees that it leans away, in any direction.
        turn: degrees that it is turned, at most.
        blur: of the lens, in pixels.
    """
    dots = dpi / 25.4
    scale = min(1.0, _FINE * FOCAL / away_mm / dots)
    grey = np.asarray(image.convert("L"), np.float32)
    size = (round(grey.shape[1] * scale), round(grey.shape[0] * scale))
    grey = 30 + 190 / 255 * cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(grey, (0, 0), _FINE / 2)
    way = _way(middle_mm, size, dots * scale, away_mm, rng, tilt, turn)
    seen = cv2.warpPerspective(grey, way, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR)
    cover = cv2.warpPerspective(np.ones_like(grey), way, (WIDTH, HEIGHT))
    picture = hall(rng) * (1 - cover) + seen * cover
    picture = cv2.GaussianBlur(picture * _light(rng), (0, 0), blur)
    return taken(rng, picture, noise=4.0)


def _way(middle_mm, size, dots, away_mm, rng, tilt, turn):
    """From the badge's dots to the frame's pixels: turned, leaning, seen through a lens."""
    around, direction = np.radians(rng.uniform(-turn, turn)), rng.uniform(0, 2 * np.pi)
    axis = np.array([np.cos(direction), np.sin(direction), 0]) * np.radians(tilt)
    space = cv2.Rodrigues(axis)[0] @ cv2.Rodrigues(np.array([0, 0, around]))[0]
    corners = np.float32([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]])
    flat = corners / dots - np.array(middle_mm)
    placed = np.c_[flat, np.zeros(4)] @ space.T + np.array([0, 0, away_mm])
    shift = rng.uniform(-60, 60, 2) + np.array([WIDTH, HEIGHT]) / 2
    pixels = np.float32(placed[:, :2] / placed[:, 2:] * FOCAL + shift)
    return cv2.getPerspectiveTransform(corners, pixels)


def _light(rng):
    """Brighter on one side than on the other."""
    side = rng.uniform(0, 2 * np.pi)
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    across = (columns / WIDTH - 0.5) * np.cos(side) + (rows / HEIGHT - 0.5) * np.sin(side)
    return 0.85 + 0.4 * across
