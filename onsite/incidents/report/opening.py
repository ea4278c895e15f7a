"""Opens the line that reports an incident, above whatever is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _

if TYPE_CHECKING:
    from onsite.app import OnsiteApp
    from onsite.incidents.outcomes import Outcome


async def report(app: OnsiteApp) -> Outcome | None:
    """Ask for the line, report it, say so; answers what came of it, None for nothing."""
    from onsite.incidents import naming, wording
    from onsite.incidents.report.dialog import ReportDialog
    from onsite.incidents.report.line import Kept
    from onsite.plan.service import current

    site = await app.site_ready()
    plan = await site.read(current)
    if plan is None:
        said = _("There is no plan yet. The lead publishes one: onsite plan publish event.toml")
        app.notify(said, severity="warning", markup=False)
        return None
    words = await site.read(naming.words, plan)
    kept = Kept(site)
    done = await app.push_screen_wait(ReportDialog(plan, words, kept, await kept.others()))
    if done is not None:
        app.notify(wording.outcome(plan, done), markup=False)
    return done
