"""What is done about somebody's badge at the desk, with the dialogs that it takes.

A scan closes every one of them: it is answered first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.jobs import words as job_words
from onsite.checkin.badges import words
from onsite.checkin.badges.printing import pool_here
from onsite.checkin.badges.views import badge_seen
from onsite.errors import OnsiteError
from onsite.language import _
from onsite.ui.line_list import Line

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.app import OnsiteApp
    from onsite.checkin.badges.views import BadgeSeen
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan

_NEVER = "never"


async def act_on_badge(app: OnsiteApp, plan: Plan, attendee: str, checkpoint: str) -> bool:
    """Print a badge; where there is one, ask what is to be done. Whether anything was."""
    site = app.site
    seen = await site.read(badge_seen, plan, attendee, checkpoint, site.clock.now())
    if seen is None:
        return False
    if seen.prints == _NEVER:
        said = _("{name}: the plan prints no badge for them here.")
        app.notify(said.format(name=seen.name), severity="warning", markup=False)
        return False
    try:
        return await _do(app, plan, seen, checkpoint)
    except OnsiteError as error:
        app.notify(str(error), severity="error", timeout=15, markup=False)
        return False


async def _do(app: OnsiteApp, plan: Plan, seen: BadgeSeen, checkpoint: str) -> bool:
    from onsite.badges.bulk import collecting
    from onsite.ui.dialogs import Choose

    act: str | None = "print"
    if seen.job is not None or seen.box or seen.fetched or seen.card:
        lines = [Line(key, (words.act(key, seen),)) for key in words.offered(seen)]
        question = _("Badge of {name}: what is to be done?").format(name=seen.name)
        act = await app.push_screen_wait(Choose(question, lines))
    if act == "print":
        await app.site.write(_print, plan, seen.attendee, checkpoint, app.site.operator)
    elif act == "temporary":
        return await _temporary(app, seen)
    elif act == "issue":
        return await _issue(app, plan, seen, checkpoint)
    elif act == "handed" and seen.lies:
        await app.site.write(collecting.collect, seen.attendee, app.site.operator)
    elif act == "back":
        await app.site.write(collecting.put_back, seen.attendee, app.site.operator)
    elif act is not None and seen.job is not None:
        return await _on_job(app, plan, seen, act, checkpoint)
    return act is not None


async def _on_job(app: OnsiteApp, plan: Plan, seen: BadgeSeen, act: str, checkpoint: str) -> bool:
    from onsite.badges import service
    from onsite.badges.jobs.handing import hand_over
    from onsite.badges.queues.moving import move_to_another
    from onsite.roster.acts.doing import Doer

    site, job = app.site, seen.job
    if job is None:
        return False
    if act == "handed":
        await site.write(hand_over, job.job, site.operator)
    elif act == "cancel":
        await site.write(service.cancel, job.job, "", site.operator)
    elif act == "move":
        return await move_to_another(app, plan, job, seen.name, _not_there)
    elif act == "again":
        question = _("Badge of {name}: print the same one again. Why?").format(name=seen.name)
        why = await _reason(app, question, "damaged", "not_there")
        if why is None:
            return False
        here = {"checkpoint": checkpoint, "pool": await site.read(pool_here, plan, checkpoint)}
        await site.write(service.print_again, plan, job.job, why, Doer(site.operator), **here)
    return True


async def _issue(app: OnsiteApp, plan: Plan, seen: BadgeSeen, checkpoint: str) -> bool:
    from onsite.badges.again.answering import answered_for
    from onsite.badges.service import Anew, issue_again

    question = _("Badge of {name}: issue another one. Why?").format(name=seen.name)
    codes = ("not_in_box", "wrong") if seen.lies else ("lost", "wrong", "taken", "not_there")
    why = await _reason(app, question, *codes)
    if why is None:
        return False
    doer = await answered_for(app, plan, seen.name)
    if doer is None:
        return False
    pool, lost = await app.site.read(pool_here, plan, checkpoint), why in ("lost", "taken")
    asked = Anew(seen.attendee, why, lost=lost, checkpoint=checkpoint, pool=pool)
    await app.site.write(issue_again, plan, asked, doer)
    return True


async def _temporary(app: OnsiteApp, seen: BadgeSeen) -> bool:
    from onsite.badges.temporary import give, offered
    from onsite.checkin.badges.card_dialog import CardDialog, CardShown

    offer = await app.site.read(offered)
    card: str | None = await app.push_screen_wait(CardDialog(seen.name, offer))
    if card is None:
        return False
    code = await app.site.write(give, seen.attendee, card, app.site.operator)
    await app.push_screen_wait(CardShown(seen.name, code))
    return True


async def _reason(app: OnsiteApp, question: str, *codes: str) -> str | None:
    """One of the usual reasons, as its code."""
    from onsite.ui.dialogs import Choose

    lines = [Line(code, (job_words.reason(code),)) for code in codes]
    chosen: str | None = await app.push_screen_wait(Choose(question, lines))
    return chosen


async def _not_there() -> str:
    """Why a badge is moved that may be printed."""
    return "not_there"


def _print(
    journal: Journal, rows: Connection, plan: Plan, attendee: str, checkpoint: str, operator: str
) -> str:
    from onsite.badges.service import Asked, ask

    pool = pool_here(rows, plan, checkpoint)
    return ask(journal, rows, plan, Asked(attendee, checkpoint=checkpoint, pool=pool), operator)
