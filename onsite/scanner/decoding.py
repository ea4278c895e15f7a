"""QR codes in a picture: zxing-cpp first, zbar as a second chance where it is installed.

Everything here runs in the scanner's own thread. The libraries are loaded at the first picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

Corner = tuple[int, int]

_WITH_CHARACTER_SET = ("]Q2", "]Q4", "]Q6")
"""What ISO/IEC 18004 calls a code that names its character set (ECI)."""

_SMALLEST = 21
"""Modules on a side of the smallest QR code: fewer pixels hold none."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was read, and where it is in the picture."""

    text: str
    corners: tuple[Corner, ...]
    """In pixels of the picture, x before y, going round the code."""


def read(picture: Picture) -> tuple[Code, ...]:
    """Every QR code in a picture, each text once. A picture without codes gives none.

    Passes from the cheapest to the dearest; the first that reads anything ends it.

    Args:
        picture: grey, or blue-green-red; eight bits a channel.
    """
    grey = _grey(picture)
    if min(grey.shape) < _SMALLEST:
        return ()
    for attempt in _ATTEMPTS:
        found = {code.text: code for code in attempt(grey) if code.text}
        if found:
            return tuple(found.values())
    return ()


def engines() -> dict[str, bool]:
    """The decoders by name, and whether each can be used on this computer."""
    return {"zxing-cpp": _zxing() is not None, "zbar": _zbar() is not None}


def _grey(picture: Picture) -> Picture:
    if picture.ndim == 2:  # noqa: PLR2004 - rows and columns, no channels
        return picture
    cv2 = opencv()
    grey: Picture = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return grey


def _at_half_size(grey: Picture) -> Iterator[Code]:
    cv2 = opencv()
    half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    for code in _by_zxing(half, "LocalAverage"):
        yield Code(code.text, tuple((2 * x, 2 * y) for x, y in code.corners))


def _at_full_size(grey: Picture) -> Iterator[Code]:
    return _by_zxing(grey, "LocalAverage")


def _by_one_threshold(grey: Picture) -> Iterator[Code]:
    """Where a glare or a deep shadow misleads the local average."""
    return _by_zxing(grey, "GlobalHistogram")


def _by_zxing(grey: Picture, binarizer: str) -> Iterator[Code]:
    zxing = _zxing()
    if zxing is None:
        return
    barcodes = zxing.read_barcodes(
        grey,
        formats=zxing.BarcodeFormat.QRCode,
        try_invert=True,
        try_downscale=True,
        binarizer=getattr(zxing.Binarizer, binarizer),
    )
    for barcode in barcodes:
        place = barcode.position
        sides = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        declared = barcode.symbology_identifier in _WITH_CHARACTER_SET
        text = decoded(bytes(barcode.bytes), barcode.text, declared=declared)
        yield Code(text, tuple((corner.x, corner.y) for corner in sides))


def _by_zbar(grey: Picture) -> Iterator[Code]:
    zbar = _zbar()
    if zbar is None:
        return
    try:
        symbols = zbar.decode(grey, [zbar.ZBarSymbol.QRCODE])
    except (ValueError, zbar.PyZbarError):
        # pyzbar cannot express the orientation of a code that is split over several symbols.
        return
    for symbol in symbols:
        # zbar takes UTF-8 for Big5 ("José" becomes "Jos矇"): only plain ASCII can be trusted.
        if symbol.data.isascii():
            corners = tuple((point.x, point.y) for point in symbol.polygon)
            yield Code(symbol.data.decode("ascii"), corners)


_ATTEMPTS: tuple[Callable[[Picture], Iterator[Code]], ...] = (
    _at_half_size,
    _at_full_size,
    _by_one_threshold,
    _by_zbar,
)


def decoded(raw: bytes, guess: str, *, declared: bool = False) -> str:
    """The text of a code's bytes; empty where no reading of them can be right.

    Args:
        raw: the bytes as they stand in the code.
        guess: the decoder's own reading: the declared character set, Shift JIS or Latin-1.
        declared: the code itself names its character set.
    """
    if declared:
        return guess
    for encoding in ("utf-8-sig", *(() if _is_wide(guess) else ("gb2312",))):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    if _is_text(guess):
        return guess
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return ""


def _is_wide(guess: str) -> bool:
    return any(char > "\xff" for char in guess)


def _is_text(guess: str) -> bool:
    return not any("\x7f" <= char <= "\x9f" or char == "\ufffd" for char in guess)


@cache
def _zxing() -> Any:
    try:
        import zxingcpp
    except ImportError:
        return None
    return zxingcpp


@cache
def _zbar() -> Any:
    # Without the system's libzbar, pyzbar raises ImportError; with a broken one, OSError.
    try:
        from pyzbar import pyzbar, pyzbar_error
    except (ImportError, OSError):
        return None
    pyzbar.PyZbarError = pyzbar_error.PyZbarError
    return pyzbar
