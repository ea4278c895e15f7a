"""Who resolves a case that keeps a guest out: somebody who may overrule, asked in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.cases.rules import may_resolve
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.app import OnsiteApp
    from onsite.cases.views import Case
    from onsite.plan.model import Plan
    from onsite.wiring import Site


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


def resolver_now(site: Site, plan: Plan, case: str, secret: Callable[[str], str]) -> str:
    """As `resolver`, from the shell: there a name is no proof, so whoever it is gives their PIN.

    Args:
        site: this station.
        plan: says who may overrule.
        case: the id of the case to be resolved.
        secret: asks for a PIN, in those words.

    Raises:
        OnsiteError: there is no such case, or it is not the PIN of somebody who may.
    """
    from onsite.cases.service import named
    from onsite.staff.access import authorise_now
    from onsite.staff.service import anybody_with, overruling

    found = site.read_now(named, plan, case)
    if not found.stops or found.resolved is not None or not site.read_now(anybody_with, plan):
        return site.operator
    question = _("This case keeps a guest out. Who resolves it?")
    return authorise_now(site, plan, secret(question), overruling(plan)).id
