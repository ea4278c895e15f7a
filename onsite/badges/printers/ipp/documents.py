"""In which form a printer gets a badge: what it takes, and which paper it is told."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from onsite.badges.printers import saying
from onsite.badges.printers.ipp.meaning import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.badges.printers.channel import Output
    from onsite.plan.printers import PrinterPart

PDF, PWG, JPEG, PNG = "application/pdf", "image/pwg-raster", "image/jpeg", "image/png"
FORMATS = (PDF, PWG, JPEG, PNG)
"""The best first: PDF is drawn by the printer, as sharp as it can."""
_MEDIA = re.compile(r"_(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(mm|in)(?:$|[._])")
_INCH = 25.4
_NEAR = 0.6
"""So many mm may a paper differ from what is asked for."""
_DPI_UNIT = 3


def chosen(told: Mapping[str, Any]) -> str | None:
    """The format that a printer gets; None where it takes none of ours."""
    taken = listed(told.get("document-format-supported"))
    return next((each for each in FORMATS if each in taken), None)


def document(output: Output, kind: str, printer: PrinterPart, told: Mapping[str, Any]) -> bytes:
    """The badge in that format; takes time.

    Raises:
        NotSent: it has two sides, and the format has room for one.
    """
    if kind == PDF:
        return output.pdf()
    dpi = resolution(told, printer.dpi)
    images = output.images(dpi, not printer.colour)
    if kind == PWG:
        from onsite.badges.printers.ipp import pwg

        return pwg.encode(images, dpi)
    if len(images) > 1:
        raise saying.two_sides(printer.name)
    written = io.BytesIO()
    form = "JPEG" if kind == JPEG else "PNG"
    images[0].convert("RGB").save(written, form, dpi=(dpi, dpi), quality=95)
    return written.getvalue()


def resolution(told: Mapping[str, Any], wanted: int) -> int:
    """The printer's own dots to the inch that come nearest to those of the plan."""
    given = told.get("pwg-raster-document-resolution-supported")
    values = given if isinstance(given, list) else [given]
    known = [
        each[0]
        for each in values
        if isinstance(each, tuple) and each[0] == each[1] and each[2] == _DPI_UNIT
    ]
    return min(known, key=lambda dpi: (abs(dpi - wanted), dpi), default=wanted)


def media(told: Mapping[str, Any], width: float, height: float) -> str | None:
    """The printer's name of a paper of that size in mm; None where it has none, nor a free one."""
    names = listed(told.get("media-supported"))
    for name in names:
        size = _size(name)
        if size and abs(size[0] - width) <= _NEAR and abs(size[1] - height) <= _NEAR:
            return name
    if any(name.startswith("custom_max") for name in names):
        return f"custom_badge_{width:g}x{height:g}mm"
    return None


def _size(name: str) -> tuple[float, float] | None:
    found = _MEDIA.search(name)
    if found is None or name.startswith(("custom_min", "custom_max")):
        return None
    unit = _INCH if found[3] == "in" else 1.0
    return float(found[1]) * unit, float(found[2]) * unit
