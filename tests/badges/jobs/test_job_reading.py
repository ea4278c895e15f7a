"""Print jobs are read by indexes, so that no desk waits while tens of thousands were printed."""

from __future__ import annotations

import pytest

from onsite.badges.jobs import reading
from onsite.store.prepared import Prepared

_VALUES = dict.fromkeys(("station", "state", "printer", "job", "many", "since", "asked"), 0)


@pytest.mark.parametrize(
    "name", sorted(name for name, each in vars(reading).items() if isinstance(each, Prepared))
)
def test_no_statement_looks_at_every_job(site, name) -> None:
    text, fixed = getattr(reading, name)._compiled
    explained = site.store.read_now(
        lambda rows: [
            row[-1]
            for row in rows.connection.execute(
                f"EXPLAIN QUERY PLAN {text}", {**_VALUES, "asked": "[]", **fixed}
            )
        ]
    )
    assert not [line for line in explained if line.startswith("SCAN badge_")], explained
