"""What is said of shifts. Codes in, words out; times in the event's zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_, _, ngettext
from onsite.staff.shifts.rules import Stand

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from onsite.plan.model import Plan
    from onsite.staff.shifts.service import Duty, Signed
    from onsite.ui.line_list import Tone

_STANDS = {
    Stand.PLANNED: N_("planned"),
    Stand.AWAITED: N_("awaited"),
    Stand.LATE: N_("LATE"),
    Stand.ON: N_("there"),
    Stand.RELIEF: N_("RELIEF DUE"),
    Stand.LEFT: N_("left early"),
    Stand.DONE: N_("done"),
    Stand.MISSED: N_("never came"),
}
TONES: dict[Stand, Tone] = {
    Stand.LATE: "bad",
    Stand.MISSED: "muted",
    Stand.RELIEF: "warning",
    Stand.LEFT: "warning",
    Stand.ON: "good",
    Stand.DONE: "muted",
}
"""How a line is coloured; its words say the same."""
_MINUTE_S = 60
_LONG_MIN = 120
"""From so many minutes on, hours are said."""


def is_today(duty: Duty, plan: Plan, now: datetime) -> bool:
    """Whether a shift begins or ends today; whoever is there without one, is there today."""
    if duty.span is None:
        return True
    days = {plan.local(at).date() for at in (duty.span.begins, duty.span.ends)}
    return not days.isdisjoint({plan.day_of(now), plan.local(now).date()})


def time_of(duty: Duty, plan: Plan, now: datetime) -> str:
    """From when to when, with the day where it is not today; since when of the unplanned."""
    if duty.span is None:
        since = plan.local(duty.stays[0].on)
        return _("since {time}").format(time=f"{since:%H:%M}")
    begins, ends = plan.local(duty.span.begins), plan.local(duty.span.ends)
    hours = f"{begins:%H:%M}–{ends:%H:%M}"
    return hours if is_today(duty, plan, now) else f"{begins:%m-%d} {hours}"


def place_of(duty: Duty, plan: Plan) -> str:
    """The post, and the desk or zone it is at."""
    desk, zone = plan.desks.get(duty.desk), plan.zones.get(duty.zone)
    at = desk.name if desk is not None else zone.name if zone is not None else ""
    post = duty.post or _("not planned")
    return f"{post} · {at}" if at else post


def stand_of(duty: Duty) -> str:
    """How it stands, with by how much, and who takes over."""
    said = _(_STANDS[duty.stand])
    if duty.stand in (Stand.LATE, Stand.ON) and duty.late:
        said = _("{state}, {late} late").format(state=said, late=_minutes(duty.late))
    if duty.stand is Stand.LATE:
        said = _("LATE {late}").format(late=_minutes(duty.late))
    if duty.stand in (Stand.ON, Stand.RELIEF) and duty.relief:
        names = ", ".join(duty.relief)
        told = _("{names} is there") if duty.relief_there else _("then {names}")
        said = f"{said} · {told.format(names=names)}"
    return said


def summary(duties: tuple[Duty, ...]) -> str:
    """How many are there, late, and waiting for relief."""
    count = {each: sum(duty.stand is each for duty in duties) for each in Stand}
    there = count[Stand.ON] + count[Stand.RELIEF]
    parts = [ngettext("{n} there", "{n} there", there).format(n=there)]
    if count[Stand.LATE]:
        late = count[Stand.LATE]
        parts.append(ngettext("{n} late", "{n} late", late).format(n=late))
    if count[Stand.RELIEF]:
        due = count[Stand.RELIEF]
        parts.append(ngettext("{n} waits for relief", "{n} wait for relief", due).format(n=due))
    return " · ".join(parts)


def signed(done: Signed) -> str:
    """What came of a badge or a command."""
    name, post = done.operator.name, done.post or _("not planned")
    if done.on:
        said = _("✓ {name} is on: {post}") if done.changed else _("{name} is on already: {post}")
    else:
        said = _("✓ {name} is off: {post}")
    return said.format(name=name, post=post)


def _minutes(late: timedelta) -> str:
    minutes = int(late.total_seconds() // _MINUTE_S)
    if minutes >= _LONG_MIN:
        hours = minutes // 60
        return _("{n} h").format(n=hours)
    return _("{n} min").format(n=minutes)
