"""How many people a checkpoint can expect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select

from onsite.checkin.conditions.known import Known
from onsite.checkin.conditions.waiting import could_hold
from onsite.checkin.rules import days_of, welcome
from onsite.journal.fold import table_of
from onsite.plan.conditions.tree import Choice, Flag, Is, Subject
from onsite.plan.hours import day_at
from onsite.roster.acts.aliases import ALIAS
from onsite.roster.facts import Status
from onsite.roster.tables import AttendeeRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection

    from onsite.plan.conditions.tree import Condition, Leaf
    from onsite.plan.model import Plan

_ATTENDEE = table_of(AttendeeRow)
_GOOD = (
    _ATTENDEE.c.withdrawn.is_(False),
    _ATTENDEE.c.blocked.is_(False),
    _ATTENDEE.c.status == Status.VALID.value,
)
_BY_CATEGORY = (
    select(_ATTENDEE.c.category, func.count()).where(*_GOOD).group_by(_ATTENDEE.c.category)
)
_KINDS = (_ATTENDEE.c.category, _ATTENDEE.c.vip, _ATTENDEE.c.speaker)
_BY_KIND = select(*_KINDS, func.count()).where(*_GOOD).group_by(*_KINDS)
_MERGED = select(*_KINDS).join_from(
    # From the few to the many: an inner join is turned round, and goes through everybody.
    ALIAS,
    _ATTENDEE,
    and_(_ATTENDEE.c.attendee == ALIAS.c.other, *_GOOD),
    isouter=True,
)
"""Records that count as another's, and are no people; a row of nothing where one is not good."""
_ON_TICKET = (Subject.CATEGORY, Subject.TICKET)
_ON_PERSON = frozenset({Flag.VIP, Flag.SPEAKER})


def expected(rows: Connection, plan: Plan, checkpoint: str, now: datetime) -> int:
    """The attendees whose ticket is good for the checkpoint on the day that it is.

    Of its condition counts what ticket, VIP and speaker say; all else may change.
    """
    rule = plan.checkpoints[checkpoint]
    today = day_at(plan, checkpoint, now)
    by_kind = bool(rule.asks.flags & _ON_PERSON)
    many = 0
    for category, *flags, people in _kinds(rows, by_kind=by_kind):
        good = welcome(plan, checkpoint, category) and today in days_of(plan, category)
        if good and rule.condition is not None:
            good = _could_enter(rule.condition, _known(plan, now, today, category, flags))
        many += people if good else 0
    return many


def _kinds(rows: Connection, *, by_kind: bool) -> Iterator[Sequence[Any]]:
    yield from rows.execute(_BY_KIND if by_kind else _BY_CATEGORY)
    for category, *flags in rows.execute(_MERGED):
        if category is not None:
            yield (category, *flags, -1) if by_kind else (category, -1)


def _known(plan: Plan, now: datetime, today: date, category: str, flags: Sequence[bool]) -> Known:
    vip, speaker = flags or (False, False)
    return Known(
        calendar=plan.calendar,
        now=now,
        day=today,
        category=plan.category_of(category),
        ticket=category.strip().casefold(),
        vip=vip,
        speaker=speaker,
    )


def _could_enter(condition: Condition, known: Known) -> bool:
    return could_hold(condition, known, _may_change)


def _may_change(leaf: Leaf) -> bool:
    if isinstance(leaf, Choice):
        return leaf.subject not in _ON_TICKET
    return not isinstance(leaf, Is) or leaf.flag not in _ON_PERSON
