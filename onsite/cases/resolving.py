"""Who resolves a case that keeps a guest out: somebody who may overrule, asked in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.cases.rules import may_resolve
from onsite.language import _

if TYPE_CHECKING:
    from onsite.app import OnsiteApp
    from onsite.cases.views import Case
    from onsite.plan.model import Plan


async def resolver(
    app: OnsiteApp, plan: Plan, case: Case, roles: frozenset[str] | None
) -> str | None:
    """The id of the operator who resolves it; None where nobody has given their PIN.

    Args:
        app: the app.
        plan: says who may overrule.
        case: to be resolved.
        roles: of whoever works here; None where everybody may do everything.
    """
    from onsite.staff.pin_dialog import PinDialog
    from onsite.staff.service import overruling

    leading = overruling(plan)
    if may_resolve(stops=case.stops, roles=roles, leading=leading):
        return app.site.operator
    question = _("This case keeps a guest out. Who resolves it?")
    allowed = await app.push_screen_wait(PinDialog(question, leading))
    return allowed.operator.id if allowed is not None else None
