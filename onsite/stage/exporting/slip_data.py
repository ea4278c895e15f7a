"""The slip report for programs: as CSV and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.clock import from_ms
from onsite.stage.exporting.slip_words import late_reason, reason, took
from onsite.stage.exporting.table import stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.plan.model import Plan
    from onsite.stage.exporting.slip import Part, SlipLine, SlipReport
    from onsite.stage.reading import Kept

COLUMNS = (
    *("stage", "day", "number", "item", "title", "kind", "status", "planned start"),
    *("planned end", "actual start", "actual end", "late s", "over s", "run", "runs"),
    *("run start", "run end", "run length s", "run paused s", "run added s", "run over s"),
    *("reason", "absorbed s", "absorbed by", "late reason"),
)
"""In English in every language, as programs read them."""


def rows(kept: Kept, report: SlipReport, plan: Plan) -> Iterator[list[object]]:
    """The report as CSV: a row of every run, and of every item that has not run."""
    yield list(COLUMNS)
    for line in report.lines:
        for one in line.parts or (None,):
            causes = [*_causes(line, report), late_reason(kept, line)]
            yield [*_item(kept, line, plan), *_run(one, line, plan), *causes]


def _item(kept: Kept, line: SlipLine, plan: Plan) -> list[object]:
    times = line.times
    began = bool(line.parts)
    return [
        kept.stage,
        kept.day,
        line.number,
        line.item,
        line.title,
        line.kind.value,
        times.status.value,
        stamp(times.planned_start_ms, plan),
        stamp(times.planned_end_ms, plan),
        stamp(times.actual_start_ms, plan),
        stamp(times.actual_end_ms, plan),
        _s(times.over_ms) if began else "",
        _s(times.over_end_ms) if began else "",
    ]


def _run(one: Part | None, line: SlipLine, plan: Plan) -> list[object]:
    if one is None:
        return ["", 0, *[""] * 6]
    return [
        one.number,
        len(line.parts),
        stamp(one.started_ms, plan),
        stamp(one.ended_ms, plan),
        *(_s(ms) for ms in (one.length_ms, one.paused_ms, one.added_ms, one.over_ms)),
    ]


def _causes(line: SlipLine, report: SlipReport) -> list[object]:
    return [
        "; ".join(reason(each, report) for each in line.reasons),
        _s(line.took_ms),
        "; ".join(took(each) for each in line.took),
    ]


def as_object(kept: Kept, report: SlipReport) -> dict[str, Any]:
    """The whole report; instants UTC as ISO 8601, lengths in seconds."""
    return {
        "stage": kept.stage,
        "day": kept.day,
        "behind_s": _s(report.schedule.behind_ms),
        "over_end_s": _s(report.schedule.over_end_ms),
        "absorbed_s": _s(report.took_ms),
        "items": [
            {**_line_object(line), "late_reason": late_reason(kept, line)} for line in report.lines
        ],
    }


def _line_object(line: SlipLine) -> dict[str, Any]:
    times = line.times
    return {
        "number": line.number,
        "item": line.item,
        "title": line.title,
        "kind": line.kind.value,
        "status": times.status.value,
        "planned_start": _iso(times.planned_start_ms),
        "planned_end": _iso(times.planned_end_ms),
        "actual_start": _iso(times.actual_start_ms),
        "actual_end": _iso(times.actual_end_ms),
        "late_s": _s(times.over_ms) if line.parts else None,
        "over_s": _s(times.over_end_ms) if line.parts else None,
        "paused_s": _s(line.paused_ms),
        "added_s": _s(line.added_ms),
        "runs": [
            {
                "run": one.number,
                "started": _iso(one.started_ms),
                "ended": _iso(one.ended_ms),
                "pressed": _iso(one.pressed_ms),
                "length_s": _s(one.length_ms),
                "paused_s": _s(one.paused_ms),
                "added_s": _s(one.added_ms),
                "over_s": _s(one.over_ms),
            }
            for one in line.parts
        ],
        "reasons": [
            {"why": each.why.value, "s": _s(each.ms), "item": each.item} for each in line.reasons
        ],
        "absorbed": [{"how": each.how, "s": _s(each.ms)} for each in line.took],
    }


def _iso(ms: int | None) -> str | None:
    return from_ms(ms).isoformat() if ms is not None else None


def _s(ms: int) -> float:
    return ms / 1000
