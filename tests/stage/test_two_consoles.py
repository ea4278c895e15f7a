"""Two timekeepers at two laptops, each with a journal of its own, that meet now and then."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onsite.clock import from_ms
from onsite.errors import NotPossibleError
from onsite.stage import editing, reading, service
from onsite.stage.fields import ItemFields
from onsite.stage.wording import outcome
from tests.stage.keeping import DAY, EARLY, MINUTE_MS, Keeper
from tests.sync.laptops import Laptops, pass_on, tables

DAY_MS = 24 * 60 * MINUTE_MS
NAMES = ("opening", "talk", "break", "closing")


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    from tests.conftest import ManualClock

    clock = ManualClock(EARLY)
    laptops = Laptops(tmp_path_factory.mktemp("stations"), clock)
    one = Keeper(laptops.lead, clock)
    other = laptops.desk("stage", "stage")
    yield one, Keeper(other, clock)
    laptops.close()


@pytest.fixture
def pair(both):
    return new_day(both)


def new_day(both):
    """The same two laptops with a rundown that nobody has touched."""
    one, other = both
    one.nine_ms = other.nine_ms = one.nine_ms + DAY_MS
    one.day = other.day = from_ms(one.nine_ms).date().isoformat()
    one.program()
    pass_on(one.site, other.site)
    one.at(0)
    return one, other


def meet(one, other):
    pass_on(one.site, other.site)
    pass_on(other.site, one.site)


def stage_rows(keeper):
    return {name: rows for name, rows in tables(keeper.site).items() if name.startswith("stage_")}


def same(one, other):
    """Both know the same, to the last row, and see the same show."""
    assert stage_rows(one) == stage_rows(other)
    assert one.kept == other.kept
    assert one.kept.show(one.now_ms) == other.kept.show(other.now_ms)


def test_two_who_press_go_together_give_one_start_and_both_are_told(pair):
    one, other = pair
    one.do("go")
    meet(one, other)
    one.at(10)
    told = [one.do("go")]
    one.clock.advance(milliseconds=40)
    told.append(other.do("go"))  # before hearing of it
    assert [(each.what, each.item) for each in told] == [("took", "talk")] * 2

    meet(one, other)

    same(one, other)
    show = one.kept.show(one.now_ms)
    assert [run.id for run in show.runs["talk"]] == ["1"]
    assert (show.running, len(show.runs["opening"])) == ("talk", 1)
    mine = [(each.id, "go") for each in told]
    for keeper in (one, other):
        first, second = service.fates(keeper.kept, keeper.now_ms, mine)
        assert (first.what, second.what) == ("took", "already")
        assert (second.item, second.id, second.operator) == ("talk", told[0].id, "Thandi")
        said = outcome(second, keeper.plan, {one.site.journal.station: "Lead"})
        assert said == "Thandi at Lead was first, at 09:10:00: “Talk”"


def test_who_heard_of_it_before_pressing_starts_nothing(pair):
    one, other = pair
    one.do("go")
    meet(one, other)
    one.at(10)
    one.do("go")
    meet(one, other)
    one.clock.advance(milliseconds=200)

    late = other.do("go", at=other.press(seen="opening"))

    assert (late.what, late.item, late.own) == ("already", "talk", False)
    same(one, other)


def test_what_two_change_of_one_item_both_counts_and_inserts_stay_together(pair):
    one, other = pair
    one.edit(partial(editing.changed, item="talk", changes=ItemFields(title="Tides")))
    other.edit(partial(editing.changed, item="talk", changes=ItemFields(notes="Mic 2")))
    for keeper, name in ((one, "a"), (other, "b"), (one, "c"), (other, "d")):
        after = {"a": "talk", "b": "talk", "c": "a", "d": "b"}[name]
        fields = ItemFields(title=name, length_ms=MINUTE_MS)
        keeper.edit(partial(editing.added, fields=fields, after=after, item=name))
        one.clock.advance(seconds=1)

    meet(one, other)

    same(one, other)
    said = one.kept.fields["talk"]
    assert (said.title, said.notes) == ("Tides", "Mic 2")
    assert one.order == ["opening", "talk", "b", "d", "a", "c", "break", "closing"]


def test_the_same_item_imported_at_two_laptops_is_there_once(pair):
    one, other = pair
    for keeper, title in ((one, "Tides"), (other, "Tides, again")):
        fields = ItemFields(title=title, length_ms=MINUTE_MS)
        keeper.edit(partial(editing.added, fields=fields, after="talk", item="uid-1"))
        one.clock.advance(seconds=1)
    meet(one, other)
    same(one, other)
    assert one.order == ["opening", "talk", "uid-1", "break", "closing"]
    assert one.kept.fields["uid-1"].title == "Tides, again"

    other.do("undo")  # its import found the item there: it goes back to what it was
    meet(one, other)
    same(one, other)
    assert one.kept.fields["uid-1"].title == "Tides"


def test_one_removes_what_the_other_starts(pair):
    one, other = pair
    one.edit(partial(editing.removed, item="opening"))
    other.do("go")

    meet(one, other)
    same(one, other)
    assert one.kept.show(one.now_ms).running == "opening"
    one.at(5)
    assert one.do("go").item == "talk"
    meet(one, other)
    same(one, other)


PRESSES = st.one_of(
    st.tuples(st.sampled_from(["go", "next_", "pause", "resume", "stop", "skip", "undo"])),
    st.tuples(st.sampled_from(["go", "arm", "skip", "unskip"]), st.sampled_from(NAMES)),
    st.tuples(st.sampled_from(["add", "delay"]), st.sampled_from([-MINUTE_MS, 5 * MINUTE_MS])),
    st.tuples(st.just("edit"), st.sampled_from(["title", "moved", "removed", "added"])),
)
STEPS = st.lists(
    st.tuples(st.integers(0, 1), PRESSES, st.sampled_from([0, 300, 5_000, 400_000]), st.booleans()),
    min_size=2,
    max_size=12,
)
_NAMES = count()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_two_press_they_come_to_the_same_show(both, steps):
    pair = new_day(both)
    for who, (act, *given_), wait_ms, met in steps:
        try_to(pair[who], act, *given_)
        pair[0].clock.advance(milliseconds=wait_ms)
        if met:
            pass_on(pair[who].site, pair[1 - who].site)
    meet(*pair)
    same(*pair)


def try_to(keeper, act, *given_):
    if act == "edit":
        made = edit_of(given_[0], keeper.order)
        with suppress(NotPossibleError):  # what runs is not taken out
            return keeper.edit(made) if made is not None else None
        return None
    if given_ and isinstance(given_[0], str) and given_[0] not in keeper.order:
        return None
    return keeper.do(act, *given_)


def edit_of(what, order):
    fields = ItemFields(title=f"New {next(_NAMES)}", length_ms=MINUTE_MS)
    if what == "added" or not order:
        return partial(editing.added, fields=fields, after=order[0] if order else "")
    if what == "title":
        return partial(editing.changed, item=order[-1], changes=fields)
    if what == "moved":
        return partial(editing.moved, item=order[-1], after="")
    return partial(editing.removed, item=order[0])


def test_rundowns_are_listed_alike(pair):
    one, _other = pair
    lists = [keeper.site.read_now(reading.rundowns) for keeper in pair]
    assert lists[0] == lists[1]
    assert (one.stage, one.day, 4) in [(each.stage, each.day, each.items) for each in lists[0]]
    assert DAY not in {each.day for each in lists[0]}


def test_a_laptop_whose_clock_is_ahead_takes_nothing_of_the_others_edits_away(pair):
    one, other = pair
    one.clock.advance(minutes=10)
    ahead = one.press()
    fields = ItemFields(title="Fill", start_ms=ahead.at_ms, length_ms=MINUTE_MS)
    one.do("edit", [editing.added(ahead, fields, after="talk", item="fill")], at=ahead)
    one.do("go", "opening")
    one.clock.advance(minutes=-10)
    pass_on(one.site, other.site)

    edited = other.edit(partial(editing.changed, item="fill", changes=ItemFields(notes="Mic 2")))
    paused = other.do("pause")

    assert (edited.what, other.kept.fields["fill"].notes) == ("took", "Mic 2")
    assert (paused.what, paused.why) == ("nothing", "clock-ahead")
    meet(one, other)
    same(one, other)
    assert (one.kept.fields["fill"].title, one.kept.fields["fill"].notes) == ("Fill", "Mic 2")


def by_itself(keeper, item):
    keeper.edit(partial(editing.changed, item=item, changes=ItemFields(rule="auto")))
    keeper.clock.advance(seconds=1)


def settle(keeper):
    return keeper.site.write_now(service.settle, keeper.plan, keeper.press(), "Maria")


def test_who_presses_go_before_reading_that_the_other_has_starts_no_second_item(pair):
    one, other = pair
    one.do("go")
    meet(one, other)
    one.at(10)
    one.do("go")
    one.clock.advance(milliseconds=80)
    meet(one, other)
    one.clock.advance(milliseconds=70)

    seen = other.kept.show(other.now_ms).running
    late = other.do("go", at=other.press(seen=seen))

    assert (seen, late.what, late.item) == ("talk", "already", "talk")


@pytest.mark.parametrize(("first", "second"), [("pause", "resume"), ("undo", "undo")])
def test_who_presses_a_key_just_after_the_other_meant_the_same(pair, first, second):
    one, other = pair
    one.do("go")
    meet(one, other)
    one.at(5)
    one.do("add", MINUTE_MS)
    one.clock.advance(seconds=2)
    one.do(first)
    one.clock.advance(milliseconds=150)
    meet(one, other)

    late = other.do(second)

    assert late.what == "already"
    run = other.kept.show(other.now_ms).run("opening")
    assert (run.paused, run.added_ms) == (first == "pause", MINUTE_MS * (first == "pause"))


def test_the_clock_of_one_does_not_override_the_pause_of_the_other(pair):
    one, other = pair
    by_itself(one, "talk")
    one.do("go")
    meet(one, other)
    one.at(8)
    one.do("pause")
    one.at(10.5)
    assert settle(other) == 1

    one.at(12)
    meet(one, other)

    assert stage_rows(one) == stage_rows(other)
    assert one.kept.show(one.now_ms).running == "opening"


def test_the_clock_of_one_does_not_override_the_time_that_the_other_has_added(pair):
    one, other = pair
    by_itself(one, "talk")
    one.do("go")
    meet(one, other)
    one.at(8)
    one.do("add", 5 * MINUTE_MS)
    one.at(10.5)
    settle(other)

    one.at(12)
    meet(one, other)
    assert one.kept.show(one.now_ms).running == "opening"

    one.at(16)
    assert one.kept.show(one.now_ms).running == "talk"


def test_who_has_taken_over_from_the_clock_is_not_overridden_by_that_of_the_other(pair):
    one, other = pair
    one.do("follow", on=True)
    settle(one)
    meet(one, other)
    one.at(8)
    one.do("go", "talk")
    one.at(40)
    assert settle(other)

    one.at(41)
    meet(one, other)

    show = one.kept.show(one.now_ms)
    assert (show.running, show.follow) == ("talk", False)


def test_applying_a_delay_leaves_open_what_the_other_has_delayed_meanwhile(pair):
    one, other = pair
    one.do("go")
    one.clock.advance(seconds=1)
    one.do("delay", 10 * MINUTE_MS, "talk")
    meet(one, other)
    one.clock.advance(seconds=5)
    other.do("delay", 5 * MINUTE_MS, "talk")
    one.clock.advance(seconds=2)
    one.do("apply_delay", "talk")

    meet(one, other)

    kept = one.kept
    assert kept.fields["talk"].start_ms - one.nine_ms == 20 * MINUTE_MS
    assert kept.show(one.now_ms).delay_ms("talk") == 5 * MINUTE_MS
