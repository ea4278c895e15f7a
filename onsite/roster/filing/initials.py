"""The letters under which people look for their desk, in any script.

A letter is compared folded: without accents and voicing marks, hiragana for katakana, the first
consonant for a Hangul syllable. A name has several: of its own script, then in Latin letters, as
Chinese names have by their pinyin; with and without a particle, as "van" or "al-".
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.roster.facts import Record

_HAN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_KANA = re.compile("[\u3041-\u30ff]")
_EAST_ASIAN = re.compile(f"{_HAN.pattern[:-1]}\uac00-\ud7a3\u3041-\u30ff]")
_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_LEAD_SPAN = 588
_SMALL_KANA = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")
_TO_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)}
_ARABIC_ARTICLE = "\u0627\u0644"
_ARABIC = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگ",
        "ABTTJHKDDRZSSSDTZAGFQKLMNHWYPCZG",
        strict=True,
    )
)
# As the names are written in passports, not as they are romanised by the book.
_KOREAN = {
    "김": "K", "이": "LY", "박": "P", "최": "C", "정": "JC", "강": "K", "조": "CJ", "임": "LI",
    "오": "O", "신": "S", "권": "K", "황": "H", "안": "A", "류": "RY", "유": "Y", "고": "KG",
    "배": "B", "백": "BP", "노": "RN", "구": "KG", "우": "W", "나": "NR", "라": "RN", "곽": "K",
    "길": "GK", "국": "KG", "기": "KG", "금": "KG", "남": "N", "양": "Y", "여": "Y", "연": "Y",
}  # fmt: skip
_SURNAMES = {
    **dict.fromkeys("单單", "S"), "曾": "Z", "解": "X", "仇": "Q", **dict.fromkeys("查翟", "Z"),
    **dict.fromkeys("盖蓋", "G"), **dict.fromkeys("区區", "O"), "朴": "P", "繁": "P", "种": "C",
    **dict.fromkeys("缪繆", "M"), **dict.fromkeys("员員", "Y"), **dict.fromkeys("乐樂", "YL"),
    "覃": "QT", "尉": "WY", **dict.fromkeys("万萬", "W"),
}  # fmt: skip
_PARTICLES = {
    "af", "al", "ap", "av", "bin", "bint", "d", "da", "das", "de", "del", "della", "den", "der",
    "di", "do", "dos", "du", "el", "ibn", "la", "le", "les", "te", "ten", "ter", "van", "vom",
    "von", "zu", "zum", "zur",
}  # fmt: skip
_AFTER_NAMES = frozenset(["jr", "sr", "ii", "iii", "iv", "phd", "md"])


def initials(record: Record) -> tuple[str, ...]:
    """The folded letters of somebody's family name, the surest first; none of an empty name."""
    return _initials(record.name, record.given, record.family, record.country)


def folded(letter: str) -> str:
    """A letter as it is compared; what is no letter stays as it is."""
    if letter in _LEADS:
        return letter
    if _HANGUL.match(letter):
        return _LEADS[(ord(letter) - 0xAC00) // _LEAD_SPAN]
    plain = unicodedata.normalize("NFKD", letter.translate(_TO_HIRAGANA))[:1]
    return (plain.translate(_TO_HIRAGANA).translate(_SMALL_KANA) or letter).upper()[:1]


def serves(letters: str, found: tuple[str, ...]) -> bool:
    """Whether a desk's letters, as `A-F,X`, have one of a person's."""
    return any(first <= each <= last for first, last in _ranges(letters) for each in found)


@lru_cache(maxsize=256)
def _ranges(letters: str) -> tuple[tuple[str, str], ...]:
    parts = [part.split("-") for part in letters.upper().split(",") if part.strip()]
    return tuple((folded(part[0].strip()), folded(part[-1].strip())) for part in parts)


@lru_cache(maxsize=4096)
def _initials(name: str, given: str, family: str, country: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for part in _parts(family or _family_in(name, given)):
        found |= dict.fromkeys([folded(part[0]), *_latin(part, country)])
    return tuple(letter for letter in found if letter.isalpha())


def _family_in(name: str, given: str) -> str:
    """The family name of a name that is only known as a whole."""
    words = [word for word in name.split() if word.strip(".").casefold() not in _AFTER_NAMES]
    if not words:
        return ""
    if _EAST_ASIAN.match(words[0]):
        return words[0]
    if given and len(words) > 1 and words[: len(given.split())] == given.split():
        words = words[len(given.split()) :] or words[-1:]
        return " ".join(words)
    first = len(words) - 1
    while first > 1 and words[first - 1].casefold() in _PARTICLES:
        first -= 1
    return " ".join(words[first:])


def _parts(family: str) -> Iterator[str]:
    """The family name from its first word on, and from the first that is no particle on."""
    words = [word for word in re.split("[\\s\u2019'\u2010\u2011-]+", family) if word]
    if not words:
        return
    if words[0].startswith(_ARABIC_ARTICLE) and len(words[0]) > len(_ARABIC_ARTICLE) + 1:
        words[0] = words[0].removeprefix(_ARABIC_ARTICLE)
    yield words[0]
    yield from [word for word in words if word.casefold() not in _PARTICLES][:1]


def _latin(part: str, country: str) -> Iterator[str]:
    first = part[0]
    if _HAN.match(first):
        # A Japanese name is not read as Chinese is, and its characters do not say how.
        if country.strip().casefold() not in ("jp", "jpn", "japan", "日本"):
            yield from _pinyin(first)
    elif first in _KOREAN:
        yield from _KOREAN[first]
    elif (plain := unicodedata.normalize("NFKD", first)[0]) in _ARABIC:
        yield _ARABIC[plain]
    else:
        yield from (letter.upper() for letter in _romanised(part) if letter.isalpha())


def _pinyin(character: str) -> str:
    """The initial of a surname; of some it is not that of the same character in a sentence."""
    if character in _SURNAMES:
        return _SURNAMES[character]
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(character, errors="ignore"))[:1].upper()


def _romanised(part: str) -> str:
    """The first letter in Latin script; empty where it has none."""
    latin = part[0] if part[0].isascii() else _anyascii()(part[0])
    return next((letter for letter in latin if letter.isalpha()), "")


@cache
def _anyascii():  # type: ignore[no-untyped-def]  # noqa: ANN202 - the library's own function
    from anyascii import anyascii

    return anyascii
