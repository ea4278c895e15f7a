"""Stations that count apart and meet now and then: all come to the total of the oracle.

The stations have real journals and real stores in memory; what each hears, in what order, in what
batches and how often, is drawn. Their clocks stand off and are set back.
"""

from __future__ import annotations

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onsite.errors import OnsiteError
from onsite.journal.folding import refold_everything
from onsite.zones.counting import reading, service
from tests.zones.counting.conftest import ZONES
from tests.zones.counting.oracle import Oracle

POSTS = 3
LAW = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
WHO = st.sampled_from([0, 0, 0, 1, 1, 2])
"""One does most of it, so that what is taken back and withdrawn is there."""
ZONE, PEOPLE = st.sampled_from(ZONES), st.integers(0, 40)
AGO = st.sampled_from([0, 0, 1, 250, 60_000])
CHANGE = st.integers(-15, 15).filter(bool)
TAPS = st.lists(st.tuples(AGO, CHANGE), min_size=1, max_size=4)
CLOCK = st.tuples(
    st.just("clock"),
    WHO,
    st.sampled_from([-90_000, -1000, 1, 300, 20_000, 60_000, 400_000, 7_200_000]),
)
COUNTING = st.one_of(
    st.tuples(st.just("tap"), WHO, ZONE, TAPS),
    st.tuples(st.just("tap"), WHO, ZONE, TAPS),
    st.tuples(st.just("move"), WHO, ZONE, ZONE, st.integers(1, 9)),
    st.tuples(st.just("undo_last"), WHO, st.integers(1, 3)),
    st.tuples(st.just("undo_one"), WHO, st.integers(0, 6)),
    st.tuples(st.just("again"), WHO),
)
BASES = st.one_of(
    st.tuples(st.just("recount"), WHO, ZONE, PEOPLE, st.sampled_from([None, 0, 1, 400, 61_000])),
    st.tuples(st.just("withdraw"), WHO, ZONE, st.integers(0, 3)),
    st.tuples(st.just("close"), WHO, ZONE, PEOPLE),
    st.tuples(st.just("again"), WHO),
)
MEETING = st.tuples(st.just("tell"), WHO, WHO, st.randoms(use_true_random=False))


class Apart:
    """What the stations do before all of them have heard everything."""

    def __init__(self, posts) -> None:
        self.posts = posts

    def play(self, steps) -> None:
        for what, who, *rest in steps:
            with suppress(OnsiteError):
                getattr(self, f"_{what}")(self.posts[who], *rest)

    def known(self, post) -> list:
        names = [each.station for each in self.posts]
        return [entry for name in names for entry in post.station.entries(name)]

    def deliver_all(self, order) -> None:
        """Everybody hears everything, shuffled, a part of it twice."""
        everything = {(e.station, e.number): e for post in self.posts for e in self.known(post)}
        for post in self.posts:
            told = [
                *everything.values(),
                *order.sample(list(everything.values()), len(everything) // 3),
            ]
            order.shuffle(told)
            while told:
                size = order.randint(1, len(told))
                post.station.receive(*told[:size])
                told = told[size:]

    def _clock(self, post, by_ms) -> None:
        post.clock.ms += by_ms

    def _tap(self, post, zone, taps) -> None:
        post.tap(zone, *taps)

    def _move(self, post, zone, to_zone, people) -> None:
        post.do(service.move, post.name, zone, to_zone, people)

    def _undo_last(self, post, how_many) -> None:
        post.do(service.undo_last, post.name, how_many)

    def _undo_one(self, post, place) -> None:
        own = reading.own_taps(post.rows, post.journal.station, post.name, post.name, 7)
        if place < len(own):
            post.do(service.undo, own[place])

    def _again(self, post) -> None:
        post.last()

    def _recount(self, post, zone, people, ago_ms) -> None:
        cut_ms = None if ago_ms is None else post.clock.ms - ago_ms
        post.do(service.recount, zone, people, cut_ms=cut_ms)

    def _withdraw(self, post, zone, place) -> None:
        known = reading.bases(post.rows, zone, 0, 2**50)
        if known:
            post.do(service.withdraw_recount, zone, known[place % len(known)].key)

    def _close(self, post, zone, starts_with) -> None:
        post.do(service.close_day, zone, "drift", starts_with)

    def _tell(self, post, who, order) -> None:
        told = self.known(post)
        order.shuffle(told)
        if told:
            self.posts[who].station.receive(*told[: order.randint(1, len(told))])


def test_every_station_comes_to_the_total_of_the_oracle(posts):
    @LAW
    @given(
        st.lists(st.one_of(CLOCK, COUNTING, COUNTING, BASES, MEETING), min_size=8, max_size=30),
        st.randoms(use_true_random=False),
    )
    def law(steps, order):
        apart = Apart(posts(POSTS))
        apart.play(steps)
        for post in apart.posts:
            agrees(post, Oracle(apart.known(post)))
        apart.deliver_all(order)
        for post in apart.posts:
            agrees(post, Oracle(apart.known(post)))
        rows = [post.station.everything() for post in apart.posts]
        assert rows[1:] == rows[:-1]
        refold_everything(apart.posts[0].rows)
        assert apart.posts[0].station.everything() == rows[0]

    law()


def agrees(post, oracle: Oracle) -> None:
    """What the rows of a station say is what its entries say."""
    found = reading.standings(post.rows, post.plan)
    for zone in ZONES:
        standing = found[zone]
        assert standing.total == oracle.total(zone)
        cut_ms = standing.base.cut_ms if standing.base is not None else -1
        since = [tap for tap in oracle.taps(zone) if tap.at_ms > cut_ms]
        assert standing.came == sum(tap.people for tap in since if tap.people > 0)
        assert standing.left == -sum(tap.people for tap in since if tap.people < 0)
        assert standing.last_ms == max((tap.at_ms for tap in oracle.taps(zone)), default=None)
        assert sum(each.came for each in standing.counters) == standing.came
        assert sum(each.left for each in standing.counters) == standing.left
        assert all(each.station for each in standing.counters)


def test_nothing_that_was_counted_is_lost_or_counted_twice(posts):
    """Without recounts, what is in all zones is what was tapped, less what was taken back.

    People who go from zone to zone change nothing of it, whoever has heard of it and how often.
    """

    @LAW
    @given(
        st.lists(st.one_of(CLOCK, COUNTING, MEETING), min_size=8, max_size=30),
        st.randoms(use_true_random=False),
    )
    def law(steps, order):
        apart = Tallied(posts(POSTS))
        apart.play(steps)
        apart.deliver_all(order)
        for post in apart.posts:
            assert {zone: post.total(zone) for zone in ZONES} == apart.tally

    law()


class Tallied(Apart):
    """With what should come of it, kept beside."""

    def __init__(self, posts) -> None:
        super().__init__(posts)
        self.tally = dict.fromkeys(ZONES, 0)

    def _tap(self, post, zone, taps) -> None:
        super()._tap(post, zone, taps)
        self.tally[zone] += sum(people for _ago, people in taps)

    def _move(self, post, zone, to_zone, people) -> None:
        super()._move(post, zone, to_zone, people)
        self.tally[zone] -= people
        self.tally[to_zone] += people

    def _undo_last(self, post, how_many) -> None:
        gone = post.do(service.undo_last, post.name, how_many)
        self._take_back(*gone)

    def _undo_one(self, post, place) -> None:
        own = reading.own_taps(post.rows, post.journal.station, post.name, post.name, 7)
        if place < len(own):
            self._take_back(*post.do(service.undo, own[place]))

    def _take_back(self, *gone) -> None:
        for tap in gone:
            self.tally[tap.zone] -= -tap.people if tap.to_zone else tap.people
            if tap.to_zone:
                self.tally[tap.to_zone] -= tap.people


def test_the_course_of_a_count_is_that_of_the_oracle(posts):
    """Totals over time, minutes, bases and what came late, of what a station happens to know."""

    @settings(LAW, max_examples=50)
    @given(
        st.lists(st.one_of(CLOCK, COUNTING, BASES, MEETING), min_size=8, max_size=30),
        st.integers(1, 400_000),
        st.sampled_from([1, 60_000, 90_000, 180_000]),
    )
    def law(steps, span_ms, step_ms):
        apart = Apart(posts(POSTS))
        began_ms = apart.posts[0].clock.ms
        apart.play(steps)
        post = apart.posts[0]
        oracle = Oracle(apart.known(post))
        for zone in ZONES:
            follows(post, oracle, zone, (began_ms - 60_000, began_ms + span_ms, step_ms))
            comes_late(post, oracle, zone)

    law()


def follows(post, oracle: Oracle, zone: str, asked) -> None:
    from_ms, until_ms, step_ms = asked
    shown = reading.totals(post.rows, zone, from_ms, until_ms, step_ms)
    instants = [at_ms for at_ms, _people in shown]
    cuts = {cut.cut_ms for cut in oracle.cuts(zone) if from_ms < cut.cut_ms <= until_ms}
    assert (instants, instants[0], instants[-1]) == (sorted(instants), from_ms, until_ms)
    assert {at_ms for at_ms in instants if instants.count(at_ms) > 1} >= cuts
    for at_ms, people in shown:
        # At a round instant, nothing of its own millisecond is in it yet.
        assert people in (oracle.total(zone, at_ms), before(oracle, zone, at_ms))
    assert shown[0][1] == oracle.total(zone, from_ms)
    assert shown[-1][1] == oracle.total(zone, until_ms)
    minutes = {
        each.at_ms: (each.came, each.left) for each in reading.minutes(post.rows, zone, 0, 2**46)
    }
    assert minutes == oracle.minutes(zone)
    found = [(each.cut_ms, each.key) for each in reading.bases(post.rows, zone, 0, 2**46)]
    assert found == [(cut.cut_ms, cut.key) for cut in sorted(oracle.cuts(zone))]


def before(oracle: Oracle, zone: str, at_ms: int) -> int:
    """What the taps had made of it by the base before that instant."""
    if at_ms in {cut.cut_ms for cut in oracle.cuts(zone)}:
        earlier = Oracle(())
        earlier.cuts = lambda _zone: [cut for cut in oracle.cuts(zone) if cut.cut_ms < at_ms]
        earlier.taps = lambda _zone: oracle.taps(zone)
        return earlier.total(zone, at_ms)
    return oracle.total(zone, at_ms - 1)


def comes_late(post, oracle: Oracle, zone: str) -> None:
    found = reading.absorbed(post.rows, zone)
    base = reading.standing(post.rows, zone).base
    if base is None:
        assert found == ()
        return
    received = {
        tuple(where): ms
        for *where, ms in post.station.table("journal_entry", "station, number, received_ms")
    }
    when = received[oracle.written_as(zone, base.key)]
    late: dict[tuple[str, int], int] = {}
    for tap in oracle.taps(zone):
        if tap.at_ms <= base.cut_ms and received[tap.station, tap.number] > when:
            late[tap.station, tap.number] = late.get((tap.station, tap.number), 0) + tap.people
    assert sorted(each.people for each in found) == sorted(late.values())
    assert [each.at_ms for each in found] == sorted(each.at_ms for each in found)
