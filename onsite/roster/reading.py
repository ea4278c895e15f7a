"""Files into tables: CSV in many encodings and dialects, and spreadsheets."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain
from typing import TYPE_CHECKING, Any

from onsite.cleaning import LONGEST, clean
from onsite.errors import BadInputError
from onsite.language import _
from onsite.roster.encodings import decode
from onsite.roster.heading import LOOKED_AT, header_among
from onsite.roster.remarks import Remark, Trouble
from onsite.roster.sheets import no_table, sheets_in
from onsite.roster.whole_file import Wanted, content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    Progress = Callable[[int, int], None]
    """Called with how much is done, and of how much."""

LIMIT_MB = 100
"""A larger file is no attendee list; ten times 100,000 rows is less."""

_DELIMITERS = ",;\t|"
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_EXACT = 2**53
_END = ["\x00the end\x00"]
"""A row after the last one: where it is swallowed, a quotation mark was not closed."""
_STEP = 2_000


@dataclass(frozen=True, slots=True)
class Line:
    """A row. `number` is the line of the file (or of the sheet) on which it begins."""

    number: int
    cells: tuple[str, ...]
    """As many as there are headers, all cleaned."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds, without any meaning given to it yet."""

    file: str
    sha256: str
    headers: tuple[str, ...]
    lines: tuple[Line, ...]
    remarks: tuple[Remark, ...] = ()


def read(path: Path, progress: Progress | None = None) -> tuple[Table, ...]:
    """The tables of a file: one of a CSV file, one of each sheet of a spreadsheet.

    Raises:
        BadInputError: there is no table to be had; the sentence says why and what to do.
    """
    data = _bytes(path)
    digest = hashlib.sha256(data).hexdigest()
    if data.startswith(_SPREADSHEETS):
        sheets = sheets_in(data, path.name)
    else:
        sheets = [csv_rows(_text(data, path), path)]
    tables = [_table(path.name, digest, rows, progress) for rows in sheets]
    found = tuple(table for table in tables if table is not None)
    if not found:
        raise BadInputError(
            _("“{file}” is empty.").format(file=path.name),
            _("Export the list again, with its header line, and import that file."),
        )
    if not any(table.lines for table in found):
        raise BadInputError(
            _("“{file}” has a header line and no attendees.").format(file=path.name),
            _("Check the filters of the export, and import a file with at least one row."),
        )
    return found


def _bytes(path: Path) -> bytes:
    wanted = Wanted(
        LIMIT_MB,
        _("“{file}” is larger than {limit} MB: that is no attendee list."),
        _("Export only the attendees, or split the list into several files."),
        _("Name the CSV or XLSX file inside it."),
        _("Save the list as a CSV or XLSX file and name that."),
        _("Check the name and the folder; a list is a CSV or XLSX file."),
    )
    return content(path, wanted)


def _text(data: bytes, path: Path) -> str:
    text = decode(data)
    if text is None or text.startswith("%PDF") or _mostly_control(text[:4_000]):
        raise no_table(path.name)
    return text


def _mostly_control(text: str) -> bool:
    # A few escape sequences in names are cleaned later; a program or a picture is full of them.
    control = sum(1 for sign in text if sign < " " and sign not in "\t\r\n\x1b")
    return control * 20 > len(text)


def csv_rows(text: str, path: Path) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows of a CSV text, whatever its delimiter, each with the line on which it begins.

    Raises:
        BadInputError: a quotation mark is not closed.
    """
    first, _newline, rest = text.partition("\n")
    skipped = 0
    delimiter = None
    if first.lower().startswith("sep=") and len(first.rstrip("\r")) == len("sep=,"):
        text, skipped, delimiter = rest, 1, first[4]
    lines = chain(io.StringIO(text, newline=""), _END)
    reader = csv.reader(lines, delimiter=delimiter or _delimiter(text))
    begins = 1
    try:
        for row in reader:
            if row == _END:
                return
            if row and row[-1].endswith(_END[0]):
                raise _not_closed(path, begins + skipped)
            yield begins + skipped, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise _not_closed(path, begins + skipped) from error


def _not_closed(path: Path, line: int) -> BadInputError:
    return BadInputError(
        _("“{file}” cannot be read on from line {line}: a quotation mark is not closed.").format(
            file=path.name, line=line
        ),
        _("Correct that line, or export the list again."),
    )


def _delimiter(text: str) -> str:
    """The sign that cuts the first rows into the most cells, and into equally many."""
    sample = text[:100_000]
    widths = {sign: _widths(sample, sign) for sign in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda sign: _evenness(widths[sign], first=True))
    if _evenness(widths[best], first=True)[0] > 1:
        return best
    # The first line is cut by none as the others are: it may be a title.
    return max(_DELIMITERS, key=lambda sign: _evenness(widths[sign], first=False))


def _widths(sample: str, sign: str) -> list[int]:
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=sign)
    try:
        return [len(row) for row, _number in zip(rows, range(30), strict=False) if row]
    except csv.Error:
        return []


def _evenness(widths: list[int], *, first: bool) -> tuple[int, int]:
    if not widths:
        return (0, 0)
    width = widths[0] if first else max(widths, key=widths.count)
    return (widths.count(width) if width > 1 else 0, width)


def _table(
    file: str, digest: str, rows: Iterable[tuple[int, Sequence[Any]]], progress: Progress | None
) -> Table | None:
    filled = [(number, row) for number, row in rows if any(_filled(cell) for cell in row)]
    if not filled:
        return None
    first = header_among([_cleaned(row) for _number, row in filled[:LOOKED_AT]])
    headers = _cleaned(filled[first][1])
    while headers and not headers[-1]:
        headers.pop()
    remarks = [Remark(filled[first][0], Trouble.HEADER)] if first else []
    lines: list[Line] = []
    for at, (number, row) in enumerate(filled[first + 1 :]):
        if progress is not None and at % _STEP == 0:
            progress(at, len(filled))
        lines.append(Line(number, _cells(number, row, headers, remarks)))
    if progress is not None:
        progress(len(filled), len(filled))
    return Table(file, digest, tuple(headers), tuple(lines), tuple(remarks))


def _cells(
    number: int, row: Sequence[Any], headers: list[str], remarks: list[Remark]
) -> tuple[str, ...]:
    cells = _cleaned(row)
    width = len(headers)
    if len(cells) < width:
        remarks.append(Remark(number, Trouble.SHORT, str(len(cells)), str(width)))
        cells += [""] * (width - len(cells))
    elif any(cells[width:]):
        extra = ", ".join(cell for cell in cells[width:] if cell)
        remarks.append(Remark(number, Trouble.LONG, extra[:100]))
    for at, cell in enumerate(cells[:width]):
        if len(cell) > LONGEST:
            remarks.append(Remark(number, Trouble.CUT, headers[at]))
            cells[at] = cell[:LONGEST]
    return tuple(cells[:width])


def _cleaned(row: Sequence[Any]) -> list[str]:
    return [clean(as_text(cell)) for cell in row]


def _filled(cell: Any) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


def as_text(cell: Any) -> str:
    """A cell of a spreadsheet as a CSV export would have it."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    if isinstance(cell, float):
        return f"{cell:.6G}" if abs(cell) >= _EXACT else str(cell)
    if isinstance(cell, (datetime, date, time)):
        return cell.isoformat()
    return "" if cell is None else str(cell)
