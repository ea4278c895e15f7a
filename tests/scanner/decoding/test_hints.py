"""A code that is seen and cannot be read: where it is, what would help, and no false alarms."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from onsite.scanner.decoding import FastLane, Hint, Reading
from tests.scanner.decoding import hard_frames as hard
from tests.scanner.decoding.hard_frames import held, taken

FRAMES = 3
"""A code that no decoder sees is searched for on the second."""
UNREAD, DRAWN = 5, 7
"""So many pictures are looked at that cannot be read, of so many: a decoder reads a lucky one."""


def lane() -> FastLane:
    return FastLane(spent=lambda: 0.0)


def tiny(chance):
    shown = held(chance, module=1.3)
    return taken(chance, shown.picture), shown.corners


def out_of_focus(chance):
    shown = held(chance, module=9)
    return taken(chance, cv2.GaussianBlur(shown.picture, (0, 0), 9)), shown.corners


def shaken(chance):
    shown = held(chance, module=8)
    line = np.zeros((15, 15), np.float32)
    line[7] = 1 / 15
    return taken(chance, cv2.filter2D(shown.picture, -1, line)), shown.corners


def dark(chance):
    shown = held(chance, module=6, dark=8, light=16, behind=10)
    return taken(chance, cv2.GaussianBlur(shown.picture, (0, 0), 4), 2), shown.corners


def dark_on_a_phone(chance):
    shown = held(chance, module=7, dark=30, light=9, frame=5)
    return taken(chance, cv2.GaussianBlur(shown.picture, (0, 0), 5)), shown.corners


def glaring(chance):
    shown = held(chance, module=7)
    spot = np.zeros(shown.picture.shape, np.float32)
    cv2.circle(spot, tuple(int(at) for at in shown.corners.mean(axis=0)), 40, 255.0, -1)
    light = shown.picture + cv2.GaussianBlur(spot, (0, 0), 9)
    return taken(chance, light), shown.corners


def text_page(chance):
    page = np.full((hard.HEIGHT, hard.WIDTH), 235, np.uint8)
    for line in range(24):
        words = "".join(chance.choice([*"abcdeghoOQ80 "], 60))
        cv2.putText(page, words, (20, 30 * line + 20), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 30, 2)
    return taken(chance, page)


def woven(chance):
    rows, columns = np.mgrid[0 : hard.HEIGHT, 0 : hard.WIDTH]
    thread = chance.uniform(0.15, 0.6)
    return taken(chance, 120 + 60 * np.sin(rows * thread) * np.sin(columns * thread))


def tiles(chance):
    module = int(chance.integers(4, 12))
    squares = np.kron(chance.random((90, 160)) < 0.5, np.ones((module, module)))
    return taken(chance, 200.0 * squares[: hard.HEIGHT, : hard.WIDTH] + 20)


def rings(chance):
    """Squares in squares, as of a finder pattern, but nowhere three that belong together."""
    picture = np.full((hard.HEIGHT, hard.WIDTH), 220, np.float32)
    for left in range(60, 1200, 160):
        for half, level in ((28, 20), (20, 220), (12, 20)):
            top = 300 + int(chance.integers(-200, 200)) // 4
            cv2.rectangle(picture, (left - half, top - half), (left + half, top + half), level, -1)
    return taken(chance, picture)


def unread(kind):
    """What is told of the pictures that cannot be read, and where their codes are."""
    chance, found = np.random.default_rng(11), []
    for _picture in range(DRAWN):
        picture, corners = kind(chance)
        one = lane()
        readings = [one.read(picture) for _frame in range(FRAMES)]
        if not any(reading.codes for reading in readings):
            found.append((readings[-1].located, corners))
    assert len(found) >= UNREAD
    return found[:UNREAD]


@pytest.mark.parametrize(
    ("kind", "hint", "least"),
    [
        (tiny, Hint.CLOSER, 3),
        (out_of_focus, Hint.STILL, 4),
        (shaken, Hint.STILL, 3),
        (dark, Hint.BRIGHTER, 3),
        (dark_on_a_phone, Hint.BRIGHTER, 3),
        (glaring, Hint.BRIGHTER, 4),
    ],
    ids=lambda of: getattr(of, "__name__", None),
)
def test_what_would_help_is_told_of_most_codes_that_cannot_be_read(kind, hint, least):
    told, elsewhere = [], 0
    for located, corners in unread(kind):
        if located is not None:
            told.append(located.hint)
            side = np.linalg.norm(corners[1] - corners[0])
            away = np.array(located.corners).mean(axis=0) - corners.mean(axis=0)
            elsewhere += np.linalg.norm(away) > side / 4

    assert told.count(hint) >= least
    assert told.count(hint) == len(told)
    assert elsewhere == 0


@pytest.mark.parametrize("kind", [text_page, woven, tiles, rings])
def test_where_there_is_no_code_none_is_seen(kind):
    chance = np.random.default_rng(5)
    for _picture in range(3):
        picture, one = kind(chance), lane()

        assert [one.read(picture) for _frame in range(FRAMES)] == [Reading()] * FRAMES


def test_a_code_that_is_found_by_a_search_is_told_until_the_next():
    picture, _corners = out_of_focus(np.random.default_rng(11))
    one = lane()

    told = [one.read(picture).located is not None for _frame in range(12)]

    assert told[1:] == [True] * 11


def test_an_unreadable_code_that_has_gone_is_told_no_more():
    picture, _corners = out_of_focus(np.random.default_rng(11))
    empty = np.full(picture.shape, 120, np.uint8)
    one = lane()
    for _frame in range(3):
        one.read(picture)

    assert one.read(empty) == Reading()


def test_beside_a_code_that_is_read_none_is_called_unreadable():
    picture, corners = out_of_focus(np.random.default_rng(11))
    sharp = np.kron(hard.code() * 255, np.ones((5, 5))).astype(np.uint8)
    left = 20 if corners[:, 0].min() > 300 else hard.WIDTH - 20 - sharp.shape[1]
    picture[20 : 20 + sharp.shape[0], left : left + sharp.shape[1]] = sharp

    reading = lane().read(picture)

    assert [code.text for code in reading.codes] == [hard.CODE]
    assert reading.located is None
