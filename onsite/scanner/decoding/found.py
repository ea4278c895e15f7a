"""What is found in a picture: codes, and a code that is seen but cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Picture: TypeAlias = "NDArray[np.uint8]"
"""Rows of pixels: grey, eight bits, 0 is black; those who read take blue-green-red as well."""

Corner = tuple[int, int]
"""In pixels of the picture that was given, x before y."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was read, and where it is in the picture."""

    text: str
    corners: tuple[Corner, ...]
    """Going round the code."""


class Hint(StrEnum):
    """What would make a code readable."""

    CLOSER = "closer"
    """It is too small in the picture."""
    BRIGHTER = "brighter"
    """It is too dark, too faint, or a light glares on it."""
    STILL = "still"
    """It is blurred, or only just not readable."""


@dataclass(frozen=True, slots=True)
class Located:
    """A code that is seen but cannot be read."""

    corners: tuple[Corner, ...]
    """Going round the code."""
    hint: Hint


@dataclass(frozen=True, slots=True)
class Reading:
    """What one look at a picture gave."""

    codes: tuple[Code, ...] = ()
    """Each text once."""
    located: Located | None = None
    """Only where no code was read."""
