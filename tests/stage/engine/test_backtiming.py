"""Cutting the rest so that it ends when it must."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.stage.engine.backtiming import Proposal, cut, proposal
from onsite.stage.engine.schedule import expected
from tests.stage.engine.keeping import MINUTE, SECOND, Keeper, at, pause, talk, told


def lines(found: Proposal) -> dict[str, str]:
    return {
        line.item: f"{told(line.start_ms)}-{told(line.start_ms + line.length_ms)}"
        for line in found.lines
    }


def proposed(keeper: Keeper, time: str, end: str) -> Proposal:
    return proposal(keeper.rundown, keeper.show(time), at(time), at(end))


def applied(keeper: Keeper, found: Proposal, time: str) -> None:
    """As the key that applies it does."""
    keeper.plan(**{
        line.item: {"start_ms": line.start_ms, "length_ms": line.length_ms}
        for line in found.lines
        if line.changed
    })  # fmt: skip
    for item in found.closes:
        keeper.apply(time, item)


def day() -> Keeper:
    keeper = Keeper(
        talk("a", "10:00", 30),
        talk("b", "10:30", 40, shortest=20),
        talk("c", "11:10", 20, shortest=18),
        talk("d", "11:40", 20, shortest=10),
    )
    keeper.go("10:00", "a")
    return keeper


def test_nothing_is_cut_where_the_end_is_kept_anyway():
    found = proposed(day(), "10:10", "12:00")
    assert not any(line.changed for line in found.lines)
    assert (found.ends_ms, found.uncut_ms) == (at("12:00"), 0)


def test_gaps_go_first():
    assert lines(proposed(day(), "10:10", "11:54")) == {
        "b": "10:30-11:10",
        "c": "11:10-11:30",
        "d": "11:34-11:54",
    }


def test_then_everything_gives_the_same_part_but_never_more_than_it_may():
    # 8 of 80 minutes: 4, 2 and 2.
    found = proposed(day(), "10:10", "11:42")
    assert lines(found) == {"b": "10:30-11:06", "c": "11:06-11:24", "d": "11:24-11:42"}
    # 16 minutes: 2 of the one that may give no more, and the others 14 of 60.
    assert lines(proposed(day(), "10:10", "11:34")) == {
        "b": "10:30-11:00:40", "c": "11:00:40-11:18:40", "d": "11:18:40-11:34",
    }  # fmt: skip


def test_what_cannot_be_cut_is_told():
    found = proposed(day(), "10:10", "11:00")
    assert [line.length_ms // MINUTE for line in found.lines] == [20, 18, 10]
    assert (found.ends_ms, found.uncut_ms) == (at("11:18"), 18 * MINUTE)


def test_what_runs_is_not_cut():
    keeper = day()
    keeper.add("10:10", "a", 10)
    assert lines(proposed(keeper, "10:11", "12:00"))["b"] == "10:30-11:10"
    assert lines(proposed(keeper, "10:11", "11:52"))["b"] == "10:40-11:16"


def test_it_changes_nothing_until_it_is_applied_and_then_it_holds():
    keeper = day()
    found = proposed(keeper, "10:10", "11:42")
    assert keeper.times("10:10")["d"] == "11:40-12:00"
    applied(keeper, found, "10:11")
    assert keeper.times("10:12") == {"a": "10:00-10:30", **lines(found)}


def test_a_hard_start_is_a_wall():
    keeper = Keeper(
        talk("a", "10:00", 30, shortest=20),
        talk("key", "10:30", 30, rule="hard", shortest=20),
        talk("b", "11:00", 30, shortest=20),
    )
    assert lines(proposed(keeper, "9:00", "11:15")) == {
        "a": "10:00-10:30",
        "key": "10:30-10:52:30",
        "b": "10:52:30-11:15",
    }
    assert lines(proposed(keeper, "10:05", "11:30"))["a"] == "10:05-10:30"
    assert lines(proposed(keeper, "10:20", "11:20")) == {
        "a": "10:20-10:40", "key": "10:40-11:00", "b": "11:00-11:20",
    }  # fmt: skip


def test_a_fixed_end_is_not_cut_and_takes_up_what_is_before_it():
    keeper = Keeper(
        talk("a", "10:00", 30, shortest=20),
        talk("open", "10:30", 60, kind="fixed-end", shortest=50),
        talk("b", "11:30", 30, shortest=20),
    )
    assert lines(proposed(keeper, "10:08", "11:55")) == {
        "a": "10:00-10:30",
        "open": "10:30-11:30",
        "b": "11:30-11:55",
    }
    assert lines(proposed(keeper, "10:15", "12:00"))["a"] == "10:15-10:40"


def test_breaks_take_up_what_they_do_by_themselves_first():
    keeper = Keeper(
        talk("a", "10:00", 30), pause("tea", "10:30", 30, shortest=20), talk("b", "11:00", 30)
    )
    keeper.go("10:00", "a")
    keeper.add("10:10", "a", 8)
    found = proposed(keeper, "10:11", "11:30")
    assert not any(line.changed for line in found.lines)


def test_what_was_added_to_who_stands_by_stays_added():
    keeper = Keeper(talk("a", "10:00", 30, shortest=10), talk("b", "10:30", 30, shortest=10))
    keeper.arm("9:50", "a")
    keeper.add("9:51", "a", 10)
    found = proposed(keeper, "9:52", "11:03")
    applied(keeper, found, "9:53")
    assert told(keeper.schedule("9:54").ends_ms) == "11:03"


def test_an_open_delay_is_closed_where_it_is_in_the_lines():
    keeper = day()
    keeper.delay("10:05", "c", 10)
    found = proposed(keeper, "10:10", "11:42")
    assert found.closes == ("c",)
    applied(keeper, found, "10:11")
    assert told(keeper.schedule("10:12").ends_ms) == "11:42"


def test_when_all_is_over_there_is_nothing_to_propose():
    keeper = Keeper(talk("a", "10:00", 30))
    keeper.go("10:00", "a")
    assert proposed(keeper, "10:10", "10:20") == Proposal((), at("10:30"), 0)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=6), st.integers(0, 200))
@settings(max_examples=150)
def test_the_law_of_cutting(spans, by):
    lengths = [max(pair) for pair in spans]
    least = [min(pair) for pair in spans]
    found = cut(lengths, least, by)
    assert all(low <= new <= old for low, new, old in zip(least, found, lengths, strict=True))
    assert sum(lengths) - sum(found) == min(by, sum(lengths) - sum(least))
    # Who may give more gives at least the part that the others give, but for what is odd.
    for low, new, old in zip(least, found, lengths, strict=True):
        if new > low:
            assert all(
                (old_b - new_b - 1) * old <= (old - new + 1) * old_b
                for new_b, old_b in zip(found, lengths, strict=True)
            )


@st.composite
def days(draw):
    items, start = [], 0
    for number in range(draw(st.integers(1, 6))):
        start += draw(st.sampled_from((0, 0, 4, 9)))
        length = draw(st.integers(0, 30))
        about = {"kind": draw(st.sampled_from(("talk", "talk", "break", "fixed-end")))}
        about["shortest"] = draw(st.integers(0, length)) / 60
        about["rule"] = draw(st.sampled_from(("linked", "linked", "hard")))
        items.append(talk(f"i{number}", f"10:00:{start}", length / 60, **about))
        start += length
    return items, draw(st.integers(-5, 60)), draw(st.integers(0, 200))


@settings(max_examples=150)
@given(days(), st.booleans())
def test_the_law_of_a_proposal(drawn, runs):
    """Applied, it is what is expected; hard starts and minimums are kept."""
    items, late, end = drawn
    keeper = Keeper(*items)
    if runs:
        keeper.go(items[0].start_ms, items[0].id)
    now_ms = items[0].start_ms + (max(0, late) if runs else late) * SECOND
    before = expected(keeper.rundown, keeper.show(now_ms), now_ms)
    end_ms = at("10:00") + end * SECOND
    found = proposal(keeper.rundown, keeper.show(now_ms), now_ms, end_ms)
    for line, item in zip(found.lines, items[runs:], strict=True):
        assert item.least_ms <= line.length_ms <= item.length_ms
        assert item.rule != "hard" or line.start_ms >= item.start_ms
    for item in found.lines:
        keeper.plan(**{item.item: {"start_ms": item.start_ms, "length_ms": item.length_ms}})
    after = expected(keeper.rundown, keeper.show(now_ms), now_ms)
    if found.lines:
        assert after.ends_ms == found.ends_ms
        assert found.uncut_ms == max(0, found.ends_ms - end_ms)
    assert after.ends_ms <= before.ends_ms
