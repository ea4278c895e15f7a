"""Sessions of one room at the same time: a stage has one chain of items, one after the other."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from onsite.stage.importing.programme import Problem, Session, Trouble
from onsite.stage.importing.values import MINUTE_MS

if TYPE_CHECKING:
    from collections.abc import Iterable

SLIGHT = 4
"""An overlap of less than one part in so many of the shorter session is one of the grid's: both
stay in the chain."""


def chained(sessions: Iterable[Session], problems: list[Problem]) -> list[Session]:
    """The sessions; what runs beside others in its room is a timer behind them.

    As many as possible stay in the chain: of those that overlap, the first to end.

    Args:
        sessions: in order of day, room and start.
        problems: what overlaps is added to them.
    """
    found: list[Session] = []
    for _place, group in groupby(sessions, key=lambda each: (each.day, each.room)):
        found += _of_room(list(group), problems)
    return found


def _of_room(sessions: list[Session], problems: list[Problem]) -> list[Session]:
    beside: dict[str, Session] = {}
    last: Session | None = None
    for each in sorted(sessions, key=_end):
        if not each.room or not _takes_time(each):
            continue
        by = _end(last) - _start(each) if last is not None else 0
        if last is None or by <= 0 or each.ours:
            last = each
            continue
        said = (last.fields.title or "", str(-(-by // MINUTE_MS)))
        if by * SLIGHT < min(_length(each), _length(last)) and _start(each) > _start(last):
            problems.append(Problem(Trouble.OVERLAP, each.place, said, each.key))
            last = each
            continue
        problems.append(Problem(Trouble.BESIDE, each.place, said, each.key))
        fields = each.fields.model_copy(update={"kind": "session"})
        beside[each.key] = replace(each, fields=fields)
    return [beside.get(each.key, each) for each in sessions]


def _takes_time(session: Session) -> bool:
    fields = session.fields
    return bool(fields.length_ms) and not fields.skipped and fields.kind != "session"


def _start(session: Session) -> int:
    return session.fields.start_ms or 0


def _length(session: Session) -> int:
    return session.fields.length_ms or 0


def _end(session: Session) -> int:
    return _start(session) + _length(session)
