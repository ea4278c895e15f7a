"""Texts as they are compared by the search: without case, accents, script variants or order.

The same folding is used for what is looked in (`document`) and for what is looked for (`terms`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

LONGEST = 300
"""Characters of a text that are looked at."""
MOST_TERMS = 8
_LONGEST_WORD = 40
_MOST_READINGS = 6
_MOST_ROTATED = 8

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Scripts written without spaces are compared character by character.
_SINGLE = _HAN + "\u3041-\u3096\u30fc\uac00-\ud7a3"
# Scripts whose vowel signs are marks, which Python does not count among the letters.
_WITH_SIGNS = "\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_WORD = re.compile(f"[{_SINGLE}]|(?:[^\\W_{_SINGLE}]|[{_WITH_SIGNS}])+")
_RUN = re.compile(f"[{_SINGLE}]+|(?:[^\\W_{_SINGLE}]|[{_WITH_SIGNS}])+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_IS_HAN = re.compile(f"[{_HAN}]")
_IS_SINGLE = re.compile(f"[{_SINGLE}]")
_HYPHEN = re.compile("[\u2010\u2011-]")
_COMPOUND = re.compile(r"\S['\u2019\u02bc\u2010\u2011-]\S")
# Alphabets that a desk's keyboard may lack and that have an accepted spelling in Latin letters.
_ROMANISED = re.compile("[\u0370-\u03ff\u0400-\u052f\u0531-\u058f\u10a0-\u10ff\u1f00-\u1fff]")
_UMLAUT = re.compile("[äöüåøÄÖÜÅØ]|[aouAOU][\u0308\u030a]")

_DROPPED = dict.fromkeys(
    [
        *range(0x300, 0x370),  # accents of Latin, Greek and Cyrillic
        *range(0x591, 0x5C8),  # Hebrew points
        *range(0x64B, 0x660),  # Arabic vowels
        0x670,
        0x640,
        0xAD,  # soft hyphen, and what has no width
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x206A),
        0xFEFF,
    ]
)
_LETTERS = {
    **_DROPPED,
    **{ord(letter): plain for letter, plain in zip("øłđıðħŧŋ", "oldidhtn", strict=True)},
    ord("æ"): "ae",
    ord("œ"): "oe",
    ord("þ"): "th",
    **{katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)},
}
# Forms in Japanese names that neither Unicode nor OpenCC knows to be the same.
_VARIANTS = str.maketrans("髙﨑邉𠮷濵", "高崎邊吉濱")
_GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
    | {"Ä": "ae", "Ö": "oe", "Ü": "ue", "Å": "aa", "Ø": "oe"}
)


@dataclass(frozen=True, slots=True)
class Term:
    """One word that is looked for, in each of the forms it may be written in."""

    forms: tuple[str, ...]
    spaceless: bool
    """Whether the script has no spaces, so that any part of a text may match."""


def document(*, name: str, given: str, family: str, others: Iterable[str]) -> dict[str, str]:
    """What an attendee is found by: the texts of a row of `attendee_search`."""
    written = words(name)
    pinyin = _pinyin_of_name(name, given, family)
    return {
        "name": key(written),
        "turned": pinyin[0] if pinyin else _turned(written, given, family),
        "names": " ".join(_names(name, written, given, family)),
        "pinyin": " ".join(pinyin),
        "others": " ".join(dict.fromkeys(word for text in others for word in _of_other(text))),
    }


def terms(text: str) -> tuple[Term, ...]:
    """The words of what somebody typed, at most `MOST_TERMS`."""
    text = text[:LONGEST]
    plain, german = _runs(fold(text)), _runs(fold(_in_german(text)))
    if len(plain) != len(german):
        german = plain
    pairs = list(zip(plain, german, strict=True))[:MOST_TERMS]
    return tuple(Term(tuple(dict.fromkeys(pair)), _is_single(pair[0])) for pair in pairs)


def words(text: str) -> list[str]:
    """The folded words of a text in their order; Han, kana and Hangul one by one."""
    folded = fold(text[:LONGEST])
    found = _ASCII_WORD.findall(folded) if folded.isascii() else _WORD.findall(folded)
    return [word[:_LONGEST_WORD] for word in found]


def key(written: Sequence[str]) -> str:
    """Words as one text to sort by and to compare whole names with."""
    joined = " ".join(written)
    if joined.isascii():
        return joined
    return re.sub(f"(?<=[{_SINGLE}]) (?=[{_SINGLE}])", "", joined)


def fold(text: str) -> str:
    """A text without case, accents and variants of letters; Traditional becomes Simplified."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold()).casefold()
    plain = unicodedata.normalize("NFC", parts.translate(_LETTERS))
    if plain.isascii() or not _IS_HAN.search(plain):
        return plain
    return "".join(map(_merged, plain))


def _runs(folded: str) -> list[str]:
    return [run[:_LONGEST_WORD] for run in _RUN.findall(folded)]


def _is_single(word: str) -> bool:
    return _IS_SINGLE.match(word) is not None


def _in_german(text: str) -> str:
    """With ü written as ue, and so on: the other way people spell such names."""
    if text.isascii() or not _UMLAUT.search(text):
        return text
    return unicodedata.normalize("NFC", text).translate(_GERMAN)


def _turned(written: list[str], given: str, family: str) -> str:
    if family and given:
        return key([*words(family), *words(given)])
    if not written or _is_single(written[-1]):
        return key(written)
    return key([*written[-1:], *written[:-1]])


def _names(name: str, written: list[str], given: str, family: str) -> list[str]:
    found = [*written, *_other_forms(name, written)]
    for part in (given, family):
        if part and part not in name:
            found += [word for word in words(part) if word not in found]
    return found


def _other_forms(text: str, written: list[str]) -> list[str]:
    found: list[str] = []
    german = _in_german(text)
    if german != text:
        found += [word for word in words(german) if word not in written]
    if _COMPOUND.search(text):
        found += _joined(text)
    if _ROMANISED.search(text):
        found += words(_romanised()(text))
    return found


@cache
def _romanised() -> Callable[[str], str]:
    from anyascii import anyascii

    return anyascii


def _joined(text: str) -> list[str]:
    """O'Brien is also looked for as obrien, and Anne-Marie as annemarie."""
    pieces = [part for piece in text.split() for part in {piece, *_HYPHEN.split(piece)}]
    several = [parts for piece in pieces if len(parts := words(piece)) > 1]
    return sorted("".join(parts)[:_LONGEST_WORD] for parts in several if not _is_single(parts[0]))


@lru_cache(maxsize=4096)  # one company has many people
def _of_other(text: str) -> tuple[str, ...]:
    written = words(text)
    if text.isascii():
        return tuple(written)
    return (*written, *_other_forms(text, written), *_pinyin_of_company(text))


def _pinyin_of_name(name: str, given: str, family: str) -> list[str]:
    """Every way to type a Chinese name in Latin letters, its plain pinyin first."""
    if name.isascii() and given.isascii() and family.isascii():
        return []
    han = _han_of(name) or _han_of(family + given)
    if not han:
        return []
    surname = len(_han_of(family)) or 0
    sizes = [surname] if 0 < surname < len(han) else [1, 2][: max(1, len(han) - 1)]
    found = [
        typed for reading in _readings(han, max(sizes[0], 1)) for typed in _typed(reading, sizes)
    ]
    return list(dict.fromkeys(found))


def _typed(reading: tuple[str, ...], sizes: list[int]) -> list[str]:
    """Whole, from any syllable on, with initials for the given name, and initials alone.

    A part of a name needs no form of its own: it begins one of the turned ones.
    """
    initials = tuple(syllable[:1] for syllable in reading)
    turns = range(min(len(reading), _MOST_ROTATED))
    return [
        *("".join(reading[turn:] + reading[:turn]) for turn in turns),
        *("".join(reading[:size] + initials[size:]) for size in sizes),
        *("".join(initials[size:] + initials[:size]) for size in (0, *sizes)),
    ]


def _pinyin_of_company(company: str) -> list[str]:
    han = _han_of(company)
    if not han:
        return []
    reading = _syllables()(han)
    return ["".join(reading)[:_LONGEST_WORD], "".join(each[:1] for each in reading)]


def _han_of(text: str) -> str:
    if text.isascii():
        return ""
    composed = unicodedata.normalize("NFKC", text[:LONGEST])
    return "".join(map(_simplified, _IS_HAN.findall(composed)))


def _readings(han: str, surname: int) -> list[tuple[str, ...]]:
    """The likely readings of a name: of its surname every one, since 单 is Shan in a name."""
    usual = _syllables()(han)
    if len(usual) != len(han):
        return [tuple(usual)] if usual else []
    choices = [
        _spelled(dict.fromkeys([syllable, *(_heteronyms(character) if at < surname else ())]))
        for at, (character, syllable) in enumerate(zip(han, usual, strict=True))
    ]
    return list(product(*choices))[:_MOST_READINGS]


def _spelled(syllables: Iterable[str]) -> list[str]:
    # Passports write lü as LYU, keyboards as lv, and people as lu.
    return [
        spelling
        for syllable in syllables
        for spelling in (
            (syllable, syllable.replace("v", "yu"), syllable.replace("v", "u"))
            if "v" in syllable
            else (syllable,)
        )
    ]


@lru_cache(maxsize=4096)
def _heteronyms(character: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    return tuple(pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")[0])


@lru_cache(maxsize=1)
def _syllables() -> Callable[[str], list[str]]:
    from pypinyin import lazy_pinyin

    return partial(lazy_pinyin, errors="ignore")


@cache
def _merged(character: str) -> str:
    """One character for all that a Chinese or Japanese name may be written with."""
    if not _IS_HAN.match(character):
        return character
    return _simplified(_converter("jp2t")(character.translate(_VARIANTS)))


@cache
def _simplified(character: str) -> str:
    # One by one, since in context a part of a name could become something else than the whole.
    return _converter("t2s")(character)


@cache
def _converter(direction: str) -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC(direction).convert
    return convert
