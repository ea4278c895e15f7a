"""Every code on the shipped designs, printed and held in front of a laptop's camera, is read.

The badge is 40 cm away, leans and is turned a little; the lens is soft, the light comes from one
side. It is what the desk's own pipeline is given of a camera with 720 lines.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from onsite.badges.drawing.raster import draw
from onsite.badges.layout.page import Modules, Turned
from onsite.badges.templates.finding import find, names
from onsite.scanner.decoding import FastLane
from tests.badges.layout.camera import frame
from tests.badges.layout.designs import CODE, sheet_of
from tests.badges.layout.hard_names import holder

FRAMES = 3
"""A fifth of a second of a camera."""
PRINTED = [
    *((design, dpi) for design in names(None) for dpi in (203, 300)),
    ("a7", 600),
    ("label-62", 600),
]


def middles(page):
    """Where the middles of the codes of a page are, in millimetres; turned ones where they end."""
    for item in page.items:
        if isinstance(item, Modules):
            yield item.x + item.side / 2, item.y + item.side / 2
        if isinstance(item, Turned):
            across, down = 2 * item.x + item.width, 2 * item.y + item.height
            for x, y in middles(replace(page, items=item.items)):
                yield across - x, down - y


def is_read(image, dpi, middle, chance, **how):
    lane = FastLane()
    frames = (frame(image, dpi, middle, chance, **how) for _each in range(FRAMES))
    return any(CODE in {code.text for code in lane.read(seen).codes} for seen in frames)


@pytest.mark.parametrize(("design", "dpi"), PRINTED)
def test_a_printed_code_is_read(design, dpi):
    chance = np.random.default_rng(11)
    sheet = sheet_of(find(design, None), replace(holder("usual"), code=CODE), dpi=dpi, bleed=False)
    found = []

    for page in sheet.pages:
        image = draw(page, dpi, mono=True)
        found += [is_read(image, dpi, middle, chance) for middle in middles(page)]

    assert found
    assert all(found)


@pytest.mark.parametrize(
    "how",
    [
        {"away_mm": 250, "tilt": 40},
        {"away_mm": 200, "turn": 180},
        {"away_mm": 300, "blur": 1.0},
    ],
)
def test_a_code_is_read_however_it_is_held(how):
    chance = np.random.default_rng(12)
    sheet = sheet_of(find("a6", None), replace(holder("Thai"), code=CODE), dpi=300)
    image = draw(sheet.pages[0], 300, mono=False)

    (middle,) = middles(sheet.pages[0])

    assert is_read(image, 300, middle, chance, **how)


def test_the_camera_does_not_read_everything():
    """A code half as large is not read from there: the simulation is no flatterer."""
    chance = np.random.default_rng(13)
    sheet = sheet_of(find("label-62", None), replace(holder("usual"), code=CODE), dpi=300)
    image = draw(sheet.pages[0], 300, mono=True)

    (middle,) = middles(sheet.pages[0])

    assert not is_read(image, 300, middle, chance, away_mm=800)
