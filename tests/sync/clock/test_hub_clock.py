"""The hub's time: true within its bounds, whatever is done to the computer's own clock."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.sync.clock.file import CLOCK_FILE
from onsite.sync.clock.hub_clock import HubClock, Quality, Sample, measure, ticks_ns

MS = 1_000_000
SECOND = 1_000_000_000
HOUR_MS = 3_600_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
START_NS = 1_795_000_000 * SECOND


class World:
    """The hub's true time, a computer whose own clock is off, and ticks that drift."""

    def __init__(self, *, off_ms: float = 0, drift: float = 0) -> None:
        self.true_ns = START_NS
        self.wall_off_ns = round(off_ms * MS)
        self.drift = drift
        self._ticks = 7 * SECOND

    def now(self) -> datetime:
        return EPOCH + timedelta(microseconds=(self.true_ns + self.wall_off_ns) // 1000)

    def ticks(self) -> int:
        return self._ticks

    def wait(self, seconds: float) -> None:
        self.true_ns += round(seconds * SECOND)
        self._ticks += round(seconds * (1 + self.drift) * SECOND)

    def restart(self) -> None:
        self._ticks = 3 * SECOND

    def clock(self, data: Path, boot: str = "first") -> HubClock:
        return HubClock(self, data, ticks=self.ticks, boot=boot)

    def ask(self, clock: HubClock, there_ms: float = 0, back_ms: float = 0) -> Sample:
        """A question to the hub that takes so long on its way there and back."""
        sent = clock.ticks()
        self.wait(there_ms / 1000)
        hub_ns = self.true_ns
        self.wait(back_ms / 1000)
        return clock.sampled(sent, hub_ns)

    def meet(self, clock: HubClock, there_ms: float = 0, back_ms: float = 0) -> float:
        return clock.correct(measure([self.ask(clock, there_ms, back_ms)]))

    def wrong_ms(self, clock: HubClock) -> float:
        """How far the clock is ahead of the hub's."""
        return ms(clock.now()) - self.true_ns / MS


def ms(instant: datetime) -> float:
    return (instant - EPOCH) / timedelta(milliseconds=1)


def about(expected: float) -> object:
    return pytest.approx(expected, abs=0.01)


@pytest.fixture
def data():
    # Not tmp_path, which hypothesis would share between its examples.
    with TemporaryDirectory() as folder:
        yield Path(folder)


OFF = st.floats(-2 * HOUR_MS, 2 * HOUR_MS)
WAY = st.floats(0, 300)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.floats(0, 1800)),
        st.tuples(st.just("set"), OFF),
        st.tuples(st.just("meet"), st.tuples(WAY, WAY)),
    ),
    max_size=12,
)


@given(off=OFF, drift=st.floats(-45e-6, 45e-6), first=st.tuples(WAY, WAY), steps=STEPS)
def test_once_measured_it_is_true_within_its_bounds_whatever_is_done_to_the_wall_clock(
    off, drift, first, steps
):
    world = World(off_ms=off, drift=drift)
    with TemporaryDirectory() as folder:
        clock = world.clock(Path(folder))
        world.meet(clock, *first)
        for what, value in steps:
            if what == "wait":
                world.wait(value)
            elif what == "set":
                world.wall_off_ns = round(value * MS)
            else:
                world.meet(clock, *value)
            assert abs(world.wrong_ms(clock)) <= clock.error_ms + 0.01


@given(off=OFF, drift=st.floats(-45e-6, 45e-6), steps=STEPS)
def test_a_measurement_of_small_difference_never_makes_it_run_back(off, drift, steps):
    world = World(off_ms=off, drift=drift)
    with TemporaryDirectory() as folder:
        clock = world.clock(Path(folder))
        world.meet(clock)
        last = clock.now()
        for what, value in steps:
            if what == "wait":
                world.wait(value)
            elif what == "meet":
                world.meet(clock, *value)
            assert clock.now() >= last
            last = clock.now()


@given(st.lists(st.tuples(WAY, WAY), min_size=1, max_size=8), OFF)
def test_the_quickest_answer_counts_and_the_truth_lies_within_its_error(ways, off):
    world = World(off_ms=off)
    with TemporaryDirectory() as folder:
        clock = world.clock(Path(folder))
        samples = [world.ask(clock, *way) for way in ways]
        found = measure(samples)
        assert abs(found.offset_ms + off) <= found.error_ms + 0.01
        assert found.error_ms == about(min(sum(way) for way in ways) / 2)


def test_measuring_nothing_is_a_mistake():
    with pytest.raises(ValueError, match="empty"):
        measure([])


def test_without_a_hub_it_is_the_computers_own_clock(data):
    world = World(off_ms=500)
    clock = world.clock(data)
    world.wall_off_ns = HOUR_MS * MS

    assert world.wrong_ms(clock) == about(HOUR_MS)
    assert (clock.quality, clock.error_ms, clock.met) == (Quality.OWN, math.inf, False)
    assert clock.raw() == world.now()


def test_a_clock_that_is_an_hour_off_is_put_right_at_once_and_says_what_it_added(data):
    world = World(off_ms=HOUR_MS)
    clock = world.clock(data)

    assert world.meet(clock) == about(0)
    assert world.wrong_ms(clock) == about(0)
    assert clock.offset_ms == about(-HOUR_MS)
    assert (clock.quality, clock.met) == (Quality.MEASURED, True)


@pytest.mark.parametrize("jump_ms", [HOUR_MS, -HOUR_MS, 2500, -2500])
def test_setting_the_computers_clock_changes_nothing_but_is_noticed(data, jump_ms):
    world = World()
    clock = world.clock(data)
    world.meet(clock)
    world.wall_off_ns += jump_ms * MS

    world.wait(1)
    assert world.wrong_ms(clock) == about(0)
    assert (clock.jumped, clock.quality) == (True, Quality.UNCERTAIN)

    # What was added changed with the clock it is added to, so nothing was wrong.
    assert world.meet(clock) == about(-jump_ms)
    assert (clock.jumped, clock.quality) == (False, Quality.MEASURED)
    assert world.wrong_ms(clock) == about(0)


def test_a_computers_clock_that_runs_a_little_wrong_has_not_jumped(data):
    world = World()
    clock = world.clock(data)
    world.wall_off_ns += 1500 * MS
    world.wait(1)
    clock.now()
    assert not clock.jumped


def test_a_little_ahead_it_holds_until_the_hub_has_come_up(data):
    world = World(off_ms=400)
    clock = world.clock(data)
    shown = clock.now()
    world.meet(clock)

    assert clock.now() == shown
    world.wait(0.3)
    assert clock.now() == shown
    assert clock.error_ms == pytest.approx(100, abs=0.1)
    world.wait(0.3)
    assert world.wrong_ms(clock) == about(0)


def test_a_worse_measurement_that_agrees_does_not_move_it(data):
    world = World()
    clock = world.clock(data)
    world.meet(clock)
    before = (data / CLOCK_FILE).read_bytes()
    world.meet(clock, there_ms=0, back_ms=200)

    assert world.wrong_ms(clock) == about(0)
    assert (data / CLOCK_FILE).read_bytes() == before


def test_another_process_follows_within_a_second(data):
    world = World(off_ms=HOUR_MS)
    link, app = world.clock(data), world.clock(data)
    app.now()
    world.meet(link)
    assert world.wrong_ms(app) == about(HOUR_MS)

    world.wait(1)
    assert world.wrong_ms(app) == about(0)
    assert app.quality is Quality.MEASURED


def test_after_a_restart_of_the_process_it_is_as_good_as_before_whatever_the_clock_says(data):
    world = World(off_ms=HOUR_MS)
    world.meet(world.clock(data))
    world.wait(600)
    world.wall_off_ns = -HOUR_MS * MS

    again = world.clock(data)
    assert world.wrong_ms(again) == about(0)
    assert again.quality is Quality.MEASURED
    assert again.error_ms == about(30)


@pytest.mark.parametrize("boots", [("first", "second"), ("", "")], ids=["named", "unnamed"])
def test_after_a_restart_of_the_computer_it_is_its_clock_and_the_last_offset(data, boots):
    world = World(off_ms=HOUR_MS)
    world.meet(world.clock(data, boots[0]))
    world.restart()
    world.wait(600)

    again = world.clock(data, boots[1])
    assert world.wrong_ms(again) == about(0)
    assert again.quality is Quality.UNCERTAIN

    # Within this run nobody moves it either.
    world.wall_off_ns = 0
    world.wait(2)
    assert world.wrong_ms(again) == about(0)
    world.meet(again)
    assert again.quality is Quality.MEASURED


def test_where_starts_of_the_computer_have_no_names_clocks_that_go_alike_tell(data):
    world = World(off_ms=HOUR_MS)
    world.meet(world.clock(data, ""))
    world.wait(600)
    assert world.clock(data, "").quality is Quality.MEASURED


def test_an_offset_that_was_kept_elsewhere_serves_until_a_hub_is_met(data):
    world = World(off_ms=HOUR_MS)
    clock = world.clock(data)
    clock.restore(-HOUR_MS, 5)

    assert world.wrong_ms(clock) == about(0)
    assert (clock.quality, clock.error_ms) == (Quality.UNCERTAIN, 5)


KEPT = {"offset_ms": 0, "error_ms": 1, "at_ms": 1_795_000_000_000, "boot_ms": 7000, "boot": "first"}
NONSENSE = {
    "empty": "",
    "no json": "{",
    "nothing": "{}",
    "text": json.dumps({**KEPT, "offset_ms": "much"}),
    "infinite": json.dumps({**KEPT, "offset_ms": math.inf}),
    "after the end of time": json.dumps({**KEPT, "offset_ms": 253_402_300_799_999}),
    "before 1970": json.dumps({**KEPT, "offset_ms": -1_900_000_000_000}),
    "ticks out of all bounds": json.dumps({**KEPT, "boot_ms": -1e17}),
}


@pytest.mark.parametrize("text", NONSENSE.values(), ids=NONSENSE)
def test_a_file_that_holds_nothing_sensible_is_as_none(data, text):
    world = World(off_ms=300)
    (data / CLOCK_FILE).write_text(text)
    early = world.clock(data)
    assert world.wrong_ms(early) == about(300)

    (data / CLOCK_FILE).write_text(text + " ")
    world.wait(1)
    assert world.wrong_ms(early) == about(300)
    world.meet(early)
    assert early.quality is Quality.MEASURED


def test_a_hub_that_tells_no_sensible_time_is_not_believed(data):
    world = World()
    clock = world.clock(data)
    clock.correct(measure([clock.sampled(clock.ticks(), 10**22)]))
    assert world.wrong_ms(clock) == about(0)
    assert clock.quality is Quality.OWN


def test_a_file_that_cannot_be_written_does_not_stop_it(data):
    world = World(off_ms=HOUR_MS)
    clock = world.clock(data / "missing")
    world.meet(clock)
    assert world.wrong_ms(clock) == about(0)


def test_the_real_ticks_go_on():
    first = ticks_ns()
    assert 0 < first <= ticks_ns()
