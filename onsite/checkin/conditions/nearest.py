"""What is missing to a condition that does not hold: the nearest thing that would be enough.

Three things are tried, and the first that is enough is the answer: waiting a little, another
gate, waiting longer. Where none of them is, it is the part of the condition that takes the least:
what the guest can do something about, before what would take another ticket.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from onsite.checkin.conditions.holding import holds
from onsite.checkin.conditions.waiting import changes_by_time, from_when
from onsite.plan.conditions.tree import All, AnyOf, Choice, Flag, Is, Number, Subject, leaves

if TYPE_CHECKING:
    from onsite.checkin.conditions.known import Known
    from onsite.checkin.conditions.waiting import Doors
    from onsite.plan.conditions.tree import Condition, Leaf

A_LITTLE = timedelta(minutes=15)
"""So long one rather waits than goes to another gate."""
_NOW = datetime.min.replace(tzinfo=UTC)
_Effort: TypeAlias = tuple[int, datetime, int]


@dataclass(frozen=True, slots=True)
class Nearest:
    """What would be enough."""

    missing: tuple[Leaf, ...]
    """The comparisons that decided: with all of them, the condition would hold."""
    since: datetime | None = None
    """From when it will hold, if all is done that `missing` says besides; None: at once, or not
    by waiting."""
    gates: tuple[str, ...] = ()
    """At which it will hold; empty where the gate is not what matters."""


def nearest(condition: Condition, known: Known, doors: Doors) -> Nearest:
    """What is missing to a condition that does not hold.

    Args:
        condition: does not hold.
        known: now.
        doors: when and where this ticket could come in but for the condition.
    """
    since = from_when(condition, known, doors)
    if since is None or since - known.now > A_LITTLE:
        elsewhere = _elsewhere(condition, known, doors)
        if elsewhere is not None:
            return elsewhere
    if since is not None:
        day = doors.day_at(since) or known.day
        return Nearest(_decided(condition, known, known.at(since, day)), since)
    return _least(condition, known, doors)


def _elsewhere(condition: Condition, known: Known, doors: Doors) -> Nearest | None:
    """The gates at which it holds now."""
    if not any(_is_gate(leaf) for leaf in leaves(condition)):
        return None
    there = [replace(known, gate=gate) for gate in doors.gates]
    enough = [then for then in there if holds(condition, then)]
    if not enough:
        return None
    return Nearest(_decided(condition, known, enough[0]), gates=tuple(then.gate for then in enough))


def _least(condition: Condition, known: Known, doors: Doors) -> Nearest:
    """The part of the condition that takes the least, and whether it would be enough."""
    missing = _missing(condition, known, doors)
    found = [
        (then, since)
        for then in _done(missing, known, doors)
        if (since := _since(condition, then, doors)) is not None
    ]
    changed = any(_is_gate(leaf) for leaf in missing)
    if not found:
        gates = tuple(then.gate for then in _done(missing, known, doors)) if changed else ()
        return Nearest(missing, gates=gates)
    first = min(since for _then, since in found)
    enough = [then for then, since in found if since == first]
    gates = tuple(then.gate for then in enough) if changed else ()
    if first == _NOW:
        return Nearest(_decided(condition, known, enough[0]), gates=gates)
    then = enough[0].at(first, doors.day_at(first) or known.day)
    return Nearest(_decided(condition, known, then), first, gates)


def _since(condition: Condition, then: Known, doors: Doors) -> datetime | None:
    return _NOW if holds(condition, then) else from_when(condition, then, doors)


def _done(missing: tuple[Leaf, ...], known: Known, doors: Doors) -> list[Known]:
    """What would be known once the guest has done what can be done; for each gate that suits."""
    done = known
    for leaf in missing:
        if isinstance(leaf, Is) and leaf.flag is Flag.INSIDE:
            done = replace(done, inside=not leaf.negated)
        elif isinstance(leaf, Is) and leaf.flag is Flag.PAID:
            done = replace(done, paid=not leaf.negated)
    gates = [leaf for leaf in missing if _is_gate(leaf)]
    if not gates:
        return [done]
    there = [replace(done, gate=gate) for gate in doors.gates]
    return [then for then in there if all(holds(leaf, then) for leaf in gates)]


def _decided(condition: Condition, known: Known, then: Known) -> tuple[Leaf, ...]:
    """The comparisons that do not hold now, on the way by which the condition holds then."""
    if holds(condition, known):
        return ()
    if isinstance(condition, All):
        return tuple(leaf for part in condition.parts for leaf in _decided(part, known, then))
    if isinstance(condition, AnyOf):
        ways = [_decided(part, known, then) for part in condition.parts if holds(part, then)]
        return min(ways, key=len)
    return (condition,)


def _missing(condition: Condition, known: Known, doors: Doors) -> tuple[Leaf, ...]:
    """The comparisons that do not hold, on the way that takes the least."""
    if holds(condition, known):
        return ()
    if isinstance(condition, All):
        return tuple(leaf for part in condition.parts for leaf in _missing(part, known, doors))
    if isinstance(condition, AnyOf):
        ways = [_missing(part, known, doors) for part in condition.parts]
        return min(ways, key=lambda way: _effort(way, known, doors))
    return (condition,)


def _effort(way: tuple[Leaf, ...], known: Known, doors: Doors) -> _Effort:
    efforts = [_effort_of(leaf, known, doors) for leaf in way]
    hardest = max(effort for effort, _since in efforts)
    return hardest, max(since for _effort, since in efforts), len(way)


def _effort_of(leaf: Leaf, known: Known, doors: Doors) -> tuple[int, datetime]:
    """How much it takes, from another gate to another ticket; and how long."""
    if _is_gate(leaf):
        return 1, _NOW
    if isinstance(leaf, Is) and leaf.flag is Flag.INSIDE:
        return 2, _NOW
    if isinstance(leaf, Is) and leaf.flag is Flag.PAID and not leaf.negated:
        return 3, _NOW
    since = from_when(leaf, known, doors) if changes_by_time(leaf) else None
    if since is not None:
        return 4, since
    return (5 if isinstance(leaf, Number) and leaf.amount.counts else 6), _NOW


def _is_gate(leaf: Leaf) -> bool:
    return isinstance(leaf, Choice) and leaf.subject is Subject.GATE
