"""Letters in a PDF: shaped by HarfBuzz, drawn by the numbers of their glyphs or as outlines.

What the glyphs alone do not say is said beside them, so that it is found and copied as it is read.
After ISO 32000-1, sections 9.4 (text) and 14.9.4 (replacement text).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onsite.badges.drawing.pdf_file import number, text
from onsite.badges.drawing.pdf_fonts import EM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.badges.drawing.pdf_fonts import Typeface
    from onsite.badges.layout.page import GlyphRun

_SEEN = 0.05
"""Thousandths of the em; what is moved by less stays where it is."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a shaped run; lengths are thousandths of the em."""

    number: int
    text: str
    """What it stands for; empty where a glyph before it says it."""
    advance: float
    x: float
    y: float


def shaped(typeface: Typeface, run: GlyphRun) -> list[Glyph]:
    """The glyphs of a run, the leftmost first."""
    import uharfbuzz as hb

    buffer = hb.Buffer()
    buffer.add_str(run.text)
    buffer.direction = run.direction
    if run.language:
        buffer.language = run.language
    buffer.guess_segment_properties()
    hb.shape(typeface.font, buffer, dict(_feature(each) for each in run.features))
    infos, places = buffer.glyph_infos or [], buffer.glyph_positions or []
    says = _clusters(run.text, [info.cluster for info in infos])
    scale = typeface.scale
    return [
        Glyph(info.codepoint, said, at.x_advance * scale, at.x_offset * scale, at.y_offset * scale)
        for info, at, said in zip(infos, places, says, strict=True)
    ]


def shown(typeface: Typeface, glyphs: Sequence[Glyph], em: float) -> str:
    """The operators that draw glyphs one after the other, `em` being the size of the type."""
    parts: list[str] = []
    row: list[str] = []
    rise = 0.0
    for glyph in glyphs:
        if glyph.y != rise:
            parts += _row(row)
            row, rise = [], glyph.y
            parts.append(f"{number(rise * em / EM)} Ts")
        # What an advance is beyond the glyph's own comes after it; a shift comes before it.
        own = typeface.font.get_glyph_h_advance(glyph.number) * typeface.scale
        before, after = -glyph.x, glyph.x + own - glyph.advance
        row += [_kerned(before), f"<{glyph.number:04x}>", _kerned(after)]
    return " ".join([*parts, *_row(row), *(["0 Ts"] if rise else [])])


def simple(typeface: Typeface, glyphs: Sequence[Glyph]) -> bool:
    """Whether the glyphs alone say the text; notes what each of them stands for."""
    alike = True
    for glyph in glyphs:
        said = typeface.says.setdefault(glyph.number, glyph.text)
        alike = alike and said == glyph.text != ""
    return alike


def outline(typeface: Typeface, glyphs: Sequence[Glyph]) -> str:
    """The glyphs as a path, in thousandths of the em from the left end of the baseline."""
    import uharfbuzz as hb

    path: list[str] = []
    pen = hb.DrawFuncs()
    pen.set_move_to_func(lambda x, y, to: to(x, y, "m"))
    pen.set_line_to_func(lambda x, y, to: to(x, y, "l"))
    pen.set_cubic_to_func(lambda a, b, c, d, x, y, to: to(a, b, c, d, x, y, "c"))
    pen.set_close_path_func(lambda to: to("h"))
    at = 0.0
    for glyph in glyphs:
        left, scale = at + glyph.x, typeface.scale

        def to(*said: Any, left: float = left, rise: float = glyph.y, scale: float = scale) -> None:
            *places, operator = said
            shifted = [
                number(place * scale + (rise if index % 2 else left))
                for index, place in enumerate(places)
            ]
            path.append(" ".join([*shifted, operator]))

        typeface.font.draw_glyph(glyph.number, pen, to)
        at += glyph.advance
    return "\n".join([*path, "f"])


def marked(said: str, drawn: str) -> str:
    """Operators that draw a text whose glyphs alone do not say it."""
    return f"/Span<</ActualText{text(said)}>>BDC\n{drawn}\nEMC"


def _feature(text: str) -> tuple[str, bool]:
    return text.lstrip("+-"), not text.startswith("-")


def _clusters(text: str, starts: Sequence[int]) -> list[str]:
    """What each glyph stands for: of several in a cluster, the first says all of it."""
    ends = dict(zip(sorted(set(starts)), [*sorted(set(starts))[1:], len(text)], strict=True))
    told: set[int] = set()
    said = []
    for start in starts:
        said.append("" if start in told else text[start : ends[start]])
        told.add(start)
    return said


def _kerned(by: float) -> str:
    return number(by) if abs(by) >= _SEEN else ""


def _row(row: list[str]) -> list[str]:
    packed = "".join(f" {each}" if not each.startswith("<") else each for each in row if each)
    return [f"[{packed.replace('><', '').strip()}] TJ"] if packed else []
