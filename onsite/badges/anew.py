"""The two acts that make a second badge: print it again, or issue a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.badges.asking import job_id
from onsite.badges.facts import BadgeIssued, BadgeLost, JobAsked, JobFact, JobMoved, JobVoided
from onsite.badges.reading import generation, job_of, jobs_of
from onsite.badges.refusals import (
    already_stands,
    check_printer,
    found,
    in_the_printer,
    is_old,
    needs_reason,
)
from onsite.badges.rights import check_issuing
from onsite.badges.rules import THERE, UNDER_WAY, Job, State
from onsite.clock import to_ms
from onsite.roster.acts.aliases import others_of
from onsite.roster.acts.doing import good, written
from onsite.roster.listing import short_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from onsite.badges.facts import Ground, Why
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.roster.acts.doing import Doer


@dataclass(frozen=True, slots=True)
class Anew:
    """A new generation that somebody wants for an attendee."""

    attendee: str
    reason: str
    lost: bool = False
    """Whether the old badge was lost; else it is there, or may be, and counts no more."""
    prints: bool = True
    """Whether a new badge is printed now."""
    printer: str = ""
    """On which; empty for any of the pool."""
    moved: bool = False
    """Whether it is only to come out of another printer."""


def print_again(
    journal: Journal, rows: Connection, plan: Plan, which: str, reason: str, doer: Doer
) -> str:
    """Print a badge once more, of the same generation; answers the id of the new job.

    A person has looked: the old badge is there and damaged, or never came out.

    Raises:
        BadInputError: no reason was given, although a badge may have come out.
        NotPossibleError: it is still being printed, another job stands for it, or the badge was
            issued again since.
    """
    old = found(rows, which)
    said = written(reason)
    if old.instead:
        raise already_stands(old)
    if old.attendee and generation(rows, old.attendee) != (old.generation, False):
        raise is_old()
    if old.state in UNDER_WAY:
        raise in_the_printer()
    if not said and old.printed != "no":
        raise needs_reason()
    new, at_ms = short_hash("again", old.job), to_ms(journal.clock.now())
    why: Why = "test" if old.why == "test" else "again"
    more = {"generation": old.generation, "why": why, "reason": said, "by": doer.by}
    facts = (
        JobAsked(job=new, **_like(old, old.attendee, plan), **more, at_ms=at_ms),
        JobVoided(job=old.job, reason=said, by=doer.by, instead=new),
    )
    journal.append(rows, *facts, operator=doer.operator)
    return new


def issue_again(journal: Journal, rows: Connection, plan: Plan, asked: Anew, doer: Doer) -> str:
    """Raise the generation of somebody's badge; answers the id of the new job, or nothing.

    Raises:
        BadInputError: no reason was given.
        NotPossibleError: there is no such attendee, or it is not for this operator.
    """
    check_issuing(rows, plan, doer)
    who, said = good(rows, asked.attendee).attendee, written(asked.reason)
    if not said:
        raise needs_reason()
    if asked.printer:
        check_printer(plan, asked.printer)
    number = raised(rows, who)
    old = [each for each in jobs_of(rows, who) if each.state not in (State.VOID, State.LOST)]
    like = _like(job_of(rows, who), who, plan)
    new = job_id(who, number) if asked.prints else ""
    facts: list[BadgeIssued | JobFact] = [*_issued(rows, who, number, asked, doer)]
    if new:
        why: Why = "moved" if asked.moved else "issued"
        at_ms = to_ms(journal.clock.now())
        more = {"generation": number, "why": why, "reason": said, "by": doer.by, "at_ms": at_ms}
        facts.append(JobAsked(job=new, **like, **more))
        facts += [JobMoved(job=new, printer=asked.printer)] if asked.printer else []
    facts += [_ended(each, said, new, doer, lost=asked.lost) for each in old]
    journal.append(rows, *facts, operator=doer.operator)
    return new


def raised(rows: Connection, attendee: str) -> int:
    """The generation after the one that counts."""
    number, fresh = generation(rows, attendee)
    return number if fresh else number + 1


def _issued(
    rows: Connection, who: str, number: int, asked: Anew, doer: Doer
) -> Iterator[BadgeIssued]:
    """The new generation; badges of records that were merged into this one are void, too."""
    why: Ground = "lost" if asked.lost else "moved" if asked.moved else "again"
    note = written(asked.reason)
    yield BadgeIssued(attendee=who, generation=number, why=why, by=doer.by, note=note)
    for other in others_of(rows, who):
        theirs, fresh = generation(rows, other)
        if not fresh:
            again = {"generation": theirs + 1, "why": why, "by": doer.by, "note": note}
            yield BadgeIssued(attendee=other, **again)


def _like(old: Job | None, attendee: str, plan: Plan) -> dict[str, str]:
    """What a new job takes over from the one it stands for."""
    if old is None:
        return {"attendee": attendee, "pool": plan.badges.pool or ""}
    return {
        "attendee": attendee,
        "template": old.template,
        "pool": old.pool,
        "checkpoint": old.checkpoint,
        "scan": old.scan,
        "instead_of": old.job,
    }


def _ended(old: Job, reason: str, new: str, doer: Doer, *, lost: bool) -> JobFact:
    if lost and old.state in THERE:
        return BadgeLost(job=old.job, reason=reason)
    return JobVoided(job=old.job, reason=reason, by=doer.by, instead=new)
