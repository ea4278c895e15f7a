"""Cutting what is to come so that it ends when it must: the engine's proposal put into the plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onsite.stage import editing
from onsite.stage.acting import begin
from onsite.stage.engine.backtiming import Proposal, proposal
from onsite.stage.fields import ItemFields

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.stage.outcomes import Outcome, Press
    from onsite.stage.reading import Kept


def what_if(kept: Kept, now_ms: int, end_ms: int) -> Proposal:
    """What would have to be planned for everything to be over by then; nothing is recorded.

    Args:
        kept: the rundown.
        now_ms: the moment.
        end_ms: when everything is to be over.
    """
    return proposal(kept.rundown, kept.show(now_ms), now_ms, end_ms)


def cut(
    journal: Journal,
    rows: Connection,
    plan: Plan,
    press: Press,
    operator: str,
    end_ms: int,
) -> Outcome:
    """Plan what is to come as `what_if` proposes; delays that it takes in are in the plan then.

    Args:
        end_ms: when everything is to be over.
    """
    at = begin(journal, rows, plan, press, operator, "edit")
    found = what_if(at.kept, press.at_ms, end_ms)
    edits = [
        editing.changed(
            press, line.item, ItemFields(start_ms=max(0, line.start_ms), length_ms=line.length_ms)
        )
        for line in found.lines
        if line.changed
    ]
    if at.said is not None or not found.helps:
        return at.said or at.nothing("no-change")
    if not found.closes:
        done = editing.edit(journal, rows, plan, press, operator, edits)
        # It is about no single item.
        return replace(done, item="", title="") if len(edits) > 1 else done
    # All of it is one press: the first act brings the edits, and undoing it takes them back.
    first, *others = map(at.delay_applied, found.closes)
    return replace(at.record(first, *others, *edits), deed="edit", by_ms=0, changes=len(edits))
