from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.scanner.payload import LONGEST, candidates, clean

SECRET = "7f9c2a4e-1b3d-4c5e-8f60-718293a4b5c6"
PACKED = "f5wqThs9TF6PYHGCk6S1xg=="
PERSON = "00112233-4455-6677-8899-aabbccddeeff"
PACKED_PERSON = "ABEiM0RVZneImaq7zN3u/w=="
HMAC = "5d5d139563c95b5967b9bd9a8c9b233a9dedb45072794cd232dc1b74832607d0"
SIGNED = (
    "=EAZM0Yh2G7HmgNv6XHbxcxo2UW/NKaoVC+yagcMkP7+Pf45ycWuN5Jx5Qhrb93i2iFII4FkE4RbjDaNowmv"
    "/oNAwAAKDABWjhTYlRWU2FVCKAEARAQA"
)


def _json(**said: object) -> str:
    return json.dumps(said)


NOISE = [
    ("nph3xcm5gx6ur849", "nph3xcm5gx6ur849"),
    ("  AAAA-1111 \r\n", "AAAA-1111"),
    ("\tAAAA-1111\n", "AAAA-1111"),
    ("\ufeffAAAA-1111", "AAAA-1111"),
    ("AAAA\u200b-11\u206011", "AAAA-1111"),
    ("]Q1AAAA-1111", "AAAA-1111"),
    ("]Q1\\000026AAAA-1111", "AAAA-1111"),
    ("\\000026AAAA-1111\r", "AAAA-1111"),
    ("]C1\x1dAAAA-1111", "AAAA-1111"),
    ("]d2AAAA-1111", "AAAA-1111"),
    ("\x02AAAA-1111\x03", "AAAA-1111"),
    ("AAAA 1111", "AAAA 1111"),
    ("aAbB", "aAbB"),
    ("]", "]"),
    ("王-1111", "王-1111"),
    (SIGNED, SIGNED),
    ("", ""),
    (" \r\n", ""),
]


@pytest.mark.parametrize(("scanned", "cleaned"), NOISE)
def test_the_noise_of_readers_is_removed(scanned: str, cleaned: str) -> None:
    assert clean(scanned) == cleaned


FORMS = [
    ("AAAA-1111\r\n", ()),
    (SIGNED, ()),
    ("https://luma.com/check-in/evt-NKX?pk=g-2U61", ("g-2U61", "evt-NKX")),
    ("https://lu.ma/check-in/evt-NKX4?x=1&pk=g-2U61&y=2", ("g-2U61", "evt-NKX4")),
    ("https://ti.to/tickets/ti_e6zcixyf8e4b9a", ("ti_e6zcixyf8e4b9a",)),
    ("https://tickets.example/t/ti_e6zci/checkin", ("ti_e6zci",)),
    ("HTTPS://TICKETS.EXAMPLE/T/AB12CD", ("AB12CD",)),
    ("https://x.example/e/9/scan?secret=ab%2Bc%2F1", ("ab+c/1",)),
    ("https://x.example/scan?code=ab+c", ("ab+c",)),
    ("https://x.example/tickets/AB%2012/", ("AB 12",)),
    ("https://x.example/#/ticket/AB12?t=zz9", ("zz9", "AB12")),
    ("https://x.example/event/1", ()),
    ("www.x.example/tickets/AB12", ("AB12",)),
    ("pretix://scan/nph3xcm5gx6ur849", ("nph3xcm5gx6ur849",)),
    ("ticket:AB12", ()),
    ("ticket://AB12", ("AB12",)),
    ("https://x.example", ()),
    ("https://x.example?pk=g-2U61", ("g-2U61",)),
    ("http://[", ()),
    (f"{SECRET}/{HMAC}", (SECRET,)),
    (f"{SECRET.upper()}/{HMAC}", (SECRET.upper(), SECRET)),
    ("AAAA/1111", ()),
    ("14857388432000000000001", ()),
    ("0014857388432000000000001", ("14857388432000000000001",)),
    ("1485 7388 4320 0000", ("1485738843200000",)),
    ("0012", ()),
    ("AB  12", ("AB 12",)),
    ("cafe\u0301", ("caf\u00e9",)),
    ("'-X1", ("-X1",)),
    (_json(registrant_id=12, checkin_secret=SECRET, event_id="7", server_url="u"), (SECRET,)),
    (_json(registrant_id=PERSON, registration_id=12, checkin_secret=SECRET, version=1), (PERSON,)),
    (_json(i=[2, "indico.example", PACKED]), (SECRET,)),
    (_json(i=[2, "indico.example", PACKED, PACKED_PERSON]), (PERSON,)),
    (_json(i=[3, "indico.example", PACKED]), ()),
    ('{"i":[2,"indico.example"]}', ()),
    ('{"i":[2,"indico.example","not base64"]}', ()),
    ('{"i":[]}', ()),
    ('{"ticket": "5uhbd49wms2f", "lead": "PZD97WTMFJ"}', ("5uhbd49wms2f",)),
    ('{"code": 123456}', ("123456",)),
    ('{"code": true, "secret": null, "t": ["a", "b"]}', ()),
    ("{not json", ()),
    ("{" * 2000, ()),
    ('{"code":' + "[" * 2000 + "]" * 2000 + "}", ()),
    ("[1]", ()),
]


@pytest.mark.parametrize(("scanned", "inside"), FORMS, ids=[scanned[:40] for scanned, _ in FORMS])
def test_codes_are_found_in_what_systems_put_around_them(
    scanned: str, inside: tuple[str, ...]
) -> None:
    assert candidates(scanned) == (clean(scanned), *inside)


@pytest.mark.parametrize("scanned", ["", " \r\n", "\ufeff", "x" * (LONGEST + 1), "]Q1"])
def test_what_cannot_be_a_code_stands_for_nothing(scanned: str) -> None:
    assert candidates(scanned) == ()


def test_a_huge_text_costs_little() -> None:
    start = time.process_time()
    assert candidates('{"a":"' * 2_000_000) == ()
    assert time.process_time() - start < 0.1


@given(
    st.one_of(
        st.text(),
        st.text().map(lambda text: "{" + text),
        st.text().map(lambda text: f"https://x.example/{text}"),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["i", "pk"]), inner),
        ).map(repr),
    )
)
def test_no_text_breaks_it(scanned: str) -> None:
    found = candidates(scanned)
    assert found[:1] == ((clean(scanned),) if clean(scanned) else ())
    assert all(code == code.strip() and code for code in found)


@given(st.text(min_size=1, max_size=80))
def test_cleaning_twice_changes_nothing_more_on_plain_codes(scanned: str) -> None:
    once = clean(scanned)
    assert once.startswith("]") or clean(once) == once


@given(st.from_regex(r"[A-Za-z0-9=+/._-]{1,60}", fullmatch=True))
def test_a_plain_code_comes_first_and_unchanged(code: str) -> None:
    assert candidates(f"]Q1{code}\r\n")[0] == code
