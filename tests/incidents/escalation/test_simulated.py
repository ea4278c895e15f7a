"""The engine beside a naive simulator, through all that may happen to people and laptops."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.incidents.escalation.chain import Standing
from onsite.incidents.escalation.entries import (
    Acked,
    Escalated,
    Lowered,
    MergedInto,
    PolicyChanged,
    Progress,
    Raised,
    Reopened,
    StateChanged,
    Unmerged,
)
from onsite.incidents.escalation.notices import TAKEN_OVER_MS, THROTTLE_MS
from onsite.incidents.escalation.replay import state
from onsite.incidents.escalation.values import EndsOn, Need, Policy, Step
from tests.incidents.escalation.keeping import TEN
from tests.incidents.escalation.world import PHASES, Deed, World

ROLES = ("medical", "security", "lead", "night")
"""For the last one there is nobody, unless somebody comes on duty."""
PEOPLE = ("ann", "ben", "cat", "dan")
STATES = ("new", "acknowledged", "on-scene", "on-hold", "on-backup", "on-hold", "on-backup")
LENGTH = 36
CALM = 30
"""So many seconds everything is up at the end: longer than any wait and any expiry."""

steps = st.builds(
    Step,
    st.lists(st.sampled_from(ROLES), min_size=1, max_size=2).map(tuple),
    st.sampled_from((0, 1, 3, 5, 8)).map(lambda seconds: seconds * 1000),
    st.sampled_from(Need),
)
policies = st.builds(
    Policy,
    st.sampled_from(("usual", "grave")),
    st.just(""),
    st.lists(steps, min_size=1, max_size=3).map(tuple),
    st.integers(1, 2),
    st.sampled_from(EndsOn),
    st.none() | st.integers(2, 9).map(lambda seconds: seconds * 1000),
).map(lambda policy: replace(policy, version=repr(policy)))
some_people = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True).map(tuple)
rosters = st.fixed_dictionaries(dict.fromkeys(ROLES[:3], some_people) | {"night": st.just(())})
people = st.sampled_from((*PEOPLE, "zoe"))
acks = st.tuples(
    st.just(Acked),
    st.fixed_dictionaries({"person": people, "saw": st.sampled_from((None, "now", "then"))}),
)
deeds_by_people = st.one_of(
    acks,
    acks,
    acks,
    st.tuples(st.just(Progress), st.just({})),
    st.tuples(st.just(StateChanged), st.fixed_dictionaries({"state": st.sampled_from(STATES)})),
    st.tuples(
        st.just(Raised), st.fixed_dictionaries({"rank": st.integers(1, 3), "policy": policies})
    ),
    st.tuples(st.just(PolicyChanged), st.fixed_dictionaries({"policy": policies})),
    st.tuples(st.just(Lowered), st.fixed_dictionaries({"rank": st.integers(0, 2)})),
    st.tuples(
        st.just(Escalated), st.fixed_dictionaries({"step": st.sampled_from((None, None, 0))})
    ),
)
seconds = st.integers(0, LENGTH - 6)
which = st.integers(0, 1)
nothing = st.just(())
did = st.builds(Deed, seconds, st.just("did"), which, deeds_by_people)
over_and_not = st.tuples(
    seconds,
    st.integers(1, 12),
    which,
    st.sampled_from(
        (
            ((MergedInto, {"other": "first"}), (Unmerged, {})),
            ((StateChanged, {"state": "closed"}), (Reopened, {})),
            ((StateChanged, {"state": "on-scene"}), (StateChanged, {"state": "acknowledged"})),
        )
    ),
).map(
    lambda drawn: [
        Deed(drawn[0] + later, "did", drawn[2], about)
        for later, about in zip((0, drawn[1]), drawn[3], strict=True)
    ]
)
duty = st.builds(
    Deed, seconds, st.just("duty"), st.just(0),
    st.tuples(st.sampled_from(ROLES), some_people | st.just(())),
)  # fmt: skip


def between(first: str, second: str, about):
    """Something that begins and, some seconds later, is over."""
    return st.tuples(seconds, st.integers(1, 20), which, about).map(
        lambda drawn: [
            Deed(drawn[0], first, drawn[2], drawn[3]),
            Deed(drawn[0] + drawn[1], second, drawn[2]),
        ]
    )


trouble = st.one_of(
    between("sleep", "wake", nothing),
    between("part", "meet", nothing),
    between("kill", "start", st.tuples(st.sampled_from(PHASES))),
)
step_of_a_clock = st.builds(
    Deed, seconds, st.just("step"), which,
    st.tuples(st.sampled_from((-3600, -7, 7, 3600))),
)  # fmt: skip
reboot = st.builds(Deed, seconds, st.just("reboot"), which)


def flat(lists):
    return [deed for some in lists for deed in some]


def scripts(longest: int):
    """What people do."""
    single = (did | did | did | did | duty).map(lambda deed: [deed])
    return st.lists(single | over_and_not, max_size=longest).map(flat)


def play(world: World, policy: Policy, deeds: list[Deed], check, *, gone=(), calm=CALM) -> None:
    """The script, and then all that is not gone for good is up until nothing is left to be done."""
    world.open(policy)
    for world.second in range(LENGTH + calm):
        if world.second == LENGTH:
            world.calm_down(gone)
        for deed in deeds:
            if deed.second == world.second and world.second < LENGTH:
                world.happens(deed)
        world.exchange()
        for console in world.consoles:
            if console.up:
                check(console)
                console.work()
                world.exchange()


def same_as_simulated(console) -> None:
    """What is due is what the oracle would do, and when there is something next, too."""
    found, chain = console.looked()
    expected = console.simulated()
    assert chain.standing == expected.standing
    second = console.world.second
    base = TEN + console.offset_ms
    assert [
        (each.turn, frozenset(each.people), (each.due_ms - base) / 1000) for each in found.steps
    ] == expected.steps
    assert frozenset(found.people) == expected.people
    assert len(found.people) == len(set(found.people))
    then = None if found.next_ms is None else (found.next_ms - base) / 1000
    assert (then, found.alarm) == (expected.then, expected.alarm), second


def never_silent(console) -> None:
    """An incident that is open has something to come, or somebody, or the alarm."""
    found, chain = console.looked()
    match chain.standing:
        case Standing.RUNNING:
            assert found.steps or found.alarm or found.next_ms is not None
            assert not (found.alarm and found.next_ms is not None)
        case Standing.HELD:
            lapses = chain.policy.ack_expires_ms is not None
            assert found.steps or found.alarm or lapses is (found.next_ms is not None)
        case Standing.ENDED:
            assert chain.policy.ends_on is not EndsOn.CLOSED
            assert any(
                isinstance(entry, StateChanged) and entry.state == "on-scene"
                for entry in console.known.values()
            )


def nothing_waits_longer_than_it_should(console) -> None:
    """For who is up and has seen it, whatever the wall clocks say."""
    chain = console.chain
    how = (chain.standing, chain.counts_from, chain.next, console.world.rank(console))
    seen = console.stood[1] + 1 if console.stood[0] == how else 0
    console.stood = (how, seen)
    if chain.standing is not Standing.RUNNING or seen <= chain.wait_ms / 1000:
        return
    found, _chain = console.looked()
    assert found.alarm if chain.next is None else found.steps
    assert chain.next is None or seen - chain.wait_ms / 1000 <= 6


def at_the_end(world: World) -> None:
    """All is told, each console has come to the same, and nothing was told twice unsaid."""
    up = [console for console in world.consoles if console.up]
    for console in up:
        assert console.known == up[0].known
        assert state(reversed(console.known.values())) == state(up[0].known.values())
        assert world.still_to_tell(console) == set()
    by_console = Counter((name, armed_by, turn) for _at, name, armed_by, turn in world.fired)
    assert {key: often for key, often in by_console.items() if often > 1} == {}
    unsaid = Counter(
        (person, name, fired) for person, name, repeat, fired in world.delivered
        if not repeat
    )  # fmt: skip
    assert {key: often for key, often in unsaid.items() if often > 1} == {}


@settings(max_examples=150, deadline=None)
@given(policies, rosters, scripts(8), st.lists(trouble, max_size=4), st.booleans())
def test_with_kills_sleep_and_partitions(policy, people, deeds, troubles, lazy):
    """Consoles that look at every second, and such that look when they have to."""
    world = World(dict(people), lazy=lazy)

    def check(console):
        same_as_simulated(console)
        never_silent(console)
        nothing_waits_longer_than_it_should(console)

    play(world, policy, [*deeds, *flat(troubles)], check)
    at_the_end(world)


@settings(max_examples=30, deadline=None)
@given(
    policies,
    rosters,
    scripts(4),
    st.lists(trouble, max_size=3),
    which,
    st.tuples(st.booleans(), st.booleans()),
)
def test_who_is_left_does_what_is_left(policy, people, deeds, troubles, gone, how):
    """A console that never comes back: what it had in hand and was known of, the other one does."""
    world = World(dict(people), critical=how[0], lazy=how[1])
    calm = (TAKEN_OVER_MS + THROTTLE_MS) // 1000 + CALM
    play(world, policy, [*deeds, *flat(troubles)], never_silent, gone=(gone,), calm=calm)
    at_the_end(world)


@settings(max_examples=40, deadline=None)
@given(
    policies,
    rosters,
    scripts(6).map(lambda deeds: [replace(deed, console=0) for deed in deeds]),
    st.lists(trouble, max_size=2),
    st.lists(step_of_a_clock, max_size=3),
)
def test_a_clock_that_is_set_changes_nothing_for_who_goes_on(policy, people, deeds, troubles, sets):
    """All is done at the first console; clocks are set there, and at the one that looks on."""
    world = World(dict(people))
    world.consoles[1].alive = False

    def check(console):
        if console.name == "one" and world.second < LENGTH:
            same_as_simulated(console)
        never_silent(console)

    mine = [deed for deed in flat(troubles) if deed.console == 0]
    play(world, policy, [*deeds, *mine, *sets], check)
    at_the_end(world)


@settings(max_examples=80, deadline=None)
@given(
    policies,
    rosters,
    scripts(6),
    st.lists(trouble | reboot.map(lambda deed: [deed]), max_size=3),
    st.lists(step_of_a_clock, min_size=1, max_size=3),
)
def test_whatever_the_clocks_say_nothing_is_lost_or_told_twice(
    policy, people, deeds, troubles, sets
):
    world = World(dict(people))

    def check(console):
        never_silent(console)
        nothing_waits_longer_than_it_should(console)

    play(world, policy, [*deeds, *flat(troubles), *sets], check)
    at_the_end(world)


@settings(max_examples=25, deadline=None)
@given(policies, rosters, scripts(4))
def test_in_touch_each_step_is_carried_out_once(policy, people, deeds):
    world = World(dict(people))
    play(world, policy, deeds, lambda _console: None)
    assert {name for _at, name, _armed, _turn in world.fired} <= {"one"}
    at_the_end(world)
