"""Which key is which: the same with Caps Lock, with Shift, and under a Chinese input method."""

from __future__ import annotations

from unicodedata import normalize

COMES = frozenset(("+", "=", " ", "right", "j"))
"""One in. `=` is the plus of many keyboards, without Shift."""
GOES = frozenset(("-", "left", "f"))
"""One out."""
_NAMED = frozenset(("left", "right", "enter", "backspace", "escape"))
_MINUS = dict.fromkeys(map(ord, "−–"), "-")


def stroke(key: str, character: str | None) -> str | None:
    """What a key is for the counter; None for one that is none of its own.

    Args:
        key: its name, as Textual has it.
        character: what it types, if anything.
    """
    if key in _NAMED:
        return key
    plain = normalize("NFKC", character or "").lower().translate(_MINUS)
    return plain if plain.isprintable() and plain else None


def change(pressed: str) -> int:
    """One for a key that counts somebody in, one below zero for out, 0 for any other."""
    return (pressed in COMES) - (pressed in GOES)


def is_digit(pressed: str) -> bool:
    """Whether it is one of the ten."""
    return pressed.isascii() and pressed.isdecimal()
