"""Who a code stands for, and where they stand with a checkpoint: what the rules look at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from onsite.checkin.checkout.reading import seen
from onsite.checkin.merged import together
from onsite.checkin.past import entries
from onsite.checkin.question import Presence, Ticket
from onsite.checkin.signed.bars import BAR, blocked
from onsite.checkin.tables import PresenceRow
from onsite.clock import from_ms
from onsite.journal.fold import table_of
from onsite.roster.acts.aliases import ALIAS, aliases, resolved
from onsite.roster.birth import born
from onsite.roster.facts import Payment, Record, Status
from onsite.roster.signed.facts import FROM_CODE, Bar
from onsite.roster.tables import AttendeeRow, CredentialRow
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.store.prepared import Row

_ATTENDEE = table_of(AttendeeRow)
_CREDENTIAL = table_of(CredentialRow)
_PRESENCE = table_of(PresenceRow)

_BY_CODE = Prepared(
    select(_ATTENDEE, _CREDENTIAL.c.state, ALIAS.c.attendee.label("stays"), BAR.c.bar)
    .join(_CREDENTIAL, _CREDENTIAL.c.attendee == _ATTENDEE.c.attendee)
    .outerjoin(ALIAS, ALIAS.c.other == _ATTENDEE.c.attendee)
    .outerjoin(BAR, BAR.c.code == _CREDENTIAL.c.code)
    .where(_CREDENTIAL.c.code == bindparam("code"))
    .order_by(_ATTENDEE.c.name, _ATTENDEE.c.attendee)
)
_BY_ID = select(_ATTENDEE).where(_ATTENDEE.c.attendee.in_(bindparam("ids", expanding=True)))
_IS_SOMEBODY = _ATTENDEE.c.attendee.not_in(select(ALIAS.c.other))
"""Whose record was not merged into another."""
_EVERYBODY = select(_ATTENDEE).where(_IS_SOMEBODY).order_by(_ATTENDEE.c.name, _ATTENDEE.c.attendee)
_PARTY = (
    select(_ATTENDEE)
    .where(_ATTENDEE.c.order == bindparam("order"), _IS_SOMEBODY)
    .order_by(_ATTENDEE.c.name, _ATTENDEE.c.attendee)
    .limit(1000)
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


@dataclass(frozen=True, slots=True)
class Person:
    """An attendee with what the rules look at and what the desk shows."""

    ticket: Ticket
    record: Record
    listed: bool = True
    """Whether any list has named them; else a signed code has."""


def by_code(rows: Connection, code: str) -> Sequence[Person]:
    """Everybody for whom the text stands or once stood."""
    found = _BY_CODE.all(rows, {"code": code})
    if any(row["stays"] for row in found):
        people = _merged(rows, found)
    else:
        people = [person_of(row) for row in found]
    return _as_barred(people, found[0]["bar"] or "") if found else people


def by_id(rows: Connection, attendees: Sequence[str]) -> Sequence[Person]:
    """The attendees with those ids, in that order; those not there are left out.

    For a record that was merged into another, the one who stays.
    """
    return _as_blocked(_by_id(rows, attendees), blocked(rows))


def _by_id(rows: Connection, attendees: Sequence[str]) -> list[Person]:
    ids = resolved(rows, attendees)
    found = {
        row["attendee"]: person_of(row) for row in rows.execute(_BY_ID, {"ids": ids}).mappings()
    }
    return [found[attendee] for attendee in ids if attendee in found]


def of_order(rows: Connection, order: str) -> Sequence[Person]:
    """The first thousand of a booking, by name."""
    people = [person_of(row) for row in rows.execute(_PARTY, {"order": order}).mappings()]
    return _as_blocked(people, blocked(rows))


def everybody(rows: Connection, at_once: int) -> Iterator[Sequence[Person]]:
    """Everybody on the roster, by name, so many at once."""
    who = blocked(rows)
    for found in rows.execute(_EVERYBODY).mappings().partitions(at_once):
        yield _as_blocked([person_of(row) for row in found], who)


def presence(
    rows: Connection, plan: Plan, attendee: str, checkpoint: str, now: datetime | None = None
) -> Presence:
    """Where the attendee stands with the checkpoint; with what its condition asks besides.

    Args:
        rows: the open transaction.
        plan: gives the conditions, and when the checkpoint checks everybody out.
        attendee: who.
        checkpoint: where.
        now: aware; without it, as the scans say it, and nobody was checked out since.
    """
    several = together(rows, attendee, checkpoint)
    row = (
        _PRESENT.first(rows, {"attendee": attendee, "checkpoint": checkpoint})
        if several is None
        else several.presence
    )
    if row is None:
        return Presence()
    there = _presence(row)
    if now is not None:
        there = seen(rows, plan, attendee, checkpoint, there, now)
    if not plan.checkpoints[checkpoint].asks.history:
        return there
    return replace(there, entered=entries(rows, [attendee], checkpoint, now).get(attendee, ()))


def presences(
    rows: Connection,
    plan: Plan,
    attendees: Sequence[str],
    checkpoint: str,
    now: datetime | None = None,
) -> dict[str, Presence]:
    """As `presence`, of several; those who were never there may be left out."""
    if len(attendees) == 1:
        return {attendees[0]: presence(rows, plan, attendees[0], checkpoint, now)}
    asked = {"ids": attendees, "checkpoint": checkpoint}
    found = rows.execute(_PRESENT_ALL, asked).mappings() if attendees else ()
    there = {row["attendee"]: _presence(row) for row in found}
    for attendee in set(aliases(rows).values()).intersection(attendees):
        several = together(rows, attendee, checkpoint)
        if several is not None and several.presence is not None:
            there[attendee] = _presence(several.presence)
    if now is not None:
        there = {who: seen(rows, plan, who, checkpoint, at, now) for who, at in there.items()}
    if not there or not plan.checkpoints[checkpoint].asks.history:
        return there
    before = entries(rows, list(there), checkpoint, now)
    return {who: replace(each, entered=before.get(who, ())) for who, each in there.items()}


def _as_barred(people: list[Person], bar: str) -> list[Person]:
    """The people, as what the shop has said of their code leaves them."""
    if bar == Bar.REVOKED:
        return [replace(each, ticket=replace(each.ticket, live=False)) for each in people]
    if bar == Bar.BLOCKED:
        return [replace(each, ticket=replace(each.ticket, blocked=True)) for each in people]
    return people


def _as_blocked(people: list[Person], who: frozenset[str]) -> list[Person]:
    """The people, those of them blocked: without their code, as chosen by name, they are too."""
    if not who:
        return people
    return [
        replace(each, ticket=replace(each.ticket, blocked=True))
        if each.ticket.attendee in who
        else each
        for each in people
    ]


def _merged(rows: Connection, found: Sequence[Row]) -> list[Person]:
    """Those who stay of the records that have a code, everybody once."""
    live: dict[str, bool] = {}
    for row in found:
        stays = row["stays"] or row["attendee"]
        live[stays] = live.get(stays, False) or row["state"] == "live"
    people = _by_id(rows, list(live))
    return [
        replace(each, ticket=replace(each.ticket, live=live[each.ticket.attendee]))
        for each in people
    ]


def person_of(row: Any) -> Person:
    """Of a row of the roster, with the `state` of the code where one was read."""
    record = _record(row["record"])
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
        variant=record.variant,
        vip=record.vip,
        speaker=record.speaker,
        born=born(record.extra) if record.extra else None,
    )
    return Person(ticket, record, listed=row["source"] != FROM_CODE)


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
