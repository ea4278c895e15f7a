"""What is signed, and what no longer verifies."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.journal.entry import NO_PREVIOUS, Entry, Signer, genuine

SIGNER = Signer.from_seed(bytes(range(32)))
UNSIGNED = Entry(
    SIGNER.station, 1, 5 << 16, "María", "attendee:7", "scan.made", 1, '{"key":"王"}', NO_PREVIOUS
)
ENTRY = replace(UNSIGNED, signature=SIGNER.sign(UNSIGNED.body))


def test_the_body_is_the_documented_bytes():
    assert (
        ENTRY.body
        == (
            f'[1,"{SIGNER.station}",1,327680,"María","attendee:7","scan.made",1,'
            f'"{{\\"key\\":\\"王\\"}}","{"0" * 64}"]'
        ).encode()
    )


@given(st.text(), st.text(), st.integers(0, 2**63 - 1))
def test_the_body_is_what_any_writer_of_json_makes(operator, payload, time):
    entry = replace(UNSIGNED, operator=operator, payload=payload, time=time)
    parts = [1, *vars(UNSIGNED).values()][:10]
    parts[3], parts[4], parts[8:] = time, operator, [payload, NO_PREVIOUS]
    assert entry.body == json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()


def test_the_identity_comes_back_from_its_seed():
    assert Signer.from_seed(SIGNER.seed()).station == SIGNER.station
    assert SIGNER.station == "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"


def test_an_entry_is_signed_by_its_station():
    assert ENTRY.is_signed()


@pytest.mark.parametrize(
    "change",
    [
        {"station": Signer.from_seed(bytes(32)).station},
        {"station": SIGNER.station.upper()},
        {"station": "not a key"},
        {"station": "ab"},
        {"number": 2},
        {"number": 0},
        {"number": 2**63},
        {"time": 6},
        {"time": -1},
        {"time": 2**63},
        {"operator": "Maria"},
        {"operator": "\ud800"},
        {"subject": "attendee:8"},
        {"kind": "scan.undone"},
        {"version": 2},
        {"version": 2**70},
        {"payload": '{"key":"玉"}'},
        {"previous": "1" * 64},
        {"signature": bytes(64)},
        {"signature": b""},
    ],
    ids=repr,
)
def test_a_change_of_any_part_breaks_it(change):
    assert not replace(ENTRY, **change).is_signed()


@pytest.mark.parametrize("number", [0, -1, 2**63 - 1, 2**63])
def test_a_number_that_no_store_can_hold_is_refused_even_when_signed(number):
    unsigned = replace(UNSIGNED, number=number)
    assert not replace(unsigned, signature=SIGNER.sign(unsigned.body)).is_signed()


def test_the_hash_is_that_of_the_body_and_the_signature():
    assert ENTRY.hash == sha256(ENTRY.body + ENTRY.signature).hexdigest()


def chain(many: int) -> list[Entry]:
    entries: list[Entry] = []
    previous = NO_PREVIOUS
    for number in range(1, many + 1):
        unsigned = replace(UNSIGNED, number=number, time=number << 16, previous=previous)
        entries.append(replace(unsigned, signature=SIGNER.sign(unsigned.body)))
        previous = entries[-1].hash
    return entries


CHAIN = chain(6)


def test_a_good_signature_vouches_for_all_that_is_linked_to_it(monkeypatch):
    looked_at = []
    monkeypatch.setattr(Entry, "is_signed", lambda entry: looked_at.append(entry.number) or True)
    assert genuine(CHAIN) == [True] * 6
    assert looked_at == [6]


@pytest.mark.parametrize("part", ["payload", "operator", "subject", "signature"])
@given(st.integers(0, 5))
def test_an_altered_entry_among_good_ones_is_found(part, at):
    altered = b"x" * 64 if part == "signature" else "other"
    pack = [replace(each, **{part: altered}) if n == at else each for n, each in enumerate(CHAIN)]
    assert genuine(pack) == [n != at for n in range(6)]


@given(st.lists(st.sampled_from(CHAIN), unique_by=lambda entry: entry.number))
def test_genuine_entries_are_so_in_any_order_and_with_any_gaps(pack):
    assert genuine(pack) == [True] * len(pack)


@given(st.integers(1, 5))
def test_a_forged_end_vouches_for_nothing(at):
    stranger = Signer.from_seed(bytes(32))
    forged = replace(CHAIN[at], payload='{"key":"other"}')
    forged = replace(forged, signature=stranger.sign(forged.body))
    altered = replace(CHAIN[at - 1], operator="Somebody else")
    linked = replace(forged, previous=altered.hash)
    assert genuine([altered, linked]) == [False, False]


def test_what_no_store_can_hold_is_not_vouched_for():
    unsigned = replace(UNSIGNED, number=2, time=-1)
    bad = replace(unsigned, signature=SIGNER.sign(unsigned.body))
    after = replace(UNSIGNED, number=3, previous=bad.hash)
    pack = [bad, replace(after, signature=SIGNER.sign(after.body))]
    assert genuine(pack) == [False, True]
