"""Brother's raster, through brother_ql, and the 32 bytes that such a printer answers.

Source: Brother, Raster Command Reference of the QL-800 series (2. Print Data, 4. Status).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.badges.printers.channel import Kind, PrinterState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image as Picture

DPI = 300
STATUS = b"\x00" * 200 + b"\x1b@" + b"\x1biS"
"""Clears what is half sent, begins anew, and asks."""
LENGTH = 32
_HEAD = b"\x80\x20B"
_ERRORS: tuple[tuple[int, int, Kind, str], ...] = (
    (8, 0x01, "out_of_paper", "media-empty"),
    (8, 0x02, "out_of_paper", "media-end"),
    (8, 0x04, "jam", "cutter-jam"),
    (8, 0x10, "stopped", "in-use"),
    (9, 0x01, "stopped", "wrong-label"),
    (9, 0x04, "stopped", "communication-error"),
    (9, 0x10, "cover_open", "cover-open"),
    (9, 0x40, "jam", "media-not-fed"),
    (9, 0x80, "stopped", "system-error"),
)
"""Byte, bit, and what it means."""
_PRINTING = 0x01
_SLACK = 6
"""So many dots, half a millimetre, a label may be shorter than it is called."""


@dataclass(frozen=True, slots=True)
class Area:
    """A label and what can be printed on it, in dots; heights are 0 on a roll without an end."""

    width: int
    height: int
    whole_width: int
    whole_height: int


class TooWideError(Exception):
    """A badge is wider than the label."""

    def __init__(self, width: int, head: int) -> None:
        super().__init__(f"{width} > {head}")
        self.width, self.head = width, head


def area(label: str) -> Area:
    """What can be printed on a label that brother_ql knows by that name."""
    from brother_ql.labels import ALL_LABELS

    found = next(each for each in ALL_LABELS if each.identifier == label)
    return Area(*found.dots_printable, *found.dots_total)


def raster(images: Sequence[Picture], model: str, label: str) -> bytes:
    """A badge, each of its sides cut off by itself.

    Raises:
        TooWideError: it does not fit.
    """
    from brother_ql.conversion import convert
    from brother_ql.raster import BrotherQLRaster

    machine = BrotherQLRaster(model)
    room, red = area(label), label.endswith("red")
    # A label with red on it is fed only in two colours, though nothing is red.
    mode = "RGB" if red else "1"
    fitted = [_fitted(image, room).convert(mode) for image in images]
    data: bytes = convert(
        machine,
        fitted,
        label,
        cut=True,
        red=red,
        rotate="0",
        compress=machine.compression_support,
        threshold=50,
    )
    return data


def _fitted(image: Picture, room: Area) -> Picture:
    """The picture on what can be printed, dot for dot: brother_ql would stretch it.

    A label cannot be printed to its edges; what stands there is left out.
    """
    from PIL import Image

    width, height = image.size
    if room.height and (width > height) != (room.width > room.height):
        image = image.transpose(Image.Transpose.ROTATE_90)
        width, height = image.size
    long = room.height and height > room.whole_height + _SLACK
    if width > room.whole_width + _SLACK or long:
        raise TooWideError(width, room.width)
    paper = Image.new(image.mode, (room.width, room.height or height), "white")
    top = (room.height - height) // 2 if room.height else 0
    paper.paste(image, ((room.width - width) // 2, top))
    return paper


def is_whole(said: bytes) -> bool:
    """Whether an answer has come wholly."""
    return len(said) >= LENGTH


def state(said: bytes) -> PrinterState | None:
    """What an answer means for a badge; None where it is none."""
    if len(said) < LENGTH or not said.startswith(_HEAD):
        return None
    found = [(kind, reason) for at, bit, kind, reason in _ERRORS if said[at] & bit]
    printing = said[19] == _PRINTING
    kind: Kind = found[0][0] if found else "printing" if printing else "ready"
    return PrinterState(kind, tuple(reason for _kind, reason in found), int(printing))
