"""Rundowns as a table (CSV) that a spreadsheet opens, and that Onsite reads again."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from onsite.clock import from_ms
from onsite.stage.importing.own import OWN, as_own

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onsite.plan.model import Plan
    from onsite.stage.exporting.lines import Line, Sheet

COLUMNS = (
    *("Id", "Stage", "Day", "Number", "Start", "End", "Length", "Kind", "Title", "Speakers"),
    *("Speaker emails", "Moderator", "Introduction", "Notes", "Left out", "Status"),
    *("Expected start", "Expected end", "Actual start", "Actual end", "Late s", OWN),
)
"""In English in every language: they are read again."""
_RISKY = ("=", "+", "-", "@", "|", "%", "\t", "\r")
"""How a formula may begin: behind such a mark a spreadsheet does not calculate."""


def table(sheets: Sequence[Sheet], plan: Plan) -> bytes:
    """The bytes of a CSV file, in UTF-8 with a mark, so that every spreadsheet reads it so."""
    rows = (_row(line, plan) for sheet in sheets for line in sheet.lines)
    return written((COLUMNS, *rows))


def written(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV; nothing in them is taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([_safe(str(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _row(line: Line, plan: Plan) -> list[object]:
    item, fields, times = line.item, line.fields, line.times
    return [
        item.id,
        line.room,
        line.day,
        line.number,
        stamp(item.start_ms, plan),
        stamp(item.end_ms, plan),
        length(item.length_ms),
        item.kind.value,
        item.title,
        "; ".join(each.name for each in fields.speakers or ()),
        "; ".join(each.email for each in fields.speakers or () if each.email),
        fields.moderator or "",
        fields.introduction or "",
        fields.notes or "",
        "yes" if item.skipped else "",
        times.status.value,
        stamp(times.expected_start_ms, plan),
        stamp(times.expected_end_ms, plan),
        stamp(times.actual_start_ms, plan),
        stamp(times.actual_end_ms, plan),
        round(times.over_ms / 1000),
        as_own(fields),
    ]


def stamp(ms: int | None, plan: Plan) -> str:
    """An instant in the event's zone, with its offset; empty for none."""
    return plan.local(from_ms(ms)).isoformat(timespec="seconds") if ms is not None else ""


def length(ms: int) -> str:
    """Hours, minutes, seconds, all of them, as a spreadsheet takes it."""
    seconds = round(ms / 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RISKY) and not _is_number(cell) else cell


def _is_number(cell: str) -> bool:
    return cell[1:].replace(".", "", 1).isdecimal()
