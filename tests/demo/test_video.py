"""The video as the camera sees it: every guest is read, once, as who they are."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from onsite.demo.people import guests
from onsite.demo.video import HEIGHT, TURN_S, WIDTH, DemoVideo
from onsite.scanner.decoding import FastLane
from onsite.scanner.sightings import Look, Sightings

GUESTS = guests()


def texts(codes) -> list[str]:
    return [code.text for code in codes]


@pytest.fixture(scope="module")
def played():
    """Every frame of the video as its time, the codes read in it, and its shape."""
    lane, frames = FastLane(), DemoVideo(GUESTS).frames()
    return [(frame.at, lane.read(frame.picture).codes, frame.picture.shape) for frame in frames]


@pytest.fixture(scope="module")
def sighted(played):
    sightings = Sightings()
    seen = [
        (at, sightings.seen(Look(at, codes, (WIDTH / 2, HEIGHT / 2))))
        for at, codes, _shape in played
    ]
    return [(at, noticed.taken) for at, noticed in seen if noticed.taken]


def test_every_guest_is_read_once_and_in_turn(sighted):
    assert [text for _at, text in sighted] == [guest.code for guest in GUESTS]


def test_the_first_guest_is_read_within_two_seconds_and_is_welcome(sighted):
    assert sighted[0][0] < 2
    assert GUESTS[0].answer == "admitted"


def test_there_is_time_to_read_each_verdict(sighted):
    times = [at for at, _text in sighted]

    assert all(later - earlier > TURN_S - 0.5 for earlier, later in pairwise(times))


def test_each_guest_is_in_view_for_many_frames(played):
    for guest in GUESTS:
        shown = sum(guest.code in texts(codes) for _at, codes, _shape in played)
        assert shown >= 12, guest.name


def test_no_frame_is_read_wrong(played):
    assert {text for _at, codes, _shape in played for text in texts(codes)} == {
        guest.code for guest in GUESTS
    }


def test_time_runs_evenly_and_it_ends(played):
    times = [at for at, _texts, _shape in played]

    steps = {round(later - earlier, 6) for earlier, later in pairwise(times)}
    assert steps == {round(1 / 12, 6)}
    assert times[-1] == pytest.approx(DemoVideo(GUESTS).seconds, abs=0.2)
    assert {shape for _at, _texts, shape in played} == {(HEIGHT, WIDTH)}


def test_it_is_the_same_every_time():
    short = DemoVideo(GUESTS[:1])

    first, again = list(short.frames()), list(short.frames())

    assert [frame.at for frame in first] == [frame.at for frame in again]
    assert all(
        np.array_equal(one.picture, other.picture) for one, other in zip(first, again, strict=True)
    )


def test_it_can_loop():
    frames = DemoVideo(GUESTS[:1], loop=True).frames()
    once = len(list(DemoVideo(GUESTS[:1]).frames()))

    times = [next(frames).at for _number in range(once + 5)]

    assert [round(later - earlier, 6) for earlier, later in pairwise(times)] == [
        round(1 / 12, 6)
    ] * (once + 4)
