"""Reading cases: those that wait, those that are closed, one with everything about it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, or_, select

from onsite.cases.facts import CaseOpened, CaseResolved, CaseTaken, OfCase
from onsite.cases.implied import implied
from onsite.cases.rules import is_late
from onsite.cases.tables import CaseRow, CaseStepRow
from onsite.cases.types import type_of, types
from onsite.cases.views import Case, CaseFile, LogLine, Step, StoppingCase
from onsite.clock import from_ms
from onsite.journal import facts as registry
from onsite.journal.fold import table_of
from onsite.journal.folding import fact_of, history
from onsite.journal.hlc import ms_of
from onsite.roster.acts.aliases import aliases, others_of
from onsite.roster.tables import AttendeeRow, CredentialRow
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.cases.implied import ImpliedCase
    from onsite.journal.entry import Entry
    from onsite.plan.model import Plan

_CASE = table_of(CaseRow)
_STEP = table_of(CaseStepRow)
_ATTENDEE = table_of(AttendeeRow)
_CREDENTIAL = table_of(CredentialRow)
_NAMED = _CASE.join(_ATTENDEE, _ATTENDEE.c.attendee == _CASE.c.attendee, isouter=True)
_CASES = (
    select(_CASE, _ATTENDEE.c.name, _ATTENDEE.c.company)
    .select_from(_NAMED)
    .where(_CASE.c.opened.is_(True))
)
_OPEN = Prepared(_CASES.where(_CASE.c.resolved.is_(False)).order_by(_CASE.c.since_ms, _CASE.c.case))
_CLOSED = Prepared(
    _CASES.where(_CASE.c.resolved.is_(True))
    .order_by(_CASE.c.resolved_ms.desc(), _CASE.c.case)
    .limit(bindparam("many"))
)
_ONE = Prepared(_CASES.where(_CASE.c.case == bindparam("case")))
_OF_STATION = Prepared(
    _CASES.where(_CASE.c.opened_station == bindparam("station"))
    .order_by(_CASE.c.since_ms.desc())
    .limit(bindparam("many"))
)
_BY_CODE = Prepared(
    select(_CASE.c.case)
    .where(
        _CASE.c.resolved.is_(False),
        _CASE.c.opened.is_(True),
        or_(
            _CASE.c.code == bindparam("code"),
            _CASE.c.attendee.in_(
                select(_CREDENTIAL.c.attendee).where(_CREDENTIAL.c.code == bindparam("code"))
            ),
        ),
    )
    .order_by(_CASE.c.since_ms, _CASE.c.case)
    .limit(1)
)
_IDS = Prepared(select(_CASE.c.case).where(_CASE.c.opened.is_(True)))
_STEPS = Prepared(select(_STEP).where(_STEP.c.case == bindparam("case")))
_STOPS = (
    select(_CASE.c.attendee, _CASE.c.case, _CASE.c.type)
    .where(_CASE.c.stops.is_(True), _CASE.c.resolved.is_(False), _CASE.c.opened.is_(True))
    .order_by(_CASE.c.since_ms, _CASE.c.case)
)
_STOPPING = Prepared(_STOPS.where(_CASE.c.attendee == bindparam("attendee")).limit(1))
_ALL_STOPPING = Prepared(_STOPS)
_NAMES = select(_ATTENDEE.c.attendee, _ATTENDEE.c.name, _ATTENDEE.c.company).where(
    _ATTENDEE.c.attendee.in_(bindparam("ids", expanding=True))
)
CLOSED = 500
"""So many of the closed ones are shown."""
_AT_ONCE = 500
_NO_SCANS = "[]"


def stopping(rows: Connection, attendee: str) -> StoppingCase | None:
    """The oldest open case that keeps the attendee from coming in; None where there is none."""
    for who in (attendee, *others_of(rows, attendee)):
        row = _STOPPING.first(rows, {"attendee": who})
        if row is not None:
            return StoppingCase(row["case"], row["type"])
    return None


def all_stopping(rows: Connection) -> dict[str, StoppingCase]:
    """As `stopping`, of everybody whom a case keeps from coming in, by attendee."""
    stops = _ALL_STOPPING.all(rows, {})
    counts_as = aliases(rows) if stops else {}
    found: dict[str, StoppingCase] = {}
    for row in stops:
        who = counts_as.get(row["attendee"], str(row["attendee"]))
        found.setdefault(who, StoppingCase(row["case"], row["type"]))
    return found


def waiting(rows: Connection, plan: Plan) -> list[Case]:
    """Every open case, those too that the rows imply; who has waited longest comes first."""
    found = [_case(row) for row in _OPEN.all(rows, {})]
    more = _not_opened(rows, plan)
    return sorted((*found, *more), key=lambda case: (case.since, case.id)) if more else found


def closed(rows: Connection, many: int = CLOSED) -> list[Case]:
    """The cases that were resolved last, newest first."""
    return [_case(row) for row in _CLOSED.all(rows, {"many": many})]


def late(rows: Connection, plan: Plan, now: datetime) -> list[Case]:
    """The open cases that have waited for longer than their targets, the longest first."""
    known = types(plan)
    return [
        case
        for case in waiting(rows, plan)
        if is_late(case.since, (known.get(case.kind) or type_of(plan, case.kind)).target_min, now)
    ]


def one(rows: Connection, plan: Plan, case: str) -> Case | None:
    """The case of that id, or None."""
    row = _ONE.first(rows, {"case": case})
    if row is not None:
        return _case(row)
    return next((each for each in _not_opened(rows, plan) if each.id == case), None)


def by_code(rows: Connection, codes: Sequence[str]) -> str | None:
    """The id of the oldest open case of whoever has one of the codes, or about a code itself."""
    for code in codes:
        row = _BY_CODE.first(rows, {"code": code})
        if row is not None:
            return str(row["case"])
    return None


def of_station(rows: Connection, station: str, many: int = 20) -> list[Case]:
    """The cases that a station has opened last, newest first."""
    return [_case(row) for row in _OF_STATION.all(rows, {"station": station, "many": many})]


def whole(rows: Connection, plan: Plan, case: str) -> CaseFile | None:
    """A case with its steps and its log, or None where there is no such case."""
    found = one(rows, plan, case)
    if found is None:
        return None
    done = {row["step"]: row for row in _STEPS.all(rows, {"case": case})}
    listed = dict.fromkeys((*type_of(plan, found.kind).steps, *done))
    return CaseFile(found, tuple(_step(step, done.get(step)) for step in listed), _log(rows, case))


def _not_opened(rows: Connection, plan: Plan) -> list[Case]:
    found = implied(rows, plan)
    if not found:
        return []
    acted = {row["case"] for row in _IDS.all(rows, {})}
    found = [each for each in found if each.id not in acted]
    names = _names(rows, [each.attendee for each in found])
    return [_of_implied(plan, each, names) for each in found]


def _names(rows: Connection, attendees: Sequence[str]) -> dict[str, tuple[str, str]]:
    names: dict[str, tuple[str, str]] = {}
    for at in range(0, len(attendees), _AT_ONCE):
        found = rows.execute(_NAMES, {"ids": attendees[at : at + _AT_ONCE]})
        names.update({row.attendee: (row.name, row.company) for row in found})
    return names


def _of_implied(plan: Plan, each: ImpliedCase, names: dict[str, tuple[str, str]]) -> Case:
    name, company = names.get(each.attendee, ("", ""))
    return Case(
        id=each.id,
        kind=each.kind,
        since=from_ms(each.since_ms),
        attendee=each.attendee,
        name=name,
        company=company,
        scans=each.scans,
        checkpoint=each.checkpoint,
        stops=type_of(plan, each.kind).stops,
        implied=True,
    )


def _case(row: Any) -> Case:
    return Case(
        id=row["case"],
        kind=row["type"],
        since=from_ms(row["since_ms"]),
        attendee=row["attendee"],
        name=row["name"] or "",
        company=row["company"] or "",
        code=row["code"],
        scans=tuple(json.loads(row["scans"])) if row["scans"] != _NO_SCANS else (),
        checkpoint=row["checkpoint"],
        note=row["note"],
        stops=bool(row["stops"]),
        opened_by=row["opened_by"],
        opened_station=row["opened_station"],
        owner=row["owner"],
        resolved=from_ms(row["resolved_ms"]) if row["resolved"] else None,
        resolution=row["resolution"],
        resolution_note=row["resolution_note"],
        resolved_by=row["resolved_by"],
    )


def _step(step: str, row: Any) -> Step:
    return Step(step, row["operator"], from_ms(row["at_ms"])) if row is not None else Step(step)


def _log(rows: Connection, case: str) -> tuple[LogLine, ...]:
    """What happened, oldest first; what did not count any more is marked."""
    lines: list[LogLine] = []
    owner, ended, begun = "", False, False
    for entry in history(rows, OfCase(case=case).subject):
        fact = fact_of(entry) if registry.readable(entry.kind, entry.version) else None
        counts = True
        if isinstance(fact, CaseTaken):
            counts = fact.seen == owner
            owner = fact.owner if counts else owner
        elif isinstance(fact, CaseResolved):
            counts, ended = not ended, True
        elif isinstance(fact, CaseOpened):
            counts, begun = not begun, True
        lines.append(_line(entry, fact, counts=counts))
    return tuple(lines)


def _line(entry: Entry, fact: object, *, counts: bool) -> LogLine:
    said = _told(fact) if isinstance(fact, OfCase) else ()
    at = from_ms(ms_of(entry.time))
    return LogLine(at, entry.operator, entry.station, entry.kind, tuple(said), counts)


def _told(fact: OfCase) -> Iterable[tuple[str, str]]:
    """The fields of a fact that are texts and are not empty, then an act's own details."""
    for name, value in fact.model_dump(exclude={"case", "since_ms", "scans", "stops"}).items():
        if isinstance(value, str) and value:
            yield name, value
        elif isinstance(value, bool):
            yield name, "yes" if value else ""
        elif isinstance(value, tuple | list):
            yield from ((str(key), str(text)) for key, text in value)
