"""What a trial has shown, in words and as an object."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from onsite.language import N_, _, ngettext
from onsite.scanner.hand.advice import About, Advice
from onsite.scanner.hand.layouts import RIGHT, US, name_of
from onsite.scanner.hand.trial import Sort
from onsite.ui.cells import wrap

if TYPE_CHECKING:
    from onsite.scanner.hand.calibration import Calibrated
    from onsite.scanner.hand.layouts import Pair
    from onsite.scanner.hand.readings import Reading
    from onsite.scanner.hand.trial import Tried
    from onsite.scanner.settings import HandSettings

_COLUMNS = 4
_CELLS = 75
_LABEL = 10
"""Cells of the words before what was made of it."""
_MOST_READINGS = 6
_SIGNS = "-_/.:?=&%+"
_SLOWER = 1.5
"""So many times its longest pause is what a scanner should be given."""
_CONTROLS = {
    0x00: "NUL",
    0x02: "STX",
    0x03: "ETX",
    0x04: "EOT",
    0x09: "Tab",
    0x0A: "LF",
    0x0D: "CR",
    0x1B: "Esc",
    0x1D: "GS",
    0x1E: "RS",
    0x1F: "US",
    0x20: "␣",
    0x7F: "DEL",
}
_MARKS = {
    "A": "Code 39",
    "C": "Code 128",
    "E": "EAN/UPC",
    "F": "Codabar",
    "G": "Code 93",
    "I": "ITF",
    "L": "PDF417",
    "Q": "QR",
    "d": "Data Matrix",
    "e": "GS1 DataBar",
    "z": "Aztec",
}
"""What the letter of an AIM identifier stands for. Source: ISO/IEC 15424."""
_SORTS = {
    Sort.SCAN: N_("a scan, ended by {end}"),
    Sort.UNENDED: N_("a scan without an end"),
    Sort.TYPED: N_("typed, or sent too slowly to be told from typing"),
    Sort.KEYS: N_("keys that write nothing"),
}


@dataclass(frozen=True, slots=True)
class Whose:
    """What the list of this laptop says of a scan."""

    words: str = ""
    """Empty where there is no list."""
    pairs: tuple[Pair, ...] = ()
    """The layouts under which it is somebody's code, the likeliest first."""


def in_words(number: int, tried: Tried, settings: HandSettings, whose: Whose) -> str:
    """A group of bytes for people.

    Args:
        number: of the group, from 1.
        tried: the group.
        settings: what was expected of the scanner.
        whose: what the list says of it.
    """
    many = len(tried.strokes)
    lines = [
        ngettext("{number}: {n} byte", "{number}: {n} bytes", many).format(number=number, n=many)
    ]
    lines += [*_bytes(tried), "", _labelled(_("kind"), _sort(tried))]
    if tried.gaps_ms:
        lines.append(_labelled(_("speed"), _speed(tried)))
    if tried.mark:
        name = _MARKS.get(tried.mark[1:2], "")
        lines.append(_labelled(_("mark"), f"{tried.mark} {name}".rstrip()))
    if tried.mended is not None:
        lines.append(_labelled(_("text"), tried.mended.text or tried.text))
        lines += [_labelled(_("code"), code) for code in tried.codes[1:]]
    lines += [_labelled(_("keyboard"), text) for text in _keyboard(tried, whose)]
    if whose.words:
        lines.append(_labelled(_("list"), whose.words))
    for advice in advices(tried, settings):
        first, *rest = wrap(advice, _CELLS)
        lines += [f"  ▸ {first}", *(f"    {line}" for line in rest)]
    return "\n".join(lines)


def as_object(tried: Tried, settings: HandSettings, whose: Whose) -> dict[str, Any]:
    """A group of bytes for programs."""
    mended, test = tried.mended, tried.calibrated
    return {
        "bytes": [
            {"at_ms": round(each.at * 1000, 1), "hex": f"{each.byte:02x}"} for each in tried.strokes
        ],
        "kind": tried.sort.value,
        "ended_by": tried.ended_by,
        "twice": tried.twice,
        "arrived": tried.text,
        "mark": tried.mark,
        "text": mended.text if mended is not None else "",
        "codes": list(tried.codes),
        "readings": [
            {"text": each.text, "keyboard": [str(pair) for pair in _pairs(each)]}
            for each in (mended.readings if mended is not None else ())
        ],
        "test_code": test is not None,
        "keyboard": [str(pair) for pair in (test.pairs if test is not None else whose.pairs)],
        "found": whose.words,
        "advice": advices(tried, settings),
    }


def advices(tried: Tried, settings: HandSettings) -> list[str]:
    """What to change, the most important first."""
    said = [*_of_end(tried), *_of_speed(tried, settings)]
    if tried.twice:
        said.append(str(Advice(About.TWICE)))
    if tried.calibrated is not None:
        said += _of_test(tried.calibrated)
    elif tried.mended is not None and tried.mended.advice is not None:
        said.append(str(tried.mended.advice))
    return said


def _of_end(tried: Tried) -> list[str]:
    return [str(Advice(About.UNENDED))] if tried.sort is Sort.UNENDED else []


def _of_speed(tried: Tried, settings: HandSettings) -> list[str]:
    """A scanner that is slower than expected is taken for a person."""
    if tried.sort is not Sort.TYPED or len(tried.gaps_ms) < len("1234"):
        return []
    slowest = max(tried.gaps_ms)
    expected = int(slowest * _SLOWER / 5 + 1) * 5
    if expected <= settings.fast_ms:
        return []
    return [
        _(
            "If a scanner sent this, its keys come up to {slowest} ms apart. Make it faster, or"
            " run: onsite scan --fast-ms {expected} --save"
        ).format(slowest=round(slowest), expected=expected)
    ]


def _of_test(test: Calibrated) -> list[str]:
    pair = test.pairs[0]
    said = []
    if test.lost:
        said.append(str(Advice(About.LOST)))
    if test.wide:
        said.append(str(Advice(About.WIDE)))
    if test.caps:
        said.append(str(Advice(About.CAPS)))
    said += [
        str(Advice(about, sign=sign))
        for about, sign in ((About.PREFIX, test.prefix), (About.SUFFIX, test.suffix))
        if sign
    ]
    if pair != RIGHT:
        said.append(str(Advice(About.LAYOUT, test.pairs)))
        said.append(
            _('Or tell Onsite for good: onsite scan --layout "{layout}" --save').format(layout=pair)
        )
    return said or [_("Nothing needs to be set: this scanner suits this computer.")]


def _bytes(tried: Tried) -> list[str]:
    """Every byte with its time in milliseconds, some to a line."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    cells = []
    for each in tried.strokes:
        written = decoder.decode(bytes((each.byte,)))
        shown = _CONTROLS.get(each.byte, written if written.isprintable() else "")
        cells.append(f"{each.at * 1000:8.1f}  {each.byte:02X} {shown:<4}")
    rows = (cells[at : at + _COLUMNS] for at in range(0, len(cells), _COLUMNS))
    return ["".join(row).rstrip() for row in rows]


def _sort(tried: Tried) -> str:
    said = _(_SORTS[tried.sort]).format(end=tried.ended_by or _("a pause"))
    return _("{what}, sent twice").format(what=said) if tried.twice else said


def _speed(tried: Tried) -> str:
    return _("a byte every {usual} ms, the longest pause {longest} ms").format(
        usual=f"{median(tried.gaps_ms):.1f}", longest=f"{max(tried.gaps_ms):.1f}"
    )


def _keyboard(tried: Tried, whose: Whose) -> list[str]:
    """Which layouts met, as far as that is known; else what would follow from each."""
    if tried.heard is not None and not tried.heard.keyed:
        return []
    known = tried.calibrated.pairs if tried.calibrated is not None else whose.pairs
    if known:
        return [_met(known[0])]
    if tried.mended is None:
        return []
    if _is_plausible(tried.mended.text):
        return [_("nothing looks wrong")]
    likely = [each for each in tried.mended.readings if _is_likely(each)]
    return [f"{_met(each.ways[0].pair)}: {each.text}" for each in likely[:_MOST_READINGS]]


def _is_likely(reading: Reading) -> bool:
    """Whether it could be a code that arrived garbled, and in no other way than by the layout."""
    way = reading.ways[0]
    return way.pair != RIGHT and not (way.caps or way.twice) and _is_plausible(reading.text)


def _is_plausible(text: str) -> bool:
    """Whether it looks like a code: letters and digits, and the signs of links."""
    plain = sum(each.isascii() and each.isalnum() for each in text)
    return plain + sum(text.count(each) for each in _SIGNS) == len(text) <= 2 * plain


def _met(pair: Pair) -> str:
    if pair == RIGHT:
        return _("scanner and computer agree")
    if pair.scanner == US:
        return _("scanner US, computer {layout}").format(layout=name_of(pair.computer))
    return _("scanner {layout}, computer US").format(layout=name_of(pair.scanner))


def _pairs(reading: Reading) -> list[Pair]:
    return list(dict.fromkeys(way.pair for way in reading.ways))


def _labelled(label: str, text: str) -> str:
    return f"  {label:<{_LABEL}}{text}"
