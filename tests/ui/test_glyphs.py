"""Digits of any size."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onsite.stage.display.shown import digits
from onsite.ui.glyphs import drawn, measure
from tests.stage.display.readback import read
from tests.stage.display.scenes import SIZES

texts = st.integers(-100 * 3600, 100 * 3600).map(digits)


@settings(max_examples=120)
@given(texts, st.integers(20, 400), st.integers(1, 120))
@example("−18:08", 20, 6)
@example("1:11:11", 400, 3)
def test_they_fit_every_size_and_are_read_back(text, cells, rows):
    lines = drawn(text, cells, rows)
    assert len(lines) == rows
    assert {len(line) for line in lines} == {cells}
    large = measure("".join("0" if sign.isdecimal() else sign for sign in text), cells, rows)
    said = read(lines) if large is not None else "".join(lines).strip()
    assert said == text


@given(texts, st.integers(20, 400), st.integers(3, 120))
@settings(max_examples=120)
def test_they_fill_what_they_can(text, cells, rows):
    """They reach from the top to the bottom, or no wider ones would fit."""
    shape = "".join("0" if sign.isdecimal() else sign for sign in text)
    found = measure(shape, cells, rows)
    if found is None:
        assert 3 * len(text) - 2 * shape.count(":") > cells - len(text)
    else:
        spare = cells - found.width(text)
        assert found.high >= 2 * rows - 2 or spare <= len(text) * 2 + found.stroke


@pytest.mark.parametrize(("cells", "rows"), SIZES)
def test_they_look_like_this(cells, rows, request):
    texts = ("09:58", "−12:34", "1:06:07")
    said = "".join("\n".join(drawn(text, cells, rows)) + "\n" for text in texts)
    same_text(request, f"digits-{cells}x{rows}", said)


def same_text(request, name: str, said: str) -> None:
    """Compare with a stored text, line by line, without spaces at the ends."""
    stored = Path(request.path).parent / "screens" / f"{name}.txt"
    said = "".join(line.rstrip() + "\n" for line in said.splitlines())
    if request.config.getoption("--update-screens"):
        stored.parent.mkdir(exist_ok=True)
        stored.write_text(said, encoding="utf-8")
    assert said == stored.read_text(encoding="utf-8")


def test_a_minute_moves_nothing_but_digits():
    """A zero stands where the ten was, so that the others stay where they are."""
    assert [digits(n) for n in (600, 599, 60, 0)] == ["10:00", "09:59", "01:00", "00:00"]
    assert [digits(n) for n in (3600, 3599, -1, -3600)] == [
        "1:00:00",
        "59:59",
        "−00:01",
        "−1:00:00",
    ]
