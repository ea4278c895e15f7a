"""The activity log as form ICS 214 of the Incident Command System has it.

The numbers and names of its boxes are those of the form of FEMA, version 3, which is in the public
domain; they stand in English beside their translation, as whoever reads it knows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.incidents.exporting import phrases
from onsite.incidents.exporting.paper import Fields, Grid, Heading, Row, Sheet, Signed
from onsite.incidents.facts import UnitAssigned
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.incidents.exporting.gathering import Given
    from onsite.incidents.views import Line


@dataclass(frozen=True, slots=True)
class Unit:
    """Whose activity log it is."""

    name: str
    position: str = ""
    agency: str = ""
    """Empty: the event."""
    operator: str = ""
    """Only what they typed; empty for what everybody did."""


def activity_log(given: Given, unit: Unit) -> Sheet:
    """The sheet of the form."""
    plan = given.plan
    numbers = _(", ").join(each.incident.number for each in given.told)
    pairs = (
        (f"1 Incident Name: {_('incident')}", f"{plan.event.name}: {numbers}"),
        (f"2 Operational Period: {_('period')}", _period(given)),
        (f"3 Name: {_('name')}", unit.name),
        (f"4 ICS Position: {_('position')}", unit.position),
        (f"5 Home Agency: {_('agency')}", unit.agency or plan.event.name),
    )
    resources = Grid(
        (f"Name: {_('name')}", f"ICS Position: {_('position')}", f"Home Agency: {_('agency')}"),
        (60, 60, 0),
        tuple(_resources(given)),
    )
    log = Grid(
        (f"Date/Time: {_('time')}", f"Notable Activities: {_('what happened')}"),
        (36, 0),
        tuple(_activities(given, unit)),
    )
    return Sheet(
        "ICS 214",
        " · ".join(["Activity Log", phrases.as_of(given)]),
        phrases.label(given),
        (
            Fields(pairs),
            Heading(f"6 Resources Assigned: {_('who was there')}", 2),
            resources,
            Heading(f"7 Activity Log: {_('what happened')}", 2),
            log,
            Heading(f"8 Prepared by: {_('made by')}", 2),
            Fields(((_("name"), unit.name), (_("position"), unit.position))),
            Signed((f"Signature: {_('signature')}", f"Date/Time: {_('time')}")),
        ),
        phrases.banner(given),
    )


def _period(given: Given) -> str:
    """From when to when; what nobody has said, from the first entry to the last one."""
    plan, when = given.plan, given.span
    typed = [line.at_ms for told in given.told for line in told.lines]
    if when.since_ms == 0 and typed:
        when = when._replace(since_ms=min(typed))
    if typed and when.until_ms > max(typed):
        when = when._replace(until_ms=max(typed))
    return phrases.span(plan, when)


def _resources(given: Given) -> Iterator[Row]:
    """Everybody who was sent to one of the incidents, once for each role."""
    roles: dict[tuple[str, str], None] = {}
    for told in given.told:
        for line in told.lines:
            if line.kind == UnitAssigned.kind and line.strike is None:
                roles[line.details["unit"], line.details.get("role", "")] = None
    for unit, role in roles:
        yield Row((given.known.person(unit), role, ""))


def _activities(given: Given, unit: Unit) -> Iterator[Row]:
    lines: list[Line] = [
        line
        for told in given.told
        for line in told.lines
        if not unit.operator or line.operator == unit.operator
    ]
    numbers = given.known.numbers
    for line in sorted(lines, key=lambda each: (each.happened_ms, each.time)):
        # Each line with its number: a log of several incidents is read from top to bottom.
        what = phrases.what(given.known, line, line.incident)
        number = numbers.get(line.incident, "")
        happened = phrases.moment(given.plan, line.happened_ms)
        yield Row((happened, f"{number} · {what}"), struck=line.strike is not None)
