"""What watches the levels: of several stations one records, and nothing stops it."""

from __future__ import annotations

import asyncio

import pytest

from onsite import reactions
from onsite.errors import StoreFullError
from onsite.journal.tables import EntryRow
from onsite.plan.service import publish
from onsite.sync.link.state import LinkState, Peer, Phase
from onsite.sync.touch import FRESH_MS
from onsite.sync.turn import TURN_MS
from onsite.zones.levels import opening
from onsite.zones.levels.agent import IDLE_S, SOON_S, LevelsAgent
from tests.sync.laptops import Laptops, pass_on, tables
from tests.zones.levels.conftest import PLAN, Venue


class Watched(Venue):
    """A station with its agent, which hears another one."""

    def __init__(self, site, clock) -> None:
        super().__init__(site, clock)
        self.peer: str | None = None
        self.risen: list[tuple[str, int]] = []
        self.told = 0
        self.mistakes: list[BaseException] = []
        self.agent = LevelsAgent(
            site,
            self._link,
            self._tell,
            self.mistakes.append,
            risen=lambda view: self.risen.append((view.id, view.level)),
        )

    def _tell(self) -> None:
        self.told += 1

    def _link(self):
        if self.peer is None:
            return Phase.SEARCHING, LinkState()
        heard = Peer(station=self.peer, instance="x", heard_ms=self.by().at_ms)
        return Phase.LIVE, LinkState(peers=(heard,))

    def round(self) -> float:
        return asyncio.run(self.agent.round())

    def entries(self) -> int:
        count = f"SELECT count(*) FROM {EntryRow.__tablename__}"
        return self.site.read_now(lambda rows: rows.exec_driver_sql(count).scalar_one())

    def pragma(self, text: str) -> None:
        self.site.store.read_now(lambda rows: rows.exec_driver_sql(f"PRAGMA {text}").close())


@pytest.fixture
def watched(site, clock):
    site.write_now(publish, PLAN, "Maria")
    return Watched(site, clock)


class Two:
    """Two stations that run incidents, the first in touch first, and the lead's."""

    def __init__(self, laptops: Laptops) -> None:
        laptops.lead.write_now(publish, PLAN, "Maria")
        self.lead = Venue(laptops.lead, laptops.clock)
        self.both = [
            Watched(laptops.desk(name, "control"), laptops.clock) for name in ("One", "Two")
        ]
        self.both.sort(key=lambda each: each.site.journal.station)
        self.first, self.second = self.both
        self.linked(on=True)
        self.hear()

    def linked(self, *, on: bool) -> None:
        for each, other in zip(self.both, reversed(self.both), strict=True):
            each.peer = other.site.journal.station if on else None

    def hear(self) -> None:
        """Everybody hears all that was said, as by a hub."""
        sites = [self.lead.site, *(each.site for each in self.both)]
        for source in sites:
            for target in sites:
                if source is not target:
                    pass_on(source, target)

    def run(self, seconds: int, *working: Watched, apart: bool = False) -> None:
        """Those who work look once a second."""
        for _second in range(seconds):
            self.lead.clock.advance(seconds=1)
            for each in working:
                each.round()
            if not apart:
                self.hear()


@pytest.fixture
def two(tmp_path, clock):
    laptops = Laptops(tmp_path, clock)
    made = Two(laptops)
    made.run(FRESH_MS // 1000 + 1, *made.both)
    yield made
    laptops.close()


def test_alone_it_records_at_once_and_says_so_once(watched):
    watched.round()
    watched.count(185)
    assert watched.round() == SOON_S
    assert (watched.levels(), watched.told, watched.risen) == ([90], 1, [("hall", 90)])
    assert watched.round() == IDLE_S
    assert (watched.levels(), watched.told, watched.risen) == ([90], 1, [("hall", 90)])


def test_what_had_risen_before_it_began_is_recorded_and_not_announced(watched):
    watched.count(185)
    watched.round()
    assert (watched.levels(), watched.risen) == ([90], [])


def test_a_lower_capacity_is_known_as_the_cause(watched):
    watched.count(150)
    watched.round()
    watched.set_limit(160)
    watched.round()
    assert (watched.recorded().level, watched.recorded().cause) == (90, "capacity")


def test_where_nobody_may_be_the_first_one_there_is_announced_and_an_empty_zone_is_not(watched):
    watched.round()
    watched.set_limit(0)
    watched.round()
    assert (watched.levels(), watched.risen) == ([], [])
    watched.count(1)
    watched.round()
    assert (watched.levels(), watched.risen) == ([100], [("hall", 100)])


def test_falling_back_is_recorded_and_not_announced(watched):
    watched.round()
    watched.count(200)
    watched.round()
    watched.count(-150)
    watched.round()
    assert (watched.levels(), watched.risen) == ([100, 0], [("hall", 100)])


def test_without_a_plan_or_without_zones_it_waits(site, clock):
    alone = Watched(site, clock)
    assert alone.round() == IDLE_S
    site.write_now(publish, PLAN[: PLAN.index("[checkpoints.hall-door]")], "Maria")
    assert alone.round() == IDLE_S
    assert alone.mistakes == []


def test_in_touch_the_first_one_records_and_both_announce(two):
    two.lead.count(200)
    two.hear()
    two.run(10, *two.both)
    assert [each.levels() for each in two.both] == [[100], [100]]
    assert [each.risen for each in two.both] == [[("hall", 100)]] * 2
    (incident,) = two.second.incidents()
    assert incident.station == two.first.site.journal.station


@pytest.mark.parametrize("quiet_s", [IDLE_S, 60])
def test_after_a_quiet_hour_as_well_one_records_for_both(two, quiet_s):
    """Whether they went on looking meanwhile or both were asleep."""
    for _look in range(int(60 // quiet_s)):
        two.lead.clock.advance(seconds=quiet_s)
        for each in two.both:
            each.round()
    two.lead.count(200)
    two.hear()
    two.run(1, *two.both)
    assert two.first.levels() == ([100] if quiet_s == IDLE_S else [])
    two.run(15, *two.both)
    for each in two.both:
        (incident,) = each.incidents()
        assert (each.levels(), len(each.texts(incident))) == ([100], 1)


def test_where_the_first_does_nothing_the_second_records_a_little_later(two):
    two.lead.count(200)
    two.hear()
    two.run(TURN_MS // 1000, two.second)
    assert two.second.levels() == []
    two.run(2, two.second)
    assert two.second.levels() == [100]


def test_apart_both_record_one_crossing_and_afterwards_it_is_one_incident(two):
    two.linked(on=False)
    two.lead.count(190)
    two.hear()
    two.run(12, *two.both, apart=True)
    assert [len(each.incidents()) for each in two.both] == [1, 1]
    two.linked(on=True)
    two.hear()
    two.run(10, *two.both)
    assert tables(two.first.site) == tables(two.second.site)
    assert two.first.levels() == [90]
    (incident,) = two.first.incidents()
    assert two.first.recorded().incident == incident.id
    assert incident.severity == "serious"


def test_apart_with_other_counts_they_come_to_the_same(two):
    two.linked(on=False)
    two.lead.count(165)
    two.hear()
    two.first.round()
    two.lead.count(35)
    pass_on(two.lead.site, two.second.site)
    two.run(12, *two.both, apart=True)
    assert (two.first.levels(), two.second.levels()) == ([80], [100])
    two.linked(on=True)
    two.hear()
    two.run(10, *two.both)
    assert tables(two.first.site) == tables(two.second.site)
    assert two.second.recorded().level == 100
    (incident,) = two.second.incidents()
    assert incident.severity == "critical"


def test_a_desk_without_the_duty_records_nothing(tmp_path, clock):
    laptops = Laptops(tmp_path, clock)
    laptops.lead.write_now(publish, PLAN, "Maria")
    Venue(laptops.lead, clock).count(200)
    desk = Watched(laptops.desk("Desk"), clock)
    before = desk.entries()
    for _second in range(20):
        clock.advance(seconds=1)
        assert desk.round() == IDLE_S
    assert desk.survey().zone("hall").level == 100
    assert (desk.entries(), desk.risen, desk.mistakes) == (before, [], [])
    laptops.close()


def test_a_mistake_of_the_program_is_told_once_and_what_was_begun_is_undone(watched):
    def broken(*_given):
        raise LookupError

    opening.register(broken)
    try:
        watched.count(200)
        assert [watched.round(), watched.round()] == [IDLE_S, IDLE_S]
    finally:
        reactions.register()
    assert [type(each) for each in watched.mistakes] == [LookupError]
    assert (watched.levels(), watched.incidents(), watched.told) == ([], [], 0)
    watched.round()
    assert (watched.levels(), len(watched.incidents()), watched.told) == ([100], 1, 1)


def test_a_store_that_cannot_be_written_is_survived_and_still_announced(watched):
    watched.round()
    watched.count(198)
    watched.pragma("query_only = 1")
    survives(watched)
    watched.pragma("query_only = 0")
    mended(watched)


def test_a_full_store_is_survived_and_still_announced(watched):
    watched.round()
    watched.count(198)
    watched.pragma("max_page_count = 1")  # SQLite takes as many as there are
    with pytest.raises(StoreFullError):
        swing(watched, times=5_000)
    survives(watched)
    watched.pragma("max_page_count = 1000000")
    mended(watched)


def swing(watched: Watched, times: int) -> None:
    for _time in range(times):
        watched.count(1)
        watched.count(-1)


def survives(watched: Watched) -> None:
    assert watched.round() == IDLE_S
    assert (watched.levels(), watched.told, watched.risen) == ([], 0, [("hall", 90)])
    assert watched.mistakes == []


def mended(watched: Watched) -> None:
    watched.round()
    assert (watched.levels(), len(watched.incidents()), watched.told) == ([90], 1, 1)


async def test_it_looks_as_soon_as_something_is_written(site, clock):
    site.write_now(publish, PLAN, "Maria")
    watched = Watched(site, clock)
    seen = asyncio.Event()
    agent = LevelsAgent(site, lambda: (Phase.ALONE, LinkState()), seen.set)
    running = asyncio.create_task(agent.run())
    await asyncio.sleep(0)
    await asyncio.to_thread(watched.count, 200)
    async with asyncio.timeout(8):
        await seen.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert site.written == []
    assert watched.levels() == [100]
