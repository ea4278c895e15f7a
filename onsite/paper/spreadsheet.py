"""Rows as CSV that every spreadsheet opens, and that none takes for formulas."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from onsite.clock import from_ms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onsite.plan.model import Plan

_RISKY = ("=", "+", "-", "@", "|", "%", "\t", "\r")
"""How a formula may begin: behind such a mark a spreadsheet does not calculate."""


def csv_bytes(heads: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """In UTF-8 with a mark, so that every spreadsheet reads it so; nothing is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heads)
    for row in rows:
        writer.writerow([_safe(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def stamp(plan: Plan, ms: int) -> str:
    """An instant in the event's zone, with its offset; empty for none."""
    return plan.local(from_ms(ms)).isoformat(timespec="milliseconds") if ms else ""


def _safe(cell: object) -> str:
    """A number below zero is one: only a text is taken for a formula."""
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(_RISKY) else text
