"""Printers, jobs, names and labels as the screens show them, read at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.badges.jobs.reading import jobs, labels, limits
from onsite.badges.printing.choosing import none_works
from onsite.badges.queues.showing import PrinterSeen, Said, Survey
from onsite.clock import to_ms
from onsite.journal.fold import table_of
from onsite.plan.printers import known
from onsite.roster.tables import AttendeeRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.badges.rules import Job
    from onsite.plan.model import Plan

_LATELY = 200
_ATTENDEE = table_of(AttendeeRow)
_NAMES = select(_ATTENDEE.c.attendee, _ATTENDEE.c.name).where(
    _ATTENDEE.c.attendee.in_(bindparam("whom", expanding=True))
)


def survey(rows: Connection, plan: Plan, now: datetime, said: Said) -> Survey:
    """What the printers' screen shows.

    Args:
        rows: of the store.
        plan: the plan in force.
        now: aware.
        said: what the printers have said last.
    """
    found = jobs(rows, ended=_LATELY)
    stock = {each.printer: each for each in labels(rows, plan, to_ms(now))}
    seen = tuple(
        PrinterSeen(
            printer,
            part.name,
            said.kinds.get(printer, "unknown"),
            _reasons(printer, found) or said.reasons.get(printer, ()),
            stock.get(printer),
        )
        for printer, part in known(plan.printers).items()
    )
    names = names_of(rows, {each.attendee for each in found if each.attendee})
    mine = (each for each in found if each.station == said.station)
    return Survey(
        seen,
        found,
        names,
        limits(plan),
        planned=bool(plan.printers),
        pools=_pools(plan),
        stuck=frozenset(each.job for each in mine if none_works(plan, each, said.kinds)),
    )


def _pools(plan: Plan) -> dict[str, str]:
    """What the pools are called; where a job names none, it is the one of all badges."""
    called = {pool: part.name or pool for pool, part in plan.printer_pools.items()}
    return {**called, "": called.get(plan.badges.pool or "", "")}


def _reasons(printer: str, jobs: Iterable[Job]) -> tuple[str, ...]:
    """Why a printer holds what it has, in its own codes."""
    held = (each for job in jobs for each in job.attempts if each.under_way and each.held)
    return next((each.reasons for each in held if each.printer == printer), ())


def names_of(rows: Connection, whom: Iterable[str]) -> dict[str, str]:
    """What attendees are called, by their ids."""
    found = rows.execute(_NAMES, {"whom": list(whom)})
    return {row.attendee: row.name for row in found}
