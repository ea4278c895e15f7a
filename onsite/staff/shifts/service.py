"""Signing on and off, and who is where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from onsite.cleaning import clean
from onsite.clock import from_ms
from onsite.errors import BadInputError, NotPossibleError
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.staff.attendance_tables import AttendanceRow
from onsite.staff.facts import ShiftSignedOff, ShiftSignedOn
from onsite.staff.service import Operator, by_badge, named, operators
from onsite.staff.shifts.rules import AGAIN, Span, Stand, Stay, at_hand, late_by, stand
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.store.prepared import Row

_STAYS = table_of(AttendanceRow)
_ALL = Prepared(select(_STAYS).order_by(_STAYS.c.on_ms, _STAYS.c.station, _STAYS.c.number))
_LONGEST_POST = 80


@dataclass(frozen=True, slots=True)
class Duty:
    """One person in one shift, or there without one."""

    shift: str
    """The plan's id; empty for somebody who is there without being planned."""
    post: str
    desk: str
    zone: str
    operator: str
    name: str
    span: Span | None
    stays: tuple[Stay, ...]
    stand: Stand
    late: timedelta
    """How much later than planned they came, or how long they are missing."""
    relief: tuple[str, ...] = ()
    """The names of those who take over from them, as planned."""
    relief_there: bool = False
    """Whether one of those has signed on for it."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What came of a badge or a command."""

    operator: Operator
    on: bool
    shift: str
    post: str
    changed: bool = True
    """False where the same had just been recorded."""


def roll(rows: Connection, plan: Plan, now: datetime) -> tuple[Duty, ...]:
    """Everybody in every shift, by its begin; first those who are there without being planned."""
    names = {each.id: each.name for each in operators(rows, plan)}
    stays = _ALL.all(rows, {})
    planned = [
        _duty(plan, key, operator, names, stays, now)
        for key, shift in plan.shifts.items()
        for operator in shift.operators
    ]
    planned.sort(key=lambda duty: (duty.span.begins if duty.span else now, duty.shift, duty.name))
    seen = {(duty.shift, duty.operator) for duty in planned}
    others = [
        _unplanned(row, names)
        for row in stays
        if row["off_ms"] is None and (row["shift"], row["operator"]) not in seen
    ]
    return (*others, *(_with_relief(plan, duty, planned) for duty in planned))


def sign_on(  # noqa: PLR0913 - who, where, and by whom
    journal: Journal,
    rows: Connection,
    plan: Plan,
    who: str,
    operator: str,
    *,
    shift: str = "",
    post: str = "",
) -> Signed:
    """Somebody takes up their place: that of the shift they have come for, without another word.

    Args:
        who: an operator's id, name or badge.
        operator: who records it.
        shift: the id of another shift than that.
        post: where they are, without a shift.

    Raises:
        BadInputError: there is no such operator or shift.
    """
    known = _known(rows, plan, who)
    if shift and shift not in plan.shifts:
        raise BadInputError(
            _("The plan has no shift “{shift}”.").format(shift=shift),
            _("Choose one of: {shifts}.").format(shifts=", ".join(plan.shifts) or "–"),
        )
    if not shift and not post:
        shift = at_hand(_spans(plan, known.id), journal.clock.now())
    post = plan.shifts[shift].post if shift else clean(post)[:_LONGEST_POST]
    before = _open_stay(rows, known.id)
    if before is not None and (before["shift"], before["post"]) == (shift, post):
        return Signed(known, True, shift, post, changed=False)
    fact = ShiftSignedOn(operator=known.id, shift=shift, post=post)
    journal.append(rows, fact, operator=operator)
    return Signed(known, True, shift, post)


def sign_off(journal: Journal, rows: Connection, plan: Plan, who: str, operator: str) -> Signed:
    """Somebody leaves their place.

    Raises:
        BadInputError: there is no such operator.
        NotPossibleError: they are not signed on.
    """
    known = _known(rows, plan, who)
    stay = _open_stay(rows, known.id)
    if stay is None:
        raise NotPossibleError(
            _("{name} is not signed on.").format(name=known.name),
            _("“onsite staff shifts” shows who is."),
        )
    journal.append(rows, ShiftSignedOff(operator=known.id), operator=operator)
    return Signed(known, False, stay["shift"], stay["post"])


def scan_badge(journal: Journal, rows: Connection, plan: Plan, who: str, operator: str) -> Signed:
    """On for who is off, off for who is on; twice within a few seconds is once.

    Raises:
        BadInputError: it is nobody's badge.
    """
    known = _known(rows, plan, who)
    own = [row for row in _ALL.all(rows, {}) if row["operator"] == known.id]
    last = own[-1] if own else None
    now = journal.clock.now()
    if last is not None:
        there = last["off_ms"] is None
        at = from_ms(last["on_ms"] if there else last["off_ms"])
        if abs(now - at) < AGAIN:
            return Signed(known, there, last["shift"], last["post"], changed=False)
        if there:
            return sign_off(journal, rows, plan, known.id, operator)
    return sign_on(journal, rows, plan, known.id, operator)


def _known(rows: Connection, plan: Plan, who: str) -> Operator:
    from onsite.scanner.payload import candidates

    found = by_badge(rows, plan, (who.strip(), *candidates(who)))
    return found if found is not None else named(rows, plan, who)


def _open_stay(rows: Connection, operator: str) -> Row | None:
    found = _ALL.all(rows, {})
    return next(
        (row for row in found if row["operator"] == operator and row["off_ms"] is None), None
    )


def _spans(plan: Plan, operator: str) -> dict[str, Span]:
    return {
        key: Span(shift.begins(plan.zone), shift.ends(plan.zone))
        for key, shift in plan.shifts.items()
        if operator in shift.operators
    }


def _duty(
    plan: Plan, key: str, operator: str, names: dict[str, str], rows: Sequence[Row], now: datetime
) -> Duty:
    shift = plan.shifts[key]
    span = Span(shift.begins(plan.zone), shift.ends(plan.zone))
    own = (row for row in rows if (row["shift"], row["operator"]) == (key, operator))
    stays = _stays(own)
    return Duty(
        key,
        shift.post,
        shift.desk or "",
        shift.zone or "",
        operator,
        names.get(operator, operator),
        span,
        stays,
        stand(span, stays, now),
        late_by(span, stays, now),
    )


def _unplanned(row: Row, names: dict[str, str]) -> Duty:
    operator: str = row["operator"]
    return Duty(
        row["shift"],
        row["post"],
        "",
        "",
        operator,
        names.get(operator, operator),
        None,
        _stays([row]),
        Stand.ON,
        timedelta(),
    )


def _stays(rows: Iterable[Row]) -> tuple[Stay, ...]:
    return tuple(
        Stay(from_ms(row["on_ms"]), from_ms(row["off_ms"]) if row["off_ms"] is not None else None)
        for row in rows
    )


def _with_relief(plan: Plan, duty: Duty, everybody: Sequence[Duty]) -> Duty:
    where = plan.shifts[duty.shift].where
    after = [
        each
        for each in everybody
        if duty.span is not None
        and each.span is not None
        and plan.shifts[each.shift].where == where
        and duty.span.begins < each.span.begins <= duty.span.ends < each.span.ends
    ]
    there = any(each.stand in (Stand.ON, Stand.RELIEF) for each in after)
    return replace(duty, relief=tuple(each.name for each in after), relief_there=there)
