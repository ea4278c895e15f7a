"""What is recorded while a job is carried out: each a transaction that looks again first.

That a job is sent is recorded before it is sent. So whatever ends this program, and whenever, the
journal never knows less than the printer; and of two programs at one store only one may begin.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.badges.codes.standing import LOST, replaced
from onsite.badges.codes.tables import TRANSFERRED
from onsite.badges.facts import (
    PRINTING,
    AttemptFact,
    JobAccepted,
    JobDone,
    JobFailed,
    JobHeld,
    JobRendered,
    JobSent,
    JobTakenBack,
    JobVoided,
)
from onsite.badges.jobs.reading import job
from onsite.badges.rules import State, may_send
from onsite.clock import to_ms

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.badges.codes.bearing import Bears
    from onsite.badges.facts import Failure, Printed
    from onsite.badges.printers.channel import Sent
    from onsite.badges.rules import Attempt, Job
    from onsite.journal.journal import Journal

REPLACED = "replaced"
"""Why a job is void: another badge was issued before this one was printed."""
OPERATOR = PRINTING


@dataclass(frozen=True, slots=True)
class Wish:
    """How a job stood when it was decided that it is sent."""

    tries: int
    """How many attempts there were."""
    printer: str
    """That somebody had chosen."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a station is about to send."""

    job: str
    name: str
    printer: str
    wish: Wish
    bears: Bears
    """What stands on it."""


def name_for(mine: Job, station: str) -> str:
    """Our name of the next attempt: it says nothing of anybody, and no other has it."""
    return f"onsite-{mine.job}-{len(mine.attempts) + 1}-{station[:8]}"


def rendered(journal: Journal, rows: Connection, which: str, signs: str) -> None:
    """It is drawn; said once, with the signs that no font has."""
    mine = job(rows, which)
    if mine is not None and mine.state is State.ASKED:
        journal.append(rows, JobRendered(job=which, signs=signs), operator=OPERATOR)


def begin(journal: Journal, rows: Connection, claim: Claim) -> bool:
    """From now on it may be printed; answers whether it may be sent, as things stand now."""
    mine = job(rows, claim.job)
    if mine is None or mine.station != journal.station or not may_send(mine):
        return False
    if Wish(len(mine.attempts), mine.printer) != claim.wish:
        return False
    why = _counts_no_more(rows, mine)
    if why:
        journal.append(rows, JobVoided(job=claim.job, reason=why), operator=OPERATOR)
        return False
    at_ms = to_ms(journal.clock.now())
    said = {"says": claim.bears.says, "whose": claim.bears.whose}
    fact = JobSent(job=claim.job, name=claim.name, printer=claim.printer, at_ms=at_ms, **said)
    journal.append(rows, fact, operator=OPERATOR)
    return True


def _counts_no_more(rows: Connection, mine: Job) -> str:
    """Why the badge would be refused at every door, as a code; empty where it would not."""
    if not mine.attendee:
        return ""
    found = replaced(rows, mine.attendee, mine.generation)
    if found is None:
        return ""
    return found.why if found.why in (TRANSFERRED, LOST) else REPLACED


def accepted(journal: Journal, rows: Connection, which: str, sent: Sent) -> None:
    """The printer has it."""
    fact = JobAccepted(
        job=which, name=sent.name, address=sent.printer, number=sent.number, at_ms=sent.at_ms
    )
    _record(journal, rows, fact)


def done(journal: Journal, rows: Connection, which: str, name: str, detail: str = "") -> None:
    """The printer says that it is printed, or never says anything (`detail`)."""
    _record(journal, rows, JobDone(job=which, name=name, detail=detail))


def failed(
    journal: Journal,
    rows: Connection,
    attempt: tuple[str, str],
    why: Failure,
    printed: Printed,
    detail: str = "",
) -> None:
    """It came to nothing, or nobody knows.

    Args:
        attempt: the job, and the name of the attempt.
        detail: in codes.
    """
    which, name = attempt
    fact = JobFailed(job=which, name=name, why=why, printed=printed, detail=detail)
    _record(journal, rows, fact)


def taken_back(journal: Journal, rows: Connection, which: str, name: str) -> None:
    """The printer has confirmed that it prints nothing."""
    _record(journal, rows, JobTakenBack(job=which, name=name))


def held(
    journal: Journal,
    rows: Connection,
    attempt: tuple[str, str],
    state: str,
    reasons: tuple[str, ...],
) -> None:
    """The printer waits for somebody, or no longer."""
    which, name = attempt
    known = _attempt(rows, which, name)
    if known is None or (known.held, known.reasons) != (state, reasons):
        _record(journal, rows, JobHeld(job=which, name=name, state=state, reasons=reasons))


def _record(journal: Journal, rows: Connection, fact: AttemptFact) -> None:
    journal.append(rows, fact, operator=OPERATOR)


def _attempt(rows: Connection, which: str, name: str) -> Attempt | None:
    mine = job(rows, which)
    found = (each for each in mine.attempts if each.name == name) if mine is not None else ()
    return next(iter(found), None)
