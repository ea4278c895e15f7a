"""The ways to look at a frame, in the order in which they are tried.

The order was found on photographs: first what reads the most in the shortest time, then what
reads others. Each way that comes later reads a few of a hundred that all before it did not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from onsite.scanner.decoding.views import (
    Threshold,
    View,
    black_and_white,
    close_ups,
    resized,
    sharpened,
    turned,
)
from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from onsite.scanner.decoding.views import Frame

Way: TypeAlias = "Callable[[Frame], Iterable[View]]"


def half(frame: Frame) -> Iterable[View]:
    return (View(frame.half, 0.5, 0.5),)


def quarter(frame: Frame) -> Iterable[View]:
    return (View(frame.quarter, 0.25, 0.25),)


def one_threshold(frame: Frame) -> Iterable[View]:
    return (View(frame.whole, threshold=Threshold.ONE),)


def whole(frame: Frame) -> Iterable[View]:
    return (View(frame.whole),)


def half_sharpened(frame: Frame) -> Iterable[View]:
    return (View(sharpened(frame.half, 5), 0.5, 0.5),)


def half_calmed(frame: Frame) -> Iterable[View]:
    return (View(opencv().medianBlur(frame.half, 3), 0.5, 0.5),)


def half_inverted(frame: Frame) -> Iterable[View]:
    return (View(opencv().bitwise_not(frame.half), 0.5, 0.5),)


def half_in_black_and_white(frame: Frame) -> Iterable[View]:
    return (View(black_and_white(frame.half, 25), 0.5, 0.5, threshold=Threshold.DONE),)


def half_in_white_and_black(frame: Frame) -> Iterable[View]:
    """For a light code on a screen that is turned down."""
    parted = opencv().bitwise_not(black_and_white(frame.half, 25))
    return (View(parted, 0.5, 0.5, threshold=Threshold.DONE),)


def half_calmed_in_black_and_white(frame: Frame) -> Iterable[View]:
    calm = opencv().blur(frame.half, (3, 3))
    return (View(black_and_white(calm, 17), 0.5, 0.5, threshold=Threshold.DONE),)


def sharp(frame: Frame) -> Iterable[View]:
    return (View(sharpened(frame.whole, 7)),)


def out_of_focus(frame: Frame) -> Iterable[View]:
    """By so near a mean that even a module that has run into its neighbours stands out."""
    calm = opencv().blur(frame.whole, (3, 3))
    return (View(black_and_white(calm, 9), threshold=Threshold.DONE),)


def half_lower(frame: Frame) -> Iterable[View]:
    return (View(resized(frame.half, 1, 0.75), 0.5, 0.375),)


def blurred(frame: Frame) -> Iterable[View]:
    return (View(opencv().blur(frame.whole, (3, 3))),)


def in_black_and_white(frame: Frame) -> Iterable[View]:
    return (View(black_and_white(frame.whole, 25), threshold=Threshold.DONE),)


def calmed_in_white_and_black(frame: Frame) -> Iterable[View]:
    calm = opencv().blur(frame.whole, (3, 3))
    parted = opencv().bitwise_not(black_and_white(calm, 25))
    return (View(parted, threshold=Threshold.DONE),)


def inverted(frame: Frame) -> Iterable[View]:
    return (View(opencv().bitwise_not(frame.whole)),)


def lower(frame: Frame) -> Iterable[View]:
    """As if a code that leans to one side stood upright."""
    return (View(resized(frame.whole, 1, 0.6), 1, 0.6),)


def narrower(frame: Frame) -> Iterable[View]:
    """As if a code that leans back or forth stood upright."""
    return (View(resized(frame.whole, 0.6, 1), 0.6, 1),)


def doubled(frame: Frame) -> Iterable[View]:
    return (View(sharpened(resized(frame.whole, 2, 2), 9), 2, 2),)


def with_light_shadows(frame: Frame) -> Iterable[View]:
    import numpy as np

    curve = 255 * (np.arange(256) / 255) ** 0.4
    return (View(opencv().LUT(frame.whole, curve.astype(np.uint8))),)


def turned_by_a_third(frame: Frame) -> Iterable[View]:
    """Of a right angle: some patterns are seen only so."""
    return (turned(frame.whole, 30),)


FIRST: tuple[Way, ...] = (
    half,
    quarter,
    one_threshold,
    whole,
    half_sharpened,
    half_calmed,
    half_inverted,
)
"""Tried on every frame."""

THEN: tuple[Way, ...] = (
    half_in_black_and_white,
    half_calmed_in_black_and_white,
    half_in_white_and_black,
    out_of_focus,
    sharp,
    half_lower,
    blurred,
    in_black_and_white,
    inverted,
    close_ups,
    lower,
    narrower,
    calmed_in_white_and_black,
)
"""Tried while there is time, and on the next frame from where the time was over."""

LAST: tuple[Way, ...] = (with_light_shadows, doubled, turned_by_a_third)
"""For who has more time than that."""
