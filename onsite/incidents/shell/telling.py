"""Incidents for the shell: as lines, and as objects for --json."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from onsite.clock import from_ms
from onsite.fact_words import fact as called
from onsite.incidents import wording
from onsite.incidents.lines import said
from onsite.incidents.log import acking
from onsite.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from onsite.incidents.lines import Known
    from onsite.incidents.outcomes import Outcome
    from onsite.incidents.views import Attachment, Incident, Line, Task
    from onsite.plan.model import Plan

NO_TIME = timedelta()
_MINUTE_MS = 60_000


def outcome_object(outcome: Outcome) -> dict[str, Any]:
    """What came of an act."""
    return {
        "what": outcome.what,
        "deed": outcome.deed,
        "incident": outcome.incident,
        "number": outcome.number,
        "why": outcome.why,
        "roles": list(outcome.roles),
        "missing": list(outcome.missing),
        "other": outcome.other,
        "entry": outcome.entry,
    }


def line(plan: Plan, incident: Incident, into: str = "") -> str:
    """An incident in one line.

    Args:
        plan: the plan in force.
        incident: what is told.
        into: of a duplicate, the number of the one that goes on.
    """
    parts = [incident.number]
    if incident.drill:
        parts.append(_(wording.EXERCISE))
    if incident.veiled:
        parts.append(_(wording.RESTRICTED))
    else:
        parts.append(wording.severity_name(plan, incident.severity))
        parts.append(wording.types_in_words(plan, incident.types))
    where = (wording.zone_name(plan, incident.zone), incident.place)
    parts += [each for each in where if each]
    goes_on = _("goes on in {number}").format(number=into)
    parts.append(goes_on if into else wording.state(incident.state))
    parts.append(f"{plan.local(from_ms(incident.happened_ms)):%H:%M}")
    parts += [incident.text] if incident.text else []
    return " · ".join(parts)


def unheeded(plan: Plan, incident: Incident, now_ms: int) -> str:
    """That nobody has an incident who should by now; empty where it is in time."""
    minutes = acking.late_ms(plan.response, incident, now_ms) // _MINUTE_MS
    late = _("nobody has it, {n} min late").format(n=minutes)
    return f" · {late}" if minutes else ""


def about(
    plan: Plan,
    incident: Incident,
    names: Mapping[str, str],
    where: Callable[[Attachment], str],
) -> list[str]:
    """What hangs on an incident: units, tasks, files, duplicates.

    Args:
        plan: the plan in force.
        incident: what is told.
        names: of contacts and operators, by id.
        where: where a file lies.
    """
    parts = []
    for unit in incident.units:
        if unit.assigned:
            who = names.get(unit.unit, unit.unit)
            told = _("there: {who}, {role}") if unit.role else _("there: {who}")
            parts.append(told.format(who=who, role=unit.role))
    parts += [_task(plan, names, place, each) for place, each in enumerate(incident.tasks, 1)]
    parts += [
        _("file: {name}, {size} bytes, {where}").format(
            name=each.name, size=each.size, where=where(each)
        )
        for each in incident.attachments
    ]
    if incident.outcome:
        parts.append(
            _("outcome: {outcome} ({responsible})").format(
                outcome=incident.outcome, responsible=incident.responsible or "–"
            )
        )
    many = len(incident.members)
    if many:
        parts.append(ngettext("{n} duplicate", "{n} duplicates", many).format(n=many))
    return parts


def _task(plan: Plan, names: Mapping[str, str], place: int, task: Task) -> str:
    """A task with who does it and by when; it is named by its place."""
    told = _("task {n}, done: {text}") if task.done else _("task {n}: {text}")
    role = wording.role_name(plan, task.role) if task.role else ""
    parts = [told.format(n=place, text=task.text), names.get(task.owner, task.owner), role]
    if task.due_ms is not None:
        parts.append(_("by {at}").format(at=f"{plan.local(from_ms(task.due_ms)):%H:%M}"))
    return " · ".join(each for each in parts if each)


def of_timeline(known: Known, each: Line, shown: str) -> str:
    """One entry of a timeline.

    Args:
        known: what the ids in it stand for.
        each: the entry.
        shown: the id of the incident whose timeline it is.
    """
    plan = known.plan
    happened = plan.local(from_ms(each.happened_ms))
    parts = [f"{happened:%H:%M:%S}"]
    if each.late:
        typed = plan.local(from_ms(each.at_ms))
        parts.append(_("late: typed {at}").format(at=f"{typed:%H:%M:%S}"))
    of = known.numbers.get(each.incident, "") if each.incident != shown else ""
    parts += [each.name, of, each.operator, called(each.kind), said(known, each)]
    if each.strike is not None:
        parts.append(
            _("STRUCK by {who}: {reason}").format(
                who=each.strike.operator, reason=each.strike.reason
            )
        )
    if not each.counts:
        parts.append(_("came too late, changed nothing"))
    return "  ".join(part for part in parts if part)


def incident_object(incident: Incident) -> dict[str, Any]:
    """An incident as it stands."""
    return {
        "id": incident.id,
        "number": incident.number,
        "drill": incident.drill,
        "restricted": incident.restricted,
        "veiled": incident.veiled,
        "types": list(incident.types),
        "severity": incident.severity,
        "state": incident.state,
        "zone": incident.zone,
        "place": incident.place,
        "text": incident.text,
        "happened": at(incident.happened_ms),
        "typed": at(incident.at_ms),
        "acknowledged": at(incident.acked_ms),
        "acknowledged_by": incident.acked_by,
        "author": incident.author,
        "reporter": incident.reporter,
        "station": incident.station,
        "outcome": incident.outcome,
        "responsible": incident.responsible,
        "forced": incident.forced,
        "reopened": incident.reopened,
        "merged_into": incident.into,
        "duplicates": list(incident.members),
        **_parts(incident),
    }


def _parts(incident: Incident) -> dict[str, Any]:
    return {
        "units": [
            {"unit": each.unit, "role": each.role, "assigned": each.assigned}
            for each in incident.units
        ],
        "tasks": [
            {
                "task": each.id,
                "text": each.text,
                "owner": each.owner,
                "role": each.role,
                "due": at(each.due_ms or 0),
                "done": each.done,
                "done_by": each.done_by,
            }
            for each in incident.tasks
        ],
        "files": [
            {
                "sha256": each.sha256,
                "name": each.name,
                "size": each.size,
                "media": each.media,
                "station": each.station,
            }
            for each in incident.attachments
        ],
    }


def line_object(each: Line) -> dict[str, Any]:
    """One entry of a timeline."""
    details = dict(each.details)
    if "frozen" in details:
        details["frozen"] = json.loads(details["frozen"])
    return {
        "entry": each.name,
        "kind": each.kind,
        "incident": each.incident,
        "operator": each.operator,
        "station": each.station,
        "happened": at(each.happened_ms),
        "typed": at(each.at_ms),
        "late": each.late,
        "counts": each.counts,
        "struck": each.strike.reason if each.strike is not None else None,
        "struck_by": each.strike.operator if each.strike is not None else "",
        "details": details,
    }


def at(ms: int) -> str | None:
    """An instant in milliseconds UTC since 1970, by ISO 8601; None for none."""
    return from_ms(ms).isoformat() if ms else None
