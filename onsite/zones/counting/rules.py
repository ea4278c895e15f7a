"""How many are in a zone, from all that was ever said of it. Pure.

The rows answer the same and need not look at every tap; the tests hold the two against each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Cut(NamedTuple):
    """A recount or the close of a day, by what decides which of several is in force."""

    cut_ms: int
    """Milliseconds UTC since 1970; taps up to it are in its people."""
    time: int
    """The stamp of its entry."""
    station: str
    key: str
    people: int


def in_force(cuts: Iterable[Cut], until_ms: int | None = None) -> Cut | None:
    """The base from which the total is counted on: the newest by its cut.

    Args:
        cuts: of one zone, those that were withdrawn left out.
        until_ms: at that instant; None: now, whatever the cuts say.
    """
    there = (each for each in cuts if until_ms is None or each.cut_ms <= until_ms)
    return max(there, key=lambda each: each[:4], default=None)


def total(cuts: Iterable[Cut], taps: Iterable[tuple[int, int]], until_ms: int | None = None) -> int:
    """How many are in a zone: what the base says, and what was tapped after its cut.

    Below zero where more have gone than came. Without a base, everything ever tapped.

    Args:
        cuts: as for `in_force`.
        taps: instants, and how many came, or below zero went; those taken back left out.
        until_ms: at that instant, taps and cuts of the same millisecond included; None: now.
    """
    base = in_force(cuts, until_ms)
    after_ms = base.cut_ms if base is not None else -1
    counted = sum(
        people
        for at_ms, people in taps
        if at_ms > after_ms and (until_ms is None or at_ms <= until_ms)
    )
    return counted + (base.people if base is not None else 0)
