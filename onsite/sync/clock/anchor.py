"""The hub's time carried on between two contacts: decided from values alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onsite.journal.facts import LATEST_MS

DRIFT = 50e-6
"""How much a computer's ticks are assumed to run wrong at most, as a ratio."""
JUMP_MS = 2_000.0
"""Clocks that differ by more than this differ for a reason that people are told."""
_MS_NS = 1_000_000


@dataclass(frozen=True, slots=True)
class Anchor:
    """The hub's time, as it is carried on by the ticks."""

    base_ns: int
    """Added to the ticks it gives nanoseconds since 1970."""
    error_ms: float
    """How far that was wrong at most when it was measured."""
    since_ns: int
    """When it was measured, in ticks."""
    certain: bool = True
    floor_ns: int = 0
    """The clock holds there rather than run back a little."""

    def at(self, ticks: int) -> int:
        """The time at a moment, in nanoseconds since 1970."""
        return max(self.base_ns + ticks, self.floor_ns)

    def is_sane(self, ticks: int) -> bool:
        """Whether the time at a moment is one that can be told, rather than nonsense."""
        return 0 <= self.base_ns + ticks <= LATEST_MS * _MS_NS

    def error_at(self, ticks: int) -> float:
        """How far the time may be wrong at a moment, in milliseconds."""
        return self.spread_at(ticks) + max(0, self.floor_ns - self.base_ns - ticks) / _MS_NS

    def spread_at(self, ticks: int) -> float:
        """The error of the measurement and what the ticks may have drifted since."""
        return self.error_ms + DRIFT * abs(ticks - self.since_ns) / _MS_NS


def better(held: Anchor | None, found: Anchor, ticks: int) -> Anchor | None:
    """The anchor to go by after a new measurement; None where the one that is held is as good.

    Two measurements that agree within their errors say the same: moving the clock to and fro
    between them would gain nothing.
    """
    if held is None or not held.certain:
        return found
    held_ms, found_ms = held.spread_at(ticks), found.spread_at(ticks)
    agree = abs(found.base_ns - held.base_ns) <= (held_ms + found_ms) * _MS_NS
    return None if agree and held_ms <= found_ms else found


def following(shown_ns: int, anchor: Anchor, ticks: int) -> Anchor:
    """The anchor for a clock that shows `shown_ns`: it holds where it would run back a little."""
    back_ns = shown_ns - anchor.base_ns - ticks
    holds = 0 < back_ns <= JUMP_MS * _MS_NS
    return replace(anchor, floor_ns=shown_ns if holds else 0)
