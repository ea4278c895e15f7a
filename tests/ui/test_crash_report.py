"""A crash report tells where, never what."""

from __future__ import annotations

import re

from onsite.ui import crash
from tests.conftest import START


def stumble(guest):
    try:
        {}[guest]
    except KeyError as error:
        raise ExceptionGroup(guest, [ValueError(guest)]) from error


def test_types_and_places_without_data(tmp_path):
    try:
        stumble("Jane Doe")
    except ExceptionGroup as error:
        file = crash.write(tmp_path / "crash", error, at=START)
    assert file == tmp_path / "crash" / "20261124T083000.000000Z.txt"
    head, at, *told = file.read_text(encoding="utf-8").splitlines()
    assert head.startswith("Onsite ")
    assert at == "2026-11-24T08:30:00+00:00"
    here = "  tests/ui/test_crash_report.py"
    assert [re.sub(r":\d+ in", ": in", line) for line in told] == [
        "",
        "builtins.ExceptionGroup",
        f"{here}: in test_types_and_places_without_data",
        f"{here}: in stumble",
        "",
        "builtins.KeyError",
        f"{here}: in stumble",
        "",
        "builtins.ValueError",
    ]


def test_where_nothing_can_be_written_there_is_no_report(tmp_path):
    (tmp_path / "crash").write_text("in the way")
    assert crash.write(tmp_path / "crash", ValueError("Jane"), at=START) is None
    assert crash.sentence(None) != crash.sentence(tmp_path)
