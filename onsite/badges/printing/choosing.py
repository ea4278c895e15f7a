"""Which printer does which job next, from values alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onsite.badges.rules import in_turn, may_send
from onsite.plan.printers import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onsite.badges.printers.channel import PrinterState
    from onsite.badges.rules import Attempt, Job
    from onsite.plan.model import Plan


_MAY_PRINT = ("ready", "printing", "unknown")


@dataclass(slots=True)
class Readiness:
    """What this station knows of its printers."""

    kinds: dict[str, str] = field(default_factory=dict)
    """What each has said last, as `ready`."""
    reasons: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Why, in the printer's own codes or ours, as `no-such-queue`."""
    not_before_ms: dict[str, int] = field(default_factory=dict)
    """Until when a printer that took nothing is left in peace, in milliseconds since 1970."""

    def heard(self, printer: str, state: PrinterState) -> bool:
        """Keep what a printer has said; whether that is anything new."""
        before = (self.kinds.get(printer), self.reasons.get(printer))
        self.kinds[printer], self.reasons[printer] = state.kind, state.reasons
        return before != (state.kind, state.reasons)

    def rests(self, printer: str, now_ms: int) -> bool:
        """Whether it is left in peace."""
        return now_ms < self.not_before_ms.get(printer, 0)

    def idle(self, printer: str, now_ms: int, busy: Iterable[str]) -> bool:
        """Whether it could take the next job itself, as far as is known."""
        ready = self.kinds.get(printer, "ready") in _MAY_PRINT
        return ready and printer not in busy and not self.rests(printer, now_ms)


def candidates(plan: Plan, job: Job) -> tuple[str, ...]:
    """The printers that may do a job, the first one first."""
    there = known(plan.printers)
    if job.printer:
        return (job.printer,) if job.printer in there else ()
    pool = plan.printer_pools.get(job.pool) or plan.printer_pools.get(plan.badges.pool or "")
    return tuple(pool.printers if pool is not None else there)


def none_works(plan: Plan, job: Job, kinds: Mapping[str, str]) -> bool:
    """Whether a job waits, and every printer that may do it says that it does not print.

    Args:
        plan: knows the printers and their pools.
        job: as it stands.
        kinds: what each printer has said last, by its id; left out where it was not asked.
    """
    may = candidates(plan, job)
    off = all(kinds.get(each, "ready") not in _MAY_PRINT for each in may)
    return may_send(job) and bool(may) and off


def under_way(jobs: Iterable[Job], station: str) -> dict[str, tuple[Job, Attempt]]:
    """What each printer has of this station's, one at a time."""
    return {
        attempt.printer: (job, attempt)
        for job in jobs
        for attempt in job.attempts
        if attempt.station == station and attempt.under_way
    }


def next_for(
    printer: str, plan: Plan, jobs: Sequence[Job], station: str, known_now: tuple[Readiness, int]
) -> Job | None:
    """The job that a printer does next; None where none is for it.

    First in, first out. One that stands in for others leaves the job to the first that could take
    it now.

    Args:
        printer: that has nothing to do.
        plan: the plan in force.
        jobs: that the station sees to.
        station: its id.
        known_now: what is known of the printers, and the time in milliseconds since 1970.
    """
    readiness, now_ms = known_now
    busy = under_way(jobs, station)
    for job in in_turn(jobs):
        if job.station != station or not may_send(job):
            continue
        those = candidates(plan, job)
        if printer not in those:
            continue
        before = those[: those.index(printer)]
        if not any(readiness.idle(each, now_ms, busy) for each in before):
            return job
    return None


def stands_in(plan: Plan, job: Job, attempt: Attempt, ready: Mapping[str, bool]) -> bool:
    """Whether another printer could do at once what hangs in one."""
    return any(ready.get(each, False) for each in candidates(plan, job) if each != attempt.printer)
