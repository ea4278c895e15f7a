"""What a recount and the close of a day make of a count."""

from __future__ import annotations

import pytest

from onsite.errors import BadInputError, NotPossibleError
from onsite.zones.counting import reading, service
from tests.zones.conftest import meet


def absorbed(counter, zone="h1"):
    return counter.site.read_now(reading.absorbed, zone)


def test_a_recount_is_a_base_and_says_how_far_the_count_was_off(counter):
    counter.count("h1", 10)
    done = counter.recount("h1", 7)
    assert (done.standing.total, done.expected, done.error) == (7, 10, -3)
    # In the very same millisecond, but after it.
    assert counter.count("h1", 1).total == 8
    base = done.standing.base
    assert (base.how, base.people, base.operator, base.rows) == ("recount", 7, "Maria", ())


def test_a_recount_by_rows(counter):
    rows = (("A", 4), ("B", 0), ("王", 3))
    done = counter.recount("h1", 7, rows_counted=rows, began_ms=counter.now_ms - 60_000)
    assert done.standing.base.rows == rows
    assert done.standing.base.began_ms == counter.now_ms - 60_000
    with pytest.raises(BadInputError, match="The rows add up to 7, not to 8"):
        counter.recount("h1", 8, rows_counted=rows)


def test_what_was_tapped_while_the_recount_was_written_down(counter):
    counted_ms = counter.now_ms
    counter.clock.advance(minutes=5)
    counter.count("h1", 3)
    done = counter.recount("h1", 40, cut_ms=counted_ms)
    assert (done.standing.total, done.expected) == (43, 0)


def test_the_millisecond_of_the_cut_is_in_the_base(counter):
    now_ms = counter.now_ms
    counter.do(service.count, "c1", "h1", [(now_ms - 1, 1), (now_ms, 2), (now_ms + 1, 4)])
    done = counter.recount("h1", 100, cut_ms=now_ms)
    assert (done.expected, done.standing.total) == (3, 104)


def test_what_comes_late_is_absorbed_and_listed(counter, far):
    far.count("h1", 3)
    far.count("h2", 50)
    far.move("h1", "h2", 1)
    far.clock.advance(minutes=2)
    far.count("h1", -1)
    counter.count("h1", 1)
    counter.clock.advance(minutes=1)
    counter.recount("h1", 20)
    counter.clock.advance(minutes=2)
    meet(counter.site, far.site)
    assert counter.total("h1") == 19
    found = absorbed(counter)
    assert [(each.people, each.operator, each.station) for each in found] == [
        (3, "Bo", far.station),
        (-1, "Bo", far.station),
    ]
    assert absorbed(counter, "h2") == ()
    # The other station had counted before it heard of the recount.
    assert absorbed(far) == ()
    assert far.total("h1") == 19


def test_what_came_in_the_millisecond_of_the_cut_is_absorbed(counter, far):
    far.count("h1", 3)
    counter.recount("h1", 20)
    counter.clock.advance(milliseconds=1)
    meet(counter.site, far.site)
    assert (counter.total("h1"), [each.people for each in absorbed(counter)]) == (20, [3])


def test_what_was_taken_back_is_not_listed(counter, far):
    far.count("h1", 3, 4)
    far.undo_last()
    counter.recount("h1", 20)
    counter.clock.advance(milliseconds=1)
    meet(counter.site, far.site)
    assert [each.people for each in absorbed(counter)] == [3]


def test_a_withdrawn_recount_leaves_what_stood_before(counter):
    counter.count("h1", 10)
    counter.recount("h1", 30)
    counter.clock.advance(minutes=1)
    wrong = counter.recount("h1", 3)
    counter.count("h1", 1)
    standing = counter.do(service.withdraw_recount, "h1", wrong.key, "the wrong hall")
    assert (standing.total, standing.base.people) == (31, 30)
    assert counter.do(service.withdraw_recount, "h1", wrong.key).total == 31
    with pytest.raises(NotPossibleError, match="There is no such recount"):
        counter.do(service.withdraw_recount, "h2", wrong.key)


def test_a_withdrawal_by_a_station_whose_clock_is_far_behind(counter, far):
    """Its entry is older than that of the recount."""
    far.clock.advance(hours=1)
    wrong = far.recount("h1", 3)
    meet(counter.site, far.site)
    counter.do(service.withdraw_recount, "h1", wrong.key, "")
    meet(counter.site, far.site)
    assert [each.standing("h1").base for each in (counter, far)] == [None, None]


def test_who_is_behind_still_counts_on_top_of_a_recount(counter, far):
    far.clock.advance(minutes=30)
    far.recount("h1", 10)
    meet(counter.site, far.site)
    assert counter.count("h1", 1, 1).total == 12
    assert counter.move("h1", "h2", 1)[0].total == 11
    # And a recount of theirs is the newer one.
    assert counter.recount("h1", 50).standing.total == 50
    meet(counter.site, far.site)
    assert far.total("h1") == 50


def test_of_two_recounts_the_later_cut_holds_whenever_it_comes(counter, far):
    far.clock.advance(minutes=5)
    far.recount("h1", 70)
    counter.clock.advance(minutes=1)
    counter.recount("h1", 60)
    far.count("h1", 1)
    meet(counter.site, far.site)
    assert (counter.total("h1"), far.total("h1")) == (71, 71)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"cut_ms": 2**42}, "That time is still to come."),
        ({"began_ms": 2**42}, "Counting cannot begin after it has ended."),
        ({"rows_counted": (("A", -1), ("B", 6))}, "Nobody can count so many."),
        ({"rows_counted": (("A", 5), *[("B", 0)] * 2000)}, "Those are too many rows."),
    ],
)
def test_what_is_no_recount(counter, more, said):
    with pytest.raises(BadInputError) as refused:
        counter.recount("h1", 5, **more)
    assert refused.value.happened == said
    assert counter.standing("h1").base is None


def test_the_close_of_a_day_names_what_is_left_and_the_next_begins_with_it(counter):
    counter.count("h1", 10, -12)
    done = counter.do(service.close_day, "h1", "drift", 0, "")
    assert (done.expected, done.standing.total) == (-2, 0)
    counter.clock.advance(hours=12)
    assert counter.count("h1", 1).total == 1
    base = counter.standing("h1").base
    assert (base.how, base.day, base.because) == ("day", "2026-11-24", "drift")
    with pytest.raises(NotPossibleError):
        counter.do(service.withdraw_recount, "h1", base.key)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("tired", 0, ""), "There is no reason “tired”."),
        (("other", 0, " "), "Say in words what is left in the count."),
        (("drift", -1, ""), "Nobody can count so many."),
        (("drift", 0, "", "today"), "“today” is no day."),
    ],
)
def test_what_closes_no_day(counter, arguments, said):
    with pytest.raises(BadInputError) as refused:
        counter.do(service.close_day, "h1", *arguments)
    assert refused.value.happened == said
    assert counter.standing("h1").base is None
