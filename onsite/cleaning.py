"""Texts from outside made safe to show: nothing in them can steer a terminal or hide."""

from __future__ import annotations

import re
from unicodedata import normalize

LONGEST = 2_000
"""Characters of one value that are kept; more than that is no value of a list."""

_GUARDED = re.compile(r"^ *['\t](?=[=+\-@|%])")
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"  # control sequences, as colours
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # commands, as window titles
    r"|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x1b\x9c]*(?:\x1b\\|\x9c)?"  # strings
    r"|\x1b[ -/]*[0-~]?"
)
# Letters and signs that a joiner may stand between: Arabic, the scripts of India, Myanmar,
# Khmer, Mongolian, and emoji.
_JOINED = (
    "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc"
    "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
)
_LOOSE_JOINER = re.compile(f"(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])")
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_LOOSE_SELECTOR = re.compile("(?:^|(?<=\\s))[\ufe00-\ufe0f\U000e0100-\U000e01ef]+")


def unguarded(text: str) -> str:
    """A cell without the `'` or TAB that some systems put before `= + - @ | %`."""
    return _GUARDED.sub("", text, count=1)


def clean(text: str) -> str:
    """One line of text as it may be shown and compared.

    Guards, escape sequences, control characters, direction overrides and invisible signs are
    gone, every run of white space is one blank, letters are composed (NFC). The joiners that
    emoji and the Arabic and Indic scripts need stay.
    """
    if text.isascii() and text.isprintable() and not text.startswith("'"):
        return " ".join(text.split())
    text = _ESCAPES.sub("", unguarded(text))
    if not text.isascii():
        text = _LOOSE_SELECTOR.sub("", _LOOSE_JOINER.sub("", text))
    text = _HIDDEN.sub("", text)
    return normalize("NFC", " ".join(text.split()))


def shown(text: str) -> str:
    """Lines of text with a mark in the place of whatever could steer the terminal they go to."""
    return _STEERING.sub("\ufffd", text)


def escaped(json: str) -> str:
    """JSON in which whatever could steer a terminal is written as an escape."""
    return _STEERING.sub(lambda found: f"\\u{ord(found.group()):04x}", json)


def whole(text: str) -> str:
    """A text without the halves of characters, which stand for bytes that are not UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")
