"""What stands above and below the chart of a zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.clock import from_ms
from onsite.language import _, ngettext
from onsite.zones import wording
from onsite.zones.board.one import clock

if TYPE_CHECKING:
    from onsite.plan.model import Plan
    from onsite.zones.history.reading import Course
    from onsite.zones.views import ZoneView


def head(plan: Plan, zone: ZoneView, course: Course) -> str:
    """Which zone, from when until when, and its highest."""
    shown = course.span
    begins = f"{plan.local(from_ms(shown.from_ms)):%m-%d %H:%M}"
    said = [zone.name, f"{begins}–{clock(plan, shown.until_ms)}"]
    if zone.counted:
        said.append(_("now {people}").format(people=wording.number(zone.people)))
    at_ms, people = course.highest or (0, 0)
    if people > 0:
        most = _("highest {people} at {at}")
        said.append(most.format(people=wording.number(people), at=clock(plan, at_ms)))
    return "  ·  ".join(said)


def legend(zone: ZoneView, course: Course) -> str:
    """What the signs of the chart mean."""
    said = [_("⠤ people")]
    if zone.capacity.people is not None:
        said.append(_("─ holds {people} now").format(people=zone.capacity.people))
    recounts = sum(each.how == "recount" for each in course.bases)
    closes = len(course.bases) - recounts
    if recounts:
        said.append(ngettext("◆ {n} recount", "◆ {n} recounts", recounts).format(n=recounts))
    if closes:
        said.append(
            ngettext("■ {n} close of a day", "■ {n} closes of days", closes).format(n=closes)
        )
    return "   ".join(said)


def empty(zone: ZoneView) -> str:
    """Where there is nothing to draw."""
    if zone.counted:
        return _("Nothing is known of that time. → goes to a later one.")
    return _("Nobody has counted {zone} yet. F5 counts it.").format(zone=zone.name)
