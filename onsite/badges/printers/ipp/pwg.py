"""Pages as PWG Raster, which every printer without a driver takes (PWG 5102.4-2012)."""

from __future__ import annotations

import struct
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL.Image import Image

_SYNC = b"RaS2"
_HEADER = 1796
_WHITE_SGRAY, _SRGB = 18, 19
_MM, _POINTS = 25.4, 72
_LONGEST = 128
"""Pixels in one run, or in one piece without runs."""


def encode(images: Sequence[Image], dpi: int) -> bytes:
    """All pages, of the types `sgray_8` or `srgb_8`, whatever the images are.

    Args:
        images: "1" and "L" become `sgray_8`, others `srgb_8`.
        dpi: dots to the inch in both directions.
    """
    pages = [each.convert("L" if each.mode in ("1", "L") else "RGB") for each in images]
    parts = [_SYNC]
    for page in pages:
        parts += [_header(page, dpi, len(pages)), b"".join(_lines(page))]
    return b"".join(parts)


def _header(page: Image, dpi: int, pages: int) -> bytes:
    colours = len(page.getbands())
    width, height = page.size
    size = (round(width * _POINTS / dpi), round(height * _POINTS / dpi))
    fields = {
        276: (dpi, dpi),
        340: (1,),  # copies
        352: size,
        372: (width, height, 0, 8, 8 * colours, width * colours, 0),
        400: (_SRGB if colours > 1 else _WHITE_SGRAY,),
        420: (colours,),
        452: (pages, 1, 1),  # pages in all; feed and cross-feed as they are
    }
    header = bytearray(_HEADER)
    header[0:9] = b"PwgRaster"
    for offset, numbers in fields.items():
        struct.pack_into(f">{len(numbers)}I", header, offset, *numbers)
    return bytes(header)


def _lines(page: Image) -> Iterator[bytes]:
    """Each different line once, with how often it is repeated."""
    width, height = page.size
    step = len(page.getbands())
    data, row = page.tobytes(), width * step
    lines = (data[at * row : (at + 1) * row] for at in range(height))
    for line, same in groupby(lines):
        packed, left = _packed(line, step), len(list(same))
        while left:
            repeated = min(left, 256)
            yield bytes([repeated - 1]) + packed
            left -= repeated


def _packed(line: bytes, step: int) -> bytes:
    pixels = [line[at : at + step] for at in range(0, len(line), step)]
    runs = [(pixel, len(list(same))) for pixel, same in groupby(pixels)]
    out, single = bytearray(), list[bytes]()
    for pixel, many in runs:
        if many == 1:
            single.append(pixel)
            continue
        _flush(out, single)
        left = many
        while left:
            length = min(left, _LONGEST)
            out += bytes([length - 1]) + pixel
            left -= length
    _flush(out, single)
    return bytes(out)


def _flush(out: bytearray, single: list[bytes]) -> None:
    """Pixels that differ from their neighbours, as they are."""
    for at in range(0, len(single), _LONGEST):
        piece = single[at : at + _LONGEST]
        count = 257 - len(piece) if len(piece) > 1 else 0
        out += bytes([count]) + b"".join(piece)
    single.clear()
