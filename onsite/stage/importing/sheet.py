"""Sheets, as CSV or from a spreadsheet: one session in each row, whoever has headed the columns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onsite.roster.reading import as_text, csv_rows
from onsite.roster.sheets import spread_sheets_in
from onsite.stage.importing import columns
from onsite.stage.importing.files import empty, text
from onsite.stage.importing.programme import Findings, Found, Place, Problem, Trouble
from onsite.stage.importing.rows import RowReader
from onsite.stage.importing.values import line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onsite.stage.importing.programme import Reading

SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
Rows = list[tuple[int, list[str]]]
"""Those that are not empty, numbered from 1 as in the file, all cells as text."""


def read(data: bytes, file: str, reading: Reading) -> Findings:
    """The sessions of a sheet, or of all sheets of a spreadsheet.

    Raises:
        BadInputError: it is no table, or nobody knows its columns.
    """
    if data.startswith(SPREADSHEETS):
        tables = [_filled(rows) for rows in spread_sheets_in(data, file)]
    else:
        tables = [_filled(csv_rows(text(data, file), Path(file)))]
    sheets = [_Sheet(rows, at if len(tables) > 1 else 0) for at, rows in enumerate(tables, 1)]
    sheets = [each for each in sheets if each.rows]
    if not sheets:
        raise empty(file)
    known = [each for each in sheets if each.find_header(reading)]
    if not known:
        raise columns.unknown(file, max((row for _at, row in sheets[0].rows[:15]), key=len))
    for each in known:
        each.read(reading)
    lost = [Problem(Trouble.LEFT_OUT, Place(path=each.name)) for each in sheets if not each.headers]
    return Findings(
        format="sheet",
        system="sheet",
        sessions=tuple(session for each in known for session in each.found),
        problems=(*(problem for each in known for problem in each.problems), *lost),
        headers=tuple(known[0].headers),
        mapping=known[0].read_as,
    )


def _filled(rows: Iterable[tuple[int, Sequence[object]]]) -> Rows:
    found = [(number, [as_text(cell) for cell in row]) for number, row in rows]
    return [(number, row) for number, row in found if any(cell.strip() for cell in row)]


class _Sheet:
    def __init__(self, rows: Rows, number: int) -> None:
        self.rows = rows
        self.name = f"sheet {number}" if number else ""
        self.headers: list[str] = []
        self.found: list[Found] = []
        self.problems: list[Problem] = []
        self.read_as: Mapping[str, str] = {}
        self._at = 0

    def find_header(self, reading: Reading) -> bool:
        first = [[line(cell) for cell in row] for _at, row in self.rows[: columns.LOOKED_AT]]
        at = columns.header_row(first, reading.mapping, reading.kept)
        if at is None:
            return False
        self._at = at
        self.headers = columns.headed(first, at)
        return True

    def read(self, reading: Reading) -> None:
        said = reading.mapping or reading.kept.get(tuple(self.headers), {})
        places = columns.places(self.headers, said)
        self.read_as = {
            name: ", ".join(self.headers[at] for at in every) for name, every in places.items()
        }
        if self._at:
            place = Place(self.rows[self._at][0], self.name)
            above = [cell for _n, row in self.rows[: self._at] for cell in row if cell.strip()]
            title = line(" · ".join(above))[:100]
            self.problems.append(Problem(Trouble.HEADER, place, (title,)))
        reader = RowReader(self.headers, places, reading, self.name)
        for number, row in self.rows[self._at + 1 :]:
            reader.take(number, row)
        self.found, self.problems = reader.found, [*self.problems, *reader.problems]
        if self.found and "id" not in places:
            self.problems.append(Problem(Trouble.NO_ID, Place(path=self.name)))
