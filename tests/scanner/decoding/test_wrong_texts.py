"""Codes that are damaged, torn, mixed: what is read is what was written, or nothing."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import qrcode

from onsite.scanner.decoding import FastLane, SecondLane

TEXTS = ("HS-7K3QD", "HS-7K3QE", "12345678", "x9")
LEVELS = {
    "L": qrcode.ERROR_CORRECT_L,
    "M": qrcode.ERROR_CORRECT_M,
    "Q": qrcode.ERROR_CORRECT_Q,
    "H": qrcode.ERROR_CORRECT_H,
}
DAMAGED = 48


def modules(text: str, version: int, level: str):
    made = qrcode.QRCode(version=version, border=0, error_correction=LEVELS[level])
    made.add_data(text, optimize=0)
    made.make(fit=False)
    return np.array(made.get_matrix(), bool)


def picture(dark, module=3, border=4):
    light = np.pad(~dark, border, constant_values=True)
    return np.kron(light * 255, np.ones((module, module))).astype(np.uint8)


def data_of(dark):
    """The modules that are no finder pattern, row and column."""
    side = dark.shape[0]
    rows, columns = np.mgrid[0:side, 0:side]
    finder = (rows < 9) & ((columns < 9) | (columns >= side - 8)) | (rows >= side - 8) & (
        columns < 9
    )
    return np.argwhere(~finder)


def read(seen) -> set[str]:
    fast = FastLane(spent=lambda: 0.0).read(seen).codes
    return {code.text for code in (*fast, *SecondLane().read(seen).codes)}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("version", [1, 2])
def test_a_damaged_code_says_what_was_written_or_nothing(version, level):
    chance = np.random.default_rng(version)
    right = 0
    for number in range(DAMAGED):
        text = TEXTS[number % len(TEXTS)]
        dark = modules(text, version, level)
        places = data_of(dark)
        hit = places[chance.choice(len(places), chance.integers(1, 24), replace=False)]
        dark[tuple(hit.T)] ^= True

        found = read(picture(dark))

        assert found <= {text}
        right += text in found
    assert right > DAMAGED / 10


def test_two_codes_that_lie_over_each_other_give_neither_a_third():
    chance = np.random.default_rng(3)
    one, other = modules(TEXTS[0], 1, "L"), modules(TEXTS[1], 1, "L")
    for _number in range(DAMAGED):
        mixed = np.where(chance.random(one.shape) < chance.random(), one, other)

        assert read(picture(mixed)) <= {TEXTS[0], TEXTS[1]}


def test_torn_and_blurred_codes_say_what_was_written_or_nothing():
    chance = np.random.default_rng(4)
    for number in range(DAMAGED):
        text = TEXTS[number % len(TEXTS)]
        seen = picture(modules(text, 1, "L"), 6)
        side = seen.shape[0]
        top, left = chance.integers(0, side, 2)
        high, wide = chance.integers(5, side // 2, 2)
        seen[top : top + high, left : left + wide] = chance.integers(0, 255)
        seen = np.roll(seen, chance.integers(-9, 9), axis=0)
        seen = cv2.GaussianBlur(seen, (0, 0), chance.uniform(0.5, 3))

        assert read(seen) <= {text}


def test_the_last_check_words_of_a_small_code_are_not_used_up_for_mending():
    """Two wrong words of a version 1-L may be mended, three are too many, says the standard."""
    dark = modules(TEXTS[0], 1, "L")
    words = [[(row, column) for row in range(20, 16, -1) for column in (20, 19)]]
    words += [[(row, column) for row in range(16, 12, -1) for column in (20, 19)]]
    words += [[(row, column) for row in range(12, 8, -1) for column in (20, 19)]]
    found = []
    for word in words:
        dark[word[0]] ^= True
        codes = FastLane(spent=lambda: 0.0).read(picture(dark)).codes
        found.append([code.text for code in codes])

    assert found == [[TEXTS[0]], [TEXTS[0]], []]
