"""Whether zones are ready for people: counted, limited, with ways out, and looked after.

A zone of which the plan says no more than its name is a mere place: there is nothing to look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _, ngettext
from onsite.readiness import Finding, State
from onsite.zones.capacity.rules import coordinators
from onsite.zones.surveying import survey

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.zones.views import ZoneView

_LEAST = {"name"}


def findings(rows: Connection, plan: Plan, now: datetime) -> list[Finding]:
    """What there is to say of the zones at an aware instant, what is missing first."""
    found = [
        each
        for view in survey(rows, plan, now).zones
        if not _is_mere_place(plan, view)
        for each in _of_zone(plan, view)
    ]
    order = (State.MISSING, State.NOTE, State.OK)
    return sorted(found, key=lambda each: order.index(each.state))


def _is_mere_place(plan: Plan, view: ZoneView) -> bool:
    leads_there = any(part.zone == view.id for part in plan.checkpoints.values())
    said = plan.zones[view.id].model_fields_set
    return said <= _LEAST and not leads_there and not view.counted


def _of_zone(plan: Plan, view: ZoneView) -> list[Finding]:
    found = [*_counters(view), *_limits(view), *_exits(plan, view), *_people(plan, view)]
    if found:
        return found
    said = ngettext(
        "{zone}: holds {people}; {n} exit, and it is counted.",
        "{zone}: holds {people}; {n} exits, and it is counted.",
        len(plan.zones[view.id].exits),
    )
    figures = {"people": view.capacity.people, "n": len(plan.zones[view.id].exits)}
    return [Finding("zone", State.OK, said.format(zone=view.name, **figures))]


def _counters(view: ZoneView) -> Iterator[Finding]:
    if not view.counted:
        said = _("{zone}: nobody has counted it yet.")
        mend = _("Count it: onsite count {id}")
        yield _finding(view, "zone-not-counted", State.NOTE, said, mend)
    elif view.stale_ms is not None:
        said = _("{zone}: its count is old.")
        mend = _("Count it, or count everybody anew: onsite count {id}")
        yield _finding(view, "zone-stale", State.NOTE, said, mend)


def _limits(view: ZoneView) -> Iterator[Finding]:
    if view.capacity.people is None:
        said = _("{zone}: nothing limits how many may be in it, so nobody would be warned.")
        mend = _("In the plan, give it a capacity, or an area and a use, under [zones.{id}].")
        yield _finding(view, "zone-no-capacity", State.NOTE, said, mend)
    for way in view.capacity.blocked:
        said = _("{zone}: {way} is blocked.")
        mend = _("Clear it, then say so: onsite zones clear {id} {way}")
        yield _finding(view, "zone-blocked", State.NOTE, said, mend, way=way.way)


def _exits(plan: Plan, view: ZoneView) -> Iterator[Finding]:
    exits, blocked = plan.zones[view.id].exits, {each.way for each in view.capacity.blocked}
    if not exits and not view.within:
        said = _("{zone}: the plan has no exits, so nobody can tell how long it takes to empty.")
        mend = _("In the plan, write each way out under [zones.{id}.exits.ID].")
        yield _finding(view, "zone-no-exits", State.NOTE, said, mend)
    elif exits and exits.keys() <= blocked:
        said = _("{zone}: all its exits are blocked: nobody may go in.")
        mend = _("Clear one, then say so: onsite zones clear {id} {way}")
        yield _finding(view, "zone-no-way-out", State.MISSING, said, mend, way=next(iter(exits)))


def _people(plan: Plan, view: ZoneView) -> Iterator[Finding]:
    """Where people must be looked after: by whom, as far as shifts say so."""
    there = view.capacity.signed_on
    mend = _("Sign them on for a shift of the zone: onsite staff on NAME --shift ID")
    limit = view.capacity.decisive
    if limit is not None and limit.rule == "supervision" and not limit.people:
        said = _("{zone}: no crowd manager is signed on, so nobody may go in.")
        yield _finding(view, "zone-no-managers", State.NOTE, said, mend)
    elif plan.zones[view.id].supervised and coordinators(there, plan.crowd) == "few":
        said = ngettext(
            "{zone}: {n} coordinator is signed on of the {least} that it needs.",
            "{zone}: {n} coordinators are signed on of the {least} that it needs.",
            there,
        )
        least = plan.crowd.coordinators_min
        yield _finding(view, "zone-few-people", State.NOTE, said, mend, n=there, least=least)


def _finding(
    view: ZoneView, check: str, state: State, said: str, mend: str, **words: str | int
) -> Finding:
    known = {"zone": view.name, "id": view.id, **words}
    return Finding(check, state, said.format(**known), mend.format(**known))
