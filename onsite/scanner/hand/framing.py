"""The bytes of a serial scanner cut into texts: at line ends, or where it pauses. Pure."""

from __future__ import annotations

from dataclasses import dataclass

GAP_S = 0.100
"""After so long a pause what came before was one scan, in seconds."""
LARGEST = 8_192
"""Bytes; more without an end is noise of a port that is set wrong."""
_ENDS = b"\r\n\t\x03"
"""CR, LF, Tab and ETX, which scanners put behind a text."""
_NOISE = b"\x02\x00 "
_WESTERN = "cp1252"
_FURTHER = ("gb18030", "big5", "shift_jis")
"""What scanners send that are set for China, Taiwan or Japan, where it is not UTF-8."""


@dataclass(slots=True)
class Framer:
    """Bytes that have come, until they are a whole text. It is handed the time, in seconds."""

    _waiting: bytes = b""
    _at: float = 0.0

    @property
    def waits(self) -> bool:
        """Whether the beginning of a text is there, and no end."""
        return bool(self._waiting)

    def feed(self, data: bytes, at: float) -> list[bytes]:
        """Take bytes; answers the texts that are whole now."""
        texts = self.pause(at)
        self._at = at
        for byte in data:
            if byte in _ENDS:
                texts += self._whole()
            else:
                self._waiting += bytes((byte,))
        if len(self._waiting) > LARGEST:
            self._waiting = b""
        return texts

    def pause(self, at: float) -> list[bytes]:
        """Nothing more has come until this moment; answers a text that is whole for that."""
        return self._whole() if at - self._at >= GAP_S else []

    def _whole(self) -> list[bytes]:
        text, self._waiting = self._waiting.strip(_NOISE), b""
        return [text] if text else []


def texts_of(raw: bytes) -> tuple[str, ...]:
    """What the bytes of one scan may say, the likeliest first; at least one text.

    Beyond ASCII nobody can tell but by whose code it is: short texts of China are good UTF-8.
    """
    if raw.isascii():
        return (raw.decode("ascii"),)
    found = [_decoded(raw, encoding) for encoding in ("utf-8-sig", *_FURTHER)]
    if _has_parity(raw):
        # Seven bits and a parity bit, read as eight.
        found.append(bytes(byte & 0x7F for byte in raw).decode("ascii").strip("\r\n\t\x03"))
    found.append(raw.decode(_WESTERN, errors="replace"))
    return tuple(dict.fromkeys(text for text in found if text))


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _has_parity(raw: bytes) -> bool:
    return len({byte.bit_count() % 2 for byte in raw}) == 1
