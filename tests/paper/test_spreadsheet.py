"""Rows as CSV: read back as they are, and nothing in them is calculated."""

from __future__ import annotations

import csv
import io

import pytest

from onsite.paper.spreadsheet import csv_bytes


def read(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("|cmd", "'|cmd"),
        ("\t=1", "'\t=1"),
        ("a=1", "a=1"),
        ('a "b", c\nd', 'a "b", c\nd'),
        ("王明", "王明"),
        (-3, "-3"),
        (0, "0"),
        ("", ""),
    ],
    ids=repr,
)
def test_a_text_is_no_formula_and_a_number_below_zero_is_a_number(cell, kept):
    assert read(csv_bytes(("Head", "End"), [(cell, "x")])) == [["Head", "End"], [kept, "x"]]
