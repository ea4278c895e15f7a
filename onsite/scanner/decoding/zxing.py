"""zxing-cpp: the decoder of the fast lane."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from onsite.scanner.decoding.found import Code
from onsite.scanner.decoding.letters import decoded
from onsite.scanner.decoding.squares import Square

if TYPE_CHECKING:
    from onsite.scanner.decoding.found import Corner
    from onsite.scanner.decoding.views import Frame, View
    from onsite.scanner.decoding.ways import Way

_WITH_CHARACTER_SET = ("]Q2", "]Q4", "]Q6")
"""What ISO/IEC 18004 calls a code that names its character set (ECI)."""

_RESERVE = {("1", "L"): 0.3, ("1", "M"): 0.1, ("2", "L"): 0.1}
"""The share of its error correction that a small code must have left, by version and level.

ISO/IEC 18004 keeps some check words of the smallest codes for telling that a code was read
wrong, by not mending errors with them. zxing-cpp mends with them all, and tells how many it took.
"""


@cache
def zxing() -> Any:
    """The module, or None where it is not installed."""
    try:
        import zxingcpp
    except ImportError:
        return None
    return zxingcpp


def read_by(way: Way, frame: Frame) -> dict[str, Code]:
    """The codes that are read in a frame by one of the ways, by their texts."""
    codes: dict[str, Code] = {}
    for view in way(frame):
        codes |= read_in(view, frame)
    return codes


def read_in(view: View, frame: Frame) -> dict[str, Code]:
    """The codes that are read in a view of a frame; the frame notes those that are not read."""
    codes, missed = look(view)
    frame.missed += missed
    return {code.text: code for code in codes}


def look(view: View) -> tuple[list[Code], list[Square]]:
    """The codes that are read in a view, and those that are seen and not read.

    Only the ordinary QR code is looked for. Micro QR and rMQR codes have one check word for
    several texts: in a hall full of other signs, they would be read where there are none.
    """
    library = zxing()
    if library is None:
        return [], []
    barcodes = library.read_barcodes(
        view.picture,
        formats=library.BarcodeFormat.QRCodeModel2,
        try_invert=False,
        try_downscale=False,
        text_mode=library.TextMode.Plain,
        binarizer=getattr(library.Binarizer, view.threshold),
        return_errors=True,
    )
    codes, missed = [], []
    for barcode in barcodes:
        if not barcode.extra or not barcode.extra["Version"].isdecimal():
            continue
        corners = view.in_frame(_corners(barcode))
        if barcode.valid and _is_sure(barcode):
            codes.append(Code(_text(barcode), corners))
        elif len(set(corners)) == len(corners):
            missed.append(Square(corners, 17 + 4 * int(barcode.extra["Version"])))
    return [code for code in codes if code.text], missed


def _is_sure(barcode: Any) -> bool:
    extra = barcode.extra
    return bool(extra["UEC"] >= _RESERVE.get((extra["Version"], extra["ECLevel"]), 0))


def _text(barcode: Any) -> str:
    declared = barcode.symbology_identifier in _WITH_CHARACTER_SET
    return decoded(bytes(barcode.bytes), barcode.text, declared=declared)


def _corners(barcode: Any) -> tuple[Corner, ...]:
    place = barcode.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return tuple((corner.x, corner.y) for corner in corners)
