"""The test code as a picture in a terminal."""

from __future__ import annotations

from typing import Any

from onsite.scanner.hand.calibration import TEXT

_BLACK_ON_WHITE = "\x1b[38;5;16;48;5;231m"
_PLAIN = "\x1b[0m"
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def picture() -> list[str]:
    """The lines of the QR code, two of its rows each; none where it cannot be drawn here."""
    try:
        import zxingcpp
    except ImportError:
        return []
    code = zxingcpp.create_barcode(TEXT, zxingcpp.BarcodeFormat.QRCode)
    image: Any = zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=True)
    pixels: Any = memoryview(image).tolist()
    rows = [[not light for light in row] for row in pixels]
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    return [
        _BLACK_ON_WHITE + "".join(_HALVES[both] for both in zip(upper, lower, strict=True)) + _PLAIN
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]
