"""What is in the store of print jobs, badges and labels."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, func, not_, or_, select

from onsite.badges.codes.standing import is_issued, to_print
from onsite.badges.jobs.rows import AttemptRow, JobRow, job_of_rows
from onsite.badges.queues.stock import SPAN_MS
from onsite.badges.rules import (
    ENDED,
    UNDER_WAY,
    WAITING,
    Job,
    LabelStock,
    Limits,
    State,
    stock_of,
)
from onsite.badges.tables import LabelRow
from onsite.journal.fold import table_of
from onsite.journal.hlc import ms_of
from onsite.plan.printers import known
from onsite.roster.acts.aliases import others_of
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection

    from onsite.plan.model import Plan
    from onsite.store.prepared import Row

_JOB, _ATTEMPT, _LABEL = table_of(JobRow), table_of(AttemptRow), table_of(LabelRow)
_ASKED = func.json_each(bindparam("asked")).table_valued("value")
_MOST_OUT = 300
_IN_ORDER = (_JOB.c.asked, _JOB.c.job)


def _one_of(column: Any, states: Iterable[State]) -> ColumnElement[bool]:
    # Spelled out: a prepared statement takes no list.
    return or_(*(column == state.value for state in sorted(states)))


_ONE = Prepared(select(_JOB).where(_JOB.c.job == bindparam("job")))
_GOING = {*WAITING, *UNDER_WAY, State.FAILED}
# Each by an index of its own: of one statement for all, SQLite looks at every job, or sorts them.
_OPEN = Prepared(select(_JOB).where(_JOB.c.asked > 0, _one_of(_JOB.c.state, _GOING)))
_AT_ODDS = Prepared(
    select(_JOB).where(
        _JOB.c.asked > 0, _JOB.c.conflict > "", not_(_one_of(_JOB.c.state, {*_GOING, *ENDED}))
    )
)
_NEWEST = Prepared(
    select(_JOB)
    .where(_JOB.c.asked > 0, _JOB.c.state == bindparam("state"))
    .order_by(_JOB.c.changed_ms.desc(), _JOB.c.job)
    .limit(bindparam("many"))
)
_LATELY = Prepared(
    select(_JOB).where(
        _JOB.c.asked > 0,
        _JOB.c.station == bindparam("station"),
        or_(
            *(
                and_(_JOB.c.state == state.value, _JOB.c.changed_ms > bindparam("since"))
                for state in sorted(set(State) - ENDED)
            )
        ),
    )
)
_OF_PEOPLE = Prepared(
    select(_JOB)
    .where(_JOB.c.attendee.in_(select(_ASKED.c.value)), _JOB.c.asked > 0)
    .order_by(*_IN_ORDER)
)
_ATTEMPTS = Prepared(select(_ATTEMPT).where(_ATTEMPT.c.job.in_(select(_ASKED.c.value))))
_OURS = select(_ATTEMPT.c.job).where(
    _ATTEMPT.c.station == bindparam("station"),
    or_(
        _one_of(_ATTEMPT.c.state, UNDER_WAY),
        and_(
            _ATTEMPT.c.state == State.FAILED.value,
            _ATTEMPT.c.printed == "maybe",
            _ATTEMPT.c.ended_ms > bindparam("since"),
        ),
    ),
)
# Two statements, each with an index of its own: of one with both, SQLite looks at every job.
_TO_SEND = Prepared(
    select(_JOB).where(
        _JOB.c.asked > 0,
        _JOB.c.station == bindparam("station"),
        _one_of(_JOB.c.state, {*WAITING, State.FAILED}),
    )
)
_TO_FOLLOW = Prepared(select(_JOB).where(_JOB.c.asked > 0, _JOB.c.job.in_(_OURS)))
_COUNTED = Prepared(
    select(_LABEL.c.count, _LABEL.c.time)
    .where(_LABEL.c.printer == bindparam("printer"))
    .order_by(_LABEL.c.time.desc(), _LABEL.c.station.desc(), _LABEL.c.number.desc())
    .limit(1)
)
_DONE = select(_ATTEMPT.c.done_ms).where(
    _ATTEMPT.c.printer == bindparam("printer"), _ATTEMPT.c.done_ms > bindparam("since")
)
_DONE_LATELY = Prepared(_DONE)
_DONE_IN_ALL = Prepared(select(func.count().label("many")).select_from(_DONE.subquery()))


def job(rows: Connection, which: str) -> Job | None:
    """The job of that id, with all its evidence; None where there is none."""
    row = _ONE.first(rows, {"job": which})
    return _with_attempts(rows, [row])[0] if row is not None and row["asked"] else None


def jobs(rows: Connection, *, ended: int = 0) -> tuple[Job, ...]:
    """The jobs that have not ended, in the order in which they were asked for.

    Of badges that are printed and were not handed over, the newest: where nobody scans them,
    they are all that were ever printed.

    Args:
        rows: the open transaction.
        ended: so many of those that have ended come after them, the newest first.
    """
    out = _newest(rows, (State.DONE, State.SEEN), _MOST_OUT)
    going = {row["job"]: row for row in (*_OPEN.all(rows, {}), *_AT_ODDS.all(rows, {}), *out)}
    last = _newest(rows, ENDED, ended) if ended else []
    return tuple(_with_attempts(rows, [*sorted(going.values(), key=_in_turn), *last]))


def lately(rows: Connection, station: str, since_ms: int) -> tuple[Job, ...]:
    """The jobs of a station that have not ended, and moved on after an instant, in their order.

    Args:
        rows: the open transaction.
        station: its id.
        since_ms: in milliseconds since 1970.
    """
    found = _LATELY.all(rows, {"station": station, "since": since_ms})
    return tuple(_with_attempts(rows, sorted(found, key=_in_turn)))


def jobs_of(rows: Connection, attendee: str) -> tuple[Job, ...]:
    """Every job of somebody, by whichever of their records, the oldest first."""
    asked = json.dumps([attendee, *others_of(rows, attendee)])
    return tuple(_with_attempts(rows, _OF_PEOPLE.all(rows, {"asked": asked})))


def job_of(rows: Connection, attendee: str) -> Job | None:
    """The job of somebody that counts: the newest that no other stands for."""
    found = [each for each in jobs_of(rows, attendee) if not each.instead]
    return max(found, key=lambda each: (each.generation, each.asked, each.job), default=None)


def to_follow(rows: Connection, station: str, since_ms: int) -> tuple[Job, ...]:
    """What a station has to see to: what it carries out, and what it has sent to a printer.

    Args:
        rows: the open transaction.
        station: its id.
        since_ms: what may have been printed and was given up later than that may yet be heard of;
            in milliseconds since 1970.
    """
    sending = _TO_SEND.all(rows, {"station": station})
    ours = _TO_FOLLOW.all(rows, {"station": station, "since": since_ms})
    found = {row["job"]: row for row in (*sending, *ours)}
    return tuple(_with_attempts(rows, sorted(found.values(), key=_in_turn)))


def generation(rows: Connection, attendee: str) -> tuple[int, bool]:
    """The generation that a badge printed now is of, and whether it is still to be issued."""
    number = to_print(rows, attendee)
    return number, not is_issued(rows, attendee, number)


def limits(plan: Plan) -> Limits:
    """How long a job may stay in a state, in seconds."""
    return Limits(**plan.badges.limits.model_dump())


def labels(rows: Connection, plan: Plan, now_ms: int) -> tuple[LabelStock, ...]:
    """What is left in each printer of the plan.

    Args:
        rows: the open transaction.
        plan: the plan in force.
        now_ms: the time, in milliseconds since 1970.
    """
    found = []
    for printer, part in known(plan.printers).items():
        row = _COUNTED.first(rows, {"printer": printer})
        counted = row["count"] if row is not None else part.stock
        since = ms_of(row["time"]) if row is not None else 0
        known_since = {"printer": printer, "since": since}
        of_late = {**known_since, "since": max(since, now_ms - SPAN_MS - 1)}
        done = [each["done_ms"] for each in _DONE_LATELY.all(rows, of_late)]
        many = _DONE_IN_ALL.first(rows, known_since)
        before = (many["many"] if many is not None else 0) - len(done)
        left = counted - before if counted is not None else None
        found.append(stock_of(printer, left, done, now_ms, part.warn_at))
    return tuple(found)


def _newest(rows: Connection, states: Iterable[State], many: int) -> list[Row]:
    """The jobs that came to stand there last, the newest first."""
    found = [
        row
        for state in sorted(states)
        for row in _NEWEST.all(rows, {"state": state.value, "many": many})
    ]
    return sorted(found, key=lambda row: (-row["changed_ms"], row["job"]))[:many]


def _in_turn(row: Row) -> tuple[int, str]:
    return row["asked"], row["job"]


def _with_attempts(rows: Connection, found: Sequence[Row]) -> list[Job]:
    asked = json.dumps([row["job"] for row in found])
    attempts: dict[str, list[dict[str, Any]]] = {}
    for row in _ATTEMPTS.all(rows, {"asked": asked}):
        attempts.setdefault(row["job"], []).append(row)
    return _made(found, attempts)


def _made(found: Iterable[Row], attempts: dict[str, list[dict[str, Any]]]) -> list[Job]:
    return [job_of_rows(row, attempts.get(row["job"], ())) for row in found]
