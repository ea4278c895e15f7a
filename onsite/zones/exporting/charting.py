"""The chart of a zone on paper: who was in it, how many it holds, where it was counted anew."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from onsite.clock import from_ms
from onsite.language import _
from onsite.paper.sheet import Chart, Curve
from onsite.zones import wording
from onsite.zones.history.span import Span, round_step, ticks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.plan.model import Plan
    from onsite.zones.exporting.gathering import Told

_HOUR_MS = 3_600_000
_MS = timedelta(milliseconds=1)
_ACROSS = 150
"""Room for the ticks, as the cells of a screen: a tick takes twelve of them."""
_UP = 6
"""Ticks of people at most."""
_TOO_HIGH = 4
"""A capacity that is so many times more than ever were there would flatten the line."""


def shown(plan: Plan, told: Told) -> Span | None:
    """What a chart shows: while anything was counted, in whole hours by the event's clock.

    None where nothing was.
    """
    if told.known is None:
        return None
    first, last = told.known
    # Where its zone is off by half an hour, so are its hours, from those of UTC.
    past = (plan.local(from_ms(first)).utcoffset() or timedelta()) // _MS
    begins = (first + past) // _HOUR_MS * _HOUR_MS - past
    hours = max(1, -(-(last - begins) // _HOUR_MS))
    return Span(begins, begins + hours * _HOUR_MS)


def chart(plan: Plan, told: Told) -> Chart | None:
    """The chart of a zone; None where nothing was counted."""
    span = shown(plan, told)
    if span is None or not told.points:
        return None
    holds = _holds(told)
    people = [0, *(each[1] for each in told.points), *(each for _at, each in holds)]
    step = round_step(max(people) - min(people) or 1, _UP)
    # A deficit is shown, however small; but it takes no more of the chart than it is.
    bottom, top = min(people), -(-max(people) // step) * step or step
    curves = [Curve(_("People in it"), _points(told.points, span, bottom, top))]
    if holds:
        stair = [(span.from_ms, holds[0][1]), *holds[1:], (span.until_ms, holds[-1][1])]
        curves.append(Curve(_named(holds), _points(stair, span, bottom, top), dashed=True))
    recounts = tuple(_across(span, each.cut_ms) for each in told.bases)
    return Chart(
        alt(plan, told),
        tuple(curves),
        tuple((_across(span, at), name) for at, name in ticks(plan, span, _ACROSS)),
        tuple(
            ((at - bottom) / (top - bottom), wording.number(at))
            for at in range(top, bottom - 1, -step)
        ),
        recounts,
        _("Counted anew") if recounts else "",
    )


def alt(plan: Plan, told: Told) -> str:
    """What the chart shows, in a sentence."""
    first, last = told.points[0], told.points[-1]
    most = told.highest or first
    said = _(
        "People in {zone} from {first} to {last}: {begin} at first, {most} at most at {at}, "
        "{end} at last."
    )
    return said.format(
        zone=told.name,
        first=_clock(plan, first[0]),
        last=_clock(plan, last[0]),
        begin=wording.number(first[1]),
        most=wording.number(most[1]),
        at=_clock(plan, most[0]),
        end=wording.number(last[1]),
    )


def _clock(plan: Plan, ms: int) -> str:
    return f"{plan.local(from_ms(ms)):%H:%M}"


def _named(holds: list[tuple[int, int]]) -> str:
    """How many it could hold while it was counted, in words."""
    people = [each for _at, each in holds]
    if min(people) == max(people):
        return _("Holds {capacity}").format(capacity=people[0])
    return _("Holds {least} to {most}").format(least=min(people), most=max(people))


def _holds(told: Told) -> list[tuple[int, int]]:
    """How many it could hold, from each instant on; none where it would flatten the line."""
    most = told.highest
    if told.known is None or most is None:
        return []
    first, last = told.known
    steps = [(first, told.holds(first))]
    steps += [each for each in told.course.holds if first < each[0] <= last]
    found = [(at_ms, people) for at_ms, people in steps if people is not None]
    high = max((people for _at, people in found), default=0)
    return found if high <= _TOO_HIGH * max(most[1], 1) else []


def _points(
    points: Sequence[tuple[int, int]], span: Span, bottom: int, top: int
) -> tuple[tuple[float, float], ...]:
    """With the corners of a stair: nobody comes by and by."""
    found: list[tuple[float, float]] = []
    for at_ms, people in points:
        x, y = _across(span, at_ms), (people - bottom) / (top - bottom)
        if found and found[-1][1] != y:
            found.append((x, found[-1][1]))
        found.append((x, y))
    return tuple(found)


def _across(span: Span, at_ms: int) -> float:
    return (at_ms - span.from_ms) / (span.until_ms - span.from_ms)
