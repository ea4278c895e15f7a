"""Real photographs: what is on them is read, and nothing else."""

from __future__ import annotations

import pytest

from onsite.scanner.decoding import FastLane, Reading, SecondLane, read
from tests.scanner.decoding.photographs import (
    EMPTY,
    HERE,
    WRITTEN,
    bare,
    collection,
    photograph,
)

READ = 38
"""How many of the 39 photographs with a code are read; the last one nobody reads."""


def fast_lane() -> FastLane:
    """One that has all the time it wants: what is read must not hang on how busy a machine is."""
    return FastLane(spent=lambda: 0.0)


def texts(codes) -> set[str]:
    return {bare(code.text) for code in codes}


@pytest.mark.parametrize(("file", "written"), WRITTEN.items())
def test_the_fast_lane_reads_a_photograph_as_it_is_written(file, written):
    reading = fast_lane().read(photograph(HERE / file))

    assert texts(reading.codes) == {bare(written)}


@pytest.mark.parametrize("file", EMPTY)
def test_in_a_photograph_without_a_code_none_is_seen(file):
    picture, lane = photograph(HERE / file), fast_lane()

    assert [lane.read(picture) for _frame in range(6)] == [Reading()] * 6
    assert SecondLane().read(picture) == Reading()
    assert read(picture) == ()


@pytest.fixture(scope="module")
def seen():
    """What each lane reads on every photograph: what is written, what may be, what is read."""
    second = SecondLane()
    return [
        (
            written,
            beside,
            texts(fast_lane().read(picture).codes),
            texts(second.read(picture).codes),
            texts(read(picture)),
        )
        for picture, written, beside in collection()
    ]


def test_the_fast_lane_reads_all_that_anybody_reads(seen):
    assert sum(written in fast for written, _beside, fast, _second, _read in seen) == READ


def test_a_still_picture_is_read_no_worse(seen):
    assert sum(written in still for written, _beside, _fast, _second, still in seen) == READ


def test_no_lane_reads_what_is_not_written(seen):
    wrong = [
        found - {written} - beside
        for written, beside, *lanes in seen
        for found in lanes
        if found - {written} - beside
    ]

    assert wrong == []
