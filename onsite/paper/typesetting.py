"""Sheets into PDF, with typst: coverage of the fonts first, and read back afterwards.

Without a date and with the fonts that ship with Onsite alone, the same sheet is the same bytes on
every machine that has the same version of typst. Headings, tables and their heads are marked as
such, for those who have it read to them.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from onsite.bundled import bundled
from onsite.language import _, current
from onsite.paper import signs
from onsite.paper.readback import check
from onsite.paper.sheet import (
    Chart,
    Fields,
    Grid,
    Heading,
    Signed,
    Square,
    Words,
)

if TYPE_CHECKING:
    from onsite.paper.sheet import Block, Format, Sheet

_LONG = re.compile(r"(?<![!-\u058f])(?![0-9a-f]{64}(?![!-\u058f]))[!-\u058f]{25,}")
"""What is longer than the narrowest column, in letters that are not broken by themselves. A hash
stays whole: somebody will copy it."""
_PIECE = re.compile(".{1,12}")
_KEPT_RUNS = 11
_BREAK = "\u200b"
_TEMPLATE = "assets/paper/sheet.typ"
_PAPERS: dict[Format, str] = {"a4": "a4", "letter": "us-letter"}
_KINDS: dict[type[Any], str] = {
    Heading: "heading",
    Words: "words",
    Fields: "fields",
    Grid: "grid",
    Square: "square",
    Signed: "signed",
    Chart: "chart",
}


def pdf(sheet: Sheet, paper: Format = "a4") -> bytes:
    """The bytes of a sheet as PDF.

    Raises:
        NotReadableError: it would not say what the sheet says.
    """
    whole = readable(sheet)
    made = _typeset(whole, paper)
    check(made, whole)
    return made


def forget() -> None:
    """Give back what typst keeps of sheets for the next time: half a gigabyte of a large one.

    It keeps what was of use in one of its last ten runs.
    """
    import typst

    nothing = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    for _run in range(_KEPT_RUNS):
        compiler = typst.Compiler(b" ", font_paths=nothing, ignore_system_fonts=True)
        compiler.compile(format="pdf", timestamp=0)


def readable(sheet: Sheet) -> Sheet:
    """A sheet in which each sign that no font has is written by its name."""
    told = signs.readable
    return replace(
        sheet,
        title=told(sheet.title),
        subtitle=told(sheet.subtitle),
        label=told(sheet.label),
        banner=told(sheet.banner),
        blocks=tuple(_readable(block) for block in sheet.blocks),
    )


def _readable(block: Block) -> Block:
    told = signs.readable
    match block:
        case Heading() | Words():
            return replace(block, text=told(block.text))
        case Fields():
            return replace(block, pairs=tuple((told(a), told(b)) for a, b in block.pairs))
        case Grid():
            rows = tuple(
                replace(each, cells=_all(each.cells), below=told(each.below)) for each in block.rows
            )
            return replace(block, heads=_all(block.heads), rows=rows)
        case Square():
            return replace(block, words=_all(block.words))
        case Signed():
            return replace(block, labels=_all(block.labels))
        case Chart():
            return replace(
                block,
                told=told(block.told),
                curves=tuple(replace(each, name=told(each.name)) for each in block.curves),
                across=tuple((at, told(text)) for at, text in block.across),
                up=tuple((at, told(text)) for at, text in block.up),
                marked=told(block.marked),
            )


def _all(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(signs.readable(each) for each in texts)


def _typeset(sheet: Sheet, paper: Format) -> bytes:
    import typst

    language, _under, region = current().partition("_")
    data = {
        "title": sheet.title,
        "subtitle": sheet.subtitle,
        "label": sheet.label,
        "banner": sheet.banner,
        "blocks": [_plain(block) for block in sheet.blocks],
        "heavy": "".join(sorted({each for each in "".join(sheet.texts()) if signs.heavy(each)})),
        "fonts": list(signs.families(current())),
        "lang": language,
        "region": region or None,
        "paper": _PAPERS[paper],
        "code": _("QR code"),
    }
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(bundled(signs.FOLDER))],
    )
    compiler = typst.Compiler(
        bundled(_TEMPLATE).read_bytes(),
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(data)},
    )
    made = compiler.compile(format="pdf", timestamp=0, pdf_tags=True)
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made


def _plain(block: Block) -> dict[str, Any]:
    told = {"kind": _KINDS[type(block)], **asdict(_breakable(block))}
    if isinstance(block, Square):
        told["modules"] = _modules(block.content)
    return told


def _breakable(block: Block) -> Block:
    """With places where a long address may go on in the next line."""
    match block:
        case Words():
            return replace(block, text=_broken(block.text))
        case Fields():
            return replace(block, pairs=tuple((a, _broken(b)) for a, b in block.pairs))
        case Grid():
            rows = (
                replace(each, cells=tuple(map(_broken, each.cells)), below=_broken(each.below))
                for each in block.rows
            )
            return replace(block, rows=tuple(rows))
        case Square():
            return replace(block, words=tuple(map(_broken, block.words)))
        case _:
            return block


def _broken(text: str) -> str:
    return _LONG.sub(lambda found: _BREAK.join(_PIECE.findall(found[0])), text)


def _modules(content: str) -> list[list[tuple[int, int]]]:
    """The dark runs of each row of a QR code: where each begins, and how long it is."""
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    made = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    made.add_data(content)
    made.make(fit=True)
    rows: list[list[tuple[int, int]]] = []
    for row in made.get_matrix():
        runs: list[tuple[int, int]] = []
        for at, dark in enumerate(row):
            if dark and runs and sum(runs[-1]) == at:
                runs[-1] = (runs[-1][0], runs[-1][1] + 1)
            elif dark:
                runs.append((at, 1))
        rows.append(runs)
    return rows
