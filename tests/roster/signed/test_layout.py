"""The layout of signed codes: what they say, whom they stand for, and everything else is none."""

from __future__ import annotations

import base64
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.checkin.signed.genuine import genuine
from onsite.plan.signed import SignedTickets
from onsite.roster.signed.layout import Said, attendee_of, said, unsealed
from tests.checkin.signed.codes import Shop
from tests.roster.signed.samples import CODES, PUBLIC_KEY_PEM, TAMPERED

SHOP = Shop(1)
SIGNED = SignedTickets(keys=(PUBLIC_KEY_PEM, SHOP.public), products={"3": "regular"})
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="


def test_the_samples_of_the_server_say_what_it_put_into_them():
    assert [genuine(SIGNED, code).said for code in CODES] == [Said(item=3)] * len(CODES)
    assert len({attendee_of(code) for code in CODES}) == len(CODES)


@given(
    st.integers(0, 2**63 - 1),
    st.integers(-(2**63), 2**63 - 1),
    st.integers(0, 2**63 - 1),
    st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1)).map(  # noqa: DTZ001 - made aware
        lambda at: at.replace(microsecond=0, tzinfo=UTC)
    ),
)
@settings(max_examples=60)
def test_every_number_and_instant_comes_back(item, variation, subevent, until):
    code = SHOP.code("seed", item, variation, subevent, valid_until=until)
    assert genuine(SIGNED, code).said == Said(item, variation, subevent, None, until)


@pytest.mark.parametrize(
    "payload",
    [
        b"\x10",
        b"\x10\xff",
        b"\x10" + b"\xff" * 11,
        b"\x0a\x7fab",
        b"\x12\x01a",
        b"\x28\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
        b"\x28\xff\xff\xff\xff\xff\xff\x7f",
        b"\x00\x01",
        b"\x13",
        b"\x0b\x0c",
    ],
)
def test_what_is_no_message_is_unknown_even_if_it_is_signed(payload):
    assert genuine(SIGNED, SHOP.sealed(payload)) is None


def test_what_a_later_server_says_besides_is_passed_over():
    more = b"\x10\x03" + b"\x3a\x02hi" + b"\x41" + b"\0" * 8 + b"\x4d" + b"\0" * 4 + b"\x50\x07"
    assert genuine(SIGNED, SHOP.sealed(more)).said == Said(item=3)


@given(st.sampled_from(CODES), st.data())
@settings(max_examples=150)
def test_one_character_changed_is_unknown(code, data):
    at = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from(ALPHABET.replace(code[at], "")))

    assert genuine(SIGNED, code[:at] + other + code[at + 1 :]) is None


@given(st.sampled_from(CODES), st.data())
@settings(max_examples=100)
def test_one_bit_changed_is_unknown(code, data):
    raw = bytearray(base64.b64decode(code[::-1]))
    at = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[at // 8] ^= 1 << at % 8

    assert genuine(SIGNED, base64.b64encode(raw).decode()[::-1]) is None


MALFORMED = st.one_of(
    st.text(max_size=300),
    st.text(alphabet=ALPHABET, min_size=80, max_size=300),
    st.binary(max_size=250).map(lambda raw: base64.b64encode(raw).decode()[::-1]),
    st.binary(max_size=250).map(lambda raw: base64.b64encode(b"\x01" + raw).decode()[::-1]),
    st.binary(max_size=200).map(
        lambda raw: base64.b64encode(
            b"\x01" + max(len(raw) - 64, 0).to_bytes(2, "big") + b"\0\x40" + raw
        ).decode()[::-1]
    ),
    st.sampled_from([TAMPERED, "=" * 116, "A" * 5000, "\ud800" * 100, ""]),
)


@given(MALFORMED)
@settings(max_examples=200)
def test_malformed_input_of_every_kind_is_unknown(text):
    assert genuine(SIGNED, text) is None


@given(st.binary(max_size=120))
@settings(max_examples=200)
def test_a_payload_of_any_bytes_is_read_or_is_none(payload):
    told = said(payload)
    assert told is None or isinstance(told, Said)


@given(st.binary(max_size=120))
def test_the_same_parts_have_one_code_only(payload):
    code = SHOP.sealed(payload)
    sealed = unsealed(code)
    assert (sealed is None) or SHOP.sealed(sealed.payload) == code


def test_malformed_input_takes_less_than_a_millisecond():
    texts = [TAMPERED, "A" * 4296, CODES[0][:-4], "=" * 116, "x" * 116]
    began = time.perf_counter()
    for _ in range(20):
        for text in texts:
            genuine(SIGNED, text)
    assert (time.perf_counter() - began) / (20 * len(texts)) < 0.001
