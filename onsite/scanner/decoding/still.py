"""A still picture: everything there is to read it with."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from onsite.scanner.decoding import zbar, zxing
from onsite.scanner.decoding.fast import FastLane
from onsite.scanner.decoding.second import SecondLane
from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    from onsite.scanner.decoding.found import Code, Picture


def read(picture: Picture) -> tuple[Code, ...]:
    """Every QR code in a picture, each text once. A picture without codes gives none.

    Args:
        picture: grey, or blue-green-red; eight bits a channel.
    """
    grey = _grey(picture)
    return FastLane(budget_s=inf).read(grey).codes or SecondLane().read(grey).codes


def engines() -> dict[str, bool]:
    """The decoders by name, and whether each can be used on this computer."""
    return {"zxing-cpp": zxing.zxing() is not None, "zbar": zbar.zbar() is not None}


def _grey(picture: Picture) -> Picture:
    if picture.ndim == 2:  # noqa: PLR2004 - rows and columns, no channels
        return picture
    grey: Picture = opencv().cvtColor(picture, opencv().COLOR_BGR2GRAY)
    return grey
