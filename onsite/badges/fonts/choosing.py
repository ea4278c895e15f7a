"""Which face draws a sign."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from onsite.badges.fonts.clusters import is_emoji, needed
from onsite.badges.fonts.faces import FaceId, Faces, Weight
from onsite.badges.fonts.han import VARIANTS

if TYPE_CHECKING:
    from onsite.badges.fonts.coverage import Sheet

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
    order = _order(weight)
    if is_emoji(cluster):
        order = _with_first(EMOJI_FAMILY, order)
    elif before is not None and before.family != EMOJI_FAMILY and _joins(cluster[0]):
        order = _with_first(before.family, order)
    signs = needed(cluster)
    for form in dict.fromkeys((signs, unicodedata.normalize("NFD", signs))):
        for sheet in order:
            if all(sheet.holds(sign) for sign in form):
                return _face(sheet, variant)
    # Where none holds a sign with all of its marks, the one that holds the letter.
    held = (sheet for sheet in order if sheet.holds(signs[:1] or " "))
    return _face(next(held, order[0]), variant)


@lru_cache(maxsize=2)
def _order(weight: Weight) -> tuple[Sheet, ...]:
    """The fonts in the order in which they are asked; those of the other weight at last."""
    sheets = Faces.load().coverage.sheets
    paired = {sheet.family for sheet in sheets if sheet.weight == weight}
    meant = [sheet for sheet in sheets if sheet.weight == weight or sheet.family not in paired]
    return (*meant, *(sheet for sheet in sheets if sheet not in meant))


def _with_first(family: str, order: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    return (*(sheet for sheet in order if sheet.family == family), *order)


def _face(sheet: Sheet, variant: str) -> FaceId:
    weight: Weight = "bold" if sheet.weight == "bold" else "regular"
    return FaceId(
        sheet.family, weight, VARIANTS.index(variant) if sheet.family == HAN_FAMILY else 0
    )


def _joins(sign: str) -> bool:
    """Spaces, and marks of a sentence that look different in each script."""
    kind = unicodedata.category(sign)
    return kind == "Zs" or (kind[0] == "P" and not sign.isascii())
