"""One fact folded into an incident's row, from values alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from onsite.incidents.facts import (
    IncidentReported,
    PlaceChanged,
    RestrictedSet,
    SeverityChanged,
    StateChanged,
    TypesChanged,
)
from onsite.incidents.log import states
from onsite.incidents.paging.facts import Acked, PolicyFrozen

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from onsite.incidents.facts import OfIncident
    from onsite.journal.entry import Entry
    from onsite.journal.fold import Row

_MAY_BE_IDLE = (
    *(IncidentReported, TypesChanged, SeverityChanged, PlaceChanged, StateChanged),
    RestrictedSet,
)


def after(row: Row, entry: Entry, fact: OfIncident) -> Row:
    """The row once this is said, too."""
    change = next((each for kind, each in _CHANGES.items() if isinstance(fact, kind)), None)
    return {**row, **change(row, entry, fact)} if change is not None else row


def may_be_idle(fact: OfIncident) -> bool:
    """Whether it is of a kind that may change nothing: one that came too late, or twice."""
    return isinstance(fact, _MAY_BE_IDLE)


def empty(fact: OfIncident) -> Row:
    """The row of an incident of which nothing is known yet."""
    texts = ("station", "author", "prefix", "severity", "zone", "place", "reporter", "text")
    ends = ("state_by", "severity_by", "acked_by", "outcome", "responsible", "policy", "policy_by")
    numbers = ("count", "at_ms", "happened_ms", "state_ms", "acked_ms", "reopened", "time")
    return {
        "incident": fact.incident,
        "subject": fact.subject,
        **dict.fromkeys((*texts, *ends), ""),
        **dict.fromkeys(numbers, 0),
        **dict.fromkeys(("reported", "drill", "forced", "restricted"), False),
        "types": "[]",
        "past": "[]",
        "state": states.NEW,
    }


def no_task(incident: str, subject: str, task: str) -> Row:
    """The row of a task of which nothing is known yet."""
    of = {"incident": incident, "subject": subject, "task": task}
    texts = {"text": "", "owner": "", "done_by": "", "role": ""}
    numbers = {"due_ms": None, "at_ms": 0, "done_ms": 0, "time": 0}
    return {**of, **texts, **numbers, "added": False, "done": False}


def _reported(row: Row, entry: Entry, fact: IncidentReported) -> Row:
    """What was said of it before, by a clock that is ahead, stays."""
    if row["reported"]:
        return {}
    types = {*json.loads(row["types"]), *fact.types}
    return {
        "reported": True,
        "station": entry.station,
        "author": entry.operator,
        "prefix": fact.prefix,
        "count": fact.count,
        "drill": fact.drill,
        "types": json.dumps(sorted(types), ensure_ascii=False),
        "severity": row["severity"] or fact.severity,
        "zone": row["zone"] or fact.zone,
        "place": row["place"] or fact.place,
        "reporter": fact.reporter,
        "text": fact.text,
        "at_ms": fact.at_ms,
        "happened_ms": fact.happened_ms,
        "state_ms": row["state_ms"] or fact.at_ms,
        "restricted": row["restricted"] or fact.restricted,
    }


def _types(row: Row, _entry: Entry, fact: TypesChanged) -> Row:
    types = ({*json.loads(row["types"])} | {*fact.added}) - {*fact.removed}
    return {"types": json.dumps(sorted(types), ensure_ascii=False)}


def _severity(row: Row, entry: Entry, fact: SeverityChanged) -> Row:
    past = _put_behind(row, fact.after, row["severity_by"])
    if _ref(entry) in json.loads(row["past"]):
        return past
    again = states.opened_by_raise(row["state"], fact.seen, raised=fact.raised)
    opened = _reopened(row, entry, fact.at_ms) if again else {}
    return {**past, **opened, "severity": fact.to, "severity_by": _ref(entry)}


def _place(_row: Row, _entry: Entry, fact: PlaceChanged) -> Row:
    said = {"zone": fact.zone, "place": fact.place}
    return {key: value for key, value in said.items() if value is not None}


def _state(row: Row, entry: Entry, fact: StateChanged) -> Row:
    past = _put_behind(row, fact.after, row["state_by"])
    is_past = _ref(entry) in json.loads(row["past"])
    if is_past or not states.counts(row["state"], fact.to, fact.seen):
        return past
    if fact.to == states.CLOSED:
        said = {"outcome": fact.outcome, "responsible": fact.responsible, "forced": fact.forced}
    else:
        said = _reopened(row, entry, fact.at_ms) if row["state"] == states.CLOSED else {}
    return {**past, **said, **_stands(entry, fact.to, fact.at_ms)}


def _put_behind(row: Row, after: str, stands: str) -> Row:
    """A word that knew of another one is the later one, whatever their clocks say."""
    if not after or after == stands:
        return {}
    past = {*json.loads(row["past"]), after}
    return {"past": json.dumps(sorted(past), ensure_ascii=False)}


def _stands(entry: Entry, state: str, at_ms: int) -> Row:
    return {"state": state, "state_ms": at_ms, "state_by": _ref(entry)}


def _ref(entry: Entry) -> str:
    return f"{entry.station}/{entry.number}"


def _restricted(_row: Row, _entry: Entry, fact: RestrictedSet) -> Row:
    return {"restricted": fact.on}


def _acked(row: Row, entry: Entry, fact: Acked) -> Row:
    said: Row = {}
    if not row["acked_ms"]:
        said = {"acked_ms": fact.at_ms, "acked_by": fact.person}
    if row["state"] == states.NEW and _ref(entry) not in json.loads(row["past"]):
        said |= _stands(entry, states.ACKNOWLEDGED, fact.at_ms)
    return said


def _policy(row: Row, entry: Entry, fact: PolicyFrozen) -> Row:
    past = _put_behind(row, fact.after, row["policy_by"])
    if _ref(entry) in json.loads(row["past"]):
        return past
    return {**past, "policy": fact.policy.model_dump_json(), "policy_by": _ref(entry)}


def _reopened(row: Row, entry: Entry, at_ms: int) -> Row:
    gone = {"outcome": "", "responsible": "", "forced": False}
    return {**gone, **_stands(entry, states.NEW, at_ms), "reopened": row["reopened"] + 1}


_CHANGES: dict[type[OfIncident], Callable[[Row, Entry, Any], Row]] = {
    IncidentReported: _reported,
    TypesChanged: _types,
    SeverityChanged: _severity,
    PlaceChanged: _place,
    StateChanged: _state,
    RestrictedSet: _restricted,
    Acked: _acked,
    PolicyFrozen: _policy,
}
