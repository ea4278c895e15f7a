"""The acts around badges: ask for one, print it again, issue it again, cancel, move, hand over.

Two acts are kept apart. To print again makes the same badge once more, of the same generation:
for a damaged one, and for one that never came out. To issue again raises the generation: the old
badge is void at every desk, wherever it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.badges.again.acts import Anew, code_ended, issue_again, print_again
from onsite.badges.again.rights import check_issuing
from onsite.badges.facts import (
    JobAsked,
    JobCancelled,
    JobHandedOver,
    JobMoved,
    JobSeen,
    JobVoided,
    LabelsCounted,
)
from onsite.badges.jobs.asking import Asked, asking, job_id
from onsite.badges.jobs.reading import generation, job, job_of, jobs, jobs_of, labels, limits
from onsite.badges.jobs.refusals import (
    at_another_station,
    check,
    check_boxes,
    check_printer,
    found,
    is_nameless,
    maybe_printed,
    nameless,
    needs_reason,
    not_from_there,
    nothing_printed,
)
from onsite.badges.rules import (
    ENDED,
    THERE,
    UNDER_WAY,
    Event,
    Refusal,
    State,
    may_be_handed_over,
    next_state,
)
from onsite.clock import to_ms
from onsite.plan.service import current
from onsite.roster.acts.doing import good, written
from onsite.roster.listing import short_hash

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.badges.rules import Job
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.roster.acts.doing import Doer

__all__ = [
    "Anew",
    "Asked",
    "asking",
    "generation",
    "issue_again",
    "job",
    "job_id",
    "job_of",
    "jobs",
    "jobs_of",
    "labels",
    "limits",
    "print_again",
]
TEST = "test"


@dataclass(frozen=True, slots=True)
class Moving:
    """Where a job is to go."""

    job: str
    printer: str = ""
    """Its id in the plan; empty for any of the pool."""
    here: bool = False
    """Whether this station is to carry it out, instead of the one that had it."""
    reason: str = ""
    """Needed where it may have been printed: it becomes a new generation."""


def ask(journal: Journal, rows: Connection, plan: Plan, asked: Asked, operator: str) -> str:
    """Ask for a badge; answers the id of its job, which is an older one where there is one.

    Desks that are apart ask for the same job, each for itself, and each may print it: once they
    hear of each other the job says so. Whoever has not sent it by then leaves it to the first.

    Raises:
        NotPossibleError: there is no such attendee, their name is not known, their ticket was
            cancelled, or their badge was printed ahead.
    """
    known_here = good(rows, asked.attendee)
    who = known_here.attendee
    if is_nameless(known_here.record):
        raise nameless()
    if asked.why == "request":
        check_boxes(rows, who)
    which, facts = asking(rows, plan, asked, who, to_ms(journal.clock.now()))
    journal.append(rows, *facts, operator=operator)
    return which


def ask_test(journal: Journal, rows: Connection, plan: Plan, printer: str, operator: str) -> str:
    """Ask for a test page of a printer; answers the id of its job.

    Raises:
        NotPossibleError: the plan has no such printer.
    """
    check_printer(plan, printer)
    at_ms = to_ms(journal.clock.now())
    which = short_hash(TEST, printer, str(at_ms), journal.station)
    facts = (
        JobAsked(job=which, attendee="", generation=0, why=TEST, at_ms=at_ms),
        JobMoved(job=which, printer=printer),
    )
    journal.append(rows, *facts, operator=operator)
    return which


def move(journal: Journal, rows: Connection, plan: Plan, asked: Moving, doer: Doer) -> str:
    """Have another printer, or this station, do a job; answers the id of the job that is printed.

    What is in a printer is taken back first. Where nobody knows whether it was printed, the badge
    becomes a new generation, so that what comes out of the first printer is void.

    Raises:
        BadInputError: a reason is needed.
        NotPossibleError: it is printed, or another station has it in its printer.
    """
    old = found(rows, asked.job)
    if asked.printer:
        check_printer(plan, asked.printer)
    if old.state in THERE | ENDED:
        raise not_from_there(old)
    if old.printed == "maybe" and old.state is State.FAILED:
        new = Anew(old.attendee, asked.reason, printer=asked.printer, moved=True)
        return issue_again(journal, rows, plan, new, doer)
    if asked.here and old.state in UNDER_WAY and old.station != journal.station:
        raise at_another_station()
    here = journal.station if asked.here else ""
    fact = JobMoved(job=old.job, printer=asked.printer, station=here)
    journal.append(rows, fact, operator=doer.operator)
    return old.job


def cancel(journal: Journal, rows: Connection, which: str, reason: str, operator: str) -> Job:
    """A job is not to be printed; what has left for a printer is taken back if it can be.

    Raises:
        NotPossibleError: it is printed, or may be.
    """
    old = found(rows, which)
    if old.printed == "maybe" and old.state is State.FAILED:
        raise maybe_printed()
    if old.state not in UNDER_WAY:
        check(old, Event.CANCEL)
    if not old.cancel_ms:
        fact = JobCancelled(job=which, reason=written(reason))
        journal.append(rows, fact, operator=operator)
    return found(rows, which)


def void(journal: Journal, rows: Connection, which: str, reason: str, doer: Doer) -> None:
    """The badge of a job counts no more, and no other stands for it: it was destroyed.

    Its code lets nobody in any more, unless another good badge bears the same one: that is for
    whoever may issue another badge.

    Raises:
        BadInputError: no reason was given.
        NotPossibleError: it is void already, or its code would end, and it is not for this
            operator.
    """
    old = found(rows, which)
    check(old, Event.VOID)
    said = written(reason)
    if not said:
        raise needs_reason()
    ended, plan = code_ended(rows, old, said, doer), current(rows)
    if ended and plan is not None:
        check_issuing(rows, plan, doer)
    fact = JobVoided(job=which, reason=said, by=doer.by)
    journal.append(rows, fact, *ended, operator=doer.operator)


def hand_over(journal: Journal, rows: Connection, which: str, operator: str) -> None:
    """The badge is in its holder's hands; said twice is said once.

    Raises:
        NotPossibleError: it was not printed, or is void.
    """
    old = found(rows, which)
    if old.state is not State.HANDED_OVER:
        check(old, Event.HAND_OVER)
        if not may_be_handed_over(old):
            raise nothing_printed()
        journal.append(rows, JobHandedOver(job=which), operator=operator)


def seen(
    journal: Journal, rows: Connection, code: tuple[str, int], scan: str, operator: str
) -> str:
    """The code of a badge was read; answers the id of its job, or nothing where it has none.

    Args:
        code: the attendee and the generation that it says.
        scan: the key of the scan; empty where it was none.
    """
    attendee, number = code
    mine = [
        each
        for each in jobs_of(rows, attendee)
        if each.generation == number
        and each.attempts
        and not isinstance(next_state(each.state, Event.SEE), Refusal)
    ]
    if mine:
        journal.append(rows, JobSeen(job=mine[-1].job, scan=scan), operator=operator)
        return mine[-1].job
    known = [each for each in jobs_of(rows, attendee) if each.generation == number and each.seen_ms]
    return known[-1].job if known else ""


def count_labels(
    journal: Journal, rows: Connection, plan: Plan, said: LabelsCounted, operator: str
) -> None:
    """So many labels are in a printer now.

    Raises:
        NotPossibleError: the plan has no such printer.
    """
    check_printer(plan, said.printer)
    journal.append(rows, said, operator=operator)
