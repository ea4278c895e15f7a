"""What a scan means for badges: one is asked for, or the one that was printed is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.bulk import collecting
from onsite.badges.bulk.boxes import badge_ahead, boxed
from onsite.badges.codes import code as codes
from onsite.badges.codes.genuine import Genuine, NotOurs, check
from onsite.badges.codes.standing import is_met
from onsite.badges.facts import JobCancelled, JobHandedOver, JobSeen
from onsite.badges.jobs.asking import UNDONE, Asked, asking
from onsite.badges.jobs.reading import jobs_of
from onsite.badges.jobs.refusals import is_nameless
from onsite.badges.rules import WAITING, Event, Refusal, next_state
from onsite.badges.temporary import returned
from onsite.checkin.badges.ahead import taken_out, taken_with
from onsite.checkin.facts import Direction, Outcome
from onsite.checkin.people import by_id, presence
from onsite.checkin.queue.desks import desk_here
from onsite.checkin.views import Fresh
from onsite.clock import to_ms
from onsite.roster.acts.aliases import standing_for
from onsite.scanner.payload import candidates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from onsite.badges.rules import Job
    from onsite.checkin.desk.queue import Ask
    from onsite.checkin.facts import ScanMade
    from onsite.checkin.people import Person
    from onsite.journal.entry import Signer
    from onsite.journal.facts import Fact
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.wiring import Site

ON_ADMISSION = "on_admission"
FRESH_MS = 10 * 60_000
"""So long a badge that has come out is taken for the one that is being handed over."""


def with_scan(
    rows: Connection, plan: Plan, signer: Signer, fact: ScanMade, people: Sequence[Person]
) -> tuple[Fact, ...]:
    """What is recorded together with a scan.

    Args:
        rows: the open transaction.
        plan: says for whom a badge is printed where.
        signer: of this station, which opens the keys of badges.
        fact: the scan.
        people: whom it is about.
    """
    if fact.attendee is None:
        return ()
    through = fact.verdict.outcome is Outcome.ADMIT
    seen = _seen(rows, signer, fact, handed=through)
    if not through or fact.direction is not Direction.ENTRY or not people:
        return seen
    if is_nameless(people[0].record):
        return seen  # the desk says what is missing, and where it is written in
    if _wears_one(rows, signer, fact.code):
        return seen  # made at another desk, of which nothing else may have been heard yet
    return (*seen, *_asked(rows, plan, fact, plan.category_of(people[0].ticket.category)))


def fresh(
    journal: Journal, rows: Connection, plan: Plan, checkpoint: str, text: str, operator: str
) -> Fresh | None:
    """Take the scan of a badge that somebody gets now who is in: it is handed over.

    That is one that was just printed, or lay in a box until now.

    None where it is anything else, and the scan is an attempt as any other.

    Args:
        checkpoint: where the desk stands.
        text: what was scanned.
        operator: who scans.
    """
    for each in candidates(text):
        found = _genuine(rows, journal.signer, each)
        if found is None:
            continue
        if _is_of_a_box(rows, *found):
            return taken_out(journal, rows, plan, checkpoint, found, operator)
        job = _out(rows, *found)
        # Whoever asks at the problem desk, or from the shell, asks for no door.
        if job is None or job.checkpoint not in ("", checkpoint) or job.handed_ms:
            continue
        if to_ms(journal.clock.now()) - job.changed_ms <= FRESH_MS:
            return _handed_over(journal, rows, plan, job, checkpoint, operator)
    return None


def undoing(rows: Connection, attendee: str, key: str) -> tuple[Fact, ...]:
    """Of a scan that is taken back, the badge that it asked for, if nothing was sent yet.

    A badge out of a box, with which somebody had come in, goes back into it.
    """
    mine = (job for job in jobs_of(rows, attendee) if job.scan == key)
    waiting = (JobCancelled(job=job.job, reason=UNDONE) for job in mine if job.state in WAITING)
    return (*waiting, *collecting.undoing(rows, attendee, key))


async def fresh_of(site: Site, plan: Plan, ask: Ask) -> Fresh | None:
    """As `fresh`, of an attempt to come in; nothing is read of what has not a badge's form."""
    text = ask.code or ask.typed
    if not text or ask.direction != Direction.ENTRY:
        return None
    if all(codes.read(each) is None for each in candidates(text)):
        return None
    return await site.write(fresh, plan, ask.checkpoint, text, site.operator)


def pool_here(rows: Connection, plan: Plan, checkpoint: str) -> str:
    """The printers of this desk; empty where the plan names none for it."""
    desk = desk_here(rows, plan, checkpoint)
    pool = plan.desks[desk].pool if desk else None
    return pool or plan.badges.pool or ""


def _asked(rows: Connection, plan: Plan, fact: ScanMade, category: str | None) -> tuple[Fact, ...]:
    who = fact.attendee or ""
    if plan.badges.prints_in(fact.checkpoint, category) != ON_ADMISSION:
        return ()
    ahead = boxed(rows, who)
    if ahead is not None and not ahead.outdated:
        return ()  # it lies in a box, or they have it
    if plan.badges.once and is_met(rows, who):
        return ()  # one was made at another desk, of which nothing else has been heard yet
    asked = Asked(
        who,
        why="admission",
        key="" if plan.badges.once else fact.key,
        checkpoint=fact.checkpoint,
        scan=fact.key,
        pool=pool_here(rows, plan, fact.checkpoint),
    )
    return asking(rows, plan, asked, standing_for(rows, who), fact.at_ms)[1]


def _seen(rows: Connection, signer: Signer, fact: ScanMade, *, handed: bool) -> tuple[Fact, ...]:
    """Whose badge was read, has been printed; who comes in with it, has it."""
    found = _genuine(rows, signer, fact.code)
    if found is None:
        return ()
    if _is_of_a_box(rows, *found):
        return taken_with(rows, found, fact.key) if handed else ()
    job = _out(rows, *found)
    if job is None or job.handed_ms:
        return ()
    seen = () if job.seen_ms else (JobSeen(job=job.job, scan=fact.key),)
    if not handed:
        return seen
    return (*seen, JobHandedOver(job=job.job), *returned(rows, job.attendee))


def _handed_over(
    journal: Journal, rows: Connection, plan: Plan, job: Job, checkpoint: str, operator: str
) -> Fresh | None:
    people = by_id(rows, [job.attendee])
    there = presence(rows, plan, job.attendee, checkpoint, journal.clock.now())
    if not people or not there.inside:
        return None  # whoever is not in comes in with it
    seen = () if job.seen_ms else (JobSeen(job=job.job),)
    facts = (*seen, JobHandedOver(job=job.job), *returned(rows, job.attendee))
    journal.append(rows, *facts, operator=operator)
    return Fresh(job.attendee, people[0].record.name, job=job.job)


def _genuine(rows: Connection, signer: Signer, text: str) -> tuple[str, int] | None:
    """Whose badge a code is, and of which generation, where the code itself proves it."""
    if codes.read(text) is None:
        return None
    found = check(rows, signer, text)
    if not isinstance(found, Genuine):
        return None
    return found.badge.attendee, found.badge.generation


def _wears_one(rows: Connection, signer: Signer, text: str) -> bool:
    """Whether a code is that of a badge that counts, as far as can be told.

    Who was let in by somebody who may, although this desk lacks the key, has one, too.
    """
    found = check(rows, signer, text) if codes.read(text) is not None else None
    return isinstance(found, Genuine) or (isinstance(found, NotOurs) and found.lacks_key)


def _jobs(rows: Connection, attendee: str, generation: int) -> list[Job]:
    """The jobs of which that badge may have come."""
    mine = (job for job in jobs_of(rows, attendee) if job.generation == generation)
    return [job for job in mine if job.attempts]


def _is_of_a_box(rows: Connection, attendee: str, generation: int) -> bool:
    """Whether that badge came out of a box, as far as is known, and of no printer."""
    mine = _jobs(rows, attendee, generation)
    if any(job.printed != "no" for job in mine):
        return False
    return not mine or badge_ahead(rows, attendee, generation) is not None


def _out(rows: Connection, attendee: str, generation: int) -> Job | None:
    """The newest job of that badge that may have come out of a printer."""
    may = [
        job
        for job in _jobs(rows, attendee, generation)
        if not isinstance(next_state(job.state, Event.HAND_OVER), Refusal)
    ]
    return may[-1] if may else None
