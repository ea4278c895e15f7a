"""Files into tables, and what is said of files that hold none."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime

import openpyxl
import pytest

from onsite.errors import BadInputError
from onsite.roster.reading import LIMIT_MB, Line, read
from onsite.roster.remarks import Remark, Trouble
from tests.roster.lists import LISTS, write


def rows(path):
    (table,) = read(path)
    return table.headers, table.lines


@pytest.mark.parametrize(
    "text",
    [
        "Name,Code\nAnn,A1\nBob,B2\n",
        "Name;Code\nAnn;A1\nBob;B2\n",
        "Name\tCode\nAnn\tA1\nBob\tB2\n",
        "Name|Code\nAnn|A1\nBob|B2\n",
        '"Name","Code"\r\n"Ann","A1"\r\n"Bob","B2"\r\n',
        "Name,Code\rAnn,A1\rBob,B2\r",
        "Name , Code\nAnn , A1\n Bob, B2\n",
    ],
)
def test_the_dialects_of_spreadsheets(tmp_path, text):
    assert rows(write(tmp_path, text)) == (
        ("Name", "Code"),
        (Line(2, ("Ann", "A1")), Line(3, ("Bob", "B2"))),
    )


def test_a_line_that_names_the_separator_is_taken_at_its_word(tmp_path):
    headers, lines = rows(write(tmp_path, "sep=;\nName;Code, if any\nAnn;A,B,C\n"))
    assert headers == ("Name", "Code, if any")
    assert lines == (Line(3, ("Ann", "A,B,C")),)


def test_lines_are_counted_as_an_editor_counts_them(tmp_path):
    text = 'Name,Notes\n\nAnn,"two\nlines"\n\n ,\nBob,one\n'
    assert rows(write(tmp_path, text))[1] == (
        Line(3, ("Ann", "two lines")),
        Line(7, ("Bob", "one")),
    )


@pytest.mark.parametrize(
    ("above", "header", "line"),
    [
        ("Guests of the summit\n", "Name;Company;Code", 2),
        ("Guests, as of November\n\nprinted by;Maria\n", "#;Name;Company;Code", 4),
        ("Guests;;\nOf 2026;;\n", "Who;Where;Badge no.", 3),
        ("", "Name;Company;Code", 1),
        ("\n\n", "Who;Where;Badge no.", 3),
    ],
)
def test_the_header_may_stand_below_titles(tmp_path, above, header, line):
    people = "Ann Lee;Guest;17\nBob Ray;Name;18\n"
    (table,) = read(write(tmp_path, f"{above}{header}\n{people}"))
    assert table.headers == tuple(header.split(";"))
    assert [each.number for each in table.lines] == [line + 1, line + 2]
    said = [each for each in table.remarks if each.trouble is Trouble.HEADER]
    assert said == ([Remark(line, Trouble.HEADER)] if above.strip() else [])


@pytest.mark.parametrize(
    "text",
    [
        "Wer,Wo,Art\nAnn,Acme,Guest\nBob,Bell,Name\n",
        "Wer\nAnn\nName\n",
        "Wer,,,\nAnn,ann@example.org,17,x\n",
    ],
)
def test_a_row_of_people_is_no_header(tmp_path, text):
    assert rows(write(tmp_path, text))[0][0] == "Wer"


def test_a_single_column_is_a_table(tmp_path):
    assert rows(write(tmp_path, "Name\nAnn\nBob\n"))[1] == (Line(2, ("Ann",)), Line(3, ("Bob",)))


def test_ragged_rows_are_filled_up_cut_and_reported():
    (table,) = read(LISTS / "plain_semicolon_ragged.csv")
    assert table.remarks == (
        Remark(3, Trouble.SHORT, "4", "5"),
        Remark(4, Trouble.LONG, "extra, cells"),
    )
    assert [line.number for line in table.lines] == [2, 3, 4, 5, 6, 7]
    assert table.lines[1].cells == ("Bob Ray", "Acme", "Guest", "AAAA-1112", "")
    assert table.lines[2].cells == ("Cid Ott", "Acme", "Guest", "AAAA-1112", "same code as Bob")
    assert table.lines[4].cells[0] == "DeeRed"


def test_long_names_stay_and_absurd_values_are_cut(tmp_path):
    (table,) = read(write(tmp_path, f"Name,Notes\n{'E' * 300},{'x' * 2_001}\n"))
    assert table.lines == (Line(2, ("E" * 300, "x" * 2_000)),)
    assert table.remarks == (Remark(2, Trouble.CUT, "Notes"),)


def test_a_spreadsheet_is_read_as_its_export_would_be(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Name", "Code", "Big", "Paid", "Day", "Moment", "Price"])
    day = datetime(2026, 11, 24, 9, 30, tzinfo=UTC).replace(tzinfo=None)
    sheet.append(["Ann", 17, 14857388432000000000001, True, date(2026, 11, 24), day, 1.5])
    sheet.append([])
    sheet.append(["'=SUM", "B2", None, False, None, None, None])
    book.create_sheet("Empty")
    book.create_sheet("Hidden").sheet_state = "hidden"
    book.save(tmp_path / "list.xlsx")

    (table,) = read(tmp_path / "list.xlsx")

    assert table.headers == ("Name", "Code", "Big", "Paid", "Day", "Moment", "Price")
    assert table.lines == (
        Line(2, ("Ann", "17", "1.48574E+22", "yes", "2026-11-24", "2026-11-24T09:30:00", "1.5")),
        Line(4, ("=SUM", "B2", "", "no", "", "", "")),
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "“list.csv” is empty."),
        (b" \n\r\n ,,\n", "“list.csv” is empty."),
        (b"Name,Code\n", "“list.csv” has a header line and no attendees."),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "“list.csv” is not a table."),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "“list.csv” is not a table."),
        (b"PK\x03\x04 but no spreadsheet", "“list.csv” is not a table."),
        (b"\x01\x02\x03\x04\x05\x06\x07" * 9, "“list.csv” is not a table."),
        (
            b'Name,Code\nAnn,A1\n"Bob,' + b"x" * 140_000,
            "“list.csv” cannot be read on from line 3: a quotation mark is not closed.",
        ),
        (
            b'Name,Code\nAnn,"A1\nBob,B2\nCy,C3\n',
            "“list.csv” cannot be read on from line 2: a quotation mark is not closed.",
        ),
    ],
)
def test_a_file_without_a_table_is_refused_in_a_sentence(tmp_path, content, said):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(BadInputError) as refused:
        read(path)
    assert refused.value.happened == said
    assert refused.value.advice.endswith(".")


def test_a_missing_file_a_folder_and_what_is_no_file(tmp_path):
    for path, said in (
        (tmp_path / "none.csv", "There is no file"),
        (tmp_path, "is a folder, not a file."),
        (tmp_path / ("x" * 3_000), "cannot be read"),
    ):
        with pytest.raises(BadInputError, match=said):
            read(path)


@pytest.mark.skipif(sys.platform == "win32", reason="made with POSIX calls")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BadInputError, match="is not a file"):
        read(tmp_path / "pipe")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads anything")
def test_a_file_that_may_not_be_read(tmp_path):
    path = write(tmp_path, "Name\nAnn\n")
    path.chmod(0)
    with pytest.raises(BadInputError, match="cannot be read: Permission denied"):
        read(path)


def test_a_huge_file_is_refused_without_reading_it(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(BadInputError, match=f"larger than {LIMIT_MB} MB"):
        read(path)
