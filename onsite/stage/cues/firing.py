"""A cue fired: taken on disk, carried out, and what came of it on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.plan.service import current
from onsite.stage.cues.service import claim, ended

if TYPE_CHECKING:
    from onsite.stage.cues.reaching import Outcome, Reach
    from onsite.stage.cues.service import Claim
    from onsite.stage.outcomes import Press


async def carry_out(reach: Reach, claimed: Claim) -> Outcome:
    """Do what a cue that was taken says, and record what came of it."""
    site = reach.site
    plan = await site.read(current)
    outcome = ("no_target", claimed.cue.target)
    if plan is not None:
        outcome = await reach.carry_out(plan, claimed)
    await site.write(ended, claimed, to_ms(site.clock.now()), outcome)
    return outcome


async def fire(reach: Reach, press: Press, cue: str) -> tuple[Claim, Outcome] | None:
    """Fire a cue by a key; None where the key was pressed twice.

    Raises:
        BadInputError: there is no such cue.
        NotPossibleError: the operator may not, or the cue is not to be fired now, or not here.
    """
    site, operator = reach.site, reach.site.operator
    plan = await site.read(current)
    claimed = await site.write(claim, plan, press, operator, cue) if plan is not None else None
    if claimed is None:
        return None
    return claimed, await carry_out(reach, claimed)
