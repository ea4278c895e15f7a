"""What stands on the sheet of a handover: what is open, promised, running, typed since the last.

A sheet is frozen with the handover, so what is restricted stands there with no more than its
number, zone and state. All instants are milliseconds UTC since 1970.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from onsite.clock import from_ms
from onsite.incidents.equipment import reading as checklists
from onsite.incidents.equipment import rounds
from onsite.incidents.paging.board import lines
from onsite.incidents.paging.looking import Looker
from onsite.incidents.tables import IncidentEntryRow
from onsite.journal.fold import table_of
from onsite.journal.tables import StationRow
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from onsite.incidents.paging.looking import Looked
    from onsite.incidents.views import Incident
    from onsite.plan.model import Plan
    from onsite.sync.clock.moments import Moment

    Sheet = dict[str, Any]

_ENTRY, _STATION = table_of(IncidentEntryRow), table_of(StationRow)
_HEADS = Prepared(
    select(_STATION.c.station, _STATION.c.last_number, _STATION.c.last_hash)
    .where(_STATION.c.last_number > 0)
    .order_by(_STATION.c.station)
)
_TYPED = Prepared(
    select(func.count().label("typed")).where(
        _ENTRY.c.station == bindparam("station"), _ENTRY.c.number > bindparam("after")
    )
)


def made(
    rows: Connection,
    plan: Plan,
    station: str,
    moment: Moment,
    before: Sheet | None,
    promises: Iterable[str],
) -> Sheet:
    """The sheet as of a moment.

    Args:
        rows: the store.
        plan: the plan in force.
        station: this one.
        moment: the present.
        before: the last sheet that was taken; None for none.
        promises: what was promised besides the tasks, in words.
    """
    looked = Looker(station).look(rows, moment)
    waiting = _waiting(looked)
    return {
        "at_ms": moment.at_ms,
        "since_ms": before["at_ms"] if before is not None else 0,
        "open": [_open(each) for each in waiting],
        "tasks": [task for each in waiting for task in _tasks(each)],
        "promises": list(promises),
        "timers": _timers(looked),
        "equipment": list(_equipment(rows, plan, moment.at_ms)),
        "entries": _entries(rows, before),
    }


def written(sheet: Sheet) -> tuple[str, str]:
    """A sheet as JSON that is always the same, and its hash (SHA-256)."""
    text = json.dumps(sheet, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text, hashlib.sha256(text.encode()).hexdigest()


def typed_since(rows: Connection, sheet: Sheet) -> int:
    """How many entries of incidents there are that the sheet does not know of."""
    known = {each["station"]: each["last"] for each in sheet["entries"]}
    count = 0
    for head in _HEADS.all(rows, {}):
        asked = {"station": head["station"], "after": known.get(head["station"], 0)}
        count += sum(row["typed"] for row in _TYPED.all(rows, asked))
    return count


def _waiting(looked: Looked | None) -> list[Incident]:
    every = looked.incidents.values() if looked is not None else ()
    found = (each for each in every if each.is_open)
    return sorted(found, key=lambda each: (each.drill, -each.rank, each.at_ms, each.id))


def _open(incident: Incident) -> dict[str, Any]:
    shown = {
        "incident": incident.id,
        "number": incident.number,
        "drill": incident.drill,
        "zone": incident.zone,
        "state": incident.state,
        "restricted": incident.restricted,
    }
    if incident.restricted:
        return shown
    names = ("types", "severity", "place", "text", "acked_by", "happened_ms")
    units = [each.unit for each in incident.units if each.assigned]
    return {**shown, **{name: getattr(incident, name) for name in names}, "units": units}


def _tasks(incident: Incident) -> list[dict[str, Any]]:
    if incident.restricted:
        return []
    return [
        {
            "number": incident.number,
            "text": each.text,
            "owner": each.owner,
            "due_ms": each.due_ms,
        }
        for each in incident.tasks
        if not each.done
    ]


def _timers(looked: Looked | None) -> list[dict[str, Any]]:
    if looked is None:
        return []
    return [
        {
            "number": looked.incidents[each.incident].number,
            "coming": "alarm" if each.alarm else each.coming,
            "next_ms": each.next_ms,
            "step": each.step,
            "people": each.people,
        }
        for each in lines(looked.look, looked.duty.of)
        if each.alarm or each.next_ms is not None
    ]


def _equipment(rows: Connection, plan: Plan, now_ms: int) -> Iterable[Mapping[str, Any]]:
    """The checklists of which something is left to do, or has failed."""
    for key in plan.checklists:
        of = rounds.current(plan, key, from_ms(now_ms))
        if of is None:
            continue
        sheet = checklists.sheet(rows, plan, of)
        failed = [each for each in sheet.items if each.result == "failed"]
        if sheet.unfinished or failed:
            yield {
                "checklist": key,
                "day": of.day.isoformat(),
                "round": of.number,
                "due_ms": of.due_ms,
                "unfinished": len(sheet.unfinished),
                "failed": [
                    {"item": each.text, "backup": each.backup, "on_backup": each.on_backup}
                    for each in failed
                ],
            }


def _entries(rows: Connection, before: Sheet | None) -> list[dict[str, Any]]:
    """Of each station, what it has recorded since the last sheet: the chain until its end."""
    last = {each["station"]: each["last"] for each in (before or {"entries": ()})["entries"]}
    return [
        {
            "station": head["station"],
            "first": min(last.get(head["station"], 0) + 1, head["last_number"]),
            "last": head["last_number"],
            "hash": head["last_hash"],
        }
        for head in _HEADS.all(rows, {})
    ]
