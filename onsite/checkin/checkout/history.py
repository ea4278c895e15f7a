"""What a checkpoint did by itself, in the history of an attendee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.checkin.checkout.due import check_out_after
from onsite.checkin.facts import Direction, Outcome
from onsite.checkin.views import CHECKED_OUT, HistoryLine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from onsite.plan.model import Plan


def with_check_outs(lines: Sequence[HistoryLine], plan: Plan, now: datetime) -> list[HistoryLine]:
    """The lines, oldest first, and one for each time that the attendee was checked out.

    Args:
        lines: everything that happened, oldest first.
        plan: says when checkpoints check everybody out.
        now: aware.
    """
    due: dict[str, datetime] = {}
    told: list[HistoryLine] = []
    for line in lines:
        checkpoint = line.facts.get("checkpoint", "")
        if not _passed(line):
            told.append(line)
            continue
        if checkpoint in due and due[checkpoint] <= line.at:
            told.append(_line(checkpoint, due[checkpoint]))
        due.pop(checkpoint, None)
        if line.facts["direction"] == Direction.ENTRY:
            turn = check_out_after(plan, checkpoint, line.at)
            if turn is not None:
                due[checkpoint] = turn
        told.append(line)
    told += [_line(checkpoint, turn) for checkpoint, turn in due.items() if turn <= now]
    # Lines of the same instant stay as they are.
    return sorted(told, key=lambda line: line.at)


def _passed(line: HistoryLine) -> bool:
    let_through = line.verdict is not None and line.verdict.outcome is Outcome.ADMIT
    return let_through and not line.undone and "direction" in line.facts


def _line(checkpoint: str, at: datetime) -> HistoryLine:
    facts = {"checkpoint": checkpoint}
    return HistoryLine(at=at, operator="", station="", kind=CHECKED_OUT, facts=facts)
