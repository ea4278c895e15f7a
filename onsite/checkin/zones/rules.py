"""Which checkpoints count for a zone and for the venue, and who is in by their passages. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from onsite.plan.model import Plan

GATES = ""
"""In place of a zone's id: the venue, by its gates."""
NEVER_MS = -1
"""Of an entry at a time that nobody can tell: before everybody was checked out last."""


class Stand(NamedTuple):
    """Where somebody stands with one checkpoint, by their newest passage there."""

    order_ms: int
    """Of the passage, as `ScanMade.order_ms`; with the checkpoint, its place among all."""
    checkpoint: str
    inside: bool
    """Whether it was an entry."""
    entered_ms: int
    """When they came in; of one who is not inside, anything."""


def places(plan: Plan) -> dict[str, tuple[str, ...]]:
    """By zone, the checkpoints that lead there, and those of the gates.

    A gift counter stands in a zone and leads into none: who is given something there may have
    been in it for hours.
    """
    found: dict[str, list[str]] = {}
    for key, part in plan.checkpoints.items():
        if part.zone is not None and part.kind != "gift":
            found.setdefault(part.zone, []).append(key)
    if ways := gates(plan):
        found[GATES] = list(ways)
    return {place: tuple(ways) for place, ways in found.items()}


def gates(plan: Plan) -> tuple[str, ...]:
    """The checkpoints by which people come into the venue and leave it; none where none counts.

    Those that the plan names; else its doors that lead into no zone, or, where each leads into
    one, all doors. Where none of them records who leaves, nobody can say who is still inside.
    """
    doors = [key for key, part in plan.checkpoints.items() if part.kind == "door"]
    outer = [key for key in doors if plan.checkpoints[key].zone is None]
    ways = plan.crowd.gates or tuple(outer or doors)
    counts = any(plan.checkpoints[key].direction != "entry" for key in ways)
    return tuple(ways) if counts else ()


def inside(stands: Iterable[Stand], out_ms: Mapping[str, int]) -> tuple[str, int] | None:
    """Whether somebody is inside a place, over all its checkpoints.

    Their last passage decides, wherever it was: who came in by two doors is one person, and who
    has left by any of them is outside, by whichever they had come in.

    Args:
        stands: at the place's checkpoints; of passages at one instant, that at the checkpoint
            with the later id counts as the last.
        out_ms: by checkpoint, when it has checked everybody out last: who had come in by it
            before then is outside.

    Returns:
        By which checkpoint they came in, and when; None for outside.
    """
    last = max(stands, default=None)
    if last is None or not last.inside or last.entered_ms < out_ms.get(last.checkpoint, NEVER_MS):
        return None
    return last.checkpoint, last.entered_ms
