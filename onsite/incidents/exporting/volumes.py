"""What is too much for one PDF: a log goes on in another file, other forms say so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onsite.errors import BadInputError
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onsite.incidents.exporting.gathering import Given, Told
    from onsite.paper.sheet import Sheet

MOST = 5000
"""Entries in one PDF: setting them takes two seconds and half a gigabyte of memory."""


def parts(given: Given) -> tuple[Given, ...]:
    """What is given away, in parts of so many entries at most, in its order."""
    found: list[list[Told]] = [[]]
    room = MOST
    for piece in _pieces(given):
        if len(piece.lines) > room:
            found.append([])
            room = MOST
        found[-1].append(piece)
        room -= len(piece.lines)
    return tuple(replace(given, told=tuple(each)) for each in found)


def _pieces(given: Given) -> Iterator[Told]:
    """An incident that is too long by itself goes on under its own heading."""
    for told in given.told:
        yield told._replace(lines=told.lines[:MOST])
        for at in range(MOST, len(told.lines), MOST):
            yield told._replace(lines=told.lines[at : at + MOST])


def named(file: Path, part: int) -> Path:
    """The file of a part, from 1."""
    return file.with_name(f"{file.stem}-{part}{file.suffix}")


def marked(sheet: Sheet, part: int, many: int) -> Sheet:
    """A sheet that says which part of how many it is."""
    said = _("part {n} of {many}").format(n=part, many=many)
    return replace(
        sheet, subtitle=f"{sheet.subtitle} · {said}", label=f"{sheet.label} · {part}/{many}"
    )


def check(entries: int) -> None:
    """Whether so many entries go into one PDF.

    Raises:
        BadInputError: they do not.
    """
    if entries > MOST:
        raise BadInputError(
            _("{n} entries are too many for one PDF: {most} at most.").format(n=entries, most=MOST),
            _("Export some of them with --from and --until, or all of them as .csv or .json."),
        )
