"""The two acts that make a second badge: print it again, or issue a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.badges.again.rights import check_issuing
from onsite.badges.bulk.boxes import boxed
from onsite.badges.codes.ids import GENERATIONS
from onsite.badges.codes.issuing import issued
from onsite.badges.facts import BadgeLost, JobAsked, JobFact, JobMoved, JobVoided
from onsite.badges.jobs.asking import job_id
from onsite.badges.jobs.reading import generation, job_of, jobs_of
from onsite.badges.jobs.refusals import (
    already_stands,
    check_boxes,
    check_printer,
    found,
    in_the_printer,
    is_old,
    needs_reason,
    too_many,
)
from onsite.badges.rules import ENDED, THERE, UNDER_WAY, Job, State
from onsite.badges.temporary import is_temporary
from onsite.clock import to_ms
from onsite.roster.acts.aliases import others_of, standing_for
from onsite.roster.acts.codes import live_codes
from onsite.roster.acts.doing import good, written
from onsite.roster.acts.facts import CredentialRevoked
from onsite.roster.listing import short_hash

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from sqlalchemy import Connection

    from onsite.badges.facts import BadgeIssued, Ground, Why
    from onsite.journal.facts import Fact
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
    checkpoint: str = ""
    """Where it is handed over; empty where the one before was to be."""
    pool: str = ""
    """The printers there; empty for any."""


def print_again(  # noqa: PLR0913 - the act, and where it is done
    journal: Journal,
    rows: Connection,
    plan: Plan,
    which: str,
    reason: str,
    doer: Doer,
    *,
    checkpoint: str = "",
    pool: str = "",
) -> str:
    """Print a badge once more, of the same generation; answers the id of the new job.

    A person has looked: the old badge is there and damaged, or never came out.

    Args:
        which: the job, or its code.
        reason: why; may be empty where nothing came of it.
        doer: who does it.
        checkpoint: where it is handed over; empty where the first was to be.
        pool: the printers there; empty for any.

    Raises:
        BadInputError: no reason was given, although a badge may have come out.
        NotPossibleError: it is still being printed, another job stands for it, the badge was
            issued again since, or nothing came of it and one was printed ahead.
    """
    old, said = found(rows, which), written(reason)
    _check_again(rows, old, said)
    new, at_ms = short_hash("again", old.job), to_ms(journal.clock.now())
    why: Why = "test" if old.why == "test" else "again"
    more = {"generation": old.generation, "why": why, "reason": said, "by": doer.by}
    like = _like(old, old.attendee, plan)
    like |= {"checkpoint": checkpoint, "pool": pool} if checkpoint else {}
    facts = (
        JobAsked(job=new, **like, **more, at_ms=at_ms),
        JobVoided(job=old.job, reason=said, by=doer.by, instead=new),
    )
    journal.append(rows, *facts, operator=doer.operator)
    return new


def _check_again(rows: Connection, old: Job, said: str) -> None:
    if old.instead:
        raise already_stands(old)
    if old.attendee and generation(rows, old.attendee) != (old.generation, False):
        raise is_old()
    if old.state in UNDER_WAY:
        raise in_the_printer()
    if not said and old.printed != "no":
        raise needs_reason()
    if old.attendee and old.printed == "no":
        check_boxes(rows, old.attendee)


def issue_again(journal: Journal, rows: Connection, plan: Plan, asked: Anew, doer: Doer) -> str:
    """Raise the generation of somebody's badge; answers the id of the new job, or nothing.

    Where badges bear the ticket's own code, that is taken away, too: else the old badge would go
    on letting its holder in.

    Raises:
        BadInputError: no reason was given.
        NotPossibleError: there is no such attendee, it is not for this operator, or no more badges
            can be told apart.
    """
    check_issuing(rows, plan, doer)
    who, said = good(rows, asked.attendee).attendee, written(asked.reason)
    if not said:
        raise needs_reason()
    if asked.printer:
        check_printer(plan, asked.printer)
    number = raised(rows, who)
    if number > GENERATIONS:
        raise too_many()
    old = [each for each in jobs_of(rows, who) if each.state not in (State.VOID, State.LOST)]
    like = _like(job_of(rows, who), who, plan)
    if asked.checkpoint:
        like |= {"checkpoint": asked.checkpoint, "pool": asked.pool}
    new = job_id(who, number) if asked.prints else ""
    facts: list[Fact] = [*_issued(rows, who, number, asked, doer)]
    facts += _codes_ended(rows, plan, who, doer, lost=asked.lost)
    if new:
        why: Why = "moved" if asked.moved else "issued"
        at_ms = to_ms(journal.clock.now())
        more = {"generation": number, "why": why, "reason": said, "by": doer.by, "at_ms": at_ms}
        facts.append(JobAsked(job=new, **like, **more))
        facts += [JobMoved(job=new, printer=asked.printer)] if asked.printer else []
    facts += [_ended(each, said, new, doer, lost=asked.lost) for each in old]
    journal.append(rows, *facts, operator=doer.operator)
    return new


def code_ended(rows: Connection, old: Job, reason: str, doer: Doer) -> tuple[BadgeIssued, ...]:
    """What has to be recorded that the code of a badge that was destroyed lets nobody in.

    Nothing where another badge with this very code is good.
    """
    who = standing_for(rows, old.attendee) if old.attendee else ""
    number = raised(rows, who) if who else 0
    if not who or old.printed == "no" or old.conflict or number > GENERATIONS:
        return ()
    ahead = boxed(rows, who)
    if generation(rows, who) != (old.generation, False):
        return ()
    if ahead is not None and not ahead.outdated:
        return ()
    others = [each for each in jobs_of(rows, who) if each.job != old.job]
    alike = [each for each in others if each.generation == old.generation]
    if any(each.state not in ENDED - {State.HANDED_OVER} for each in alike):
        return ()
    return tuple(_issued(rows, who, number, Anew(who, reason), doer))


def raised(rows: Connection, attendee: str) -> int:
    """The generation after the one that counts."""
    number, fresh = generation(rows, attendee)
    return number if fresh else number + 1


def _codes_ended(
    rows: Connection, plan: Plan, who: str, doer: Doer, *, lost: bool
) -> list[CredentialRevoked]:
    """Where badges bear the ticket's own code, it ends with the badge: the new one bears ours.

    A card stands for the new badge until that is there; handing it over takes the card away.
    """
    if plan.badges.code != "ticket":
        return []
    state: Literal["revoked", "lost"] = "lost" if lost else "revoked"
    return [
        CredentialRevoked(attendee=record, code=code, state=state, **doer.said)
        for code, record in live_codes(rows, who).items()
        if not is_temporary(code)
    ]


def _issued(
    rows: Connection, who: str, number: int, asked: Anew, doer: Doer
) -> Iterator[BadgeIssued]:
    """The new generation; badges of records that were merged into this one are void, too."""
    why: Ground = "lost" if asked.lost else "moved" if asked.moved else "again"
    said = {"by": doer.by, "note": written(asked.reason)}
    yield issued(rows, who, number, why, **said)
    for other in others_of(rows, who):
        theirs, fresh = generation(rows, other)
        if not fresh:
            yield issued(rows, other, theirs + 1, why, **said)


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
