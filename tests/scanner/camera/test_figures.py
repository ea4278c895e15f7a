from __future__ import annotations

import numpy as np
import pytest

from onsite.scanner.camera.figures import Meter, sharpness
from onsite.scanner.opencv import opencv

GREY = np.full((240, 320), 130, np.uint8)
LINES = np.tile(np.repeat(np.array([20, 220], np.uint8), 8), (240, 20))


def test_the_figures_of_a_camera():
    meter = Meter()
    for number in range(31):
        meter.looked(GREY, number / 10, 0.004, grabbed=2 * number, dropped=number)

    figures = meter.figures
    assert figures.frames_per_s == pytest.approx(20)
    assert figures.decode_ms == pytest.approx(4)
    assert (figures.dropped, figures.light, figures.sharpness) == (30, 130, 0)


def test_the_rate_is_that_of_the_last_seconds_and_begins_anew_with_another_stream():
    meter = Meter()
    for now, grabbed in ((0, 0), (1, 15), (5, 20), (6, 21)):
        meter.looked(GREY, now, 0.004, grabbed, 0)
    slow = meter.figures.frames_per_s
    meter.looked(GREY, 7, 0.004, 1, 0)
    meter.looked(GREY, 8, 0.004, 31, 0)

    assert (slow, meter.figures.frames_per_s) == (1, 30)


def test_a_blurred_picture_is_less_sharp():
    cv2 = opencv()
    blurred = [cv2.GaussianBlur(LINES, (0, 0), sigma) for sigma in (1, 2, 4)]
    measured = [sharpness(picture) for picture in (LINES, *blurred, GREY)]

    assert measured == sorted(measured, reverse=True)
    assert (measured[0] > 1000, measured[-1]) == (True, 0)


def test_the_smallest_picture_is_measured():
    assert sharpness(np.zeros((2, 2), np.uint8)) == 0
