"""The activity log as form ICS 214 of the Incident Command System has it.

The numbers and names of its boxes are those of the form of FEMA, version 3, which is in the public
domain; they stand in English beside their translation, as whoever reads it knows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.incidents.exporting import phrases
from onsite.incidents.facts import UnitAssigned
from onsite.language import _, current
from onsite.paper.sheet import Fields, Grid, Heading, Row, Sheet, Signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.incidents.exporting.gathering import Given
    from onsite.incidents.lines import Known
    from onsite.incidents.views import Line


@dataclass(frozen=True, slots=True)
class Unit:
    """Whose activity log it is."""

    name: str
    position: str = ""
    agency: str = ""
    """Empty: the event."""
    operator: str = ""
    """Only what they typed, by id or name; empty for what everybody did."""
    prepared_by: str = ""


def activity_log(given: Given, unit: Unit) -> Sheet:
    """The sheet of the form."""
    plan = given.plan
    numbers = _(", ").join(each.incident.number for each in given.told)
    pairs = (
        (_box("1 Incident Name", _("Incident")), f"{plan.event.name}: {numbers}"),
        (_box("2 Operational Period", _("Period")), _period(given)),
        (_box("3 Name", _("Name")), unit.name),
        (_box("4 ICS Position", _("Position")), unit.position),
        (_box("5 Home Agency", _("Organization")), unit.agency or plan.event.name),
    )
    name, position = _box("Name", _("Name")), _box("ICS Position", _("Position"))
    resources = Grid(
        (name, position, _box("Home Agency", _("Organization"))),
        (60, 60, 0),
        tuple(_resources(given)),
    )
    time = _box("Date/Time", _("Time"))
    log = Grid(
        (time, _box("Notable Activities", _("What happened"))),
        (36, 0),
        tuple(_activities(given, unit)),
    )
    return Sheet(
        "ICS 214",
        " · ".join(["Activity Log", phrases.as_of(given)]),
        phrases.label(given),
        (
            Fields(pairs),
            Heading(_box("6 Resources Assigned", _("Who was sent there")), 2),
            resources,
            Heading(_box("7 Activity Log", _("What happened")), 2),
            log,
            Heading(_box("8 Prepared by", _("Made by")), 2),
            Fields(((name, unit.prepared_by), (position, unit.position))),
            Signed((_box("Signature", _("Signature")), time)),
        ),
        phrases.banner(given),
    )


def _box(english: str, translated: str) -> str:
    """The name of a box as the form has it, and in the language in use where that is another."""
    return english if current() == "en" else f"{english} ({translated})"


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


def _is(known: Known, operator: str, said: str) -> bool:
    """Whether an operator is who was named, by id or by name."""
    return said.casefold() in {operator.casefold(), known.person(operator).casefold()}


def _activities(given: Given, unit: Unit) -> Iterator[Row]:
    lines: list[Line] = [
        line
        for told in given.told
        for line in told.lines
        if phrases.is_notable(line)
        and (not unit.operator or _is(given.known, line.operator, unit.operator))
    ]
    numbers = given.known.numbers
    for line in sorted(lines, key=lambda each: (each.happened_ms, each.time)):
        # Each line with its number: a log of several incidents is read from top to bottom.
        what = phrases.what(given.known, line, line.incident)
        number = numbers.get(line.incident, "")
        happened = phrases.moment(given.plan, line.happened_ms)
        remarks = phrases.remarks(given.known, line)
        cells = (happened, f"{number} · {what}")
        yield Row(cells, remarks, struck=line.strike is not None)
