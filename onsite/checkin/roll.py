"""Reading the roll: attendees as the rules and the desk need them, and the figures of the door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from onsite.checkin.facts import Direction, Outcome, Reason, Verdict
from onsite.checkin.hours import day_at
from onsite.checkin.rules import Presence, Question, Ticket, days_of, decide, welcome
from onsite.checkin.tables import PresenceRow, ScanRow
from onsite.checkin.views import Counters, Guest, LoggedScan
from onsite.clock import from_ms, to_ms
from onsite.journal.fold import table_of
from onsite.roster.facts import Payment, Record, Status
from onsite.roster.tables import AttendeeRow, CredentialRow
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.plan.model import Plan

_ATTENDEE = table_of(AttendeeRow)
_CREDENTIAL = table_of(CredentialRow)
_SCAN = table_of(ScanRow)
_PRESENCE = table_of(PresenceRow)

_BY_CODE = Prepared(
    select(_ATTENDEE, _CREDENTIAL.c.state)
    .join(_CREDENTIAL, _CREDENTIAL.c.attendee == _ATTENDEE.c.attendee)
    .where(_CREDENTIAL.c.code == bindparam("code"))
    .order_by(_ATTENDEE.c.name, _ATTENDEE.c.attendee)
)
_BY_ID = select(_ATTENDEE).where(_ATTENDEE.c.attendee.in_(bindparam("ids", expanding=True)))
_PARTY = (
    select(_ATTENDEE)
    .where(_ATTENDEE.c.order == bindparam("order"))
    .order_by(_ATTENDEE.c.name, _ATTENDEE.c.attendee)
    .limit(100)
)
_PRESENT = Prepared(
    select(_PRESENCE).where(
        _PRESENCE.c.attendee == bindparam("attendee"),
        _PRESENCE.c.checkpoint == bindparam("checkpoint"),
    )
)
_PRESENT_ALL = select(_PRESENCE).where(
    _PRESENCE.c.attendee.in_(bindparam("ids", expanding=True)),
    _PRESENCE.c.checkpoint == bindparam("checkpoint"),
)
_LAST_SCANS = (
    select(_SCAN, _ATTENDEE.c.name, _ATTENDEE.c.category)
    .join(_ATTENDEE, _ATTENDEE.c.attendee == _SCAN.c.attendee, isouter=True)
    .order_by(_SCAN.c.time.desc())
    .limit(bindparam("many"))
)
_EXPECTED = (
    select(_ATTENDEE.c.category, func.count())
    .where(
        _ATTENDEE.c.withdrawn.is_(False),
        _ATTENDEE.c.blocked.is_(False),
        _ATTENDEE.c.status == Status.VALID.value,
    )
    .group_by(_ATTENDEE.c.category)
)
_ANYBODY = select(_ATTENDEE.c.attendee).limit(1)
_IN_NUMBERS = select(
    func.count().filter(_PRESENCE.c.entries > 0), func.count().filter(_PRESENCE.c.inside)
).where(_PRESENCE.c.checkpoint == bindparam("checkpoint"))
_PASSAGES = (
    select(func.count())
    .select_from(_SCAN)
    .where(
        _SCAN.c.checkpoint == bindparam("checkpoint"),
        _SCAN.c.outcome == Outcome.ADMIT.value,
        _SCAN.c.direction == Direction.ENTRY.value,
        _SCAN.c.at_ms > bindparam("since"),
        _SCAN.c.undone.is_(False),
    )
)
_PACE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Person:
    """An attendee with what the rules look at and what the desk shows."""

    ticket: Ticket
    record: Record


def by_code(rows: Connection, code: str) -> Sequence[Person]:
    """Everybody for whom the text stands or once stood."""
    return [_person(row) for row in _BY_CODE.all(rows, {"code": code})]


def by_id(rows: Connection, attendees: Sequence[str]) -> Sequence[Person]:
    """The attendees with those ids, in that order; those not there are left out."""
    found = {
        row["attendee"]: _person(row)
        for row in rows.execute(_BY_ID, {"ids": list(attendees)}).mappings()
    }
    return [found[attendee] for attendee in attendees if attendee in found]


def presence(rows: Connection, attendee: str, checkpoint: str) -> Presence:
    """Where the attendee stands with the checkpoint."""
    asked = {"attendee": attendee, "checkpoint": checkpoint}
    row = _PRESENT.first(rows, asked)
    return _presence(row) if row is not None else Presence()


def guests(
    rows: Connection, plan: Plan, people: Sequence[Person], checkpoint: str, now: datetime
) -> tuple[Guest, ...]:
    """The people as the desk sees them, with how they stand with the checkpoint."""
    if len(people) == 1:
        (one,) = people
        there = {one.ticket.attendee: presence(rows, one.ticket.attendee, checkpoint)}
    else:
        there = _presences(rows, [person.ticket.attendee for person in people], checkpoint)
    return tuple(
        _guest(plan, person, checkpoint, there.get(person.ticket.attendee, Presence()), now)
        for person in people
    )


def _presences(rows: Connection, attendees: Sequence[str], checkpoint: str) -> dict[str, Presence]:
    asked = {"ids": attendees, "checkpoint": checkpoint}
    found = rows.execute(_PRESENT_ALL, asked).mappings() if attendees else ()
    return {row["attendee"]: _presence(row) for row in found}


def guests_by_id(
    rows: Connection, plan: Plan, attendees: Sequence[str], checkpoint: str, now: datetime
) -> tuple[Guest, ...]:
    """As `guests`, for ids such as a search finds."""
    return guests(rows, plan, by_id(rows, attendees), checkpoint, now)


def party(
    rows: Connection, plan: Plan, attendee: str, checkpoint: str, now: datetime
) -> tuple[Guest, ...]:
    """The others of the attendee's booking, by name; none where there is no booking."""
    people = by_id(rows, [attendee])
    if not people or not people[0].record.order:
        return ()
    found = rows.execute(_PARTY, {"order": people[0].record.order}).mappings()
    others = [_person(row) for row in found if row["attendee"] != attendee]
    return guests(rows, plan, others, checkpoint, now)


def counters(rows: Connection, plan: Plan, checkpoint: str, now: datetime) -> Counters:
    """The figures of a checkpoint at an aware instant."""
    today = day_at(plan, checkpoint, now)
    expected = sum(
        many
        for category, many in rows.execute(_EXPECTED)
        if welcome(plan, checkpoint, category) and today in days_of(plan, category)
    )
    admitted, inside = rows.execute(_IN_NUMBERS, {"checkpoint": checkpoint}).one()
    since = to_ms(now - _PACE)
    passed = rows.execute(_PASSAGES, {"checkpoint": checkpoint, "since": since}).scalar_one()
    return Counters(expected, admitted, inside, passed / (_PACE / timedelta(minutes=1)))


def anybody(rows: Connection) -> bool:
    """Whether the roster has anyone at all; asked after every scan, so it counts nobody."""
    return rows.execute(_ANYBODY).first() is not None


def last_scans(
    rows: Connection, checkpoint: str | None = None, limit: int = 50
) -> list[LoggedScan]:
    """The newest attempts, newest first, at one checkpoint or at all."""
    statement = _LAST_SCANS
    if checkpoint is not None:
        statement = statement.where(_SCAN.c.checkpoint == checkpoint)
    return [_logged(row) for row in rows.execute(statement, {"many": limit}).mappings()]


def _logged(row: Any) -> LoggedScan:
    return LoggedScan(
        key=row["key"],
        at=from_ms(row["at_ms"]),
        operator=row["operator"],
        station=row["station"],
        checkpoint=row["checkpoint"],
        direction=Direction(row["direction"]),
        code=row["code"],
        name=row["name"] or "",
        category=row["category"] or "",
        verdict=Verdict.model_validate_json(row["verdict"]),
        undone=bool(row["undone"]),
        attendee=row["attendee"] or "",
    )


def _person(row: Any) -> Person:
    ticket = Ticket(
        attendee=row["attendee"],
        category=row["category"],
        status=Status(row["status"]),
        withdrawn=bool(row["withdrawn"]),
        blocked=bool(row["blocked"]),
        payment=Payment(row["payment"]),
        valid_from=_instant(row["valid_from_ms"]),
        valid_until=_instant(row["valid_until_ms"]),
        live=row.get("state", "live") == "live",
    )
    return Person(ticket, _record(row["record"]))


@lru_cache(maxsize=4096)
def _record(text: str) -> Record:
    return Record.model_validate_json(text)


def _presence(row: Any) -> Presence:
    return Presence(
        inside=bool(row["inside"]),
        entries=row["entries"],
        last_in=_instant(row["last_in_ms"]),
        last_out=_instant(row["last_out_ms"]),
        last_in_by=row["last_in_operator"],
        last_in_station=row["last_in_station"],
        order_ms=row["order_ms"],
    )


def _instant(milliseconds: int | None) -> datetime | None:
    return from_ms(milliseconds) if milliseconds is not None else None


def _guest(plan: Plan, person: Person, checkpoint: str, there: Presence, now: datetime) -> Guest:
    ticket, record = person.ticket, person.record
    key = plan.category_of(ticket.category)
    category = plan.categories[key] if key is not None else None
    return Guest(
        attendee=ticket.attendee,
        name=record.name,
        company=record.company,
        category=category.name if category else ticket.category,
        colour=category.colour if category else "",
        order=record.order,
        vip=record.vip,
        speaker=record.speaker,
        attention=record.attention,
        notes=record.notes,
        diet=record.diet,
        seat=record.seat,
        email=record.email,
        codes=record.codes,
        state=_state(plan, ticket, checkpoint, there, now),
        since=_since(there),
    )


_NOT_A_FAULT = (Reason.ADMITTED, Reason.ALREADY_IN, Reason.CLOSED)


def _state(plan: Plan, ticket: Ticket, checkpoint: str, there: Presence, now: datetime) -> str:
    if there.inside:
        return "inside"
    question = Question(plan, checkpoint, Direction.ENTRY, now, (ticket,), there)
    reason = decide(question).reason
    if reason not in _NOT_A_FAULT:
        return reason.value
    return "left" if there.last_out is not None else "expected"


def _since(there: Presence) -> datetime | None:
    return there.last_in if there.inside else there.last_out or there.last_in
