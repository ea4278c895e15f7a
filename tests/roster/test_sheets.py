"""A spreadsheet is read, or refused with a sentence; none can end the program."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from onsite.errors import BadInputError
from onsite.roster.sheets import LIMIT_ROWS, sheets_in

SHEET = "xl/worksheets/sheet1.xml"


def workbook(**cells: str) -> bytes:
    book = openpyxl.Workbook()
    for place, text in cells.items():
        book.active[place] = text
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_sheet(xml: bytes) -> bytes:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(A1="Name"))) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, xml if name == SHEET else old.read(name))
    return made.getvalue()


def test_rows_are_numbered_as_in_the_sheet():
    sheets = sheets_in(workbook(A1="Name", B1="Code", A3="Ann", B3="A1"), "list.xlsx")

    assert [list(rows) for rows in sheets] == [
        [(1, ["Name", "Code"]), (2, ["", ""]), (3, ["Ann", "A1"])]
    ]


def test_hidden_sheets_are_left_out():
    book = openpyxl.Workbook()
    book.active.append(["Name"])
    book.create_sheet("Old").append(["Somebody"])
    book["Old"].sheet_state = "hidden"

    assert len(sheets_in(saved(book), "list.xlsx")) == 1


def test_one_cell_at_the_far_end_is_refused_before_memory_is_asked_for():
    with pytest.raises(BadInputError, match="reaches too far"):
        sheets_in(workbook(A1="Name", XFD1048576="far"), "list.xlsx")


def test_a_small_file_with_endless_rows_is_refused():
    row = b"<row><c t='inlineStr'><is><t>Name</t></is></c></row>"
    sheet = b"<worksheet><sheetData>" + row * (LIMIT_ROWS + 1) + b"</sheetData></worksheet>"

    with pytest.raises(BadInputError, match="reaches too far"):
        sheets_in(with_sheet(sheet), "list.xlsx")


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_half_a_file_is_no_table(cut):
    data = workbook(A1="Name", A2="Ann")

    with pytest.raises(BadInputError, match="is not a table"):
        sheets_in(data[: int(len(data) * cut)], "list.xlsx")


@pytest.mark.parametrize("at", range(40, 1_200, 97))
def test_a_damaged_file_is_read_or_refused(at):
    data = bytearray(workbook(A1="Name", A2="Ann"))
    data[at] ^= 0x55

    try:
        sheets = sheets_in(bytes(data), "list.xlsx")
    except BadInputError as error:
        assert "is not a table" in error.happened  # noqa: PT017 - either is right
    else:
        assert len(sheets) == 1
