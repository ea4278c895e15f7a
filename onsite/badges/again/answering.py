"""Who answers for issuing a badge again: whoever works here, or somebody who gives their PIN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _

if TYPE_CHECKING:
    from onsite.app import OnsiteApp
    from onsite.plan.model import Plan
    from onsite.roster.acts.doing import Doer


async def answered_for(app: OnsiteApp, plan: Plan, name: str) -> Doer | None:
    """Who does it, and who answers for it; None where nobody has given their PIN.

    Args:
        app: asks.
        plan: says who may.
        name: whose badge it is.
    """
    from onsite.badges.again.rights import may_issue
    from onsite.roster.acts.doing import Doer
    from onsite.staff.pin_dialog import PinDialog
    from onsite.staff.service import overruling

    site = app.site
    if await site.read(may_issue, plan, site.operator):
        return Doer(site.operator)
    question = _("Issue the badge of {name} again: who answers for it?").format(name=name)
    allowed = await app.push_screen_wait(PinDialog(question, overruling(plan)))
    return Doer(site.operator, by=allowed.operator.id) if allowed is not None else None
