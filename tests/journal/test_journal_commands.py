"""`onsite audit` and `onsite backup` as they are typed."""

from __future__ import annotations

import json
import re
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


@pytest.fixture
def copy(run, data, tmp_path):
    """A copy of the store."""
    run("backup", str(tmp_path / "copy.db"))
    return tmp_path / "copy.db"


@pytest.fixture
def answer(run, data, tmp_path):
    """The answer of an audit, in a file."""
    file = tmp_path / "answer.json"
    file.write_text(run("audit", "--json")[1], encoding="utf-8")
    return file


def go_on(data) -> str:
    """One more act, as it is written by a station that knows more; answers its station."""
    site = open_site(data, operator="Maria")
    Roll(site).add("Bo", "CODE-2")
    site.close()
    return site.journal.station[:6]


def compared(out: str) -> list[str]:
    """The lines of an audit that follow its own verdict."""
    lines = out.splitlines()
    return lines[next(at for at, line in enumerate(lines) if line.startswith("All good")) + 1 :]


def test_the_same_store_elsewhere_is_equal(run, data, copy, answer, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / STORE_FILE).write_bytes(copy.read_bytes())
    others = [str(other) for other in (copy, answer, elsewhere, data)]

    code, out, _err = run("audit", *(part for other in others for part in ("--compare", other)))

    assert (code, compared(out)) == (
        0,
        [f"The same as {other}: every entry and every row." for other in others],
    )


def test_lacking_entries_are_said_first_and_rows_are_not_spoken_of(run, data, copy, answer):
    station = go_on(data)

    for other in map(str, (copy, answer)):
        code, out, _err = run("audit", "--compare", other)
        assert (code, compared(out)) == (
            1,
            [
                f"Not the same as {other}:",
                f"The other store lacks 1 entry of station {station}.",
                "Wait until they have arrived, then compare again.",
            ],
        )


def test_what_is_lacking_here_is_said(run, data, tmp_path):
    before = tmp_path / "before"
    before.mkdir()
    run("backup", str(before / STORE_FILE))
    station = go_on(data)

    code, out, _err = run("audit", "--data", str(before), "--compare", str(data))

    assert (code, compared(out)) == (
        1,
        [
            f"Not the same as {data}:",
            f"This store lacks 1 entry of station {station}.",
            "Wait until they have arrived, then compare again.",
        ],
    )


def test_a_differing_row_is_named_and_a_copy_is_not_touched(run, data, copy):
    change(copy, "UPDATE attendee SET name = 'Eve'")
    before = copy.read_bytes()

    code, out, _err = run("audit", "--compare", str(copy))

    lines = compared(out)
    assert (code, lines[0], lines[2]) == (
        1,
        f"Not the same as {copy}:",
        "These tables differ: attendee.",
    )
    assert lines[1].startswith("Table attendee, row '")
    assert lines[1].endswith("': its name is 'Ada' here and 'Eve' there.")
    assert lines[3].startswith("The entries are the same, so one of the two was altered")
    assert (copy.read_bytes(), sorted(copy.parent.glob("copy*"))) == (before, [copy])


def test_from_an_answer_only_the_tables_are_known(run, data, answer):
    known = json.loads(answer.read_text())
    known["digest"]["tables"]["attendee"] = "0" * 64
    answer.write_text(json.dumps(known), encoding="utf-16")  # as PowerShell writes it

    code, out, _err = run("audit", "--compare", str(answer))

    lines = compared(out)
    assert (code, lines[:2]) == (
        1,
        [f"Not the same as {answer}:", "These tables differ: attendee."],
    )


def test_a_conflict_is_named(run, data, copy):
    change(copy, "UPDATE journal_entry SET operator = 'Eve' WHERE number = 1")

    code, out, _err = run("audit", "--compare", str(copy))

    lines = compared(out)
    assert (code, len(lines)) == (1, 6)
    assert lines[1].endswith("are not the same in both under the same number.")
    assert re.fullmatch("Entry 1 of station [0-9a-f]{6} is:", lines[2])
    for line, place, operator in ((lines[3], "here", "Import"), (lines[4], "there", "Eve")):
        said = rf"  {place}: attendee.listed, by {operator}, [-0-9]{{10}} [:0-9]{{8}} UTC"
        assert re.fullmatch(said, line), line
    assert lines[5].startswith("One of the two was altered, or two computers")


def test_the_answer_of_a_comparison(run, data, copy, answer):
    change(copy, "UPDATE credential SET state = 'lost'")
    asked = ("audit", "--json", "--compare", str(copy), "--compare", str(answer))

    code, out, _err = run(*asked)

    found = json.loads(out)
    equal = {"here_lacks": {}, "there_lacks": {}, "conflicting": [], "entry": None}
    equal["recorded"] = None
    (key,) = [found["compared"][0]["row"].pop("key")]
    row = {"table": "credential", "here": {"state": "live"}, "there": {"state": "lost"}}
    assert (code, key[0], found["good"], found["compared"]) == (
        1,
        "CODE-1",
        True,
        [
            {"other": str(copy), "equal": False, **equal, "tables": ["credential"], "row": row},
            {"other": str(answer), "equal": True, **equal, "tables": [], "row": None},
        ],
    )


@pytest.mark.parametrize(
    ("content", "happened"),
    [
        (None, "The file {file} cannot be read."),
        (b"", "There is neither a store nor the answer of an audit in {file}."),
        (
            b"name,code\nAda,CODE-1\n",
            "There is neither a store nor the answer of an audit in {file}.",
        ),
        (b'{"good": true}', "There is neither a store nor the answer of an audit in {file}."),
        (
            b'{"digest": {"form": "0001", "tables": [], "entries": {}}}',
            "There is neither a store nor the answer of an audit in {file}.",
        ),
        (
            b'{"digest": {"form": "0002", "new": 1}}',
            "Another version of Onsite made {file} (its form is 0002, ours 0001).",
        ),
        (b"SQLite format 3\0", "The data file is damaged or is not an Onsite store."),
    ],
)
def test_what_cannot_be_compared_with_is_refused(run, data, tmp_path, content, happened):
    file = tmp_path / "other"
    if content is not None:
        file.write_bytes(content)

    code, out, err = run("audit", "--compare", str(file))

    assert (code, out, err.splitlines()[0]) == (1, "", happened.format(file=file))


def test_what_has_not_arrived_is_said(run, data, tmp_path):
    station = go_on(data)
    copy = tmp_path / "later"
    copy.mkdir()
    run("backup", str(copy / STORE_FILE))
    with closing(sqlite3.connect(copy / STORE_FILE)) as driver, driver:
        driver.execute("DELETE FROM journal_entry WHERE number = 1")

    run("audit", "--data", str(copy), "--repair")
    code, out, _err = run("audit", "--data", str(copy))

    assert (code, out.splitlines()[1:]) == (
        0,
        [
            f"1 entry of station {station} has not arrived yet.",
            "All good: every entry that is here is signed, and the tables agree with them.",
        ],
    )
