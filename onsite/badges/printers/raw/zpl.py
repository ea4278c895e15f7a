"""ZPL II: a picture as a label, and what `~HS` answers (Zebra, ZPL II Programming Guide)."""

from __future__ import annotations

import re
import zlib
from base64 import b64encode
from binascii import crc_hqx
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onsite.badges.printers.channel import Kind, PrinterState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

Graphic = Literal["hex", "z64"]
STATUS = b"~HS"
_COUNTS = tuple("GHIJKLMNOPQRSTUVWXY")
"""1 to 19 of what follows; `g` to `z` are 20 to 400 of it."""
_SAME = re.compile(r"(.)\1+")
_MOST = 419
_INVERSE = bytes(range(255, -1, -1))


def label(images: Sequence[Image], name: str, graphic: Graphic = "hex") -> bytes:
    """A badge, each of its sides a label of its own.

    Args:
        images: of mode "1", at the dots of the printer's head.
        name: of the job; a comment in what is sent.
        graphic: `hex` is read by all that call themselves ZPL, `z64` by Zebra's own.
    """
    return b"".join(_page(image, name, graphic) for image in images)


def _page(image: Image, name: str, graphic: Graphic) -> bytes:
    width, height = image.size
    row = (width + 7) // 8
    dots = inverted(image)
    data = packed(dots, row) if graphic == "hex" else zipped(dots)
    field = f"^GFA,{len(dots)},{len(dots)},{row},{data}^FS"
    text = f"^XA^FX{name}^FS^PW{width}^LL{height}^LH0,0^FO0,0{field}^PQ1,0,0,N^XZ\n"
    return text.encode("ascii")


def inverted(image: Image) -> bytes:
    """The dots in rows of whole bytes, a bit that is set being black; the margin stays white."""
    plain = image.convert("1")
    width, height = plain.size
    row, spare = (width + 7) // 8, -width % 8
    dots = bytearray(plain.tobytes().translate(_INVERSE))
    if spare:
        keep = 0xFF << spare & 0xFF
        for at in range(row - 1, row * height, row):
            dots[at] &= keep
    return bytes(dots)


def zipped(dots: bytes) -> str:
    """As `:Z64:`, with the CRC (CCITT, from 0) of its Base64."""
    text = b64encode(zlib.compress(dots, 6))
    return f":Z64:{text.decode()}:{crc_hqx(text, 0):04X}"


def packed(dots: bytes, row: int) -> str:
    """As hexadecimal digits with counts: `,` ends a row in white, `!` in black, `:` repeats one."""
    text = dots.hex().upper()
    lines = (text[at : at + 2 * row] for at in range(0, len(text), 2 * row))
    said, last = [], None
    for line in lines:
        said.append(":" if line == last else _row(line))
        last = line
    return "".join(said)


def _row(line: str) -> str:
    end = ""
    for digit, sign in (("0", ","), ("F", "!")):
        if line.endswith(digit):
            line, end = line.rstrip(digit), sign
            break
    return _SAME.sub(_counted, line) + end


def _counted(found: re.Match[str]) -> str:
    many, digit = len(found[0]), found[1]
    said = ""
    while many > _MOST:
        said, many = f"{said}{_count(_MOST)}{digit}", many - _MOST
    return f"{said}{_count(many)}{digit}"


def _count(many: int) -> str:
    twenties, rest = divmod(many, 20)
    return (chr(ord("f") + twenties) if twenties else "") + (_COUNTS[rest - 1] if rest else "")


@dataclass(frozen=True, slots=True)
class HostStatus:
    """What `~HS` answers, as far as it decides anything."""

    paper_out: bool
    paused: bool
    formats: int
    """That wait in its memory."""
    full: bool
    too_cold: bool
    too_hot: bool
    head_up: bool
    ribbon_out: bool
    labels: int
    """Still to be printed of the present format."""


_STRINGS, _FIELDS = 3, (12, 11, 2)


def is_whole(said: bytes) -> bool:
    """Whether all three strings of an answer have come."""
    return said.count(b"\x03") >= _STRINGS


def host_status(said: bytes) -> HostStatus | None:
    """The answer to `~HS` taken apart; None where it is none."""
    strings = re.findall(rb"\x02([^\x02\x03]*)\x03", said)
    fields = [string.decode("ascii", "replace").split(",") for string in strings]
    if len(fields) < _STRINGS or any(
        len(field) < least for field, least in zip(fields, _FIELDS, strict=False)
    ):
        return None
    first, second = fields[0], fields[1]
    try:
        return HostStatus(
            paper_out=first[1] == "1",
            paused=first[2] == "1",
            formats=int(first[4]),
            full=first[5] == "1",
            too_cold=first[10] == "1",
            too_hot=first[11] == "1",
            head_up=second[2] == "1",
            ribbon_out=second[3] == "1",
            labels=int(second[8]),
        )
    except ValueError:
        return None


def state(status: HostStatus) -> PrinterState:
    """What it means for a badge."""
    reasons: list[tuple[bool, Kind, str]] = [
        (status.head_up, "cover_open", "head-open"),
        (status.paper_out, "out_of_paper", "media-empty"),
        (status.ribbon_out, "stopped", "ribbon-empty"),
        (status.too_hot, "stopped", "head-too-hot"),
        (status.too_cold, "stopped", "head-too-cold"),
        (status.full, "stopped", "buffer-full"),
        (status.paused, "stopped", "paused"),
    ]
    found = [(kind, reason) for holds, kind, reason in reasons if holds]
    waiting = status.formats + (status.labels > 0)
    kind: Kind = found[0][0] if found else "printing" if waiting else "ready"
    return PrinterState(kind, tuple(reason for _kind, reason in found), waiting, not status.full)
