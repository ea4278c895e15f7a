"""Drawn frames that are hard to read: of each kind at least so many are read, and none wrong."""

from __future__ import annotations

import numpy as np
import pytest

from onsite.scanner.decoding import FastLane, SecondLane
from tests.scanner.decoding import hard_frames as hard

EACH = 8
ALL = (EACH, EACH)
READ = {
    # How many of the eight the fast lane reads at least, and how many it and the second lane.
    hard.badge: ALL,
    hard.phone: ALL,
    hard.blurred: (7, 7),
    hard.shaken: (4, 4),
    hard.noisy: ALL,
    hard.glaring: ALL,
    hard.shaded: (7, 7),
    hard.covered: (4, 4),
    hard.tilted: (4, 7),
    hard.turned: ALL,
    hard.in_low_light: ALL,
    hard.faint: (7, 7),
    hard.inverted: ALL,
    hard.inverted_and_dim: ALL,
    hard.far: ALL,
    hard.near: ALL,
}


@pytest.mark.parametrize(("kind", "least"), READ.items(), ids=[kind.__name__ for kind in READ])
def test_of_hard_frames_at_least_so_many_are_read(kind, least):
    chance, second = np.random.default_rng(7), SecondLane()
    fast, both, wrong = 0, 0, set()
    for _frame in range(EACH):
        picture = kind(chance)
        first = texts(FastLane(spent=lambda: 0.0).read(picture))
        again = first or texts(second.read(picture))
        fast += hard.CODE in first
        both += hard.CODE in again
        wrong |= again - {hard.CODE}

    assert wrong == set()
    assert fast >= least[0]
    assert both >= least[1]


def texts(reading) -> set[str]:
    return {code.text for code in reading.codes}
