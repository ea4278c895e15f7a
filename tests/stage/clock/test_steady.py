"""Timers go on as they must, whatever becomes of the computer's clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.clock import SystemClock, to_ms
from onsite.stage.clock.steady import AGREE_MS, Anchor, Gap, Reading, SteadyClock, placed
from onsite.stage.engine.acts import Corrected, Paused, Resumed, Started
from onsite.stage.engine.items import Item, Rundown
from onsite.stage.engine.replay import state
from onsite.stage.engine.timing import timer
from tests.conftest import ManualClock

MINUTE = 60_000
DAY = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)


class Computer:
    """One whose clock can be set and which can sleep; the app on it can be started again."""

    def __init__(self, station: str = "one", boot: str = "b1") -> None:
        self.wall = ManualClock(DAY)
        self.station, self.boot = station, boot
        self.ticks_ms, self.awake_ms = 5_000_000, 1_000_000
        self.acts: list = []
        self.start_the_app()

    def start_the_app(self) -> None:
        self.clock = SteadyClock(
            self.wall,
            self.station,
            ticks=lambda: self.ticks_ms * 1_000_000,
            awake=lambda: self.awake_ms * 1_000_000,
            boot=self.boot,
        )

    def start_again(self, boot: str) -> None:
        self.boot, self.ticks_ms, self.awake_ms = boot, 7_000, 7_000
        self.start_the_app()

    def passes(self, minutes: float, *, asleep: bool = False) -> None:
        self.wall.advance(minutes=minutes)
        self.ticks_ms += round(minutes * MINUTE)
        self.awake_ms += 0 if asleep else round(minutes * MINUTE)

    def is_set(self, minutes: float) -> None:
        self.wall.advance(minutes=minutes)

    def does(self, kind, **about):
        at_ms, boot, boot_ms = self.clock.read().anchor()
        number = len(self.acts) + 1
        act = kind(
            stamp=number, station=self.station, number=number,
            at_ms=at_ms, boot=boot, boot_ms=boot_ms, item="a", run="1", **about,
        )  # fmt: skip
        self.acts.append(act)
        return act

    def elapsed(self, reading: Reading | None = None) -> float:
        """Minutes on the timer, as the station shows them."""
        reading = reading or self.clock.read()
        item = Item("a", start_ms=to_ms(DAY), length_ms=60 * MINUTE)
        show = state(Rundown("r", (item,)), placed(self.acts, reading), reading.at_ms)
        return timer(item, show.runs["a"][0], reading.at_ms).elapsed_ms / MINUTE


@pytest.fixture
def laptop() -> Computer:
    return Computer()


def test_a_timer_goes_on_while_the_laptop_sleeps(laptop):
    laptop.does(Started)
    laptop.passes(5)
    laptop.passes(20, asleep=True)
    assert laptop.elapsed() == 25
    assert laptop.clock.gap() == Gap(slept_ms=20 * MINUTE)


@pytest.mark.parametrize("minutes", [90, 1.5, -1.5, -90])
def test_a_clock_that_is_set_is_nothing_to_a_timer(laptop, minutes):
    laptop.does(Started)
    laptop.passes(5)
    laptop.is_set(minutes)
    assert laptop.elapsed() == 5
    laptop.passes(5)
    assert laptop.elapsed() == 10
    assert laptop.clock.gap() == Gap(stepped_ms=round(minutes * MINUTE))


def test_a_sleep_and_a_set_clock_are_told_apart_though_the_wall_clock_shows_the_same(laptop):
    sleeper, stepped = laptop, Computer()
    sleeper.passes(30, asleep=True)
    stepped.is_set(30)
    assert sleeper.clock.read().at_ms == stepped.clock.read().at_ms
    assert (sleeper.clock.gap(), stepped.clock.gap()) == (Gap(30 * MINUTE, 0), Gap(0, 30 * MINUTE))
    sleeper.passes(10, asleep=True)
    sleeper.is_set(-10)
    assert sleeper.clock.gap() == Gap(10 * MINUTE, -10 * MINUTE)
    assert sleeper.clock.gap() == Gap()


def test_after_a_restart_of_the_app_the_timer_stands_where_it_must(laptop):
    laptop.does(Started)
    laptop.passes(10)
    laptop.is_set(45)
    laptop.start_the_app()
    laptop.passes(5, asleep=True)
    assert laptop.elapsed() == 15


def test_after_a_restart_of_the_computer_the_wall_clock_decides(laptop):
    laptop.does(Started)
    laptop.passes(10)
    laptop.start_again("b2")
    laptop.passes(5)
    assert laptop.elapsed() == 15


def test_a_pause_over_a_step_of_the_clock_is_as_long_as_it_was(laptop):
    laptop.does(Started)
    laptop.passes(10)
    laptop.does(Paused)
    laptop.is_set(-60)
    laptop.passes(4)
    laptop.does(Resumed)
    laptop.passes(1)
    assert laptop.elapsed() == 11


def test_a_correction_stays_as_long_before_its_act_as_it_was_meant(laptop):
    laptop.does(Started)
    laptop.passes(1)
    laptop.does(Corrected, started_ms=laptop.clock.read().at_ms - 90_000)
    laptop.is_set(30)
    assert laptop.elapsed() == 1.5


def test_another_station_sees_the_same_pause_and_the_start_by_the_latest_act(laptop):
    laptop.does(Started)
    laptop.passes(10)
    laptop.is_set(45)
    laptop.does(Paused)
    laptop.passes(5)
    laptop.does(Resumed)
    other = Computer("two", "elsewhere")
    other.acts, other.wall = laptop.acts, laptop.wall
    other.start_the_app()
    laptop.passes(2)
    assert other.elapsed() == laptop.elapsed() == 12


def test_another_station_goes_by_the_wall_clock(laptop):
    laptop.does(Started)
    other = Computer("two", "elsewhere")
    other.acts = laptop.acts
    other.passes(7)
    assert other.elapsed() == 7


def test_the_same_boot_of_another_station_is_another(laptop):
    laptop.does(Started)
    twin = Computer("two", laptop.boot)
    twin.acts = laptop.acts
    twin.ticks_ms += 3 * MINUTE
    assert twin.elapsed() == 0


@pytest.mark.parametrize("at", ["2026-10-25T00:30", "2026-03-29T00:30", "2028-02-28T23:30"])
def test_neither_midnight_nor_summer_time_is_anything_to_it(laptop, at):
    laptop.wall.set(datetime.fromisoformat(f"{at}+00:00"))
    laptop.start_the_app()
    laptop.does(Started)
    laptop.passes(50)
    laptop.does(Paused)
    laptop.passes(600)
    laptop.does(Resumed)
    laptop.passes(1)
    assert laptop.elapsed() == 51
    assert laptop.clock.gap() == Gap()


def test_clocks_that_hardly_differ_move_no_start(laptop):
    started = laptop.does(Started)
    laptop.wall.advance(milliseconds=AGREE_MS)
    assert placed(laptop.acts, laptop.clock.read()) == (started,)
    laptop.wall.advance(milliseconds=1)
    assert placed(laptop.acts, laptop.clock.read())[0].at_ms == started.at_ms + AGREE_MS + 1


def test_where_nothing_tells_one_start_of_the_computer_from_another_there_is_the_wall_clock():
    laptop = Computer(boot="")
    started = laptop.does(Started)
    assert (started.boot, started.boot_ms) == ("", 0)
    laptop.passes(5)
    assert laptop.elapsed() == 5
    laptop.is_set(10)
    assert laptop.elapsed() == 15


def test_the_anchor_of_what_came_by_the_clock_before():
    reading = Reading(1_000_000, "one", "b1", 50_000)
    assert reading.anchor() == Anchor(1_000_000, "b1", 50_000)
    assert reading.anchor(960_000) == Anchor(960_000, "b1", 10_000)
    assert reading.anchor(940_000) == Anchor(940_000, "", 0)


def test_a_reading_that_was_interrupted_is_read_again():
    ticks = iter([0, 9_000_000_000, 9_000_000_000, 9_000_000_000, *[9_000_000_000] * 9])
    clock = SteadyClock(ManualClock(DAY), "one", ticks=lambda: next(ticks), awake=int, boot="b")
    assert clock.read().boot_ms == 9_000


def test_this_computer_has_such_clocks():
    clock = SteadyClock(SystemClock(), "one")
    first, second = clock.read(), clock.read()
    assert 0 <= second.boot_ms - first.boot_ms < MINUTE
    assert abs(first.at_ms - to_ms(datetime.now(UTC))) < MINUTE
    assert clock.gap() == Gap()


steps = st.lists(
    st.tuples(
        st.sampled_from(["passes", "sleeps", "is_set", "pauses", "restarts"]), st.integers(1, 600)
    ),
    max_size=12,
)


@given(steps)
def test_the_law_of_a_steady_timer(steps):
    """Whatever is done to the clock and the app, elapsed is what passed without pauses."""
    laptop, passed, paused = Computer(), 0, False
    laptop.does(Started)
    for what, seconds in steps:
        if what in ("passes", "sleeps"):
            laptop.passes(seconds / 60, asleep=what == "sleeps")
            passed += 0 if paused else seconds
        elif what == "is_set":
            laptop.wall.advance(seconds=seconds * 3 - 900)
        elif what == "pauses":
            laptop.passes(1 / 60)
            passed += 0 if paused else 1
            laptop.does(Resumed if paused else Paused)
            paused = not paused
        else:
            laptop.start_the_app()
        assert round(laptop.elapsed() * MINUTE) == passed * 1000


def test_the_zone_of_an_aware_clock_does_not_matter(laptop):
    laptop.wall.set(DAY.astimezone(timezone(timedelta(hours=5, minutes=45))))
    laptop.start_the_app()
    assert laptop.clock.read().at_ms == to_ms(DAY)
