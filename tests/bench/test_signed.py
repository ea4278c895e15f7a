"""A signed ticket code, checked without a list: under a millisecond, whatever the text is.

Run: `uv run pytest tests/bench --benchmark-only`.
"""

from __future__ import annotations

import statistics

import pytest

from onsite.checkin.signed.genuine import genuine
from onsite.plan.signed import SignedTickets
from tests.roster.signed.samples import CODES, PUBLIC_KEY_PEM, TAMPERED

LIMIT_S = 0.001
SIGNED = SignedTickets(keys=(PUBLIC_KEY_PEM,), products={"3": "regular"})
TEXTS = {
    "genuine": CODES[0],
    "one character changed": TAMPERED,
    "of another scheme": "bj549unjwze7q4eahy9eapv745vypjkv",
    "as long as a QR code": "A" * 4_296,
}


@pytest.mark.benchmark(group="check of a signed code")
@pytest.mark.parametrize("kind", TEXTS)
def test_check_of_a_signed_code(benchmark, kind):
    found = benchmark(genuine, SIGNED, TEXTS[kind])

    assert (found is not None) is (kind == "genuine")
    assert statistics.median(benchmark.stats.stats.data) < LIMIT_S
