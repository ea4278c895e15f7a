"""A day of the zones on paper: what was counted, how full they were, where the count strayed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _, ngettext, pgettext
from onsite.paper.sheet import Fields, Grid, Heading, Row, Sheet, Words
from onsite.zones import wording
from onsite.zones.capacity import wording as capacities
from onsite.zones.exporting import phrases
from onsite.zones.exporting.charting import chart
from onsite.zones.rules import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.paper.sheet import Block
    from onsite.plan.model import Plan
    from onsite.zones.counting.views import Base
    from onsite.zones.exporting.gathering import Given, Told

_MOST_ABSORBED = 200
"""Rows of what came too late: the rest is in the table, which says so."""


def sheet(given: Given) -> Sheet:
    """The report."""
    plan = given.plan
    counted = [each for each in given.zones if each.known is not None]
    silent = [each.name for each in given.zones if each.known is None]
    blocks: list[Block] = []
    if counted:
        blocks.append(_overview(plan, counted))
    if silent:
        blocks.append(Words(_("Not counted: {zones}.").format(zones=_(", ").join(silent))))
    for each in counted:
        blocks += _zone(given, each)
    parts = [plan.event.name, phrases.span(plan, given.span)]
    if given.as_of_ms:
        parts.append(_("as of {at}").format(at=phrases.moment(plan, given.as_of_ms)))
    parts.append(_("times in {zone}").format(zone=plan.event.zone))
    title = _("Zones, {day}").format(day=given.day)
    return Sheet(title, " · ".join(parts), f"{plan.event.name} · {title}", tuple(blocks))


def _overview(plan: Plan, zones: list[Told]) -> Grid:
    heads = (
        *(_("Zone"), _("Most"), _("At"), _("Holds"), _("Came"), pgettext("people", "Left")),
        *(_("Recounts"), _("Set right"), _("At the end")),
    )
    return Grid(heads, (0, 15, 15, 16, 16, 16, 18, 18, 20), tuple(_line(plan, z) for z in zones))


def _line(plan: Plan, told: Told) -> Row:
    most = told.highest or (0, 0)
    recounts = [each for each in told.bases if each.how == "recount"]
    name = (
        _("{zone} (in {within})").format(zone=told.name, within=plan.zones[told.within].name)
        if told.within
        else told.name
    )
    return Row(
        (
            name,
            wording.number(most[1]),
            phrases.clock(plan, most[0]),
            capacities.people(told.holds(told.course.span.until_ms)),
            str(told.came),
            str(told.left),
            str(len(recounts)),
            wording.signed(sum(each.people - each.expected for each in recounts)),
            wording.number(told.points[-1][1]) if told.points else "",
        )
    )


def _zone(given: Given, told: Told) -> Iterator[Block]:
    plan = given.plan
    yield Heading(told.name)
    yield Fields(tuple(_fields(plan, told)))
    drawn = chart(plan, told)
    if drawn is not None:
        yield drawn
    if told.levels:
        yield Heading(_("Levels"), 2)
        yield _levels(plan, told)
    if told.bases:
        yield Heading(_("Counted anew"), 2)
        yield _bases(given, told)
    if told.absorbed:
        yield from _absorbed(given, told)


def _fields(plan: Plan, told: Told) -> Iterator[tuple[str, str]]:
    if told.by_badges:
        yield _("Counted by"), _("checkpoints")
    yield _("Holds"), _holds(plan, told)
    most = told.highest
    if most is not None:
        said = _("{people} at {at}").format(
            people=wording.number(most[1]), at=phrases.clock(plan, most[0])
        )
        share = percent(most[1], told.holds(most[0]))
        parts = [said] if share is None else [said, wording.percent(share)]
        yield _("Most"), " · ".join(parts)
    yield _("Came and left"), _("{came} in, {left} out").format(came=told.came, left=told.left)


def _holds(plan: Plan, told: Told) -> str:
    """How many it could hold at the end, and by which rule as far as that still holds."""
    people, decisive = told.holds(told.course.span.until_ms), told.capacity.decisive
    if people is None:
        return _("Nothing limits it in the plan.")
    if decisive is not None and decisive.people == people:
        return capacities.limit(plan, decisive)
    return str(people)


def _levels(plan: Plan, told: Told) -> Grid:
    people = pgettext("how many", "People")
    heads = (_("At"), pgettext("of a zone", "Level"), people, _("Holds"), _("Because"))
    rows = (
        Row(
            (
                phrases.clock(plan, each.at_ms),
                _("{level} %").format(level=each.level) if each.level else _("below all"),
                wording.number(each.people),
                str(each.capacity),
                _("people") if each.cause == "people" else _("the capacity changed"),
            )
        )
        for each in told.levels
    )
    return Grid(heads, (18, 24, 22, 22, 0), tuple(rows))


def _bases(given: Given, told: Told) -> Grid:
    people, expected = pgettext("how many", "People"), pgettext("by the count", "Expected")
    heads = (_("For"), people, expected, _("Set right"), _("Who"), _("What"))
    rows = (
        Row(
            (
                phrases.clock(given.plan, each.cut_ms),
                wording.number(each.people),
                wording.number(each.expected),
                wording.signed(each.people - each.expected),
                given.person(each.operator),
                _what(each),
            )
        )
        for each in told.bases
    )
    return Grid(heads, (18, 18, 20, 20, 34, 0), tuple(rows))


def _what(base: Base) -> str:
    if base.how == "day":
        because = wording.because(base.because)
        said = _("{day} closed, {residual} left over: {because}").format(
            day=base.day, residual=wording.number(base.expected), because=because
        )
        return "\n".join(filter(None, (said, base.note)))
    rows = ngettext("{n} row of seats", "{n} rows of seats", len(base.rows))
    return rows.format(n=len(base.rows)) if base.rows else _("Recount")


def _absorbed(given: Given, told: Told) -> Iterator[Block]:
    yield Heading(_("Came too late, and is in the recount already"), 2)
    first = told.absorbed[:_MOST_ABSORBED]
    rows = (
        Row(
            (
                phrases.moment(given.plan, each.at_ms),
                wording.signed(each.people),
                given.person(each.operator),
                each.station[:6],
            )
        )
        for each in first
    )
    heads = (_("Happened"), pgettext("how many", "People"), _("Who"), _("Station"))
    yield Grid(heads, (36, 20, 0, 30), tuple(rows))
    more = len(told.absorbed) - len(first)
    if more:
        said = ngettext("{n} more is in the table.", "{n} more are in the table.", more)
        yield Words(said.format(n=more))
