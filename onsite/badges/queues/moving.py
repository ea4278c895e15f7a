"""To which printer a badge is moved: asked alike at the desk and on the printers' screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.again.answering import answered_for
from onsite.badges.queues.showing import PrinterSeen, to_choose
from onsite.badges.rules import State
from onsite.language import _
from onsite.plan.printers import known
from onsite.ui.line_list import Column, Line

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from onsite.app import OnsiteApp
    from onsite.badges.rules import Job
    from onsite.plan.model import Plan

_ANY = "-"
"""Stands for no printer among those to choose from; no id is like that."""


async def move_to_another(
    app: OnsiteApp, plan: Plan, job: Job, name: str, why: Callable[[], Awaitable[str | None]]
) -> bool:
    """Ask which printer is to print a job, and have it do so; whether anything was done.

    Args:
        app: asks.
        plan: knows the printers.
        job: what is moved.
        name: whose badge it is.
        why: asks for a reason, which is needed where the badge may be printed already.

    Raises:
        OnsiteError: it cannot be moved; with the sentence for the user.
    """
    from onsite.badges.service import Moving, move
    from onsite.roster.acts.doing import Doer

    chosen = await _printer(app, plan, job, name)
    if chosen is None:
        return False
    reason: str | None = ""
    doer: Doer | None = Doer(app.site.operator)
    if job.state is State.FAILED and job.printed == "maybe":
        reason = await why()
        doer = await answered_for(app, plan, name) if reason is not None else None
    if reason is None or doer is None:
        return False
    await app.site.write(move, plan, Moving(job.job, chosen, reason=reason), doer)
    return True


async def _printer(app: OnsiteApp, plan: Plan, job: Job, name: str) -> str | None:
    """The printer's id, empty for any of the pool; None where nothing was chosen."""
    from onsite.ui.dialogs import Choose

    now_at = job.last.printer if job.last is not None else job.printer
    others = [
        PrinterSeen(
            key, part.name, app.printers.get(key, "unknown"), app.printer_reasons.get(key, ())
        )
        for key, part in known(plan.printers).items()
        if key != now_at
    ]
    if not others:
        app.notify(_("There is no other printer in the plan."))
        return None
    lines = [*to_choose(others), Line(_ANY, (_("Any printer of the pool"), ""))]
    question = _("Badge of {name}: which printer?").format(name=name)
    columns = (Column(share=2), Column())
    chosen: str | None = await app.push_screen_wait(Choose(question, lines, columns=columns))
    return chosen.removeprefix(_ANY) if chosen is not None else None
