"""A hand scanner's text mended as far as can be done without knowing anybody. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from onsite.scanner.hand.advice import About, Advice, advice_on
from onsite.scanner.hand.readings import Frame, Reading, readings
from onsite.scanner.hand.shape import is_converted
from onsite.scanner.payload import clean


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was made of a text."""

    text: str
    """Without what scanners and input methods add; empty where what must stand around each
    text is missing: characters were lost."""
    advice: Advice | None
    readings: tuple[Reading, ...]
    """Everything that it may have been, the likeliest first. What of it is true depends on whose
    code it is."""


def repaired(text: str, settings: Frame, *, keyed: bool = True) -> Repaired:
    """Mend a text. Without a frame in the settings, mending it again changes nothing.

    Args:
        text: as it arrived, without the line end.
        settings: what the scanner puts around each text.
        keyed: it came as keys, not as bytes of a serial port.
    """
    found = readings(text, settings, keyed=keyed)
    if is_converted(text):
        return Repaired(clean(text), Advice(About.CONVERTED), found)
    if not found:
        return Repaired("", Advice(About.LOST) if text else None, found)
    plain = found[0]
    narrow = next((each for each in found if each.ways[0].wide), plain)
    return Repaired(clean(narrow.text), advice_on(narrow.ways[0], ()), found)
