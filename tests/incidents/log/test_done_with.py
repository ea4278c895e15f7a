"""Duplicates of closed ones: none is silent that nobody has thought of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onsite.incidents.log.done_with import apart
from onsite.incidents.log.merging import Said, merged
from tests.incidents.log.test_merging import IDS, SOME

CLOSED = st.dictionaries(st.sampled_from(IDS), st.frozensets(st.sampled_from(IDS)))


@given(SOME, CLOSED)
def test_nothing_goes_on_in_a_closed_one_that_is_not_done_with_it(said, closed):
    before = merged(said)
    after = apart(before, closed)
    for each in IDS:
        root = after.root(each)
        assert root == each or root not in closed or each in closed[root]
        # Nothing is merged by it, and without any that are closed nothing is taken apart.
        assert after.into.get(each) in {None, before.into.get(each)}
        assert closed or after == before
    assert len(after.refused) - len(before.refused) == len(before.into) - len(after.into)


def test_what_goes_on_in_one_that_nobody_has_thought_of_goes_on_there():
    said = [Said(1, "s", 1, "a", "b"), Said(2, "s", 2, "b", "c"), Said(3, "t", 1, "d", "c")]
    found = apart(merged(said), {"c": {"d"}})
    assert found.into == {"a": "b", "d": "c"}
    assert found.refused == {("s", 2)}
