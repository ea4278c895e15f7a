"""How far a count by taps strays, measured by its recounts, and when to recount again. Pure.

Whoever counts at a door misses some and counts others twice. A recount shows by how much, so the
error by crossing is known, and at the rate at which people cross one can tell when the count will
be off by more than the plan allows. Errors are added up whatever their sign: two that cancel each
other out are no sign of a good count.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.zones.counting.views import Drift

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST_CROSSINGS = 50
"""From fewer than these nothing is concluded: one person missed would look like a bad count."""
RATE_MS = 3_600_000
"""Over so long it is measured how quickly people cross now."""


@dataclass(frozen=True, slots=True)
class Span:
    """From one base to a recount."""

    counted: int
    """By the recount."""
    expected: int
    """What the taps had made of it at its cut, with those that came later."""
    crossings: int
    """In and out together."""


@dataclass(frozen=True, slots=True)
class Since:
    """What has happened since the base in force."""

    zone: str
    now_ms: int
    people: int
    """In the zone by the count now, or by the base, whatever is more."""
    crossings: int
    per_ms: float
    """Crossings in a millisecond, lately."""


def drift(spans: Sequence[Span], since: Since, allowed_percent: float) -> Drift:
    """How far the count strays, and when it will be off by more than is allowed.

    Args:
        spans: of today, those that end with a recount.
        since: the base in force.
        allowed_percent: of the people in the zone; one person is always allowed.
    """
    crossings = sum(span.crossings for span in spans)
    errors = [span.counted - span.expected for span in spans]
    wrong = sum(map(abs, errors))
    measured = bool(spans) and crossings >= FEWEST_CROSSINGS
    return Drift(
        zone=since.zone,
        recounts=len(spans),
        crossings=crossings,
        error=sum(errors),
        per_100=100 * wrong / crossings if measured else None,
        due_ms=_due_ms(wrong / crossings, since, allowed_percent) if measured else None,
        since=since.crossings,
    )


def _due_ms(per_crossing: float, since: Since, allowed_percent: float) -> int | None:
    if per_crossing == 0:
        return None
    allowed = max(1.0, since.people * allowed_percent / 100)
    left = allowed / per_crossing - since.crossings
    if left <= 0:
        return since.now_ms
    return since.now_ms + math.ceil(left / since.per_ms) if since.per_ms > 0 else None
