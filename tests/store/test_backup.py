"""A copy of the store in use."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from onsite.cli import main
from onsite.errors import BadInputError, StoreError
from onsite.journal.audit import audit
from onsite.roster.facts import AttendeeWithdrawn
from onsite.store.backup import back_up
from onsite.store.writer import Store


def record(site) -> None:
    fact = AttendeeWithdrawn(attendee="1")
    site.write_now(lambda journal, rows: journal.append(rows, fact, operator="Maria"))


def test_the_copy_is_whole_and_no_chain_in_it_is_the_own(site, tmp_path):
    record(site)
    copy = tmp_path / "more" / "copy.db"
    back_up(site.data / "onsite.db", copy)
    record(site)
    store = Store(copy)
    result = store.read_now(audit)
    query = "SELECT own, last_number FROM journal_station"
    heads = store.read_now(lambda rows: [tuple(row) for row in rows.exec_driver_sql(query)])
    store.close()
    assert (result.good, result.entries, heads) == (True, 1, [(0, 1)])


def test_the_copy_is_one_file(site, tmp_path):
    back_up(site.data / "onsite.db", tmp_path / "copy.db")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "data"]


def test_a_copy_is_taken_while_another_writes(site, tmp_path):
    def write_and_copy(journal, rows):
        journal.append(rows, AttendeeWithdrawn(attendee="1"), operator="Maria")
        back_up(site.data / "onsite.db", tmp_path / "copy.db")

    site.write_now(write_and_copy)
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT count(*) FROM journal_entry").fetchall() == [(0,)]


def test_no_file_is_written_over(site, tmp_path):
    copy = tmp_path / "copy.db"
    copy.write_text("mine")
    with pytest.raises(BadInputError, match="There is a file already"):
        back_up(site.data / "onsite.db", copy)
    assert copy.read_text() == "mine"


def test_a_place_that_cannot_be_written_to_is_said(site, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="The copy of the store could not be written"):
        back_up(site.data / "onsite.db", tmp_path / "file" / "copy.db")


def test_the_command_names_the_copy(site, capsys):
    asked = ["backup", "--data", str(site.data), "--json"]
    files = []
    for _twice in range(2):
        with pytest.raises(SystemExit) as end:
            main(asked)
        assert end.value.code == 0
        files.append(json.loads(capsys.readouterr().out)["file"])
    copies = sorted(str(path) for path in (site.data / "backups").iterdir())
    assert sorted(files) == copies
    assert len(copies) == 2
