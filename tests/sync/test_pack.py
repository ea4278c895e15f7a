from __future__ import annotations

import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.journal.entry import Entry
from onsite.sync.pack import MOST_ENTRIES, in_packs, message_id, packed, unpacked

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NUMBER = st.integers(1, 2**63 - 2)
ENTRIES = st.builds(
    Entry,
    station=st.just("ab" * 32),
    number=NUMBER,
    time=NUMBER,
    operator=TEXT,
    subject=TEXT,
    kind=TEXT,
    version=st.integers(1, 9),
    payload=TEXT,
    previous=st.just("0" * 64),
    signature=st.binary(max_size=64),
)


def entry(number: int, payload: str = "{}") -> Entry:
    return Entry(
        "ab" * 32, number, number, "o", "s", "k", 1, payload, "0" * 64, bytes([number % 256])
    )


@given(st.lists(ENTRIES, max_size=5))
def test_a_pack_holds_the_very_entries(entries):
    assert unpacked(packed(entries)) == entries


@given(st.binary(max_size=200))
def test_anything_else_is_no_pack(message):
    with pytest.raises(ValueError, match=r"not|fromhex|Expecting|decode"):
        unpacked(message)


@pytest.mark.parametrize(
    "parts",
    [
        {},
        [{}],
        [[]],
        [["ab" * 32, "1", 1, "o", "s", "k", 1, "{}", "0" * 64, "00"]],
        [["ab" * 32, True, 1, "o", "s", "k", 1, "{}", "0" * 64, "00"]],
        [["ab" * 32, 1, 1, "o", "s", "k", 1, "{}", "0" * 64, "zz"]],
        [["ab" * 32, 1, 1, "o", "s", "k", 1, "{}", "0" * 64]],
        [["ab" * 32, 10**30, 1, "o", "s", "k", 1, "{}", "0" * 64, "00"]],
        [["ab" * 32, 0, 1, "o", "s", "k", 1, "{}", "0" * 64, "00"]],
        [["ab" * 32, 1, -1, "o", "s", "k", 1, "{}", "0" * 64, "00"]],
        [["ab" * 32, 1, 1, "o", "s", "k", -1, "{}", "0" * 64, "00"]],
        [["ab" * 32, 1, 1, "o", "\ud800", "k", 1, "{}", "0" * 64, "00"]],
    ],
)
def test_parts_of_other_types_are_no_entries(parts):
    with pytest.raises(ValueError):  # noqa: PT011 - whichever part was looked at first
        unpacked(zlib.compress(json.dumps(parts).encode()))


def test_a_pack_that_would_grow_beyond_measure_is_not_opened():
    with pytest.raises(ValueError, match="not a pack"):
        unpacked(zlib.compress(b"[" + b" " * 40_000_000 + b"]"))
    with pytest.raises(ValueError, match="not a pack"):
        unpacked(zlib.compress(b"[" * 100_000))


@given(st.sets(st.integers(1, 500), min_size=1), st.integers(1, 500))
def test_everybody_cuts_packs_at_the_same_numbers(numbers, first):
    entries = [entry(number) for number in sorted(numbers)]
    packs = list(in_packs(entries))
    assert [each for pack in packs for each in pack] == entries
    for pack in packs:
        run = [each.number for each in pack]
        assert run == list(range(run[0], run[0] + len(run)))
        assert len(run) <= MOST_ENTRIES
    whole = {message_id(pack) for pack in packs if len(pack) == MOST_ENTRIES}
    later = [each for each in entries if each.number >= first]
    again = {message_id(pack) for pack in in_packs(later) if len(pack) == MOST_ENTRIES}
    assert again <= whole


def test_large_entries_travel_in_packs_of_their_own():
    packs = list(in_packs([entry(1, "x" * 150_000), entry(2, "x" * 150_000), entry(3)]))
    assert [[each.number for each in pack] for pack in packs] == [[1], [2, 3]]


def test_other_content_under_the_same_numbers_has_another_id():
    one, other = entry(1), Entry("ab" * 32, 1, 1, "o", "s", "k", 1, "{}", "0" * 64, b"other")
    assert message_id([one]) != message_id([other])
