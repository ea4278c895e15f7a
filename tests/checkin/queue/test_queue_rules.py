"""How long people wait and what to do about it: by example, and as it must always be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.checkin.queue.rules import (
    LONGEST_S,
    TARGET_S,
    Advice,
    Attempted,
    Line,
    Service,
    advise,
    begun,
    needed,
    service_s,
    services,
    wait_s,
    without_pauses,
)

QUICK = settings(max_examples=80)


def at_a_desk(*times, reason="admitted", station="one"):
    return [Attempted(station, at, f"guest {number}", reason) for number, at in enumerate(times)]


def test_a_service_lasts_until_the_next_guest_of_the_same_station():
    other = at_a_desk(3, 40, station="two")
    found = services([*at_a_desk(0, 10, 25), *other])

    assert [(each.station, each.seconds) for each in found] == [
        ("one", 10),
        ("one", 15),
        ("two", 37),
    ]


def test_a_guest_who_is_scanned_again_is_one_service_with_the_first_reason():
    scans = [
        Attempted("one", 0, "ada", "unpaid"),
        Attempted("one", 60, "ada", "overruled"),
        Attempted("one", 70, "bob", "admitted"),
    ]

    assert services(scans) == [Service("one", "unpaid", 70)]


def test_a_party_that_is_let_in_at_once_is_one_service():
    group = at_a_desk(0, 0.02, 0.9, 1.5, 30)

    assert [each.seconds for each in services(group)] == [30]
    assert [each.at_s for each in begun(group)] == [0, 30]


def test_pauses_are_left_out_and_a_slow_reason_is_no_pause():
    found = [
        *[Service("one", "admitted", 8)] * 9,
        Service("one", "admitted", 100),
        Service("one", "admitted", 1200),
        *[Service("one", "unpaid", 90)] * 3,
    ]

    kept = without_pauses(found)

    assert sorted(each.seconds for each in kept) == [8] * 9 + [90] * 3
    assert service_s(kept) == (9 * 8 + 3 * 90) / 12


def test_of_a_few_nothing_is_said():
    assert service_s([Service("one", "admitted", 8)] * 4) is None


@pytest.mark.parametrize(
    ("lines", "per_minute", "advice"),
    [
        ([Line("a", 0, 20)], 1, Advice("hold")),
        ([Line("a", 40, 20)], 1, Advice("open", 2)),
        ([Line("a", 5, 20)], 6, Advice("open", 1, 200.0)),
        ([Line("a", 20, 20), Line("b", 0, 20)], 1, Advice("send", from_desk="a", to_desk="b")),
        ([Line("a", 1, 20), Line("b", 0, 20)], 1, Advice("close", 1, to_desk="b")),
        ([Line("a", 10, 20), Line("b", 10, 20)], 5, Advice("hold")),
    ],
)
def test_what_to_do(lines, per_minute, advice):
    assert advise(lines, per_minute) == advice


PEOPLE = st.integers(0, 500)
SECONDS = st.floats(1, LONGEST_S)
RATES = st.floats(0, 60)
LINES = st.lists(
    st.builds(Line, st.sampled_from("abcd"), PEOPLE, SECONDS, st.integers(1, 3)),
    min_size=1,
    max_size=4,
    unique_by=lambda line: line.desk,
)


@QUICK
@given(PEOPLE, st.integers(0, 100), SECONDS, st.integers(1, 9))
def test_more_waiting_never_shortens_the_wait_another_desk_never_lengthens_it(
    waiting, more, service, stations
):
    now = wait_s(waiting, service, stations)

    assert wait_s(waiting + more, service, stations) >= now
    assert wait_s(waiting, service, stations + 1) <= now
    assert wait_s(waiting, service + 1, stations) >= now


@QUICK
@given(PEOPLE, st.integers(0, 100), RATES, st.floats(0, 10), SECONDS)
def test_more_people_never_need_fewer_desks(waiting, more, rate, faster, service):
    now = needed(waiting, rate, service)

    assert needed(waiting + more, rate, service) >= now
    assert needed(waiting, rate + faster, service) >= now
    assert wait_s(waiting, service, now) <= TARGET_S * (1 + 1e-9)


@QUICK
@given(LINES, RATES)
def test_a_desk_that_is_closed_is_not_asked_for_again_at_once(lines, rate):
    advice = advise(lines, rate)

    if advice.act == "close":
        kept = [line for line in lines if line.desk != advice.to_desk]
        stations = sum(line.stations for line in kept)
        waiting = sum(line.waiting for line in lines)
        service = max(line.service_s for line in lines)
        fastest = min(line.service_s for line in lines)
        if service == fastest:
            assert needed(waiting, rate, service) <= stations
    if advice.act == "open":
        assert advice.many > 0
        assert advice.in_s >= 0


@QUICK
@given(LINES, RATES, st.integers(1, 200))
def test_where_a_desk_must_be_opened_more_people_do_not_make_it_needless(lines, rate, more):
    if advise(lines, rate).act == "open":
        first, *others = lines
        longer = Line(first.desk, first.waiting + more, first.service_s, first.stations)
        now = advise([longer, *others], rate)
        assert now.act == "open"
        assert now.many >= advise(lines, rate).many


@QUICK
@given(st.lists(st.builds(Service, st.just("one"), st.sampled_from("ab"), st.floats(0, 900))))
def test_what_is_kept_was_there_and_is_no_longer_than_the_longest(found):
    kept = without_pauses(found)

    assert all(each in found and each.seconds <= LONGEST_S for each in kept)
    middle = service_s(kept)
    assert middle is None or 0 <= middle <= LONGEST_S
