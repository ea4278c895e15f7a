"""The words by which a line names what the plan has, and what it is read as, in words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from onsite.incidents import wording
from onsite.incidents.oneline.reading import Reading, read
from onsite.incidents.oneline.words import Words
from onsite.incidents.people import name_of, to_be_named
from onsite.incidents.rules import usual_severity

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.incidents.oneline.reading import Kind
    from onsite.plan.model import Plan


def words(rows: Connection, plan: Plan) -> Words:
    """What a line may name, in the language in use, too."""
    response = plan.response
    return Words(
        types={
            key: tuple(dict.fromkeys((wording.type_name(plan, key), *each.keys)))
            for key, each in response.types.items()
        },
        zones={key: (zone.name,) for key, zone in plan.zones.items()},
        people=to_be_named(rows, plan),
        severities=tuple(response.severities),
        elsewhere=tuple(each.name for each in plan.checkpoints.values()),
    )


def read_line(plan: Plan, known: Words, line: str, now: datetime) -> Reading:
    """What a line says.

    Args:
        plan: the plan in force.
        known: of `words`, read once for many lines.
        line: as it is typed.
        now: the present, aware.
    """
    future = timedelta(seconds=plan.response.rules.future_s)
    return read(line, known, plan.local(now), future)


def preview(plan: Plan, known: Words, reading: Reading) -> tuple[tuple[Kind, str], ...]:
    """What was read, in words, in the order in which it is shown."""
    types = reading.types or (plan.response.rules.type,)
    found: list[tuple[Kind, str]] = [("type", wording.types_in_words(plan, types))]
    if reading.zone:
        found.append(("zone", wording.zone_name(plan, reading.zone)))
    found.append(("severity", wording.severity_name(plan, severity_of(plan, reading))))
    found += [("person", name_of(plan, each, known.people)) for each in reading.people]
    if reading.happened is not None:
        found.append(("time", f"{plan.local(reading.happened):%H:%M}"))
    return (*found, ("text", reading.text))


def severity_of(plan: Plan, reading: Reading) -> str:
    """The severity of a line; where it says none, that of its types."""
    types = reading.types or (plan.response.rules.type,)
    return reading.severity or usual_severity(plan.response, types)
