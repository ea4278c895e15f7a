"""Chinese, Japanese and Korean in one file: the outlines once, and for each way of writing a map.

The published collection has a form of each sign for each way of writing. Here each of them has
its own forms of those signs that are in use there, and for the others borrows those of the rest.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from onsite.badges.fonts.han import JAPANESE, KOREAN, SIMPLIFIED, TRADITIONAL
from onsite.badges.fonts.upkeep.cutting import kept

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Map = dict[int, str]
_HAN, _HAN_AND_HANGUL = range(0x4E00, 0xA000), range(0x4E00, 0xD7A4)
_RARE_HAN, _EXTENSION_A = (range(0xF900, 0xFB00), range(0x20000, 0x30000)), range(0x3400, 0x4DC0)
_SHARED = (
    range(0x20, 0x7F),
    range(0xA0, 0x100),
    range(0x2010, 0x2040),
    range(0x3000, 0x3200),
    range(0x31F0, 0x3200),
    range(0xFF00, 0xFFF0),
)
"""Letters and marks of sentences, kana, bopomofo, and the forms as wide as Chinese characters."""
_WIDER = ("gbk", "big5hkscs", "shift_jisx0213")
_FIRST_PLANE = 0xFFFF
_BIG5_RARE = 0xC9
"""Where the second level of Big5 begins, of signs that are seldom written."""
_DROPPED = ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx"]


class Writing(NamedTuple):
    """A way of writing."""

    number: int
    """In the published collection."""
    charset: str
    """What is in use there."""


WRITINGS = {
    SIMPLIFIED: Writing(2, "gb2312"),
    TRADITIONAL: Writing(3, "big5"),
    JAPANESE: Writing(0, "shift_jis"),
    KOREAN: Writing(1, "euc_kr"),
}
"""In the order in which they stand in the file, which is that of `han.VARIANTS`."""


def collect(source: Path, out: Path, *, wide: bool) -> None:
    """Write the collection.

    Args:
        source: the published one.
        out: where to.
        wide: with the rare signs of the larger standards too, not only those of daily use.
    """
    from fontTools.ttLib import TTCollection, TTFont

    fonts = {
        name: TTFont(source, fontNumber=each.number, recalcTimestamp=False)
        for name, each in WRITINGS.items()
    }
    maps = chosen({name: font.getBestCmap() for name, font in fonts.items()}, _signs(wide=wide))
    glyphs = {glyph for each in maps.values() for glyph in each.values()}
    outlines = _outlines(fonts[JAPANESE], glyphs)
    collection = TTCollection()
    for name, font in fonts.items():
        face = TTFont(BytesIO(outlines), recalcTimestamp=False)
        face["name"], face["cmap"] = font["name"], _cmap(maps[name])
        collection.fonts.append(face)
    out.parent.mkdir(exist_ok=True)
    collection.save(out, shareTables=True)


def chosen(published: Mapping[str, Map], signs: set[int]) -> dict[str, Map]:
    """For each way of writing the glyphs of its signs: its own where in use, else another's.

    Args:
        published: all that the published faces have.
        signs: that are wanted.
    """
    found: dict[str, Map] = {}
    for name, each in published.items():
        used = signs & _used(name)
        found[name] = {sign: glyph for sign, glyph in each.items() if sign in used}
    for sign in signs:
        taken = [each[sign] for each in found.values() if sign in each]
        taken = taken or [each[sign] for each in published.values() if sign in each][:1]
        for name, each in found.items():
            if taken and sign not in each:
                own = published[name].get(sign)
                each[sign] = own if own in taken else taken[0]
    return found


def _outlines(font: Any, glyphs: set[str]) -> bytes:
    """A font of these glyphs alone; which signs they stand for is told by each map."""
    from fontTools.subset import Subsetter

    options = kept()
    options.drop_tables += _DROPPED
    subsetter = Subsetter(options)
    subsetter.populate(glyphs=glyphs)
    subsetter.subset(font)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _cmap(signs: Map) -> Any:
    """The map of a face, in the one form that has room for its signs."""
    from fontTools.ttLib import newTable
    from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

    beyond = max(signs) > _FIRST_PLANE
    part = CmapSubtable.newSubtable(12 if beyond else 4)
    part.platformID, part.platEncID, part.language = 3, 10 if beyond else 1, 0
    part.cmap = signs
    table = newTable("cmap")
    table.tableVersion, table.tables = 0, [part]
    return table


def _signs(*, wide: bool) -> set[int]:
    signs: set[int] = set()
    for writing in WRITINGS.values():
        signs |= _charset(writing.charset, wide=wide) & set(_HAN_AND_HANGUL)
    if wide:
        signs |= _of((_HAN, *_RARE_HAN))
        for charset in _WIDER:
            signs |= _charset(charset) & set(_EXTENSION_A)
    return signs | _of(_SHARED)


def _used(name: str) -> set[int]:
    return _of(_SHARED) | _charset(WRITINGS[name].charset)


def _of(spans: tuple[range, ...]) -> set[int]:
    return {sign for span in spans for sign in span}


@cache
def _charset(name: str, *, wide: bool = True) -> frozenset[int]:
    signs = range(0x80, 0x30000)
    return frozenset(sign for sign in signs if _in(chr(sign), name, wide=wide))


def _in(sign: str, charset: str, *, wide: bool) -> bool:
    try:
        code = sign.encode(charset)
    except UnicodeEncodeError:
        return False
    return wide or charset != "big5" or code[0] < _BIG5_RARE
