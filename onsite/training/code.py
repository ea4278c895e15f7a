"""The code that a guest of a training shows, large enough to be scanned off the screen."""

from __future__ import annotations

_QUIET = 2


def picture(text: str) -> list[str]:
    """The lines of a QR code, two squares in each sign; to be shown black on white."""
    from qrcode.constants import ERROR_CORRECT_L
    from qrcode.main import QRCode

    made = QRCode(error_correction=ERROR_CORRECT_L, border=_QUIET)
    made.add_data(text)
    made.make(fit=True)
    rows = made.get_matrix()
    rows += [[False] * len(rows[0])] * (len(rows) % 2)
    signs = {(False, False): " ", (False, True): "▄", (True, False): "▀", (True, True): "█"}
    return [
        "".join(signs[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]
