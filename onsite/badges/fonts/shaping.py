"""A text as runs: pieces of one face and one direction, in the order in which they are drawn.

No library that draws changes the font by itself where one lacks a sign, so it is done here, for
a letter together with its marks.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

from onsite.badges.fonts import han
from onsite.badges.fonts.bidi import levels, visual
from onsite.badges.fonts.choosing import face_of
from onsite.badges.fonts.clusters import clusters, needed, normal
from onsite.badges.fonts.engine import shapes
from onsite.badges.fonts.faces import FaceId, Faces, Weight

_NEED_SHAPING = {
    "Arabic of Kurdish, Pashto and Sindhi": re.compile(
        "[\u0620\u063b-\u063f\u066e\u066f\u0672-\u0676\u0678\u067c\u067d\u0681\u0682\u0685"
        "\u0689-\u068b\u068f\u0690\u0692-\u0697\u0699-\u06a3\u06a5\u06a7\u06a8\u06aa-\u06ac\u06ae"
        "\u06b0\u06b2\u06b4-\u06b9\u06bc\u06bd\u06bf\u06c2-\u06c4\u06ca\u06cd-\u06cf\u06d1]"
    ),
    "Bengali": re.compile("[\u0980-\u09ff]"),
    "Devanagari": re.compile("[\u0900-\u097f]"),
    "Emoji": re.compile(
        "[\u20e3\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]|\u200d[\u2600-\U0001faff]"
    ),
    "Gujarati": re.compile("[\u0a80-\u0aff]"),
    "Gurmukhi": re.compile("[\u0a00-\u0a7f]"),
    "Kannada": re.compile("[\u0c80-\u0cff]"),
    "Khmer": re.compile("[\u1780-\u17ff]"),
    "Lao": re.compile("[\u0e80-\u0eff]"),
    "Malayalam": re.compile("[\u0d00-\u0d7f]"),
    "Myanmar": re.compile("[\u1000-\u109f]"),
    "Sinhala": re.compile("[\u0d80-\u0dff]"),
    "Tamil": re.compile("[\u0b80-\u0bff]"),
    "Telugu": re.compile("[\u0c00-\u0c7f]"),
    "Thai": re.compile("[\u0e00-\u0e7f]"),
}


class Run(NamedTuple):
    """A piece of a text that one face draws in one direction."""

    face: FaceId
    text: str
    """In the order in which it is read."""
    direction: Literal["ltr", "rtl"]


class Drawn(NamedTuple):
    """What is given to Pillow's `text` and `getlength` for a run, on this computer."""

    text: str
    direction: Literal["ltr", "rtl"] | None
    """None where Pillow cannot take one: then the text is already in its visual order."""
    language: str | None


@lru_cache(maxsize=8192)
def runs(text: str, weight: Weight = "regular", language: str = "") -> tuple[Run, ...]:
    """The runs of a text, the leftmost first.

    Put together in the order in which they are read they are `normal(text)`. What no face holds
    is given to the first face, which draws its empty box: ask `missing` first.

    Args:
        text: of any scripts; line ends count as spaces.
        weight: `regular` or `bold`.
        language: a language (`ja`) or a country (`JP`) that says in whose form Chinese characters
            are drawn; empty where none is known.
    """
    parts = clusters(normal(text))
    if not parts:
        return ()
    variant = han.variant(text, language)
    found: list[tuple[FaceId, int, str]] = []
    face: FaceId | None = None
    for part, level in zip(parts, levels(parts), strict=True):
        face = face_of(part, weight, variant, face)
        if found and found[-1][:2] == (face, level):
            found[-1] = (face, level, found[-1][2] + part)
        else:
            found.append((face, level, part))
    return tuple(
        Run(face, text, "rtl" if level % 2 else "ltr") for face, level, text in visual(found)
    )


@lru_cache(maxsize=4096)
def missing(text: str) -> tuple[str, ...]:
    """The characters of a text that cannot be drawn, each once, in the order of their coming.

    No font holds them, or none that holds them also holds the letter that they stand on.
    """
    sheet_of, found = Faces.load().coverage.sheet, dict[str, None]()
    for part in clusters(normal(text)):
        face = face_of(part, "bold", han.SIMPLIFIED)
        sheet = sheet_of(face.family, face.weight)
        forms = [needed(part), unicodedata.normalize("NFD", needed(part))]
        lacking = [[sign for sign in form if not sheet.holds(sign)] for form in forms]
        if all(lacking):
            found |= dict.fromkeys(lacking[0])
    return tuple(found)


def drawn(text: str, direction: Literal["ltr", "rtl"], language: str = "") -> Drawn:
    """A run as Pillow is to be given it on this computer.

    Args:
        text: of a run, in the order in which it is read.
        direction: of the run.
        language: of the run, where it is known; a country is none.
    """
    if shapes():
        return Drawn(text, direction, language if language[:2].islower() else None)
    return Drawn(_repaired(text) if direction == "rtl" else text, None, None)


def unsafe_scripts() -> tuple[str, ...]:
    """The scripts whose letters this computer cannot put together, by their English names.

    Of emoji, it is those that are made of several. Empty where letters are shaped (see
    `engine.shapes`). In a PDF all of them are right: the
    library that writes it shapes by itself.
    """
    return () if shapes() else tuple(_NEED_SHAPING)


def unsafe_in(text: str) -> tuple[str, ...]:
    """Those of `unsafe_scripts` that a text is written in."""
    return tuple(name for name in unsafe_scripts() if _NEED_SHAPING[name].search(text))


def _repaired(text: str) -> str:
    """Right to left, for a library that draws one letter after the other as it finds them."""
    from arabic_reshaper import reshape
    from bidi.algorithm import get_display  # the one that mirrors brackets

    shown: str = get_display(reshape(text), base_dir="R")
    return shown
