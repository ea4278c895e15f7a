"""The QR code of a ticket, drawn as squares that stay sharp at any size."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

LONGEST = 60
"""Of a text that is still read from a code this small; longer tickets are typed or searched."""
_PATTERN = 3


class Squares(NamedTuple):
    """A QR code as operators of a PDF page that fill its dark squares, one unit a square."""

    side: int
    """In units."""
    drawn: str


def squares(text: str) -> Squares | None:
    """The QR code of a text, without a quiet zone; None where there is none, or it is too long."""
    if not text or len(text.encode()) > LONGEST:
        return None
    from qrcode.constants import ERROR_CORRECT_L
    from qrcode.main import QRCode

    # Any of the eight patterns is read alike; trying all of them costs ten times the time.
    made = QRCode(error_correction=ERROR_CORRECT_L, border=0, mask_pattern=_PATTERN)
    made.add_data(text)
    made.make(fit=True)
    matrix = made.get_matrix()
    side = len(matrix)
    drawn = []
    for place, row in enumerate(matrix):
        at = 0
        for dark, group in groupby(row):
            many = len(list(group))
            if dark:
                drawn.append(f"{at} {side - 1 - place} {many} 1 re")
            at += many
    return Squares(side, " ".join([*drawn, "f"]))
