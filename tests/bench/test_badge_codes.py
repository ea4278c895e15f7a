"""A badge's code checked at a desk: under a tenth of a millisecond, whatever it is.

Run: `uv run pytest tests/bench/test_badge_codes.py --benchmark-only`.
"""

from __future__ import annotations

import statistics

import pytest

from onsite.badges.codes.code import issue, read
from onsite.badges.codes.key import Scheme, key_of
from onsite.roster.listing import short_hash

LIMIT_S = 0.000_1
KEYS = {scheme: key_of(scheme, bytes(range(32))) for scheme in Scheme}
CODES = {scheme: issue(key, short_hash("test", "ann"), 1).text for scheme, key in KEYS.items()}


def proven(text: str, scheme: Scheme) -> bool:
    found = read(text)
    return found is not None and found.is_by(KEYS[scheme])


@pytest.mark.benchmark(group="check of a badge's code")
@pytest.mark.parametrize("kind", ["genuine", "one character changed"])
@pytest.mark.parametrize("scheme", Scheme)
def test_check_of_a_badge(benchmark, scheme, kind):
    text = CODES[scheme]
    forged = text[:-1] + ("0" if text[-1] != "0" else "1")

    found = benchmark(proven, text if kind == "genuine" else forged, scheme)

    assert found is (kind == "genuine")
    limit_s = LIMIT_S if scheme is Scheme.MAC else 5 * LIMIT_S  # a signature takes what it takes
    assert statistics.median(benchmark.stats.stats.data) < limit_s
