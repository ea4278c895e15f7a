"""Cues as lines for a terminal, and as objects for --json."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.stage.cues import wording as words
from onsite.stage.hours import hour
from onsite.stage.shell.telling import iso
from onsite.ui.cells import fit, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.plan.model import Plan
    from onsite.stage.cues.cue import Shot, Standing
    from onsite.stage.reading import Kept


def lines(kept: Kept, plan: Plan, found: Sequence[Standing]) -> list[str]:
    """Cues as a table, below the titles of their items."""
    cells = [_cells(plan, each, kept.day) for each in found]
    widths = [max(width(row[at]) for row in cells) for at in range(4)] if cells else []
    told, item = [], ""
    for each, row in zip(found, cells, strict=True):
        if each.cue.item != item:
            item = each.cue.item
            told.append(kept.rundown.by_id[item].title or item)
        parts = [fit(text, many) for text, many in zip(row, widths, strict=False)]
        told.append("  " + "  ".join([*parts, *row[4:]]).rstrip())
    return told


def _cells(plan: Plan, each: Standing, day: str) -> tuple[str, ...]:
    cue = each.cue
    at = hour(each.due_ms, plan, day, seconds=True) if each.due_ms is not None else ""
    return (
        f"{words.SIGNS[each.state]} {cue.name}",
        words.department(cue.department),
        words.when(cue),
        at,
        words.what(plan, cue),
        f"[{words.state(each)}]",
    )


def as_object(each: Standing) -> dict[str, Any]:
    """A cue; instants UTC as ISO 8601, lengths in seconds."""
    cue, record = each.cue, each.record
    return {
        "cue": cue.id,
        "name": cue.name,
        "item": cue.item,
        "department": cue.department,
        "target": cue.target,
        "value": cue.value,
        "anchor": cue.anchor,
        "offset_s": cue.offset_ms / 1000,
        "standby_s": cue.standby_ms / 1000,
        "run": each.run,
        "state": each.state,
        "due": iso(each.due_ms),
        "stood_by": iso(record.stood_by_ms),
        "done_by_hand": iso(record.done_ms),
        "done_by": record.done_operator,
        "fired": [_shot(shot) for shot in record.shots],
    }


def _shot(shot: Shot) -> dict[str, Any]:
    return {
        "at": iso(shot.at_ms),
        "due": iso(shot.due_ms),
        "by_clock": shot.by_clock,
        "station": shot.station,
        "operator": shot.operator,
        "ended": iso(shot.ended_ms),
        "result": shot.result,
        "why": shot.why,
        "detail": shot.detail,
    }
