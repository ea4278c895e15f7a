from __future__ import annotations

import subprocess
import sys
import textwrap

import numpy as np
import pytest
import qrcode

from onsite.scanner.decoding import FastLane, Reading, SecondLane, engines
from onsite.scanner.decoding.views import Frame
from onsite.scanner.decoding.ways import turned_by_a_third
from onsite.scanner.decoding.zxing import look
from tests.scanner.decoding import hard_frames as hard

pytestmark = pytest.mark.skipif(
    not engines()["zbar"], reason="NOT TESTED: libzbar is not installed on this computer"
)


class Part:
    """The header of one of two codes over which a text is split, as ISO/IEC 18004 has it."""

    mode = 3

    def __init__(self, number: int) -> None:
        self._number = number

    def __len__(self) -> int:
        return self._number << 12 | 1 << 8 | 0x5A

    def write(self, buffer) -> None:
        """The header is all in what is taken for the length."""


@pytest.fixture
def parts(monkeypatch):
    """Two codes over which one text is split."""
    ordinary = qrcode.util.length_in_bits
    monkeypatch.setattr(
        qrcode.util,
        "length_in_bits",
        lambda mode, version: 16 if mode == Part.mode else ordinary(mode, version),
    )
    pictures = []
    for number, text in enumerate(("HS-7K3", "QD2M9")):
        made = qrcode.QRCode(version=2, border=4, box_size=6)
        made.data_list = [Part(number), qrcode.util.QRData(text)]
        made.make(fit=False)
        pictures.append(np.array(made.make_image().get_image().convert("L")))
    return pictures


def test_it_reads_what_the_fast_lane_does_not():
    chance = np.random.default_rng(7)
    frames = [hard.tilted(chance) for _frame in range(8)]
    fast = [bool(FastLane(spent=lambda: 0.0).read(frame).codes) for frame in frames]

    missed = frames[fast.index(False)]

    assert [code.text for code in SecondLane().read(missed).codes] == [hard.CODE]


def test_it_tells_where_the_code_is():
    frame = hard.held(np.random.default_rng(3))

    (found,) = SecondLane().read(frame.picture.astype(np.uint8)).codes

    middle = np.array(found.corners).mean(axis=0)
    assert np.abs(middle - frame.corners.mean(axis=0)).max() < 10


def test_a_text_that_is_split_over_several_codes_is_no_trouble(parts):
    one, other = parts
    lane = SecondLane()

    found = [
        {code.text for code in lane.read(seen).codes} for seen in (one, other, np.hstack(parts))
    ]

    assert [texts <= {"HS-7K3", "QD2M9"} for texts in found] == [True] * 3


@pytest.mark.parametrize("shape", [(1, 1), (20, 600), (21, 21), (300, 300)])
def test_in_an_empty_picture_it_reads_nothing(shape):
    assert SecondLane().read(np.full(shape, 120, np.uint8)) == Reading()


def test_nothing_is_printed_below_python():
    program = """
        import numpy
        from onsite.scanner.decoding import FastLane, SecondLane
        from tests.scanner.decoding import hard_frames as hard
        chance = numpy.random.default_rng(5)
        noise = chance.integers(0, 255, (480, 640)).astype(numpy.uint8)
        stripes = numpy.tile(numpy.repeat([0, 255], 3), (480, 107)).astype(numpy.uint8)
        for frame in (hard.badge(chance), hard.covered(chance), noise, stripes):
            FastLane().read(frame)
            SecondLane().read(frame)
    """
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=True
    )

    assert (ran.stdout, ran.stderr) == ("", "")


def test_it_tells_where_a_code_is_that_it_sees_only_when_turned():
    """Each way maps what it sees back to the frame; this one turns it."""
    frame = hard.held(np.random.default_rng(3))

    (view,) = turned_by_a_third(Frame(frame.picture.astype(np.uint8)))
    ((found,), _missed) = look(view)

    assert np.abs(np.array(found.corners) - frame.corners).max() < 4
