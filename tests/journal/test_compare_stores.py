"""Two stores are the same, or the first thing in which they differ is named."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onsite.journal.compare import Comparison, Recorded, compare_digests, compare_stores
from onsite.journal.differing import Difference
from onsite.journal.digests import Chain, digest
from onsite.journal.fold import folded_tables
from onsite.roster.facts import AttendeeListed, AttendeeWithdrawn, Record

SAME = Comparison({}, {})
LAW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def listed(attendee: str, name: str = "Jane") -> AttendeeListed:
    record = Record(name=name, codes=(f"T-{attendee}",))
    return AttendeeListed(attendee=attendee, source="plain", source_key=attendee, record=record)


@pytest.fixture
def pair(stations):
    """Two stores that hold the same four entries of a third."""
    here, there, writer = stations(3)
    entries = writer.append(listed("1"), listed("2", "王小明"), listed("3"), listed("1", "June"))
    here.receive(*entries)
    there.receive(*reversed(entries))
    here.written = entries
    return here, there


def compared(here, there) -> Comparison:
    """By value and by digest, which must agree as far as a digest tells."""
    by_value = compare_stores(here.rows, there.rows)
    by_digest = compare_digests(digest(here.rows), digest(there.rows))
    assert by_digest.equal == by_value.equal
    assert by_digest.tables == by_value.tables
    assert by_digest.here_lacks == by_value.here_lacks
    assert by_digest.there_lacks == by_value.there_lacks
    return by_value


def test_the_same_entries_in_another_order_are_equal(pair):
    result = compared(*pair)
    assert result == SAME
    assert (result.same_entries, result.equal) == (True, True)


def test_two_empty_stores_are_equal(stations):
    assert compared(*stations(2)) == SAME


def test_what_a_station_remarks_for_itself_does_not_count(pair):
    _here, there = pair
    there.driver.execute("UPDATE journal_entry SET received_ms = 7, folded = 0 WHERE number = 2")
    assert compared(*pair) == SAME


def test_lacking_entries_are_counted_by_station_on_both_sides(stations):
    here, there, writer = stations(3)
    entries = writer.append(*(listed(f"{number}") for number in range(1, 8)))
    here.receive(entries[0], entries[1], entries[4])
    there.receive(*entries[1:4], *entries[5:])
    here.append(listed("a"), listed("b"))
    result = compared(here, there)
    assert (result.here_lacks, result.there_lacks) == (
        {writer.name: 4},
        {here.name: 2, writer.name: 2},
    )
    assert (result.conflicting, result.same_entries, result.equal) == ((), False, False)


def test_two_entries_with_one_number_are_a_conflict(pair):
    here, there = pair
    signer_rows = here.written[2]
    there.driver.execute(
        "UPDATE journal_entry SET operator = 'Eve', hash = ? WHERE number = 3", ("f" * 64,)
    )
    result = compared(here, there)
    assert result.conflicting == (signer_rows.station,)
    assert result.entry == Difference(
        "journal_entry",
        (signer_rows.station, 3),
        {"operator": "Maria", "hash": signer_rows.hash},
        {"operator": "Eve", "hash": "f" * 64},
    )
    said = Recorded(signer_rows.kind, "Maria", signer_rows.time)
    assert result.recorded == (said, replace(said, operator="Eve"))
    by_digest = compare_digests(digest(here.rows), digest(there.rows))
    assert by_digest == replace(result, entry=None, recorded=None)


def test_a_differing_row_is_named_with_both_values(pair):
    _here, there = pair
    there.driver.execute("UPDATE attendee SET name = 'Eve', vip = 1 WHERE attendee = '1'")
    row = Difference("attendee", ("1",), {"name": "June", "vip": 0}, {"name": "Eve", "vip": 1})
    assert compared(*pair) == Comparison({}, {}, tables=("attendee",), row=row)


def test_a_row_that_one_side_lacks_is_named_whole(pair):
    here, there = pair
    columns = [column[1] for column in here.driver.execute("PRAGMA table_info(credential)")]
    (gone,) = here.driver.execute("SELECT * FROM credential WHERE code = 'T-2'").fetchall()
    there.driver.execute("DELETE FROM credential WHERE code = 'T-2'")
    whole = dict(zip(columns, gone, strict=True))
    row = Difference("credential", ("T-2", "2"), whole, None)
    assert compared(here, there) == Comparison({}, {}, tables=("credential",), row=row)
    row = Difference("credential", ("T-2", "2"), None, whole)
    assert compared(there, here) == Comparison({}, {}, tables=("credential",), row=row)


@pytest.mark.parametrize(
    "change",
    [
        "name = CAST(x'ff41' AS TEXT)",
        "name = x'4a756e65'",
        "name = ''",
        "name = 'June '",
        "name = 'june'",
        "name = 'June' || char(0)",
        "valid_from_ms = 0",
        "valid_from_ms = ''",
        "vip = 5",
    ],
)
def test_values_of_any_type_are_told_apart(pair, change):
    _here, there = pair
    there.driver.execute(f"UPDATE attendee SET {change} WHERE attendee = '1'")
    result = compared(*pair)
    assert (result.tables, result.row.key) == (("attendee",), ("1",))


ACTS = st.sampled_from(
    [
        listed("1"),
        listed("2", "王小明"),
        listed("3", "Zoë"),
        listed("1", "June"),
        AttendeeWithdrawn(attendee="1"),
        AttendeeWithdrawn(attendee="2"),
    ]
)


@st.composite
def histories(draw):
    """Which of two stations did what."""
    return draw(st.lists(st.tuples(st.integers(0, 1), ACTS), min_size=1, max_size=12))


def test_the_same_entries_compare_equal_in_whatever_order_they_came(stations):
    @LAW
    @given(histories(), st.data())
    def law(history, data):
        *writers, here, there = stations(4)
        entries = [entry for who, fact in history for entry in writers[who].append(fact)]
        here.receive(*data.draw(st.permutations(entries)))
        for entry in data.draw(st.permutations(entries)):
            there.receive(entry)
        assert compared(here, there) == SAME

    law()


def test_any_part_of_the_entries_lacks_the_rest_exactly(stations):
    @LAW
    @given(histories(), st.data())
    def law(history, data):
        *writers, here, there = stations(4)
        entries = [entry for who, fact in history for entry in writers[who].append(fact)]
        some, others = (data.draw(st.sets(st.sampled_from(entries))) for _side in range(2))
        here.receive(*some)
        there.receive(*others)
        result = compared(here, there)
        assert result.here_lacks == by_station(others - some)
        assert result.there_lacks == by_station(some - others)
        assert result.conflicting == ()

    law()


def by_station(entries) -> dict[str, int]:
    stations = sorted(entry.station for entry in entries)
    return {station: stations.count(station) for station in stations}


def test_any_single_changed_value_is_named(stations):
    @LAW
    @given(st.data())
    def law(data):
        here, there, writer = stations(3)
        entries = writer.append(*(listed(f"{number}", f"Name {number}") for number in range(9)))
        for side in (here, there):
            side.receive(*entries)
        full = [table for table in folded_tables() if there.table(table.name, "count(*), 1")[0][0]]
        table = data.draw(st.sampled_from(full))
        keys = [column.name for column in table.primary_key]
        column = data.draw(
            st.sampled_from([each.name for each in table.columns if each.name not in keys])
        )
        rowid, *key = data.draw(
            st.sampled_from(there.table(table.name, f"rowid, {', '.join(keys)}"))
        )
        there.driver.execute(
            f'UPDATE {table.name} SET "{column}" = ? WHERE rowid = ?', ("other", rowid)
        )
        result = compared(here, there)
        assert (result.tables, result.row.table) == ((table.name,), table.name)
        assert (result.row.key, result.row.there) == (tuple(key), {column: "other"})

    law()


def test_a_digest_says_what_is_held_and_is_always_the_same(pair):
    here, there = pair
    there.driver.execute("DELETE FROM journal_entry WHERE number = 3")
    found = digest(there.rows)
    assert {
        station: (chain.count, chain.last, chain.held) for station, chain in found.entries.items()
    } == {here.written[0].station: (3, 4, ((1, 2), (4, 4)))}
    assert digest(here.rows) == digest(here.rows)


def test_the_encoding_of_a_digest_stays_as_it_is(station):
    """Stations of other versions compare with these: a change of it is a change of the form."""
    station.append(listed("1", "王小明"))
    found = digest(station.rows)
    assert found.form == "0001"
    assert found.tables["credential"] == sha256(b'[["T-1","1","attendee:1","live"]]')
    assert found.tables["scan"] == sha256(b"[]")
    hashed = station.entries()[0].hash
    chain = Chain(1, 1, ((1, 1),), sha256(f'[[1,"{hashed}"]]'.encode()))
    assert found.entries == {station.name: chain}


def test_bytes_and_texts_have_codes_of_their_own(station):
    station.append(listed("1"))
    station.driver.execute("UPDATE credential SET state = x'00ff', subject = '王\x01'")
    expected = b'[["T-1","1","\\u738b\\u0001",{"bytes":"00ff"}]]'
    assert digest(station.rows).tables["credential"] == sha256(expected)


def sha256(text: bytes) -> str:

    return hashlib.sha256(text).hexdigest()


def test_many_rows_are_hashed_as_one(station):
    station.append(*(listed(f"{number:04}") for number in range(1203)))
    whole = ",".join(
        f'["T-{number:04}","{number:04}","attendee:{number:04}","live"]' for number in range(1203)
    )
    assert digest(station.rows).tables["credential"] == sha256(f"[{whole}]".encode())
