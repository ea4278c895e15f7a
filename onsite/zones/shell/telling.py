"""Zones for the shell, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from onsite.language import _, ngettext
from onsite.zones import wording
from onsite.zones.camera import wording as camera_wording
from onsite.zones.capacity import wording as capacities
from onsite.zones.capacity.rules import coordinators
from onsite.zones.exporting.phrases import clock, moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onsite.zones.camera.views import Hint
    from onsite.zones.counting.service import Recounted
    from onsite.zones.counting.views import Absorbed, Base, Drift, OwnTap, Standing
    from onsite.zones.evacuation.views import Evacuation
    from onsite.zones.presence.views import Balance
    from onsite.zones.shell.opened import Opened
    from onsite.zones.views import Survey, ZoneView

KEY = 8
"""Characters of a recount's key: they tell it from all others of a zone."""
_SHOWN = 10


class Known(NamedTuple):
    """What is known of one zone besides what the list shows."""

    bases: Sequence[Base]
    """Recounts and closes of a day, the oldest first."""
    absorbed: Sequence[Absorbed]
    drift: Drift
    hint: Hint | None
    """Of its camera; None where none has watched."""


def survey(found: Survey) -> Iterator[str]:
    """All zones, a line each; what needs somebody is written out."""
    names = [("  " if each.within else "") + each.name for each in found.zones]
    wide = max(map(cell_len, names), default=0)
    for name, each in zip(names, found.zones, strict=True):
        yield f"{name}{' ' * (wide - cell_len(name))}  {' · '.join(_short(each))}"
    total = _("{people} in all").format(people=wording.number(found.total))
    if found.incomplete:
        total = _("{people} in all, incomplete: not everything is counted, or not lately").format(
            people=wording.number(found.total)
        )
    yield total
    if found.balance is not None and found.balance.alarms:
        yield balance(found.balance)


def _short(zone: ZoneView) -> Iterator[str]:
    if zone.stop_entry:
        yield _("STOP ENTRY")
    if not zone.counted:
        if zone.evacuation is not None:
            # Not that nobody is left: that is not known.
            yield _("EXERCISE of an evacuation") if zone.evacuation.drill else _("EVACUATION")
        yield _("nobody has counted it yet")
        if zone.capacity.people is not None:
            yield _("holds {people}").format(people=zone.capacity.people)
        return
    if zone.people < 0:
        yield _("DEFICIT")
    yield wording.people(zone.people, zone.capacity.people, zone.percent)
    if zone.per_m2 is not None:
        yield wording.density(zone.per_m2, zone.service)
    if zone.danger:
        yield _("DANGEROUSLY DENSE")
    if zone.evacuation is not None:
        yield wording.evacuation(zone.evacuation, zone.estimate)
    else:
        yield wording.forecast(zone.forecast)
    if zone.stale_ms is not None:
        yield _("STALE: nothing for {age}").format(age=wording.age(zone.stale_ms))


def zone(at: Opened, found: ZoneView, more: Known) -> Iterator[str]:
    """One zone, with all that is known of it."""
    plan = at.plan
    yield " · ".join((found.name, *_short(found)))
    yield _("Limits:")
    limits = capacities.limits(plan, found.capacity)
    yield from _below(limits or [_("nothing limits it in the plan")])
    dense = capacities.density_basis(plan, found.capacity)
    if dense:
        yield _("Density: {basis}").format(basis=dense)
    there = capacities.ways(plan, found.id, found.capacity.blocked)
    if there:
        yield _("Ways out:")
        yield from _below(there)
        yield _("To empty it: {time}").format(time=wording.estimate(found.estimate))
    if plan.zones[found.id].supervised or found.capacity.signed_on:
        rule = coordinators(found.capacity.signed_on, plan.crowd)
        yield capacities.staffing(plan, found.capacity, rule)
        yield capacities.managers(plan, found.capacity, found.people)
    yield _("By hand: {count}").format(count=_hand(found.by_hand))
    yield from _below(_counters(at, found.by_hand))
    if found.by_badges is not None:
        gap = found.by_hand.total - found.by_badges.people
        yield _("By badges: {people}; by hand less badges: {gap}").format(
            people=wording.number(found.by_badges.people), gap=wording.signed(gap)
        )
    if more.hint is not None:
        yield camera_wording.hint(more.hint)
    if more.bases:
        yield _("Counted anew:")
        yield from _below(base(at, each) for each in reversed(more.bases))
    if more.absorbed:
        yield _("Came too late, and is in the recount already:")
        yield from _below(_late(at, more.absorbed))
    yield _("Drift: {drift}").format(drift=wording.drift(plan, more.drift))


def base(at: Opened, each: Base) -> str:
    """A recount or the close of a day, with the key that withdraws it."""
    off = wording.signed(each.people - each.expected)
    said = [_("{at}: {people}").format(at=moment(at.plan, each.cut_ms), people=each.people)]
    if each.how == "day":
        closed = _("close of {day}, {residual} left over: {because}")
        said.append(
            closed.format(
                day=each.day,
                residual=wording.number(each.expected),
                because=wording.because(each.because),
            )
        )
    else:
        expected = _("expected {expected}, set right by {off}")
        said.append(expected.format(expected=wording.number(each.expected), off=off))
    if each.rows:
        said.append(
            ngettext("{n} row of seats", "{n} rows of seats", len(each.rows)).format(
                n=len(each.rows)
            )
        )
    key = f"[{each.key[:KEY]}]" if each.how == "recount" else ""
    said += [at.person(each.operator), each.note, key]
    return " · ".join(filter(None, said))


def counted(at: Opened, standing: Standing) -> str:
    """What a count says after an act."""
    return _("{zone}: {count}").format(zone=at.name(standing.zone), count=_hand(standing))


def recounted(at: Opened, done: Recounted) -> str:
    """What came of counting everybody anew."""
    said = _("{zone}: {people} counted; the count had said {expected}: set right by {error}.")
    lines = [
        said.format(
            zone=at.name(done.standing.zone),
            people=wording.number(done.expected + done.error),
            expected=wording.number(done.expected),
            error=wording.signed(done.error),
        ),
        counted(at, done.standing),
    ]
    return "\n".join(lines)


def closed(at: Opened, done: Recounted) -> str:
    """That a day is over."""
    said = _("{zone}: the day is closed with {residual} left over; the next begins with {people}.")
    return said.format(
        zone=at.name(done.standing.zone),
        residual=wording.number(done.expected),
        people=wording.number(done.expected + done.error),
    )


def undone(at: Opened, own: OwnTap) -> str:
    """What was taken back."""
    when = clock(at.plan, own.at_ms)
    if own.to_zone:
        said = _("Taken back: {people} from {zone} to {other} at {at}.").format(
            people=own.people, zone=at.name(own.zone), other=at.name(own.to_zone), at=when
        )
    elif own.people > 0:
        said = _("Taken back: {people} in at {at}.").format(people=own.people, at=when)
    else:
        said = _("Taken back: {people} out at {at}.").format(people=-own.people, at=when)
    if own.in_base:
        said += " " + _("A recount has it already, so the total stays.")
    return said


def evacuating(at: Opened, stood: Evacuation, now: ZoneView) -> Iterator[str]:
    """How emptying a zone goes."""
    yield " · ".join((at.name(stood.zone), wording.evacuation(stood, now.estimate)))
    for each in now.capacity.blocked:
        way = capacities.way_name(at.plan, stood.zone, each.way)
        yield f"{way}: {capacities.blocked_line(at.plan, each)}"


def balance(found: Balance) -> str:
    """People in the zones against people inside by the gates."""
    said = _("In the zones {zones}, by the gates {gates}: {difference}, {tolerance} allowed.")
    line = said.format(
        zones=wording.number(found.in_zones),
        gates=wording.number(found.by_gates),
        difference=wording.signed(found.difference),
        tolerance=found.tolerance,
    )
    if found.alarms:
        line = " ".join((_("TOO FAR APART:"), line))
    if found.incomplete:
        line += " " + _("Not every zone is counted, or not lately.")
    return line


def camera(found: Hint | None) -> str:
    """A camera's hint; what to look at where there is none."""
    if found is None:
        return _("its camera has not watched yet; it does once an app runs at its station")
    return camera_wording.hint(found)


def _hand(standing: Standing) -> str:
    """A total by hand, and from where on it was counted."""
    parts = [_("{people} in it").format(people=wording.number(standing.total))]
    if standing.total < 0:
        parts.append(_("DEFICIT: more have left than came; count everybody anew"))
    since = _("{came} in, {left} out").format(came=standing.came, left=standing.left)
    if standing.base is not None:
        since = _("{came} in, {left} out since {people} were counted").format(
            came=standing.came, left=standing.left, people=standing.base.people
        )
    return " · ".join((*parts, since))


def _counters(at: Opened, standing: Standing) -> Iterator[str]:
    for each in standing.counters[:_SHOWN]:
        yield _("{who}: {came} in, {left} out, last at {at}").format(
            who=at.person(each.operator),
            came=each.came,
            left=each.left,
            at=clock(at.plan, each.last_ms),
        )


def _late(at: Opened, absorbed: Sequence[Absorbed]) -> Iterator[str]:
    for each in absorbed[-_SHOWN:]:
        yield _("{at}: {people}, by {who}").format(
            at=moment(at.plan, each.at_ms),
            people=wording.signed(each.people),
            who=at.person(each.operator),
        )
    more = len(absorbed) - _SHOWN
    if more > 0:
        said = ngettext("{n} more, earlier", "{n} more, earlier", more)
        yield said.format(n=more)


def _below(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
