"""Which face draws a sign."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from onsite.badges.fonts.clusters import is_emoji, needed
from onsite.badges.fonts.faces import FaceId, Faces, Weight
from onsite.badges.fonts.han import VARIANTS

HAN_FAMILY, EMOJI_FAMILY = "Noto Sans CJK", "Noto Emoji"


@lru_cache(maxsize=8192)
def face_of(cluster: str, weight: Weight, variant: str, before: FaceId | None = None) -> FaceId:
    """The face for a sign; the first of all where none holds it.

    Args:
        cluster: a letter with its marks, or an emoji.
        weight: that is wanted; another stands in where a family has no such weight.
        variant: of the Chinese characters.
        before: the face of the sign before it, which a space or a mark of a sentence keeps.
    """
    coverage = Faces.load().coverage
    order = coverage.families()
    if is_emoji(cluster):
        order = (EMOJI_FAMILY, *order)
    elif before is not None and _joins(cluster[0]):
        order = (before.family, *order)
    signs = needed(cluster)
    decomposed = unicodedata.normalize("NFD", signs)
    for form in dict.fromkeys((signs, decomposed)):
        for family in order:
            sheet = coverage.sheet(family, weight)
            if all(sheet.holds(sign) for sign in form):
                return _face(family, sheet.weight, variant)
    return _nearest(signs, weight, variant, order)


def _nearest(signs: str, weight: Weight, variant: str, order: tuple[str, ...]) -> FaceId:
    """Where none holds a sign with all of its marks, the one that holds the letter."""
    coverage = Faces.load().coverage
    held = (family for family in order if signs and coverage.sheet(family, weight).holds(signs[0]))
    family = next(held, order[0])
    return _face(family, coverage.sheet(family, weight).weight, variant)


def _face(family: str, weight: str, variant: str) -> FaceId:
    known: Weight = "bold" if weight == "bold" else "regular"
    return FaceId(family, known, VARIANTS.index(variant) if family == HAN_FAMILY else 0)


def _joins(sign: str) -> bool:
    """Spaces, and marks of a sentence that look different in each script."""
    kind = unicodedata.category(sign)
    return kind == "Zs" or (kind[0] == "P" and not sign.isascii())
