"""The sheets of a spreadsheet file, whoever wrote it and however far they scrolled."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from onsite.errors import BadInputError
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from python_calamine import CalamineSheet, CalamineWorkbook

LIMIT_CELLS = 20_000_000
"""A sheet is laid out whole: beyond so many cells, empty ones too, no memory has room for it."""
LIMIT_ROWS = 1_048_576
"""No spreadsheet program writes more."""
LIMIT_BYTES = 1_000_000_000
"""Of a sheet as it is in the archive, unpacked."""

_STEP = 1 << 20
_CELL = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_ROW = re.compile(rb"<row\b")


def sheets_in(data: bytes, file: str) -> list[Iterator[tuple[int, Sequence[Any]]]]:
    """The rows of each visible sheet, numbered from 1.

    Args:
        data: what the file holds.
        file: what to call it in errors.

    Raises:
        BadInputError: it is no spreadsheet, is locked, or its cells lie too far apart.
    """
    return [enumerate(rows, 1) for rows in _read(data, file, _laid_out)]


def spread_sheets_in(data: bytes, file: str) -> list[Iterator[tuple[int, Sequence[Any]]]]:
    """As `sheets_in`; what stands in a cell that reaches over several rows is in each of them.

    Raises:
        BadInputError: as there.
    """
    return [enumerate(rows, 1) for rows in _read(data, file, _spread)]


def _laid_out(sheet: CalamineSheet) -> list[list[Any]]:
    return sheet.to_python(skip_empty_area=False)


def _spread(sheet: CalamineSheet) -> list[list[Any]]:
    rows = _laid_out(sheet)
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        for row in rows[top + 1 : bottom + 1]:
            row[left] = rows[top][left]
    return rows


def _read(
    data: bytes, file: str, lay_out: Callable[[CalamineSheet], list[list[Any]]]
) -> list[list[list[Any]]]:
    import python_calamine

    try:
        _measure(data, file)
        book = python_calamine.load_workbook(io.BytesIO(data))
        return [lay_out(book.get_sheet_by_name(name)) for name in _visible(book)]
    except python_calamine.PasswordError:
        raise BadInputError(
            _("“{file}” is locked with a password.").format(file=file),
            _("Save it without one and import that file."),
        ) from None
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise no_table(file) from error


def no_table(file: str) -> BadInputError:
    """The error for a file that is something else."""
    return BadInputError(
        _("“{file}” is not a table.").format(file=file),
        _("Export the list as CSV (UTF-8) or XLSX and import that file."),
    )


def _visible(book: CalamineWorkbook) -> list[str]:
    from python_calamine import SheetVisibleEnum

    return [each.name for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible]


def _measure(data: bytes, file: str) -> None:
    """Refuse a sheet whose cells lie so far apart that laying it out would end the program."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for part in parts.infolist():
                if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                    _measure_sheet(parts, part, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise no_table(file) from error


def _measure_sheet(parts: zipfile.ZipFile, part: zipfile.ZipInfo, file: str) -> None:
    columns = last = rows = 0
    with parts.open(part) as opened:
        rest = b""
        for at in range(0, LIMIT_BYTES, _STEP):
            chunk = opened.read(_STEP)
            text = rest + chunk
            whole = max(text.rfind(b"<"), 0) if chunk else len(text)
            text, rest = text[:whole], text[whole:]
            rows += len(_ROW.findall(text))
            for letters, number in set(_CELL.findall(text)):
                columns = max(columns, _column(letters))
                last = max(last, int(number))
            rows_so_far = max(rows, last)
            too_many = rows_so_far > LIMIT_ROWS or rows_so_far * columns > LIMIT_CELLS
            if too_many or at + _STEP >= LIMIT_BYTES:
                raise _too_large(file)
            if not chunk:
                return


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _too_large(file: str) -> BadInputError:
    return BadInputError(
        _("A sheet of “{file}” reaches too far to be an attendee list.").format(file=file),
        _("Copy the list alone into a new sheet, or export it as CSV, and import that file."),
    )
