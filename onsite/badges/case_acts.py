"""What the problem desk does about somebody's badge, with the dialogs that it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.again.answering import answered_for
from onsite.language import _

if TYPE_CHECKING:
    from onsite.app import OnsiteApp
    from onsite.plan.model import Plan

Details = tuple[tuple[str, str], ...]


async def reprint(app: OnsiteApp, attendee: str) -> Details | None:
    """Print somebody's badge once more, of the same generation; their first one where none was.

    Answers what was done, in codes; None where nothing was.

    Raises:
        OnsiteError: it cannot be done; with the sentence for the user.
    """
    from onsite.badges import service
    from onsite.badges.service import Asked
    from onsite.roster.acts.doing import Doer

    plan, site = await _plan(app), app.site
    old = await site.read(service.job_of, attendee)
    if old is None:
        await site.write(service.ask, plan, Asked(attendee), site.operator)
        return ()
    question = _("Badge of {name}: print the same one again. Why?")
    why = await _why(app, question.format(name=await _name(app, attendee)))
    if why is None:
        return None
    await site.write(service.print_again, plan, old.job, why, Doer(site.operator))
    return (("reason", why),)


async def reissue(app: OnsiteApp, attendee: str, *, lost: bool) -> Details | None:
    """Issue somebody a new badge; the old one is refused at every desk from then on.

    Whoever may not is asked for a supervisor's PIN in place. Answers as `reprint`.

    Args:
        app: the app.
        attendee: whose.
        lost: whether the old badge was lost.

    Raises:
        OnsiteError: it cannot be done; with the sentence for the user.
    """
    from onsite.badges.service import Anew, issue_again

    plan = await _plan(app)
    name = await _name(app, attendee)
    question = _("Badge of {name}: issue another one; the old one is then refused. Why?")
    why = await _why(app, question.format(name=name))
    doer = await answered_for(app, plan, name) if why is not None else None
    if why is None or doer is None:
        return None
    await app.site.write(issue_again, plan, Anew(attendee, why, lost=lost), doer)
    return (("reason", why),)


async def _plan(app: OnsiteApp) -> Plan:
    from onsite.errors import NotPossibleError
    from onsite.plan.service import current

    plan = await app.site.read(current)
    if plan is None:
        raise NotPossibleError(
            _("No plan has been published here yet."),
            _("“onsite plan publish event.toml” does it."),
        )
    return plan


async def _name(app: OnsiteApp, attendee: str) -> str:
    from onsite.badges.queues.survey import names_of

    return (await app.site.read(names_of, [attendee])).get(attendee, attendee)


async def _why(app: OnsiteApp, question: str) -> str | None:
    from onsite.ui.dialogs import AskReason

    why: str | None = await app.push_screen_wait(AskReason(question))
    return why
