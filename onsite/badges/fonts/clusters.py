"""What a reader takes for one sign: a letter with its marks, an emoji of several parts."""

from __future__ import annotations

import re
import unicodedata

_ZWJ, _KEYCAP = "\u200d", "\u20e3"
_MARKS = ("Mn", "Me", "Mc")
_ZERO_WIDTH = "\u200c\u200d\u2060\ufe00-\ufe0f\U000e0100-\U000e01ef\U000e0020-\U000e007f"
_IGNORED = re.compile(f"[{_ZERO_WIDTH}]")
_COMPATIBLE = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
_TONES = range(0x1F3FB, 0x1F400)
_REGIONS = range(0x1F1E6, 0x1F200)
_LEADING, _VOWELS, _TRAILING = range(0x1100, 0x1160), range(0x1160, 0x11A8), range(0x11A8, 0x1200)


def normal(text: str) -> str:
    """The text as it is drawn: composed (NFC), one line, without signs that only steer.

    What joins or parts letters (ZWJ, ZWNJ) and chooses their form stays. So do the Chinese
    characters that NFC takes for others: people write their names with exactly these.
    """
    parts = _COMPATIBLE.split(text)
    composed = "".join(
        part if _COMPATIBLE.match(part) else unicodedata.normalize("NFC", part) for part in parts
    )
    return "".join(_visible(sign) for sign in composed)


def clusters(text: str) -> tuple[str, ...]:
    """The text cut between the signs; put together they are the text again."""
    found: list[str] = []
    for sign in text:
        if found and _belongs(found[-1], sign):
            found[-1] += sign
        else:
            found.append(sign)
    return tuple(found)


def needed(cluster: str) -> str:
    """The characters that a font must hold to draw a cluster."""
    return _IGNORED.sub("", cluster)


def is_emoji(cluster: str) -> bool:
    """Whether a cluster is meant as a picture and not as a letter or sign of a text."""
    if "\ufe0e" in cluster:
        return False
    return "\ufe0f" in cluster or _KEYCAP in cluster or _pictured(ord(cluster[0]))


def _visible(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in ("Cc", "Zl", "Zp"):
        return " " if sign.isspace() else ""
    if kind == "Cs" or (kind == "Cf" and not _IGNORED.match(sign)):
        return ""
    return sign


def _belongs(before: str, sign: str) -> bool:
    code, last = ord(sign), ord(before[-1])
    if before[-1] == _ZWJ:
        return True
    if unicodedata.category(sign) in _MARKS or code in _TONES or _IGNORED.match(sign):
        return True
    if code in _REGIONS:
        return len(before) == 1 and last in _REGIONS
    if code in _VOWELS:
        return last in _LEADING or last in _VOWELS
    return code in _TRAILING and (last in _VOWELS or last in _TRAILING)


def _pictured(code: int) -> bool:
    """Emoji that are pictures unless a text says otherwise: those beyond the first plane."""
    return code in range(0x1F000, 0x1FB00) or chr(code) in _PICTURES


_PICTURES = frozenset(
    "⌚⌛⏩⏪⏫⏬⏰⏳◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕"
)
"""Of the first plane, those that are pictures by themselves (Unicode, Emoji_Presentation)."""
