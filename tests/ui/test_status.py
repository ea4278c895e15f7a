"""The status bar: what it shows, and what it drops where the line is too narrow."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.ui.cells import width
from onsite.ui.status import Status, line
from tests.conftest import START

FULL = Status(
    event="海港峰会 2026",
    station="a1b2c3",
    operator="Maria",
    zone="Asia/Shanghai",
    entries=12,
    imported=START - timedelta(hours=3),
    camera="Camera: phones.mp4",
    demo=True,
)


SEEN = {
    120: "DEMO – temporary store │ 海港峰会 2026 │ a1b2c3 │ Maria │ Camera: phones.mp4 │ 12 entries"
    " │ list 3 h old",
    100: "DEMO – temporary store │ 海港峰会 2026 │ Maria │ Camera: phones.mp4 │ list 3 h old",
    78: "DEMO – temporary store │ 海港峰会 2026 │ Maria │ list 3 h old",
    40: "DEMO – temporary store",
    8: "",
}


@pytest.mark.parametrize("cells", SEEN)
def test_the_less_important_is_dropped(cells):
    left = SEEN[cells]
    gap = " " * (cells - width(left) - len("16:30:00"))
    assert line(FULL, START, cells) == f"{left}{gap}16:30:00"


LONG = "Camera failed: recording-of-the-main-door-2026-11-24.mp4"


@pytest.mark.parametrize(
    ("camera", "cells", "left"),
    [
        (
            {"camera": "Camera failed: Webcam 0", "camera_tone": "failed"},
            78,
            "DEMO – temporary store │ 海港峰会 2026 │ Camera failed: Webcam 0",
        ),
        (
            {"camera": LONG, "camera_tone": "failed"},
            78,
            "DEMO – temporary store │ Camera failed: recording-of-the-main-door-…",
        ),
        (
            {"camera": "Camera: a.mp4 has ended", "camera_tone": "ended"},
            88,
            "DEMO – temporary store │ 海港峰会 2026 │ Maria │ Camera: a.mp4 has ended",
        ),
    ],
)
def test_a_camera_that_does_not_watch_is_dropped_last(camera, cells, left):
    gap = " " * (cells - width(left) - len("16:30:00"))
    assert line(replace(FULL, **camera), START, cells) == f"{left}{gap}16:30:00"


@given(st.builds(Status, event=st.text(max_size=40), operator=st.text(max_size=9)), st.integers(8))
def test_it_is_never_too_long(status, cells):
    cells %= 200
    assert width(line(status, START, cells)) <= max(cells, 8)


@pytest.mark.parametrize(
    ("age", "shown"),
    [
        ({"hours": -1}, "list just now"),
        ({"seconds": 59}, "list just now"),
        ({"minutes": 90}, "list 90 min old"),
        ({"hours": 47}, "list 47 h old"),
        ({"days": 3}, "list 3 days old"),
    ],
)
def test_the_age_of_the_list(age, shown):
    status = Status(imported=START - timedelta(**age))
    assert line(status, START, 40) == shown.ljust(32) + "08:30:00"


def test_an_unknown_zone_is_utc():
    assert line(Status(zone="Nowhere/At-all"), START, 8) == "08:30:00"


def test_a_printer_in_trouble_is_cut_rather_than_dropped():
    said = "Backstage printer on the left: its folder cannot be written · ! 2 badges need somebody"
    status = Status(event="Summit", operator="Maria", printer=said, printer_trouble=True)
    told = line(status, START, 58)
    assert told.startswith("Backstage printer on the left: its folder can")
    assert width(told) == 58
