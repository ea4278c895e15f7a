"""An audit finds whatever was altered behind the journal's back, and names it."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onsite.cli import main
from onsite.journal.audit import Audit, BadRow, audit
from onsite.journal.entry import Signer
from onsite.roster.facts import AttendeeListed, AttendeeWithdrawn, Record

CONTENT = "its content was altered: it does not match its hash"
SIGNATURE = "its signature is not this station's"
LINK = "it does not link to the entry before it"
HEAD = "the station's record of its last entry was altered"


def listed(attendee: str, name: str = "Jane") -> AttendeeListed:
    record = Record(name=name, codes=(f"T-{attendee}",))
    return AttendeeListed(attendee=attendee, source="plain", source_key=attendee, record=record)


@pytest.fixture
def audited(stations):
    """A station with eight entries of its own, in which another's three are woven."""
    here, there = stations(2)
    here.append(*(listed(str(at)) for at in range(5)))
    here.receive(*there.append(listed("7"), AttendeeWithdrawn(attendee="1"), listed("2", "June")))
    here.append(listed("1"), AttendeeWithdrawn(attendee="2"), listed("9"))
    return here


def first_bad(station, *statements: str) -> tuple | None:
    for statement in statements:
        station.driver.execute(statement.format(own=station.name))
    bad = audit(station.rows).entry
    return (bad.station == station.name, bad.number, bad.what) if bad else None


def test_a_good_journal_is_good_and_progress_is_told(audited):
    heard = []
    result = audit(audited.rows, lambda done, all_: heard.append((done, all_)))
    assert result == Audit(entries=11, stations=2, waiting={}, awaited={})
    assert result.good
    assert heard == [(22, 22)]


def test_an_empty_journal_is_good(station):
    assert audit(station.rows).good


AT_3 = "WHERE station = '{own}' AND number = 3"


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        (f"UPDATE journal_entry SET payload = replace(payload, 'Jane', 'Jano') {AT_3}", CONTENT),
        (f"UPDATE journal_entry SET operator = 'Mario' {AT_3}", CONTENT),
        (f"UPDATE journal_entry SET time = time + 1 {AT_3}", CONTENT),
        (f"UPDATE journal_entry SET subject = 'attendee:3' {AT_3}", CONTENT),
        (f"UPDATE journal_entry SET kind = 'attendee.gone' {AT_3}", CONTENT),
        (f"UPDATE journal_entry SET version = 2 {AT_3}", CONTENT),
        (f"UPDATE journal_entry SET previous = hash {AT_3}", CONTENT),
        (f"UPDATE journal_entry SET hash = previous {AT_3}", CONTENT),
        (f"UPDATE journal_entry SET payload = x'00ff' {AT_3}", CONTENT),
        (f"UPDATE journal_entry SET signature = zeroblob(64) {AT_3}", CONTENT),
        (f"UPDATE journal_entry SET signature = 'text' {AT_3}", CONTENT),
        (f"DELETE FROM journal_entry {AT_3}", "it is missing"),
    ],
)
def test_the_altered_entry_is_named(audited, statement, what):
    assert first_bad(audited, statement) == (True, 3, what)


def test_a_forged_signature_over_a_forged_entry_is_named(audited):
    stranger = Signer.from_seed(bytes(32))
    entry = audited.entries()[2]
    altered = replace(entry, payload=entry.payload.replace("Jane", "Mallory"))
    forged = replace(altered, signature=stranger.sign(altered.body))
    audited.driver.execute(
        "UPDATE journal_entry SET payload = ?, hash = ?, signature = ? "
        "WHERE station = ? AND number = 3",
        (forged.payload, forged.hash, forged.signature, entry.station),
    )
    assert first_bad(audited) == (True, 3, SIGNATURE)


def test_two_swapped_entries_are_noticed(audited):
    swap = "UPDATE journal_entry SET number = {} WHERE station = '{{own}}' AND number = {}"
    bad = first_bad(audited, swap.format(99, 3), swap.format(3, 4), swap.format(4, 99))
    assert bad == (True, 3, CONTENT)


def test_a_deleted_tail_is_noticed(audited):
    bad = first_bad(audited, "DELETE FROM journal_entry WHERE station = '{own}' AND number > 6")
    assert bad == (True, 7, "the entries 7 to 8 are missing")


def test_a_deleted_chain_is_noticed(audited):
    bad = first_bad(audited, "DELETE FROM journal_entry WHERE station = '{own}'")
    assert bad == (True, 1, "the entries 1 to 8 are missing")


def test_a_deleted_beginning_is_noticed(audited):
    bad = first_bad(audited, "DELETE FROM journal_entry WHERE station = '{own}' AND number < 3")
    assert bad == (True, 1, "the entries 1 to 2 are missing")


@pytest.mark.parametrize(
    ("statement", "number", "what"),
    [
        ("DELETE FROM journal_station WHERE own", 8, HEAD),
        ("UPDATE journal_station SET last_number = 7 WHERE own", 8, HEAD),
        (
            "UPDATE journal_station SET last_hash = 'x' WHERE own",
            8,
            "it is not the entry that the station ended with",
        ),
        ("UPDATE journal_station SET last_number = 9 WHERE own", 9, "it is missing"),
    ],
)
def test_the_end_of_the_chain_is_verified(audited, statement, number, what):
    assert first_bad(audited, statement) == (True, number, what)


def test_a_number_that_is_no_number_is_noticed(audited):
    bad = first_bad(audited, f"UPDATE journal_entry SET number = 'three' {AT_3}")
    assert bad == (True, 3, "it is missing")
    assert first_bad(audited, f"DELETE FROM journal_entry {AT_3}") == (True, 3, "it is missing")


@pytest.fixture
def abroad(stations):
    """A station that another's eight entries have reached, and that wrote two of its own."""
    here, there = stations(2)
    here.append(listed("1"), listed("2"))
    here.abroad = there.append(*(listed(f"x{at}") for at in range(8)))
    return here


@pytest.mark.parametrize(
    ("arrived", "lacking"),
    [((1, 2, 3), 0), ((3,), 2), ((1, 8), 6), ((2, 4, 6, 8), 4), ((8, 5, 7, 6), 4)],
)
def test_what_has_not_arrived_is_counted_and_is_no_fault(abroad, arrived, lacking):
    there = abroad.abroad[0].station
    abroad.receive(*(abroad.abroad[number - 1] for number in arrived))
    result = audit(abroad.rows)
    awaited = {there: lacking} if lacking else {}
    assert result == Audit(entries=2 + len(arrived), stations=2, waiting={}, awaited=awaited)


def test_a_lost_entry_of_another_station_is_awaited_again(abroad):
    abroad.receive(*abroad.abroad)
    abroad.driver.execute(
        f"DELETE FROM journal_entry WHERE number = 3 AND station <> '{abroad.name}'"
    )
    result = audit(abroad.rows)
    assert result.awaited == {abroad.abroad[0].station: 1}
    assert result.row == BadRow("attendee", ("x2",), "nothing in the journal says that it exists")


FOREIGN = "WHERE station <> '{own}'"
OF_FOREIGN_5 = f"{FOREIGN} AND number = 5"


@pytest.mark.parametrize(
    ("statement", "number", "what"),
    [
        (f"UPDATE journal_entry SET operator = 'Mario' {OF_FOREIGN_5}", 5, CONTENT),
        (f"UPDATE journal_entry SET number = 4 {OF_FOREIGN_5}", 4, CONTENT),
        (f"UPDATE journal_entry SET number = 'five' {OF_FOREIGN_5}", 9, CONTENT),
        (f"UPDATE journal_entry SET signature = zeroblob(64) {OF_FOREIGN_5}", 5, CONTENT),
        (f"UPDATE journal_station SET last_number = 7 {FOREIGN}", 8, HEAD),
        (
            f"UPDATE journal_station SET last_number = 10 {FOREIGN}",
            9,
            "the entries 9 to 10 are missing",
        ),
        (
            f"DELETE FROM journal_entry {FOREIGN} AND number > 6",
            7,
            "the entries 7 to 8 are missing",
        ),
        (f"DELETE FROM journal_entry {FOREIGN}", 1, "the entries 1 to 8 are missing"),
        (f"DELETE FROM journal_station {FOREIGN}", 8, HEAD),
        (
            f"UPDATE journal_station SET last_hash = 'x' {FOREIGN}",
            8,
            "it is not the entry that the station ended with",
        ),
    ],
)
def test_another_stations_chain_with_a_gap_is_verified(abroad, statement, number, what):
    abroad.receive(*(abroad.abroad[number - 1] for number in (2, 5, 6, 7, 8)))
    assert first_bad(abroad, statement) == (False, number, what)


def forged(entries, number: int, **changed):
    """The entry of that number with other parts, signed by its own station."""
    signer = Signer.from_seed(bytes([2]) * 32)
    entry = replace(entries[number - 1], signature=b"", **changed)
    return replace(entry, signature=signer.sign(entry.body))


def put(station, entry) -> None:
    station.driver.execute(
        "UPDATE journal_entry SET time = ?, previous = ?, hash = ?, signature = ? "
        "WHERE station = ? AND number = ?",
        (entry.time, entry.previous, entry.hash, entry.signature, entry.station, entry.number),
    )


@pytest.mark.parametrize(
    ("number", "changed", "what"),
    [
        (5, {"time": 0}, "it is not later than the entry before it"),
        (6, {"previous": "ab" * 32}, LINK),
        (8, {"time": 1}, "it is not later than the entry before it"),
    ],
)
def test_time_grows_across_a_gap_and_neighbours_link(abroad, number, changed, what):
    abroad.receive(*(abroad.abroad[number - 1] for number in (2, 5, 6, 8)))
    put(abroad, forged(abroad.abroad, number, **changed))
    assert first_bad(abroad) == (False, number, what)


def test_a_first_entry_links_to_nothing(abroad):
    abroad.receive(abroad.abroad[0], abroad.abroad[4])
    put(abroad, forged(abroad.abroad, 1, previous="ab" * 32))
    assert first_bad(abroad) == (False, 1, LINK)


@pytest.mark.parametrize(
    ("statement", "bad"),
    [
        (
            "UPDATE attendee SET name = 'Eve' WHERE attendee = '3'",
            BadRow("attendee", ("3",), "its name is 'Eve' but should be 'Jane'"),
        ),
        (
            "UPDATE attendee SET withdrawn = 5 WHERE attendee = '2'",
            BadRow("attendee", ("2",), "its withdrawn is 5 but should be 1"),
        ),
        (
            "DELETE FROM credential WHERE code = 'T-4'",
            BadRow("credential", ("T-4", "4"), "it is missing"),
        ),
        ("DELETE FROM credential", BadRow("credential", ("T-0", "0"), "it is missing")),
        (
            "UPDATE credential SET code = 'T-99' WHERE code = 'T-9'",
            BadRow("credential", ("T-9", "9"), "it is missing"),
        ),
        (
            "INSERT INTO credential VALUES ('A', 'a', 'attendee:a', 'live')",
            BadRow("credential", ("A", "a"), "nothing in the journal says that it exists"),
        ),
        (
            "INSERT INTO credential VALUES ('Z', 'z', 'attendee:z', 'live')",
            BadRow("credential", ("Z", "z"), "nothing in the journal says that it exists"),
        ),
    ],
)
def test_the_altered_row_is_named(audited, statement, bad):
    audited.driver.execute(statement)
    result = audit(audited.rows)
    assert (result.good, result.entry, result.row) == (False, None, bad)


def test_entries_for_a_newer_onsite_are_no_fault(audited):
    audited.driver.execute("UPDATE journal_entry SET folded = 0 WHERE number = 8")
    result = audit(audited.rows)
    assert (result.good, result.waiting) == (True, {"attendee.listed": 1})


PARTS = ("operator", "subject", "kind", "payload", "previous", "hash", "signature")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(1, 8), st.sampled_from(PARTS), st.integers(0, 10_000), st.integers(1, 255))
def test_any_one_byte_is_noticed(audited, number, part, at, change):
    where = (audited.name, number)
    query = f"SELECT CAST({part} AS BLOB) FROM journal_entry WHERE station = ? AND number = ?"
    (before,) = audited.driver.execute(query, where).fetchone()
    altered = bytearray(before)
    altered[at % len(before)] ^= change
    store = "UPDATE journal_entry SET {} = {} WHERE station = ? AND number = ?"
    as_kept = "?" if part == "signature" else "CAST(? AS TEXT)"
    audited.driver.execute("SAVEPOINT before")
    audited.driver.execute(store.format(part, as_kept), (bytes(altered), *where))
    result = audit(audited.rows)
    audited.driver.execute("ROLLBACK TO before")
    audited.driver.execute("RELEASE before")
    assert result.entry is not None
    assert (result.entry.station, result.entry.number) == where


@pytest.fixture
def on_disk(site):
    site.write_now(lambda journal, rows: journal.append(rows, listed("1"), operator="Maria"))
    site.close()
    return site.data


def run(capsys, *arguments: str) -> tuple[int, dict]:
    with pytest.raises(SystemExit) as end:
        main([*arguments, "--json"])
    answer = json.loads(capsys.readouterr().out)
    answer.pop("digest", None)  # see test_digests
    return end.value.code, answer


def alter(data, statement: str) -> None:
    with closing(sqlite3.connect(data / "onsite.db", isolation_level=None)) as driver:
        driver.execute(statement)


def good(**others) -> dict:
    answer = {"good": True, "entries": 1, "stations": 1, "waiting": {}, "awaited": {}}
    rest = {"entry": None, "row": None, "repaired": False, "compared": []}
    return {**answer, **rest, **others}


def test_the_command_says_what_it_found_and_repairs_rows(on_disk, capsys):
    asked = ("audit", "--data", str(on_disk))
    assert run(capsys, *asked) == (0, good())
    alter(on_disk, "UPDATE attendee SET name = 'Eve'")
    row = {"table": "attendee", "key": ["1"], "what": "its name is 'Eve' but should be 'Jane'"}
    assert run(capsys, *asked) == (1, good(good=False, row=row))
    assert run(capsys, *asked, "--repair") == (0, good(repaired=True))
    assert run(capsys, *asked) == (0, good())


def test_nothing_is_repaired_from_a_bad_journal(on_disk, capsys):
    asked = ("audit", "--data", str(on_disk), "--repair")
    alter(on_disk, "UPDATE attendee SET name = 'Eve'")
    alter(on_disk, "UPDATE journal_entry SET operator = 'Eve'")
    code, answer = run(capsys, *asked)
    entry = {"station": answer["entry"]["station"], "number": 1, "what": CONTENT}
    assert (code, answer) == (1, good(good=False, entry=entry))


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "SELECT 1",
            """\
Journal: 1 entry of 1 station.
All good: every entry is signed and in place, and the tables agree with them.
""",
        ),
        (
            "UPDATE attendee SET name = 'Eve'",
            """\
Journal: 1 entry of 1 station.
Bad: table attendee, row '1': its name is 'Eve' but should be 'Jane'.
Run “onsite audit --repair” to work the tables out again from the entries.
""",
        ),
    ],
)
def test_the_command_in_words(on_disk, capsys, statement, said):
    alter(on_disk, statement)
    with pytest.raises(SystemExit):
        main(["audit", "--data", str(on_disk)])
    assert capsys.readouterr().out == said


def test_without_a_store_there_is_nothing_to_verify_and_none_is_made(tmp_path, capsys):
    code, answer = run(capsys, "audit", "--data", str(tmp_path / "none"))
    assert (code, answer["error"]["advice"]) == (
        1,
        "Name the folder that holds it with --data, or begin with “onsite plan init”.",
    )
    assert list(tmp_path.iterdir()) == []


def test_no_page_of_the_file_can_be_destroyed_unnoticed(on_disk, tmp_path, capsys):
    whole = (on_disk / "onsite.db").read_bytes()
    size = int.from_bytes(whole[16:18], "big")
    unnoticed = []
    for page in range(len(whole) // size):
        data = tmp_path / str(page)
        data.mkdir()
        garbage = random.Random(page).randbytes(size)
        spoilt = whole[: page * size] + garbage + whole[(page + 1) * size :]
        (data / "onsite.db").write_bytes(spoilt)
        shutil.copy(on_disk / "station.key", data)
        code, answer = run(capsys, "audit", "--data", str(data))
        if (code, answer.get("good", False)) != (1, False):
            unnoticed.append(page)
    assert unnoticed == []
