"""A badge with a code on it, and what a printer was sent, made a picture again."""

from __future__ import annotations

import io
import re
import struct
import time
import zlib
from base64 import b64decode
from binascii import crc_hqx
from dataclasses import dataclass

import numpy as np
import packbits
import qrcode
from PIL import Image

from onsite.scanner.decoding import read

MODULE_MM = 0.6
MADE = time.gmtime(0)


@dataclass
class Badge:
    """Of that size in mm; a code in its middle and a frame near its edge."""

    code: str = "HS-7K3QD:2:GUEST"
    width_mm: float = 105
    height_mm: float = 148
    sides: int = 1
    title: str = "Ada Byron"

    def pdf(self) -> bytes:
        written = io.BytesIO()
        self.images(150, True)[0].save(
            written, "PDF", resolution=150, creationDate=MADE, modDate=MADE
        )
        return written.getvalue()

    def images(self, dpi, mono):
        size = (round(self.width_mm / 25.4 * dpi), round(self.height_mm / 25.4 * dpi))
        made = qrcode.QRCode(border=4, box_size=-int(-MODULE_MM * dpi // 25.4))
        made.add_data(self.code)
        code = made.make_image().get_image().convert("1")
        page = Image.new("1", size, 1)
        page.paste(code, ((size[0] - code.width) // 2, (size[1] - code.height) // 2))
        page.paste(0, (40, 60, size[0] - 40, 68))
        return [page if mono else page.convert("RGB")] * self.sides


def seen(image) -> list[str]:
    """What the desk's scanner reads in a picture."""
    return [found.text for found in read(np.array(image.convert("L")))]


_FIELD = re.compile(
    rb"\^PW(\d+)\^LL(\d+).*?\^GFA,(\d+),(\d+),(\d+),(.*?)\^FS\^PQ1,0,0,N\^XZ", re.DOTALL
)


def from_zpl(data: bytes):
    """The labels in what was sent, as pictures."""
    return [_label(*found) for found in _FIELD.findall(data)]


def _label(width, height, total, again, row, field):
    assert total == again
    row, size = int(row), (int(width), int(height))
    dots = _unzipped(field) if field.startswith(b":Z64:") else _unpacked(field.decode(), row)
    assert len(dots) == int(total) == row * size[1]
    whole = Image.frombytes("1", (row * 8, size[1]), bytes(each ^ 0xFF for each in dots))
    if size[0] % 8:
        assert whole.crop((size[0], 0, row * 8, size[1])).getextrema() == (255, 255)
    return whole.crop((0, 0, *size))


def _unzipped(field: bytes) -> bytes:
    text, check = field.removeprefix(b":Z64:").rsplit(b":", 1)
    assert int(check, 16) == crc_hqx(text, 0)
    return zlib.decompress(b64decode(text, validate=True))


def _unpacked(text: str, row: int) -> bytes:
    """As the manual tells it: counts add up, `,` and `!` fill a row, `:` repeats it."""
    rows, line, many = [], "", 0
    for sign in text:
        if sign in ",!":
            line += ("0" if sign == "," else "F") * (2 * row - len(line))
        elif sign == ":":
            line = rows[-1]
        elif "G" <= sign <= "Y":
            many += ord(sign) - ord("F")
        elif "g" <= sign <= "z":
            many += 20 * (ord(sign) - ord("f"))
        else:
            line, many = line + sign * (many or 1), 0
        if len(line) == 2 * row:
            rows.append(line)
            line = ""
        assert len(line) < 2 * row
    return bytes.fromhex("".join(rows))


def from_brother(data: bytes, row: int = 90):
    """The labels in what was sent, as pictures; `row` bytes are as wide as the head."""
    pages, lines, colour = [], [], []
    at = data.index(b"\x1biz")
    media = data[at + 3 : at + 13]
    while at < len(data):
        at, page = _command(data, at, lines, colour)
        if page:
            pages.append(_printed(lines, row))
            lines.clear()
    return media, pages


_FIXED = {b"iz": 13, b"iS": 3, b"iM": 4, b"iA": 4, b"iK": 4, b"id": 5, b"ia": 4}


def _command(data, at, lines, colour):
    first = data[at : at + 1]
    if first == b"\x1b":
        return at + (2 if data[at + 1 : at + 2] == b"@" else _FIXED[data[at + 1 : at + 3]]), False
    if first == b"M":
        return at + 2, False
    if first in (b"g", b"w"):
        count = data[at + 2]
        packed = data[at + 3 : at + 3 + count]
        (lines if data[at : at + 2] != b"w\x02" else colour).append(packbits.decode(packed))
        return at + 3 + count, False
    if first == b"\x00":
        return at + 1, False
    assert first in (b"\x0c", b"\x1a"), data[at : at + 8]
    return at + 1, True


def _printed(lines, row):
    assert {len(line) for line in lines} == {row}
    dots = bytes(each ^ 0xFF for line in lines for each in line)
    image = Image.frombytes("1", (row * 8, len(lines)), dots)
    return image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)


def from_pwg(data: bytes):
    """The pages of PWG Raster, as pictures with their dots to the inch."""
    assert data[:4] == b"RaS2"
    at, pages = 4, []
    while at < len(data):
        header = data[at : at + 1796]
        assert header[:10] == b"PwgRaster\0"
        (dpi, _same) = struct.unpack_from(">2I", header, 276)
        width, height, _no, bits, pixel, row, order = struct.unpack_from(">7I", header, 372)
        (space, count) = (struct.unpack_from(">I", header, offset)[0] for offset in (400, 420))
        assert (bits, pixel, row, order) == (8, 8 * count, width * count, 0)
        assert (space, count) in ((18, 1), (19, 3))
        at, dots = _lines(data, at + 1796, row, height, count)
        pages.append((dpi, Image.frombytes("L" if count == 1 else "RGB", (width, height), dots)))
    return pages


def _lines(data, at, row, height, step):
    out = b""
    while len(out) < row * height:
        repeat, at, line = data[at] + 1, at + 1, b""
        while len(line) < row:
            count, at = data[at], at + 1
            if count < 128:
                line += data[at : at + step] * (count + 1)
                at += step
            else:
                line += data[at : at + step * (257 - count)]
                at += step * (257 - count)
        assert len(line) == row
        out += line * repeat
    return at, out
