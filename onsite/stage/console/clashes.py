"""Speakers who are expected in two places at once, or too soon after each other to walk. Pure."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


class Slot(NamedTuple):
    """When somebody is expected on a stage."""

    stage: str
    item: str
    starts_ms: int
    ends_ms: int


class Clash(NamedTuple):
    """Somebody who cannot be in time for the second slot."""

    speaker: str
    """Their id."""
    first: Slot
    second: Slot
    missing_ms: int
    """How much later they come than they are expected."""


def clashes(
    slots: Mapping[str, Iterable[Slot]], walk_ms: Callable[[str, str], int], now_ms: int
) -> tuple[Clash, ...]:
    """Every pair of slots that one person cannot keep both, the soonest first.

    Args:
        slots: of each speaker, by the expected times.
        walk_ms: how long the way from one stage to another takes.
        now_ms: what is over by then clashes with nothing.
    """
    found = []
    for speaker, theirs in slots.items():
        coming = sorted(
            (each for each in theirs if each.ends_ms > now_ms),
            key=lambda each: (each.starts_ms, each.ends_ms, each.stage, each.item),
        )
        for first, second in combinations(coming, 2):
            there_ms = first.ends_ms + walk_ms(first.stage, second.stage)
            if there_ms > second.starts_ms:
                missing_ms = there_ms - second.starts_ms
                found.append(Clash(speaker, first, second, missing_ms))
    return tuple(sorted(found, key=lambda each: (each.second.starts_ms, each.speaker)))
