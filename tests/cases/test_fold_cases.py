"""Two laptops at the same case: the earliest counts, nothing is lost, whatever arrives when."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.cases import listing
from onsite.cases.facts import CaseOpened, CaseResolved, CaseStepSet, CaseTaken
from onsite.cases.tables import CaseRow
from onsite.journal.fold import table_of
from tests.journal.conftest import schema, stations

__all__ = ["schema", "stations"]

OPENED = CaseOpened(case="c", type="unpaid", attendee="a", stops=True)
OWNERS = ("", "ana", "ben")


def row_of(station) -> dict:
    columns = [column.name for column in table_of(CaseRow).columns]
    (found,) = station.table("case_opened", ", ".join(f'"{name}"' for name in columns))
    return dict(zip(columns, found, strict=True))


def apart(stations, first, second):
    """Both know of the case; then each does something without the other, one after the other."""
    one, two, reader = stations(3)
    opened = one.append(OPENED)
    two.receive(*opened)
    one.clock.ms += 1000
    mine = one.append(first)
    two.clock.ms += 2000
    theirs = two.append(second)
    reader.receive(*theirs)
    reader.receive(*mine, *opened)
    one.receive(*theirs)
    two.receive(*mine)
    assert row_of(one) == row_of(two) == row_of(reader)
    return row_of(reader), [line.in_force for line in listing._log(reader.rows, "c")]


def test_the_earliest_resolution_stands_and_both_are_in_the_log(stations):
    row, counts = apart(
        stations, CaseResolved(case="c", code="paid"), CaseResolved(case="c", code="gone")
    )
    assert (row["resolution"], counts) == ("paid", [True, True, False])


def test_of_two_who_take_a_case_at_once_the_first_has_it(stations):
    row, counts = apart(
        stations, CaseTaken(case="c", owner="ana"), CaseTaken(case="c", owner="ben")
    )
    assert (row["owner"], counts) == ("ana", [True, True, False])


def test_who_knew_of_the_owner_takes_the_case_over(stations):
    row, counts = apart(
        stations, CaseTaken(case="c", owner="ana"), CaseTaken(case="c", owner="ben", seen="ana")
    )
    assert (row["owner"], counts) == ("ben", [True, True, True])


def test_the_same_case_found_at_two_stations_is_one(stations):
    found = CaseOpened(case="c", type="conflict", since_ms=5)
    row, counts = apart(stations, CaseTaken(case="c", owner="ana"), found)
    assert (row["type"], row["owner"], counts) == ("unpaid", "ana", [True, True, False])


def test_what_happened_before_the_opening_by_a_wrong_clock_counts(stations):
    one, two = stations(2)
    one.clock.ms += 120_000
    opened = one.append(OPENED)
    two.receive(*opened)
    two.append(CaseTaken(case="c", owner="ben"))
    two.append(CaseResolved(case="c", code="paid"))

    row = row_of(two)

    assert (row["opened"], row["type"], row["owner"]) == (1, "unpaid", "ben")
    assert (row["resolved"], row["resolution"]) == (1, "paid")


ACTS = st.one_of(
    st.builds(CaseTaken, case=st.just("c"), owner=st.sampled_from(OWNERS), seen=st.just("")),
    st.builds(CaseResolved, case=st.just("c"), code=st.sampled_from(("paid", "gone"))),
    st.builds(CaseStepSet, case=st.just("c"), step=st.just("s"), done=st.booleans()),
)


def test_any_order_of_delivery_gives_the_same_case(stations):
    @settings(max_examples=25, deadline=None)
    @given(st.data())
    def law(data):
        one, two, reader = stations(3)
        entries = list(one.append(OPENED))
        for act in data.draw(st.lists(ACTS, min_size=1, max_size=6)):
            writer = data.draw(st.sampled_from((one, two)))
            writer.clock.ms += data.draw(st.integers(0, 5))
            entries += writer.append(act)
        for entry in data.draw(st.permutations(entries)):
            reader.receive(entry)
        one.receive(*entries)
        assert reader.everything() == one.everything()
        ends = [each for each in entries if each.kind == "case.resolved"]
        first = min(ends, key=lambda entry: entry.order, default=None)
        row = row_of(reader)
        assert bool(row["resolved"]) == bool(ends)
        assert first is None or row["resolved_station"] == first.station

    law()
