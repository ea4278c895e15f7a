"""Which job somebody's badge is, and what has to be recorded that it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.badges.bulk.generations import to_make
from onsite.badges.facts import BadgeIssued, JobAsked
from onsite.badges.jobs.reading import job, jobs_of
from onsite.badges.rules import State
from onsite.roster.listing import short_hash

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.badges.facts import Why
    from onsite.badges.rules import Job
    from onsite.plan.model import Plan


UNDONE = "undone"
"""Why a job is cancelled: the admission that had asked for it was taken back."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A badge that somebody wants."""

    attendee: str
    why: Why = "request"
    key: str = ""
    """Made before the attempt, where each attempt is a badge of its own; the same key again is the
    same job. Empty for the one badge that everybody has."""
    checkpoint: str = ""
    scan: str = ""
    template: str = ""
    """Empty for the plan's."""
    pool: str = ""
    """Empty for that of the desk, or of the plan."""


def job_id(attendee: str, generation: int, key: str = "") -> str:
    """The id of a job: the same at every desk, so that two that are apart ask for the same one."""
    return short_hash("badge", attendee, str(generation), key)


def asking(
    rows: Connection, plan: Plan, asked: Asked, attendee: str, now_ms: int
) -> tuple[str, tuple[BadgeIssued | JobAsked, ...]]:
    """The job that somebody wants, and what has to be recorded for it; nothing where it is there.

    For whoever records it together with something else.
    """
    number, issued = to_make(rows, attendee)
    which, instead_of = job_id(attendee, number, asked.key), ""
    before = job(rows, which) if asked.key else _standing(rows, attendee, number)
    if before is not None:
        if not _is_asked_anew(before, asked):
            return before.job, ()
        which, instead_of = short_hash("again", before.job), before.job
    fact = JobAsked(
        job=which,
        attendee=attendee,
        generation=number,
        template=asked.template,
        pool=asked.pool or plan.badges.pool or "",
        why=asked.why,
        instead_of=instead_of,
        checkpoint=asked.checkpoint,
        scan=asked.scan,
        at_ms=now_ms,
    )
    return which, (issued, fact) if issued is not None else (fact,)


def _is_asked_anew(before: Job, asked: Asked) -> bool:
    """Whether what was given up before anything was printed is asked for again.

    Whoever comes in does not undo what somebody has decided; only that they had come in before
    was taken back.
    """
    if before.printed != "no" or before.state not in (State.CANCELLED, State.VOID):
        return False
    undone = before.ended_reason == UNDONE and not asked.key
    return undone or asked.why != "admission"


def _standing(rows: Connection, attendee: str, number: int) -> Job | None:
    """The job of that generation that no other stands for."""
    mine = [each for each in jobs_of(rows, attendee) if each.generation == number]
    alive = [each for each in mine if not each.instead] or mine
    return alive[-1] if alive else None
