"""A still picture: everything there is to read it with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.scanner.decoding import zbar, zxing
from onsite.scanner.decoding.second import slowly
from onsite.scanner.decoding.views import SMALLEST, Frame, in_grey
from onsite.scanner.decoding.ways import FIRST, THEN
from onsite.scanner.decoding.zxing import read_by

if TYPE_CHECKING:
    from onsite.scanner.decoding.found import Code, Picture


def read(picture: Picture) -> tuple[Code, ...]:
    """Every QR code in a picture, each text once. A picture without codes gives none.

    Args:
        picture: grey, or blue-green-red; eight bits a channel.
    """
    if min(picture.shape[:2]) < SMALLEST:
        return ()
    frame = Frame(in_grey(picture))
    codes: dict[str, Code] = {}
    for way in FIRST:
        # What is read by one way may be one of many codes.
        codes |= read_by(way, frame)
    for way in THEN:
        codes = codes or read_by(way, frame)
    return tuple(codes.values()) or slowly(frame)


def engines() -> dict[str, bool]:
    """The decoders by name, and whether each can be used on this computer."""
    return {"zxing-cpp": zxing.zxing() is not None, "zbar": zbar.zbar() is not None}
