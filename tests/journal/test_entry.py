"""What is signed, and what no longer verifies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onsite.journal.entry import NO_PREVIOUS, Entry, Signer

SIGNER = Signer.from_seed(bytes(range(32)))
UNSIGNED = Entry(
    SIGNER.station, 1, 5 << 16, "María", "attendee:7", "scan.made", 1, '{"key":"王"}', NO_PREVIOUS
)
ENTRY = replace(UNSIGNED, signature=SIGNER.sign(UNSIGNED.body()))


def test_the_body_is_the_documented_bytes():
    assert (
        ENTRY.body()
        == (
            f'[1,"{SIGNER.station}",1,327680,"María","attendee:7","scan.made",1,'
            f'"{{\\"key\\":\\"王\\"}}","{"0" * 64}"]'
        ).encode()
    )


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
    assert not replace(unsigned, signature=SIGNER.sign(unsigned.body())).is_signed()
