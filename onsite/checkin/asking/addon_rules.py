"""Which tickets are add-ons that a checkpoint is for. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onsite.plan.model import Plan


def is_addon(plan: Plan, checkpoint: str, ticket: str) -> bool:
    """Whether the checkpoint's `addons` name that ticket, or its category.

    Args:
        plan: has the checkpoint.
        checkpoint: its id.
        ticket: as the source list names it.
    """
    named = plan.checkpoints[checkpoint].addon_names
    if not named:
        return False
    key = plan.category_of(ticket)
    own = {key, plan.categories[key].name.casefold()} if key is not None else set()
    return not named.isdisjoint({ticket.strip().casefold(), *own})
