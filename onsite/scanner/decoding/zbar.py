"""zbar through pyzbar: a second decoder, where the system's libzbar is installed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from onsite.scanner.decoding.found import Code

if TYPE_CHECKING:
    from onsite.scanner.decoding.views import View


@cache
def zbar() -> Any:
    """The module, or None where it or libzbar is missing."""
    # Without the system's libzbar, pyzbar raises ImportError; with a broken one, OSError.
    try:
        from pyzbar import pyzbar, pyzbar_error
    except (ImportError, OSError):
        return None
    pyzbar.PyZbarError = pyzbar_error.PyZbarError
    return pyzbar


def look(view: View) -> list[Code]:
    """The codes that are read in a view; none where zbar is missing."""
    library = zbar()
    if library is None:
        return []
    try:
        # Of all kinds of codes only this one: the others' decoders print their doubts.
        symbols = library.decode(view.picture, [library.ZBarSymbol.QRCODE])
    except (ValueError, library.PyZbarError):
        # pyzbar cannot express the orientation of a code that is split over several symbols.
        return []
    return [
        Code(symbol.data.decode("ascii"), view.in_frame((at.x, at.y) for at in symbol.polygon))
        for symbol in symbols
        # zbar takes UTF-8 for Big5 ("José" becomes "Jos矇"): only plain ASCII can be trusted.
        if symbol.data.isascii() and symbol.data
    ]
