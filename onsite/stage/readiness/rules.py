"""How a speaker stands, from values alone."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, get_args

from onsite.stage.readiness.facts import State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from onsite.plan.stage import StageRules

STATES: tuple[State, ...] = get_args(State)
"""In the order in which they mostly come."""
_THERE = frozenset({"arrived", "fetched", "mic", "side"})
"""Each of them says that the speaker is in the house. Slides may be tested without them."""


class Standing(StrEnum):
    """How much a speaker is to be seen to."""

    READY = "ready"
    """They stand beside the stage."""
    WAITING = "waiting"
    """Nothing presses."""
    AMBER = "amber"
    """They are not there and it is time; or they are, but not beside the stage, and it is late."""
    RED = "red"
    """They are not there, and it is late."""


_ORDER = (Standing.RED, Standing.AMBER, Standing.WAITING, Standing.READY)


class Mark(NamedTuple):
    """Who has said something, and when."""

    at_ms: int
    """Milliseconds UTC since 1970."""
    operator: str
    station: str
    """Its id."""
    checkpoint: str = ""
    """Its id in the plan, where they were let in; empty where it was said by hand."""
    presses: tuple[str, ...] = ()
    """Those that have said it by hand: what takes it back names them."""


class Said(NamedTuple):
    """Something that was said of a speaker."""

    item: str
    speaker: str
    state: State
    holds: bool
    mark: Mark
    press: str
    undoes: tuple[str, ...] = ()
    """The presses that do not count because of it."""


def current(said: Iterable[Said]) -> dict[tuple[str, str, State], Mark]:
    """What holds, by item, speaker and state, with who of those that count has said it first.

    Args:
        said: all of it, in the order of the journal; what holds does not depend on that.
    """
    known = list(said)
    undone = {press for each in known if not each.holds for press in each.undoes}
    found: dict[tuple[str, str, State], Mark] = {}
    for each in known:
        if each.holds and each.press not in undone:
            key = (each.item, each.speaker, each.state)
            first = found.get(key, each.mark)
            found[key] = first._replace(presses=(*first.presses, each.press))
    return found


def is_there(states: Collection[str]) -> bool:
    """Whether a speaker is in the house: what comes after arriving says so as well."""
    return not _THERE.isdisjoint(states)


def standing(
    states: Collection[str], expected_start_ms: int, now_ms: int, rules: StageRules
) -> Standing:
    """How much a speaker is to be seen to before their item begins.

    Args:
        states: what holds of them for the item.
        expected_start_ms: not the planned one.
        now_ms: the time; all in milliseconds UTC since 1970.
        rules: how long before the start that is; never where amber is 0.
    """
    left_ms = expected_start_ms - now_ms
    if "side" in states:
        return Standing.READY
    if left_ms > rules.amber_ms or not rules.amber_ms:
        return Standing.WAITING
    if left_ms > rules.red_ms:
        return Standing.WAITING if is_there(states) else Standing.AMBER
    return Standing.AMBER if is_there(states) else Standing.RED


def worst(standings: Iterable[Standing]) -> Standing:
    """Of several speakers of an item; ready where nobody speaks."""
    found = {*standings}
    return next((each for each in _ORDER if each in found), Standing.READY)
