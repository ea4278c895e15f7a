"""`onsite audit` and `onsite backup` as they are typed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from onsite.wiring import STORE_FILE, open_site
from tests.checkin.conftest import Roll


@pytest.fixture
def data(tmp_path):
    """The folder of a store with one attendee."""
    folder = tmp_path / "data"
    site = open_site(folder, operator="Maria")
    Roll(site).add("Ada", "CODE-1")
    site.close()
    return folder


def change(store, statement: str) -> None:
    with closing(sqlite3.connect(store)) as driver, driver:
        driver.execute(statement)


def test_a_good_record_is_exit_code_0(run, data):
    code, out, _err = run("audit")

    assert code == 0
    assert out.splitlines()[-1].startswith("All good")


def test_a_row_that_was_altered_is_named_and_repaired(run, data):
    change(data / STORE_FILE, "UPDATE attendee SET name = 'Eve'")

    assert run("audit")[0] == 1
    assert json.loads(run("audit", "--json")[1])["good"] is False
    assert run("audit", "--repair")[0] == 0
    assert run("audit")[0] == 0


def test_an_entry_that_was_altered_is_named_and_not_repaired(run, data):
    change(data / STORE_FILE, "UPDATE journal_entry SET operator = 'Eve' WHERE number = 1")

    code, out, err = run("audit")
    assert code == 1
    assert "1" in out + err
    assert run("audit", "--repair")[0] == 1


def test_a_copy_is_whole_and_says_where_it_is(run, data, tmp_path):
    copy = tmp_path / "copy.db"

    assert run("backup", str(copy)) == (0, f"The store was copied to {copy}\n", "")
    with closing(sqlite3.connect(copy)) as driver:
        assert driver.execute("SELECT name FROM attendee").fetchall() == [("Ada",)]
    assert run("backup", str(copy))[0] == 1


def test_what_is_no_store_is_not_copied(run, tmp_path):
    (tmp_path / "data").mkdir()
    change(tmp_path / "data" / STORE_FILE, "CREATE TABLE other (number INTEGER)")

    code, out, err = run("backup", str(tmp_path / "copy.db"))

    assert (code, out) == (1, "")
    assert err.startswith("The data file is damaged or is not an Onsite store.")
    assert not (tmp_path / "copy.db").exists()
