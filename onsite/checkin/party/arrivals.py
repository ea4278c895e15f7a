"""Who of the VIPs and the speakers has arrived: read from the passages, no fact of its own."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, or_, select

from onsite.checkin.facts import Direction, Reason
from onsite.checkin.party.reception import Reception, reception
from onsite.checkin.people import by_id, presences
from onsite.checkin.tables import PresenceRow, ScanRow
from onsite.clock import from_ms
from onsite.journal.fold import table_of
from onsite.plan.vips import same
from onsite.roster.acts.aliases import aliases
from onsite.roster.facts import attendee_subject
from onsite.roster.filing.desks import is_vip
from onsite.roster.tables import AttendeeRow, CredentialRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.checkin.people import Person
    from onsite.plan.model import Plan

_ATTENDEE = table_of(AttendeeRow)
_CREDENTIAL = table_of(CredentialRow)
_PRESENCE = table_of(PresenceRow)
_SCAN = table_of(ScanRow)
_LISTED = select(_ATTENDEE.c.attendee).where(or_(_ATTENDEE.c.vip, _ATTENDEE.c.speaker))
_KNOWN = select(_ATTENDEE.c.attendee, _ATTENDEE.c.name, _ATTENDEE.c.email)
_CODES = select(_CREDENTIAL.c.attendee, _CREDENTIAL.c.code)
_CAME = (
    select(_PRESENCE.c.attendee, func.min(_PRESENCE.c.first_in_ms))
    .where(_PRESENCE.c.attendee.in_(bindparam("ids", expanding=True)), _PRESENCE.c.entries > 0)
    .group_by(_PRESENCE.c.attendee)
)
_AT_DOORS = (
    select(
        _PRESENCE.c.attendee,
        _PRESENCE.c.last_in_ms,
        _PRESENCE.c.checkpoint,
        _PRESENCE.c.last_in_operator,
        _PRESENCE.c.last_in_station,
    ).where(_PRESENCE.c.attendee.in_(bindparam("ids", expanding=True)), _PRESENCE.c.entries > 0),
    # A door that nobody has left by refuses who comes again: they stand there all the same.
    select(
        _SCAN.c.attendee, _SCAN.c.at_ms, _SCAN.c.checkpoint, _SCAN.c.operator, _SCAN.c.station
    ).where(
        _SCAN.c.subject.in_(bindparam("subjects", expanding=True)),
        _SCAN.c.reason == Reason.ALREADY_IN,
        _SCAN.c.direction == Direction.ENTRY,
        _SCAN.c.undone.is_(False),
    ),
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who is expected, and when they first came in anywhere."""

    attendee: str
    """Empty where the plan names somebody who is not on the list."""
    name: str
    vip: bool
    speaker: bool
    reception: Reception
    at: datetime | None = None
    """Aware, UTC; None while they have not arrived."""
    inside: bool = False
    """Whether they are inside anywhere now, so far as exits were scanned."""
    listed: bool = True


@dataclass(frozen=True, slots=True, order=True)
class LetIn:
    """Where somebody was seen at a door."""

    at_ms: int
    """Milliseconds UTC since 1970."""
    checkpoint: str
    operator: str
    station: str


def arrivals(rows: Connection, plan: Plan, now: datetime) -> list[Arrival]:
    """Every VIP and speaker: those who arrived, the last first, then those who have not, by name.

    Whom no list names any more is left out, unless they have arrived.

    Args:
        rows: the open transaction.
        plan: names VIPs, and says when checkpoints check everybody out.
        now: aware.
    """
    found = {each.ticket.attendee: each for each in by_id(rows, sorted(_who(rows, plan)))}
    came = _came(rows, found)
    inside = {
        who
        for checkpoint in plan.checkpoints
        for who, there in presences(rows, plan, list(found), checkpoint, now).items()
        if there.inside
    }
    known = [
        _arrival(plan, person, came.get(who), inside=who in inside)
        for who, person in found.items()
        if who in came or not person.ticket.withdrawn
    ]
    return sorted([*known, *_not_listed(plan, found.values())], key=_place)


def speakers(rows: Connection, plan: Plan, now: datetime) -> dict[str, Arrival]:
    """The speakers who have arrived, by the ids of the attendees: what a stage asks."""
    return {
        each.attendee: each
        for each in arrivals(rows, plan, now)
        if each.speaker and each.at is not None
    }


def let_in(rows: Connection, plan: Plan, attendees: Collection[str], day: str) -> dict[str, LetIn]:
    """Who of them was seen at a door on a day of the event, with the first of those moments.

    Nobody who was let in the day before, and was not seen to leave: few doors scan who goes, and
    nobody looks for a speaker who seems to be there.

    Args:
        rows: the open transaction.
        plan: says when the day ends.
        attendees: who stays, of records that were merged.
        day: of the event, as ISO date.
    """
    stays = {**dict.fromkeys(attendees, ""), **aliases(rows)}
    asked = {"ids": list(stays), "subjects": [attendee_subject(each) for each in stays]}
    seen = chain.from_iterable(rows.execute(each, asked) for each in _AT_DOORS if attendees)
    found: dict[str, LetIn] = {}
    for attendee, at_ms, *where in seen:
        who = stays[attendee] or attendee
        if who in attendees and plan.day_of(from_ms(at_ms)).isoformat() >= day:
            came = LetIn(at_ms, *where)
            found[who] = min(came, found.get(who, came))
    return found


def _who(rows: Connection, plan: Plan) -> set[str]:
    found = set(rows.execute(_LISTED).scalars())
    if plan.vips:
        known = plan.known_vips
        for attendee, name, email in rows.execute(_KNOWN):
            if known.of((), email, name) is not None:
                found.add(attendee)
        for attendee, code in rows.execute(_CODES):
            if known.of((code,), "", "") is not None:
                found.add(attendee)
    return found


def _came(rows: Connection, attendees: Iterable[str]) -> dict[str, datetime]:
    """When they first came in anywhere, with whatever record of theirs."""
    stays = {**dict.fromkeys(attendees, ""), **aliases(rows)}
    first: dict[str, int] = {}
    for who, at_ms in rows.execute(_CAME, {"ids": list(stays)}) if stays else ():
        one = stays[who] or who
        first[one] = min(at_ms, first.get(one, at_ms))
    return {who: from_ms(at_ms) for who, at_ms in first.items()}


def _arrival(plan: Plan, person: Person, at: datetime | None, *, inside: bool) -> Arrival:
    record = person.record
    return Arrival(
        person.ticket.attendee,
        record.name,
        is_vip(plan, record),
        record.speaker,
        reception(plan, record) or Reception(seat=record.seat),
        at,
        inside,
        not person.ticket.withdrawn,
    )


def _not_listed(plan: Plan, people: Collection[Person]) -> Iterator[Arrival]:
    met = {
        id(part)
        for person in people
        if (
            part := plan.known_vips.of(person.record.codes, person.record.email, person.record.name)
        )
        is not None
    }
    for part in plan.vips.values():
        if id(part) not in met:
            operator = plan.operators.get(part.liaison)
            liaison = operator.name if operator is not None else part.liaison
            received = Reception(
                part.level, liaison, part.phone, part.seat, part.room, part.preferences
            )
            name = part.name or part.email or part.code
            yield Arrival("", name, vip=True, speaker=False, reception=received, listed=False)


def _place(each: Arrival) -> tuple[bool, float, str]:
    return each.at is None, -each.at.timestamp() if each.at is not None else 0.0, same(each.name)
