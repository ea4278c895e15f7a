"""How long a frame takes: it must be shorter than the time to the next one, by far."""

from __future__ import annotations

import itertools

from onsite.demo.people import guests
from onsite.demo.video import FIRST_S, RATE, DemoVideo
from onsite.scanner.decoding import read

HELD_UP = round((FIRST_S + 1.2) * RATE)
BUDGET_S = 0.040
"""Half of a frame of the demo's video, on a machine that does other things as well."""


def frames():
    return list(itertools.islice(DemoVideo(guests()).frames(), HELD_UP + 1))


def test_a_frame_with_a_code(benchmark):
    picture = frames()[HELD_UP].picture

    found = benchmark(read, picture)

    assert [code.text for code in found] == [guests()[0].code]
    assert benchmark.stats["median"] < BUDGET_S


def test_a_frame_without_a_code_goes_through_every_attempt(benchmark):
    picture = frames()[0].picture

    assert benchmark(read, picture) == ()
    assert benchmark.stats["median"] < BUDGET_S


def test_drawing_a_frame_of_the_video(benchmark):
    video = DemoVideo(guests()[:1])

    drawn = benchmark.pedantic(lambda: list(video.frames()), rounds=3)

    assert benchmark.stats["median"] / len(drawn) < BUDGET_S
