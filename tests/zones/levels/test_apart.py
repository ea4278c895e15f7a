"""Two stations that hear each other now and then: whatever they see, they come to the same."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.plan.service import publish
from onsite.wiring import open_site
from tests.conftest import ManualClock
from tests.incidents.conftest import meet
from tests.sync.laptops import tables
from tests.zones.levels.conftest import PLAN, Venue

COUNTED = st.tuples(st.integers(0, 1), st.integers(-60, 90))
LOOKED = st.tuples(st.integers(0, 1), st.none())
MET = st.none()


@settings(max_examples=25, deadline=None)
@given(st.lists(COUNTED | LOOKED | MET, max_size=25))
def test_however_they_meet_there_is_one_incident_and_one_last_level(course):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        clock = ManualClock()
        sites = [open_site(Path(folder, each), operator=each, clock=clock) for each in "AB"]
        both = [Venue(each, clock, each.operator) for each in sites]
        sites[0].write_now(publish, PLAN, "A")
        meet(*sites)
        for step in [*course, None, (0, None), None, (1, None), None]:
            if step is None:
                meet(*sites)
            elif step[1] is None:
                clock.advance(seconds=1)
                both[step[0]].record()
            elif step[1]:
                both[step[0]].count(step[1])
        known = [tables(each) for each in sites]
        last = [each.recorded() for each in both]
        seen = both[0].survey().zone("hall")
        incidents = both[0].incidents()
        for each in sites:
            each.close()
    assert known[0] == known[1]
    assert last[0] == last[1]
    assert seen.level == (last[0].level if last[0] is not None else 0)
    assert len(incidents) == (1 if last[0] is not None else 0)
