"""What is made of a camera's figures, and what would make them better."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onsite.scanner import judging
from onsite.scanner.camera import Figures

FINE = Figures(15.0, 2.5, 0, 300.0, 120)


def judged(figures: Figures, *, reads: bool = False, plugged: bool = True) -> list[str]:
    """Everything that is said of these, with its sign."""
    found = (
        judging.rate(figures, plugged=plugged),
        judging.decoding(figures),
        judging.light(figures),
        judging.sharpness(figures, reads=reads),
    )
    return [f"{each.sign} {each.said}" for each in found if each.said != "good"]


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({}, []),
        ({"frames_per_s": 8.0}, ["▲ slow: try another USB socket"]),
        ({"frames_per_s": 2.0}, ["✗ slow: try another USB socket"]),
        (
            {"frames_per_s": 7.5, "light": 30},
            ["▲ slow, as it is dark: add light", "✗ too dark: add light"],
        ),
        ({"light": 60}, ["▲ a little dark: with more light it reads faster"]),
        ({"light": 240}, ["▲ too bright: turn it away from window and lamp"]),
        ({"decode_ms": 50.0}, ["▲ slow: the computer is busy; close programs"]),
        ({"decode_ms": 150.0}, ["✗ slow: the computer is busy; close programs"]),
        ({"sharpness": 20.0}, ["▲ soft: hold the code still, 15–25 cm away"]),
        ({"sharpness": 3.0}, ["✗ blurred: hold 15–25 cm away; clean the lens"]),
    ],
)
def test_each_figure_is_judged_with_what_helps(figures, said):
    assert judged(replace(FINE, **figures)) == said


def test_a_code_that_is_being_read_is_sharp_enough():
    assert judged(replace(FINE, sharpness=3.0), reads=True) == []


def test_a_camera_of_the_network_has_no_socket():
    slow = replace(FINE, frames_per_s=6.0)

    assert judged(slow, plugged=False) == ["▲ slow: set the camera to 15 pictures a second"]
