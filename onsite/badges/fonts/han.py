"""In whose form Chinese characters are written: the same sign looks different in four places.

What the name itself shows goes first, then what is known of its bearer.
"""

from __future__ import annotations

import re
from functools import lru_cache

SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN = "zh-Hans", "zh-Hant", "ja", "ko"
VARIANTS = (SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN)
"""In the order in which the collection of fonts holds them."""

_KANA = re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff]")
_BOPOMOFO = re.compile("[\u3105-\u312f\u31a0-\u31bf]")
_HAN = re.compile("[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_CHARSETS = (("gb2312", SIMPLIFIED), ("big5", TRADITIONAL), ("shift_jisx0213", JAPANESE))
"""Sets of signs that stand for a way of writing; the first that has all of them is it."""
_PLACES = {
    SIMPLIFIED: "zh|zh-hans|cn|chn|china|中国|sg|sgp|singapore|新加坡|my|mys|malaysia",
    TRADITIONAL: "zh-tw|zh-hk|zh-mo|zh-hant|tw|twn|taiwan|台灣|臺灣|hk|hkg|hong kong|香港"
    "|mo|mac|macau|macao|澳門",
    JAPANESE: "ja|jp|jpn|japan|日本",
    KOREAN: "ko|kr|kor|korea|south korea|republic of korea|대한민국|한국|kp|prk",
}
"""Languages and countries, as they stand in lists of guests."""
_BY_PLACE = {place: variant for variant, places in _PLACES.items() for place in places.split("|")}


@lru_cache(maxsize=4096)
def variant(text: str, hint: str = "") -> str:
    """The language whose forms a text is drawn in, one of `VARIANTS`.

    Args:
        text: of any script.
        hint: a language (`ja`, `zh-TW`) or a country (`JP`, `TWN`, `Taiwan`); empty where none is
            known.
    """
    if _KANA.search(text):
        return JAPANESE
    if _HANGUL.search(text):
        return KOREAN
    if _BOPOMOFO.search(text):
        return TRADITIONAL
    return _hinted(hint) or _written("".join(_HAN.findall(text)))


def _hinted(hint: str) -> str:
    """What a language or a country says; empty where it says nothing."""
    place = hint.strip().lower().replace("_", "-")
    while place and place not in _BY_PLACE:
        place = place.rpartition("-")[0]
    return _BY_PLACE.get(place, "")


def _written(signs: str) -> str:
    for charset, found in _CHARSETS:
        try:
            signs.encode(charset)
        except UnicodeEncodeError:
            continue
        return found
    return SIMPLIFIED
