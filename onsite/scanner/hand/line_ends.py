"""Where the codes of a hand scanner end: line ends among keys, and in a paste. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.scanner.hand.heard import Heard

if TYPE_CHECKING:
    from onsite.scanner.hand.burst import Rhythm

LINE_END_KEYS = {"enter": "\r", "ctrl+j": "\n", "tab": "\t"}
"""What terminals call the keys that a scanner ends with."""


def hold_s(rhythm: Rhythm) -> float:
    """So long after a key alone it is sure that no scanner sent it, in seconds."""
    return rhythm.fast_ms / 1000 + 0.005


def pasted_codes(text: str) -> list[Heard]:
    """The codes of a paste that ends its lines, as a scanner does; none of a pasted word."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1 or text.endswith(("\r", "\n")):
        return [Heard(line, keyed=False) for line in lines]
    return []
