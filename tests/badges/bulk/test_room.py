"""Badges that do not fit on the paper: only what would help is advised."""

from __future__ import annotations

from pathlib import Path

import pytest

from onsite.badges.bulk.room import DoesNotFitError, check
from onsite.badges.bulk.sheets import Output
from onsite.badges.drawing.imposing import Imposition
from onsite.badges.templates.finding import find


@pytest.mark.parametrize(
    ("name", "paper", "marks", "ways"),
    [
        ("a6-butterfly", "a4", True, ("no_marks", "a3", "single")),
        ("a6-butterfly", "a4", False, None),
        ("a6-butterfly", "letter", False, ("a3", "a4", "single")),
        ("a6-butterfly", "a3", True, None),
        ("label-62", "a4", True, ("single",)),
        ("label-62", "a4", False, ("single",)),
        ("a6", "a4", True, None),
    ],
)
def test_what_fits(name, paper, marks, ways):
    output = Output(Path(), Imposition(paper, marks=marks), marks=marks)
    if ways is None:
        check([find(name, None)], output)
        return
    with pytest.raises(DoesNotFitError) as error:
        check([find("a7", None), find(name, None)], output)
    assert error.value.ways == ways


def test_a_page_each_and_pictures_always_fit():
    check([find("label-62", None)], Output(Path()))
    check([find("label-62", None)], Output(Path(), Imposition(), png_dpi=300))


def test_the_options_are_named():
    with pytest.raises(DoesNotFitError) as error:
        check([find("a6-butterfly", None)], Output(Path(), Imposition(), marks=True))
    assert str(error.value) == (
        "Design “a6-butterfly”: A badge of 105 × 296 mm does not fit on A4. What fits: without "
        "crop marks (--no-marks), on A3 (--paper a3), each on a page of its own (--paper single)."
    )
