"""Presses of a person, of a key that is held, of a scanner, of what is pasted."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.zones.counter.presses import Made, Presses

TAP, HELD, SENT = Made.TAP, Made.HELD, Made.SENT
APART_S = 1.5
"""So long after one thing another one has nothing to do with it."""


def judged(*presses: tuple[str, float]) -> list[Made]:
    """What presses are, each given with its time in milliseconds."""
    heard = Presses()
    for key, at in presses:
        heard.press(key, 100 + at / 1000)
    return [each.made for each in heard.settle()]


def key(name: str, *times: float) -> list[tuple[str, float]]:
    return [(name, at) for at in times]


@pytest.mark.parametrize(
    ("presses", "made"),
    [
        (key("j", 0), [TAP]),
        # A quick hand, and one that is slow.
        (key("j", 0, 125, 245, 380, 490, 640), [TAP] * 6),
        (key("j", 0, 400, 900, 1200, 3000), [TAP] * 5),
        # A hand as quick as the slowest repeating of a keyboard, but not as even.
        (key("j", 0, 300, 405, 490, 600, 690), [TAP] * 6),
        # One under each hand, at once and by turns.
        ([("j", 0), ("f", 3), ("j", 300), ("f", 310)], [TAP] * 4),
        ([("j", 0), ("f", 60), ("j", 130), ("f", 190), ("j", 260)], [TAP] * 5),
        # Held: GNOME, X, Windows at its quickest, macOS and the Linux console at theirs.
        (key("j", 0, 500, 530, 560, 590), [TAP, HELD, HELD, HELD, HELD]),
        (key("j", 0, 660, 700, 740), [TAP, HELD, HELD, HELD]),
        (key("j", 0, 250, 283), [TAP, HELD, HELD]),
        (key("j", 0, 375, 465, 555, 645, 735), [TAP] + [HELD] * 5),
        (key("j", 0, 250, 342, 433, 525), [TAP] + [HELD] * 4),
        # From the first on, as where a script holds it.
        (key("j", 0, 33, 66, 99), [TAP, HELD, HELD, HELD]),
        # The computer was busy in between; two repeats came at once.
        (key("j", 0, 500, 530, 560, 700, 730), [TAP] + [HELD] * 5),
        (key("j", 0, 500, 500, 533, 566), [TAP] + [HELD] * 4),
        # Let go, and tapped again: soon, and later.
        (key("j", 0, 500, 530, 560, 700), [TAP, HELD, HELD, HELD, TAP]),
        (key("j", 0, 500, 530, 560, 1100, 1250, 1390), [TAP, HELD, HELD, HELD] + [TAP] * 3),
        # Held by one hand, while the other one taps.
        ([*key("j", 0, 500, 530, 560), ("f", 580)], [TAP, HELD, HELD, HELD, TAP]),
        # A key that bounces.
        (key("j", 0, 20, 300), [TAP, HELD, TAP]),
        # A scanner: quick, slow, one that stalls, and tapped before and after it.
        ([(each, at * 2.0) for at, each in enumerate("40+06-jf")], [SENT] * 8),
        ([(each, at * 30.0) for at, each in enumerate("jfjf9")], [SENT] * 5),
        ([*key("1", 0, 10), *key("j", 20), *key("2", 150, 160)], [SENT] * 5),
        (
            [("j", 0), *zip("1A+", (300, 310, 320), strict=True), ("j", 700)],
            [TAP, SENT, SENT, SENT, TAP],
        ),
        # Pasted in a terminal that does not say so.
        (key("j", 0, 1, 2, 3), [SENT] * 4),
    ],
)
def test_what_presses_are(presses, made):
    assert judged(*presses) == made


def test_a_press_waits_no_longer_than_it_must():
    heard = Presses()
    assert heard.known_at is None
    heard.press("j", 10.0)
    assert heard.judged(10.1) == []
    assert heard.known_at == pytest.approx(10.115)
    assert [each.made for each in heard.judged(10.116)] == [TAP]
    assert heard.known_at is None
    # The next one alone shows that a press was no repeat.
    heard.press("j", 10.4)
    heard.press("j", 10.55)
    assert [each.press.at for each in heard.judged(10.56)] == [10.4]
    assert [each.at for each in heard.waiting] == [10.55]


def test_a_clock_that_is_set_back_makes_no_press_earlier_than_the_one_before():
    heard = Presses()
    heard.press("j", 10.0)
    heard.press("f", 9.0)
    assert [each.press.at for each in heard.settle()] == [10.0, 10.0]


# What a person, a held key or a scanner does, as keys with the gaps before them, and how many of
# them are taps.
hand = st.lists(st.floats(0.120, 0.600), min_size=0, max_size=12).map(
    lambda gaps: ([("j", APART_S), *(("j", gap) for gap in gaps)], len(gaps) + 1)
)
quick_hold = st.tuples(
    st.floats(0.185, 1.15), st.lists(st.floats(0.015, 0.060), min_size=1, max_size=60)
).map(lambda held: ([("j", APART_S), ("j", held[0]), *(("j", gap) for gap in held[1])], 1))
slow_hold = st.tuples(
    st.floats(0.185, 1.15),
    st.floats(0.086, 0.106),
    st.lists(st.floats(-0.0035, 0.0035), min_size=3, max_size=30),
).map(
    lambda held: (
        [("j", APART_S), ("j", held[0]), *(("j", held[1] + stray) for stray in held[2])],
        1,
    )
)
scan = st.tuples(
    st.text("jf+-0123456789ABC", min_size=4, max_size=30).filter(
        lambda text: all(len(set(text[at : at + 3])) > 1 for at in range(len(text) - 2))
    ),
    st.floats(0.0, 0.034),
).map(
    lambda sent: (
        [(each, sent[1] if at else APART_S) for at, each in enumerate(sent[0])],
        0,
    )
)
both_hands = st.lists(
    st.tuples(st.floats(0.120, 0.6), st.floats(0.0, 0.03)), min_size=1, max_size=8
).map(
    lambda pairs: (
        [("j", APART_S)]
        + [each for gap, beside in pairs for each in (("j", gap + 0.04), ("f", beside))],
        2 * len(pairs) + 1,
    )
)
doings = st.lists(st.one_of(hand, quick_hold, slow_hold, scan, both_hands), min_size=1, max_size=6)


def presses_of(done: list[tuple[list[tuple[str, float]], int]]) -> list[tuple[str, float]]:
    keys = [each for doing, _taps in done for each in doing]
    times = itertools.accumulate(gap for _key, gap in keys)
    return [(name, 100 + at) for (name, _gap), at in zip(keys, times, strict=True)]


@given(doings)
def test_a_tap_is_a_person_and_nothing_else_is(done):
    heard = Presses()
    for name, at in presses_of(done):
        heard.press(name, at)
    taps = sum(each.made is TAP for each in heard.settle())
    assert taps == sum(many for _keys, many in done)


@given(doings, st.data())
def test_when_it_is_asked_changes_nothing(done, data):
    presses = presses_of(done)
    whole = Presses()
    for name, at in presses:
        whole.press(name, at)
    asked, found = Presses(), []
    for number, (name, at) in enumerate(presses):
        asked.press(name, at)
        until = presses[number + 1][1] if number + 1 < len(presses) else at + 1
        for share in sorted(data.draw(st.lists(st.floats(0, 0.999), max_size=3))):
            found += asked.judged(at + share * (until - at))
    assert [*found, *asked.settle()] == whole.settle()


@given(st.lists(st.tuples(st.sampled_from("jf+"), st.floats(0.0, 2.0)), max_size=40))
def test_each_press_is_judged_once_in_its_order_and_soon(keys):
    heard, at, found = Presses(), 100.0, []
    for name, gap in keys:
        at += gap
        heard.press(name, at)
        found += heard.judged(at)
        # No press waits for more than three others.
        assert len(heard.waiting) <= 4
    found += heard.judged(at + 0.2)
    assert [each.press.key for each in found] == [name for name, _gap in keys]
    assert heard.known_at is None
