"""Cues of what is begun where no console is open: from the shell, by a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.stage.cues import facts
from onsite.stage.cues.doing import read_for
from onsite.stage.cues.rules import keeper

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.stage.outcomes import Press

_TO_COME = ("coming", "standby", "due")


def leave(
    journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str, item: str
) -> str | None:
    """Say that no console is open where something was begun: who fired the cues before goes on.

    Args:
        journal: of this station.
        rows: the store.
        plan: the plan in force.
        press: by which it was begun.
        operator: who has pressed it.
        item: what was begun; empty where the clock begins things from now on.

    Returns:
        The station that fires what is to come of the item's cues, empty for none; None where
        nothing of it is to come by itself.
    """
    at = read_for(journal, rows, plan, press, operator)
    if not at.known.cues:
        return None
    show = at.kept.show(press.at_ms)
    acts = [act for act in at.kept.acts if act.press != press.key]
    before = keeper(acts, show, None, at.known.taken)
    to = "" if before == journal.station else before
    at.append(facts.CuesLeft(**at.where, at_ms=press.at_ms, to=to))
    told = at.known.standings(at.kept, show, press.at_ms)
    of_it = [each for each in told if each.cue.anchor != "manual" and each.state in _TO_COME]
    return to if any(item in ("", each.cue.item) for each in of_it) else None
