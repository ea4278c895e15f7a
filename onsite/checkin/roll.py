"""Reading the roll: attendees as the desk sees them, the scans and the figures of the door."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, func, select, tuple_

from onsite.checkin.asking.addons import addons_of
from onsite.checkin.asking.known import Known, known_of
from onsite.checkin.expected import expected
from onsite.checkin.facts import Direction, Outcome, Reason, Verdict
from onsite.checkin.gates.kept import gate_here
from onsite.checkin.in_numbers import in_numbers
from onsite.checkin.party.reception import reception, ticket_of
from onsite.checkin.people import by_id, of_order, presences
from onsite.checkin.question import Presence, Question
from onsite.checkin.rules import against
from onsite.checkin.tables import PresenceRow, ScanRow
from onsite.checkin.views import Admission, Conflict, Counters, Guest, LoggedScan
from onsite.checkin.voiding.admissions import many_void
from onsite.clock import from_ms, to_ms
from onsite.goods.stock import short
from onsite.journal.fold import table_of
from onsite.roster.facts import attendee_subject
from onsite.roster.tables import AttendeeRow
from onsite.sync.clock.marks import doubts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Select, Subquery

    from onsite.checkin.people import Person
    from onsite.plan.model import Plan
    from onsite.sync.clock.marks import Doubts

_ATTENDEE = table_of(AttendeeRow)
_SCAN = table_of(ScanRow)
_PRESENCE = table_of(PresenceRow)

_LAST_SCANS = (
    select(_SCAN, _ATTENDEE.c.name, _ATTENDEE.c.category)
    .join(_ATTENDEE, _ATTENDEE.c.attendee == _SCAN.c.attendee, isouter=True)
    .order_by(_SCAN.c.time.desc())
    .limit(bindparam("many"))
)
_ANYBODY = select(_ATTENDEE.c.attendee).limit(1)
_PASSAGES = (
    select(func.count())
    .select_from(_SCAN)
    .where(
        _SCAN.c.checkpoint == bindparam("checkpoint"),
        _SCAN.c.outcome == Outcome.ADMIT.value,
        _SCAN.c.direction == Direction.ENTRY.value,
        _SCAN.c.at_ms > bindparam("since"),
        _SCAN.c.undone.is_(False),
        _SCAN.c.conflict.is_(False),
    )
)
_PACE = timedelta(minutes=5)
# Spelled as in the partial index of the table, which is used for no other spelling.
_IS_CONFLICT = _SCAN.c.conflict.is_(True)
_CONFLICTS = (
    select(func.count())
    .select_from(_SCAN)
    .where(_SCAN.c.checkpoint == bindparam("checkpoint"), _IS_CONFLICT)
)
_MARKED = (
    select(_SCAN)
    .where(_IS_CONFLICT)
    .order_by(_SCAN.c.order_ms.desc(), _SCAN.c.station.desc(), _SCAN.c.key.desc())
    .limit(bindparam("many"))
)
_FIRST = _SCAN.alias("first")


def guests(
    rows: Connection, plan: Plan, people: Sequence[Person], checkpoint: str, now: datetime
) -> tuple[Guest, ...]:
    """The people as the desk sees them, with how they stand with the checkpoint."""
    found = asked(rows, plan, people, checkpoint, now, inside=False)
    return tuple(_guest(person, question) for person, question in found)


def asked(
    rows: Connection,
    plan: Plan,
    people: Sequence[Person],
    checkpoint: str,
    now: datetime,
    *,
    inside: bool = True,
) -> Iterator[tuple[Person, Question]]:
    """For each of the people, the question that a scan of theirs here and now would put.

    Cases, answers and goods of those who are inside are read only where `inside` asks for them.
    """
    instead = addons_of(rows, plan, checkpoint, people)
    stand = {who: each[0].ticket.attendee for who, each in instead.items() if len(each) == 1}
    whom = [stand.get(who, who) for who in (person.ticket.attendee for person in people)]
    there = presences(rows, plan, whom, checkpoint, now)
    matters = [who for who in whom if inside or not there.get(who, Presence()).inside]
    known = known_of(rows, plan, matters)
    gate = gate_here(rows, plan, checkpoint)
    for person, who in zip(people, whom, strict=True):
        several = instead.get(person.ticket.attendee, (person,))
        tickets = tuple(ticket_of(plan, each) for each in several)
        presence, more = there.get(who, Presence()), known.get(who, Known())
        question = Question(plan, checkpoint, Direction.ENTRY, now, tickets, presence, gate)
        question = replace(question, case=more.case, answered=more.answered, held=more.held)
        yield person, question


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
    booked = of_order(rows, people[0].record.order)
    own = people[0].ticket.attendee
    others = [person for person in booked if person.ticket.attendee != own]
    return guests(rows, plan, others, checkpoint, now)


def counters(rows: Connection, plan: Plan, checkpoint: str, now: datetime) -> Counters:
    """The figures of a checkpoint at an aware instant."""
    good = expected(rows, plan, checkpoint, now)
    people = in_numbers(rows, plan, checkpoint, now)
    since = to_ms(now - _PACE)
    passed = rows.execute(_PASSAGES, {"checkpoint": checkpoint, "since": since}).scalar_one()
    pace = passed / (_PACE / timedelta(minutes=1))
    conflicts = rows.execute(_CONFLICTS, {"checkpoint": checkpoint}).scalar_one()
    return Counters(
        good,
        people.admitted,
        people.inside,
        pace,
        conflicts,
        many_void(rows, checkpoint),
        short(rows, plan, checkpoint),
    )


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


def conflicts(
    rows: Connection, limit: int = 50, *, checkpoint: str = "", attendee: str = ""
) -> list[Conflict]:
    """The newest admissions of somebody who was in already, newest first.

    Args:
        rows: the open transaction.
        limit: at most so many.
        checkpoint: only there; empty for all.
        attendee: only theirs; empty for everybody's.
    """
    marked = _MARKED
    if checkpoint:
        marked = marked.where(_SCAN.c.checkpoint == checkpoint)
    if attendee:
        marked = marked.where(_SCAN.c.subject == attendee_subject(attendee))
    clocks = doubts(rows)
    found: dict[tuple[str, str], Conflict] = {}
    for row in rows.execute(_with_first(marked.subquery("marked")), {"many": limit}).mappings():
        found.setdefault((row["key"], row["subject"]), _conflict(row, clocks))
    return list(found.values())


def _with_first(marked: Subquery) -> Select[Any]:
    """The marked scans, each with every entry before it that counts, the latest of them first."""
    second, first = marked.c, _FIRST.c
    order, earlier = ((each.order_ms, each.station, each.key) for each in (second, first))
    met = and_(
        first.subject == second.subject,
        # Not the bare column: its index would lead to everybody who ever passed there.
        first.checkpoint.concat("") == second.checkpoint,
        first.direction == Direction.ENTRY.value,
        first.outcome == Outcome.ADMIT.value,
        first.undone.is_(False),
        first.conflict.is_(False),
        tuple_(*earlier) < tuple_(*order),
    )
    seen = (first.at_ms, first.operator, first.station, first.number)
    columns: list[Any] = [
        marked,
        _ATTENDEE.c.name,
        *(each.label(f"first_{each.name}") for each in seen),
    ]
    person = _ATTENDEE.c.attendee == second.attendee
    joined = marked.join(_FIRST, met).join(_ATTENDEE, person, isouter=True)
    newest = (each.desc() for each in (*order, *earlier))
    return select(*columns).select_from(joined).order_by(*newest)


def _conflict(row: Any, clocks: Doubts) -> Conflict:
    return Conflict(
        key=row["key"],
        attendee=row["attendee"],
        name=row["name"] or "",
        checkpoint=row["checkpoint"],
        first=_admission(row, "first_", clocks),
        second=_admission(row, "", clocks),
    )


def _admission(row: Any, which: str, clocks: Doubts) -> Admission:
    station = row[f"{which}station"]
    return Admission(
        from_ms(row[f"{which}at_ms"]),
        row[f"{which}operator"],
        station,
        clocks.of(station, row[f"{which}number"]),
    )


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
        conflict=bool(row["conflict"]),
        void=row["void"],
        attendee=row["attendee"] or "",
    )


def _guest(person: Person, question: Question) -> Guest:
    plan, ticket, record = question.plan, person.ticket, person.record
    key = plan.category_of(ticket.category)
    category = plan.categories[key] if key is not None else None
    return Guest(
        attendee=ticket.attendee,
        name=record.name,
        company=record.company,
        category=category.name if category else ticket.category,
        colour=category.colour if category else "",
        order=record.order,
        vip=ticket_of(plan, person).vip,
        speaker=record.speaker,
        attention=record.attention,
        notes=record.notes,
        diet=record.diet,
        seat=record.seat,
        email=record.email,
        codes=record.codes,
        listed=person.listed,
        state=_state(question),
        since=_since(question.presence),
        reception=reception(plan, record),
    )


_NOT_A_FAULT = (Reason.ADMITTED, Reason.ALREADY_IN, Reason.CLOSED, Reason.QUESTIONS)


def _state(question: Question) -> str:
    if question.presence.inside:
        return "inside"
    reason = against(question)
    if reason not in _NOT_A_FAULT:
        return reason.value
    return "left" if question.presence.last_out is not None else "expected"


def _since(there: Presence) -> datetime | None:
    return there.last_in if there.inside else there.last_out or there.last_in
