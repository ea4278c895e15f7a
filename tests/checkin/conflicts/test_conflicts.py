"""Desks that were apart and let the same person in: what all of them come to, whatever the order.

A desk that knows of an admission refuses the next. So two admissions are there only where the
desks did not know of each other: the later scan is marked, and the person counts once.
"""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onsite.checkin.facts import Direction, Outcome, Reason, ScanMade, ScanUndone, Verdict
from tests.journal.conftest import START_MS, schema, stations

__all__ = ["schema", "stations"]

HOUR = 60


def scan(
    key, minute, way="in", *, again="after_exit", who="ada", at="door", outcome="admit", **more
):
    """An attempt, so many minutes after the doors opened."""
    return ScanMade(
        key=key,
        at_ms=START_MS + minute * 60_000,
        checkpoint=at,
        direction=Direction.ENTRY if way == "in" else Direction.EXIT,
        code=f"CODE-{who}",
        attendee=who,
        verdict=Verdict(outcome=Outcome(outcome), reason=Reason.ADMITTED),
        again=again,
        **more,
    )


def undo(key, who="ada"):
    return ScanUndone(key=key, attendee=who, why="the wrong person")


def marked(station):
    """The keys of the scans that are marked."""
    return [
        key for (key,) in station.driver.execute("SELECT key FROM scan WHERE conflict ORDER BY 1")
    ]


def present(station):
    """Of each presence: inside, entries, the first and the last time in, in minutes."""
    query = "SELECT inside, entries, first_in_ms, last_in_ms FROM presence ORDER BY attendee"
    return [
        (bool(inside), entries, (first - START_MS) // 60_000, (last - START_MS) // 60_000)
        for inside, entries, first, last in station.driver.execute(query)
    ]


APART = [
    pytest.param(
        [[scan("a", 0)], [scan("b", 2)]], ["b"], [(True, 1, 0, 0)], id="the later scan is marked"
    ),
    pytest.param(
        [[scan("a", 2)], [scan("b", 0)]], ["a"], [(True, 1, 0, 0)], id="whoever wrote it first"
    ),
    pytest.param(
        [[scan("a", 0)], [scan("b", 5)], [scan("c", 3)]],
        ["b", "c"],
        [(True, 1, 0, 0)],
        id="three desks",
    ),
    pytest.param(
        [[scan("a", 0), scan("out", 4, "out")], [scan("b", 5)]],
        [],
        [(True, 2, 0, 5)],
        id="an exit between them",
    ),
    pytest.param(
        [[scan("a", 0), scan("out", 4, "out")], [scan("b", 3)]],
        ["b"],
        [(False, 1, 0, 0)],
        id="an exit after both",
    ),
    pytest.param(
        [
            [scan("a", 0, again="never"), scan("out", 4, "out", again="never")],
            [scan("b", 5, again="never")],
        ],
        ["b"],
        [(True, 1, 0, 5)],
        id="an exit between them where a ticket is good for once",
    ),
    pytest.param(
        [[scan("a", 0, again="always")], [scan("b", 5, again="always")]],
        [],
        [(True, 2, 0, 5)],
        id="as often as one likes",
    ),
    pytest.param(
        [[scan("a", 0)], [scan("b", HOUR)], [scan("c", 1)]],
        ["b", "c"],
        [(True, 1, 0, 0)],
        id="a clock that is an hour ahead",
    ),
    pytest.param(
        [[scan("a", 0)], [scan("b", 1, outcome="refuse")], [scan("c", 2, outcome="ask")]],
        [],
        [(True, 1, 0, 0)],
        id="who was not let in is no conflict",
    ),
    pytest.param(
        [[scan("a", 0)], [scan("b", 1, at="gala")]],
        [],
        [(True, 1, 0, 0), (True, 1, 1, 1)],
        id="another checkpoint",
    ),
    pytest.param(
        [[scan("a", 0)], [scan("b", 1, who="bob")]],
        [],
        [(True, 1, 0, 0), (True, 1, 1, 1)],
        id="another person",
    ),
    pytest.param(
        [[scan("a", 0)], [scan("b", 2), undo("a")]],
        [],
        [(True, 1, 2, 2)],
        id="the first one taken back",
    ),
    pytest.param(
        [[scan("a", 0), undo("b")], [scan("b", 2)]],
        [],
        [(True, 1, 0, 0)],
        id="the second one taken back",
    ),
    pytest.param(
        [[scan("a", 0)], [scan("b", 2), undo("b")]],
        [],
        [(True, 1, 0, 0)],
        id="the second one taken back where it was made",
    ),
    pytest.param(
        [[scan("a", 0), undo("a")], [scan("b", 2)], [scan("c", 3)]],
        ["c"],
        [(True, 1, 2, 2)],
        id="an undo moves the mark",
    ),
    pytest.param(
        [[scan("a", 0), scan("out", 2, "out"), undo("out")], [scan("b", 3)]],
        ["b"],
        [(True, 1, 0, 0)],
        id="the exit between them taken back",
    ),
    pytest.param(
        [[scan("a", 0)], [scan("b", 3, again="always")]],
        [],
        [(True, 2, 0, 3)],
        id="let in again by somebody who may",
    ),
    pytest.param(
        [[scan("a", 0)], [scan("a", 2)]],
        [],
        [(True, 1, 0, 0)],
        id="a retry of the same key",
    ),
    pytest.param(
        [[scan("a", HOUR), scan("out", 5, "out", not_before_ms=START_MS + HOUR * 60_000 + 1)]],
        [],
        [(False, 1, HOUR, HOUR)],
        id="a clock that was set right keeps nobody in",
    ),
    pytest.param(
        [[scan("a", 0)], [scan("b", 9, out_ms=START_MS + 5 * 60_000)]],
        [],
        [(True, 2, 0, 9)],
        id="checked out by the clock between them",
    ),
    pytest.param(
        [[scan("a", 0)], [scan("b", 9, out_ms=START_MS + 5 * 60_000)], [scan("c", 10)]],
        ["c"],
        [(True, 2, 0, 9)],
        id="and a third desk right after",
    ),
    pytest.param(
        [[scan("a", 6)], [scan("b", 9, out_ms=START_MS + 5 * 60_000)]],
        ["b"],
        [(True, 1, 6, 6)],
        id="both after the clock has checked out",
    ),
    pytest.param(
        [
            [scan("a", 0, again="never")],
            [scan("b", 9, again="never", out_ms=START_MS + 5 * 60_000)],
        ],
        ["b"],
        [(True, 1, 0, 9)],
        id="checked out, where a ticket is good for once",
    ),
    pytest.param(
        [[scan("a", 0), scan("out", 2, "out")], [scan("b", 1)], [scan("c", 3)]],
        ["b"],
        [(True, 2, 0, 3)],
        id="a third desk after the exit",
    ),
    pytest.param(
        [[scan("a", 0)], [scan("b", 1), undo("a")], [scan("c", 3)], [scan("d", 2)]],
        ["c", "d"],
        [(True, 1, 1, 1)],
        id="the first of four taken back",
    ),
    pytest.param(
        [[scan("out", 1, "out")], [scan("out2", 2, "out")], [scan("a", 3)]],
        [],
        [(True, 1, 3, 3)],
        id="exits of somebody who never came in",
    ),
]


@pytest.mark.parametrize(("apart", "conflicts", "presence"), APART)
def test_desks_that_were_apart_come_to_the_same(stations, apart, conflicts, presence):
    *writers, _rest, reader = stations(len(apart) + 2)
    entries = []
    for minute, (writer, facts) in enumerate(zip(writers, apart, strict=True)):
        writer.clock.ms += minute
        entries += writer.append(*facts)

    for order in permutations(entries):
        reader.wipe()
        for entry in order:
            reader.receive(entry)
        assert (marked(reader), present(reader)) == (conflicts, presence)


def test_at_the_same_millisecond_the_station_decides_and_then_the_key(stations):
    here, there, reader = stations(3)
    entries = here.append(scan("b", 0), scan("c", 0)) + there.append(scan("a", 0))
    first = min(("b", here.name), ("a", there.name), key=lambda each: (each[1], each[0]))[0]

    for order in permutations(entries):
        reader.wipe()
        for entry in order:
            reader.receive(entry)
        assert marked(reader) == sorted({"a", "b", "c"} - {first})


def test_a_late_arrival_with_an_earlier_scan_moves_the_mark(stations):
    here, there, reader = stations(3)
    reader.receive(*here.append(scan("a", 9)))
    assert marked(reader) == []

    reader.receive(*there.append(scan("b", 3)))

    assert marked(reader) == ["a"]
    assert present(reader) == [(True, 1, 3, 3)]


def test_each_scan_keeps_the_number_of_its_entry(stations):
    here, reader = stations(2)
    reader.receive(*here.append(scan("a", 0), scan("b", 1)))

    found = reader.driver.execute("SELECT key, station, number FROM scan ORDER BY key").fetchall()

    assert found == [("a", here.name, 1), ("b", here.name, 2)]


KEYS = ["k1", "k2", "k3", "k4", "k5"]
PEOPLE = ["ada", "ada", "ada", "bob"]
SCANS = st.builds(
    scan,
    st.sampled_from(KEYS),
    st.integers(0, 5),
    st.sampled_from(["in", "in", "out"]),
    again=st.sampled_from(["always", "after_exit", "after_exit", "never"]),
    who=st.sampled_from(PEOPLE),
    at=st.sampled_from(["door", "door", "door", "gala"]),
    outcome=st.sampled_from(["admit", "admit", "admit", "refuse"]),
    not_before_ms=st.sampled_from([0, 0, START_MS + 3 * 60_000]),
    out_ms=st.sampled_from([0, 0, START_MS + 2 * 60_000]),
)
UNDOS = st.builds(undo, st.sampled_from(KEYS), st.sampled_from(PEOPLE))
DONE = st.lists(
    st.tuples(st.integers(0, 2), st.integers(-2, 2), SCANS | SCANS | SCANS | UNDOS),
    min_size=1,
    max_size=9,
)
LAW = settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def passages(entries):
    """Who went through where, in the order of the scans; nothing that was taken back."""
    kinds = {kind.kind: kind for kind in (ScanMade, ScanUndone)}
    ordered = sorted(entries, key=lambda entry: entry.order)
    facts = [(each.station, kinds[each.kind].model_validate_json(each.payload)) for each in ordered]
    undone = {(fact.key, fact.attendee) for _, fact in facts if isinstance(fact, ScanUndone)}
    first = {}
    for station, fact in facts:
        if isinstance(fact, ScanMade):
            first.setdefault((fact.key, fact.attendee), (station, fact))
    there = {}
    for _station, fact in sorted(first.values(), key=lambda s: (s[1].order_ms, s[0], s[1].key)):
        if fact.verdict.outcome is Outcome.ADMIT and (fact.key, fact.attendee) not in undone:
            there.setdefault((fact.attendee, fact.checkpoint), []).append(fact)
    return there


def too_often(facts, at):
    """Whether the passage with that number is an entry of somebody who could not enter."""
    entries = [fact.direction is Direction.ENTRY for fact in facts]
    inside = at > 0 and entries[at - 1] and facts[at - 1].order_ms >= facts[at].out_ms
    met = {"always": False, "never": any(entries[:at]), "after_exit": inside}
    return entries[at] and met[facts[at].again]


def expected(entries):
    """Each presence and the marked scans of it, without a fold."""
    found = []
    for (who, where), facts in passages(entries).items():
        keys = sorted(fact.key for at, fact in enumerate(facts) if too_often(facts, at))
        many = sum(fact.direction is Direction.ENTRY for fact in facts) - len(keys)
        found.append((who, where, facts[-1].direction is Direction.ENTRY, many, keys))
    return sorted(found)


def come_to(station):
    """The same, as the station's rows say it."""
    scans = station.table("scan", "attendee, checkpoint, key, conflict")
    return sorted(
        (
            who,
            where,
            bool(inside),
            entries,
            sorted(key for *at, key, no in scans if no and at == [who, where]),
        )
        for who, where, inside, entries in station.table(
            "presence", "attendee, checkpoint, inside, entries"
        )
    )


def test_any_split_and_any_delivery_give_what_the_scans_say(stations):
    @LAW
    @given(st.data())
    def law(data):
        *writers, reader = stations(4)
        entries = []
        for who, offset, fact in data.draw(DONE):
            writer = writers[who]
            heard = data.draw(st.lists(st.sampled_from(entries), max_size=4)) if entries else []
            writer.receive(*(each for each in heard if each.station != writer.name))
            writer.clock.ms += offset
            entries += writer.append(fact)
        for batch in batches(data, entries):
            reader.receive(*batch)
        for writer in writers:
            writer.receive(*entries)

        assert come_to(reader) == expected(entries)
        assert [writer.everything() for writer in writers] == [reader.everything()] * 3

    law()


def batches(data, entries):
    """The entries in any order, in batches of any size."""
    order = data.draw(st.permutations(entries))
    cuts = data.draw(st.lists(st.integers(0, len(order)), max_size=3).map(sorted))
    return [order[a:b] for a, b in zip([0, *cuts], [*cuts, len(order)], strict=True)]
