"""How quickly incidents were acknowledged and resolved. Pure: lengths in, figures out.

Exercises are in none of them, and a duplicate is one with what it goes on in.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Spread(NamedTuple):
    """How lengths lie, in milliseconds; None where there is none."""

    many: int
    median_ms: int | None = None
    p90_ms: int | None = None
    """Nine in ten took no longer: the least of them of which that is so."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is measured of one incident."""

    types: tuple[str, ...]
    """Empty where who asks may not know, as its severity."""
    severity: str
    open: bool
    acked_ms: int | None
    """From its first report until somebody had it; None where nobody said so."""
    resolved_ms: int | None
    """Until it was closed for good; None while it is open."""
    reopened: int
    forced: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of some incidents."""

    incidents: int
    open: int
    not_acknowledged: int
    """Open or closed: nobody ever said that they had it. So the next one."""
    not_acknowledged_open: int
    reopened: int
    """How many were opened again."""
    forced: int
    """How many were closed though something was missing."""
    acknowledge: Spread
    resolve: Spread


def figures(cases: Sequence[Case]) -> Figures:
    """What came of them."""
    never = [each for each in cases if each.acked_ms is None]
    return Figures(
        incidents=len(cases),
        open=sum(each.open for each in cases),
        not_acknowledged=len(never),
        not_acknowledged_open=sum(each.open for each in never),
        reopened=sum(each.reopened > 0 for each in cases),
        forced=sum(each.forced for each in cases),
        acknowledge=spread(each.acked_ms for each in cases),
        resolve=spread(each.resolved_ms for each in cases),
    )


def by(cases: Iterable[Case], keys: Callable[[Case], Iterable[str]]) -> dict[str, Figures]:
    """The figures apart; one with several keys counts for each of them."""
    apart: dict[str, list[Case]] = {}
    for case in cases:
        for key in keys(case):
            apart.setdefault(key, []).append(case)
    return {key: figures(apart[key]) for key in sorted(apart)}


def spread(lengths: Iterable[int | None]) -> Spread:
    """How lengths lie; those that are None are not among them."""
    known = sorted(each for each in lengths if each is not None)
    if not known:
        return Spread(0)
    # By nearest rank: a length that there was, also where there were few.
    place = -(-len(known) * 9 // 10) - 1
    return Spread(len(known), round(median(known)), known[place])
