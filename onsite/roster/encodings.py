"""Which encoding a list is in: by its mark, by strict decoding, and by how it would look."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 400_000
_PLAUSIBLE = 0.6

# Where the frequent characters lie, by the bytes of a pair. GB 2312 orders its 3,755 most
# frequent characters first (rows 16 to 55), Big5 its 5,401 (lead bytes A4 to C6).
_PAIRS = re.compile(rb"(?:[\x81-\xfe][\x40-\x7e\x80-\xfe])+")
_FREQUENT = {
    "gb18030": re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]"),
    "cp950": re.compile(rb"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]"),
    "big5hkscs": re.compile(rb"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]"),
}


def decode(data: bytes) -> str | None:
    """The text of a list; None where the bytes are no text in any encoding known here.

    Known are UTF-8, UTF-16 and UTF-32 with or without a mark where that can be told, GB 18030
    with GBK, Big5, and Windows-1252 for what is left.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, name)
    if b"\x00" in data[:_SAMPLE]:
        return _unmarked_wide(data)
    text = _strictly(data, "utf-8")
    if text is not None:
        return text
    for name in sorted(_FREQUENT, key=lambda name: -_looks_like(data[:_SAMPLE], name)):
        if _looks_like(data[:_SAMPLE], name) < _PLAUSIBLE:
            break
        text = _strictly(data, name)
        if text is not None:
            return text
    return _strictly(data, "cp1252")


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unmarked_wide(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    # Separators and line ends are ASCII, so one half of their pairs is zero.
    if max(even, odd) < len(sample) / 20 or min(even, odd) * 10 > max(even, odd):
        return None
    return _strictly(data, "utf-16-le" if odd > even else "utf-16-be")


def _looks_like(sample: bytes, encoding: str) -> float:
    """How much the sample looks like Chinese in that encoding, from 0 to 1.

    In Chinese, two bytes at a time make a character, most of them frequent ones, and characters
    come in runs; in a Western list, single bytes above 127 stand between letters.
    """
    runs = [match.group() for match in _PAIRS.finditer(sample)]
    pairs = [run[at : at + 2] for run in runs for at in range(0, len(run), 2)]
    if not pairs:
        return 0.0
    frequent = sum(1 for pair in pairs if _FREQUENT[encoding].fullmatch(pair))
    alone = sum(1 for run in runs if len(run) == len(pairs[0]))
    return frequent * (len(pairs) - alone) / len(pairs) ** 2
