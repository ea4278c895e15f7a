"""What is left until a hard start or the end of all, and who would take it up."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.stage.engine.slack import Absorber, Give, Slack, Slacks, slack
from tests.stage.engine.keeping import MINUTE, Keeper, at, pause, talk


def left(keeper: Keeper, time: str) -> Slacks:
    return slack(keeper.rundown, keeper.show(time), at(time))


def day(**more) -> Keeper:
    return Keeper(
        talk("a", "10:00", 30, qa=5),
        talk("b", "10:35", 25, qa=5),
        pause("tea", "11:00", 30, shortest=20),
        talk("c", "11:30", 30, shortest=15),
        talk("key", "12:00", 60, rule="hard"),
        **more,
    )


def test_gaps_breaks_and_questions_are_slack_but_not_the_minimum_of_a_talk():
    keeper = day()
    keeper.go("10:00", "a")
    assert left(keeper, "10:10").hard == Slack(
        "key",
        at("12:00"),
        25 * MINUTE,
        (
            Absorber("a", Give.QA, 5 * MINUTE),
            Absorber("b", Give.GAP, 5 * MINUTE),
            Absorber("b", Give.QA, 5 * MINUTE),
            Absorber("tea", Give.SHORTER, 10 * MINUTE),
        ),
    )


def test_an_overrun_eats_it():
    keeper = day()
    keeper.go("10:00", "a")
    keeper.add("10:10", "a", 12)
    slacks = left(keeper, "10:11")
    assert slacks.hard.left_ms == 13 * MINUTE
    assert Absorber("b", Give.GAP, 0) not in slacks.hard.absorbers
    keeper.add("10:12", "a", 18)
    assert left(keeper, "10:13").hard.left_ms == -5 * MINUTE


def test_what_is_missed_as_expected_may_still_be_made_good():
    keeper = day()
    keeper.go("10:00", "a")
    keeper.add("10:10", "a", 20)
    hard = left(keeper, "10:11").hard
    assert hard.left_ms == 5 * MINUTE
    assert hard.absorbers[-1] == Absorber("key", Give.MISSED, -5 * MINUTE)


def test_the_questions_of_who_runs_are_slack_as_long_as_they_are_not_over():
    keeper = day()
    keeper.go("10:00", "a")
    assert left(keeper, "10:28").hard.absorbers[0] == Absorber("a", Give.QA, 2 * MINUTE)
    assert left(keeper, "10:31").hard.absorbers[0].item == "b"


def test_the_end_of_all_and_the_tightest():
    keeper = day(must_end="13:20")
    keeper.go("10:00", "a")
    slacks = left(keeper, "10:10")
    assert (slacks.end.until, slacks.end.left_ms) == ("", 45 * MINUTE)
    assert slacks.end.absorbers[-1] == Absorber("", Give.GAP, 20 * MINUTE)
    assert slacks.tightest == slacks.hard


def test_a_hard_start_before_the_end_hides_no_overrun_behind_it():
    keeper = day(must_end="12:50")
    keeper.go("10:00", "a")
    assert left(keeper, "10:10").end.left_ms == -10 * MINUTE


def test_before_the_show_the_time_until_it_is_slack():
    keeper = day()
    assert left(keeper, "9:50").hard.absorbers[0] == Absorber("a", Give.GAP, 10 * MINUTE)
    assert left(keeper, "10:04").hard.left_ms == 21 * MINUTE


def test_nothing_presses():
    keeper = Keeper(talk("a", "10:00", 30))
    assert left(keeper, "10:00") == Slacks(None, None)
    assert left(keeper, "10:00").tightest is None
    assert left(Keeper(must_end="11:00"), "10:00") == Slacks(None, None)


def test_a_fixed_end_begins_later_but_keeps_its_minimum():
    keeper = Keeper(
        talk("a", "10:00", 30),
        talk("open", "10:30", 60, kind="fixed-end", shortest=40),
        talk("key", "11:30", 30, rule="hard"),
    )
    keeper.go("10:00", "a")
    assert left(keeper, "10:10").hard.left_ms == 20 * MINUTE


seconds = st.integers(0, 30)


@st.composite
def days(draw):
    """A show of short items: what has run, and what is to come."""
    items, start = [], 0
    for number in range(draw(st.integers(1, 5))):
        start += draw(st.sampled_from((0, 0, 4, 9)))
        length = draw(seconds)
        kind = draw(st.sampled_from(("talk", "break")))
        about = {"qa": draw(st.integers(0, length)) / 60} if kind == "talk" else {}
        if kind == "break":
            about["shortest"] = draw(st.integers(0, length)) / 60
        clock = f"10:{start // 60:02}:{start % 60:02}"
        items.append(talk(f"i{number}", clock, length / 60, kind=kind, **about))
        start += length
    return items, draw(seconds), start + draw(st.integers(-20, 30))


@settings(max_examples=150)
@given(days())
def test_the_law_of_slack(drawn):
    """So much later the first item may be over, and not a second more."""
    items, overrun, end = drawn
    keeper = Keeper(*items)
    keeper.rundown = type(keeper.rundown)("r", tuple(items), at("10:00") + end * 1000)
    keeper.go(items[0].start_ms, "i0")
    now_ms = items[0].end_ms + overrun * 1000
    found = slack(keeper.rundown, keeper.show(now_ms), now_ms).end
    assert found is not None

    def over_ms(later_ms: int) -> int:
        clock = now_ms + later_ms
        for item in items[1:]:
            least = item.shortest_ms if item.kind == "break" else item.length_ms - item.qa_ms
            clock = max(clock, item.start_ms) + (least or 0)
        return clock

    assert found.limit_ms - over_ms(max(0, found.left_ms)) >= min(0, found.left_ms)
    if found.left_ms < 0:
        assert over_ms(0) - found.limit_ms == -found.left_ms
    else:
        assert over_ms(found.left_ms) <= found.limit_ms < over_ms(found.left_ms + 1000)
        waits = any(each.give is Give.MISSED for each in found.absorbers)
        assert waits or sum(each.ms for each in found.absorbers) >= found.left_ms
