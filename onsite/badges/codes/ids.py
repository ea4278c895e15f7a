"""An attendee and a generation as one number of 70 bits, and back. Pure.

Ids of the roster are up to twelve small letters and digits. They are counted in the order of
their length, so that every number is at most one id and no id begins with a digit that is lost.
"""

from __future__ import annotations

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LONGEST_ID = 12
GENERATIONS = 127
"""So many badges may be made for one attendee, each of which replaces the one before."""
BITS = 70
_GENERATION_BITS = 7
_BASE = len(DIGITS)
_PLACES = {digit: place for place, digit in enumerate(DIGITS, 1)}
_LAST_ID = sum(_BASE**length for length in range(1, LONGEST_ID + 1))


def number_of(attendee: str, generation: int) -> int:
    """The number, of `BITS` bits.

    Raises:
        ValueError: it is no such id, or no generation there is.
    """
    known = 0 < len(attendee) <= LONGEST_ID and _PLACES.keys() >= set(attendee)
    if not known or not 0 < generation <= GENERATIONS:
        raise ValueError(attendee, generation)
    number = 0
    for digit in attendee:
        number = number * _BASE + _PLACES[digit]
    return number << _GENERATION_BITS | generation


def attendee_of(number: int) -> tuple[str, int] | None:
    """The attendee and the generation; None where the number is none of these. Never raises."""
    rest, generation = number >> _GENERATION_BITS, number & GENERATIONS
    if not generation or not 0 < rest <= _LAST_ID:
        return None
    digits = []
    while rest:
        rest, at = divmod(rest - 1, _BASE)
        digits.append(DIGITS[at])
    return "".join(reversed(digits)), generation
