"""A picture in half blocks."""

from __future__ import annotations

import pytest
from PIL import Image

from onsite.badges.preview.blocks import Blocks, Cells, cells_for

RED, WHITE = (255, 0, 0), (255, 255, 255)


@pytest.mark.parametrize(
    ("width", "height", "room", "zoom", "expected"),
    [
        pytest.param(105, 148, Cells(80, 20), 1, Cells(28, 20), id="portrait fills the height"),
        pytest.param(148, 105, Cells(40, 40), 1, Cells(40, 14), id="landscape fills the width"),
        pytest.param(105, 148, Cells(80, 20), 2, Cells(57, 40), id="twice as large"),
        pytest.param(62, 1000, Cells(80, 20), 1, Cells(2, 20), id="a long label is not lost"),
    ],
)
def test_cells_keep_the_proportions(width, height, room, zoom, expected) -> None:
    assert cells_for(width, height, room, zoom=zoom) == expected


def test_two_pixels_stand_in_a_cell() -> None:
    picture = Image.new("RGB", (4, 4), WHITE)
    picture.paste(RED, (0, 0, 2, 1))
    blocks = Blocks(picture, Cells(4, 2))
    assert list(blocks.runs(0)) == [(RED, WHITE, 2), (WHITE, WHITE, 2)]
    assert list(blocks.runs(1)) == [(WHITE, WHITE, 4)]


def test_hard_black_and_white_becomes_grey_where_it_is_made_smaller() -> None:
    picture = Image.new("1", (2, 4), 1)
    picture.paste(0, (0, 0, 1, 4))
    ((above, below, many),) = Blocks(picture, Cells(1, 1)).runs(0)
    assert (above, many) == (below, 1)
    assert above in ((127,) * 3, (128,) * 3)
