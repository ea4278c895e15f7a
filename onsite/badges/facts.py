"""What can happen to badges, to the jobs that print them, and to the labels in a printer.

A job is carried out by the station that asked for it, in attempts: each try to print it has a
name of its own, which the printer is told. What happens to an attempt names it, so that two
stations that were apart never take each other's news for their own.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from onsite.journal.facts import Count, Fact, Milliseconds
from onsite.roster.facts import attendee_subject

Why = Literal["admission", "request", "bulk", "again", "issued", "moved", "test"]
"""Why a job was asked for. `again`: the same badge once more; `issued`: a new generation;
`moved`: a new generation, since nobody knows whether the old one comes out of another printer."""
Ground = Literal["first", "again", "lost", "moved", "changed"]
"""Why a generation was issued. `changed`: the one before lies in a box, and says something else."""
Failure = Literal[
    "not_sent", "drawing", "cancelled", "aborted", "forgotten", "unanswered", "restarted", "stuck"
]
"""Why an attempt came to nothing.

`not_sent`: nothing has left this laptop; `drawing`: it could not be drawn; `cancelled`, `aborted`:
the printer says so, and not why; `forgotten`: the printer knows nothing of it any more;
`unanswered`: it broke off while it was sent; `restarted`: this laptop ended while it was sent, and
the printer does not know it; `stuck`: it took too long, and could not be cancelled for certain.
"""
Printed = Literal["no", "maybe"]
"""Whether a badge may have come out of what failed."""
PRINTING = "printing"
"""In whose name the journal keeps what printers say, and what nobody has decided."""
Labels = Annotated[int, Field(ge=0, le=10_000_000)]


def job_subject(job: str) -> str:
    """The subject of what happens to a job."""
    return f"job:{job}"


def printer_subject(printer: str) -> str:
    """The subject of what is said of a printer."""
    return f"printer:{printer}"


class JobFact(Fact):
    """Base of what happens to a job."""

    duty: ClassVar[str] = "scan"

    job: str

    @property
    def subject(self) -> str:
        """The job."""
        return job_subject(self.job)


class JobAsked(JobFact):
    """A badge is to be printed. The first entry with a job's id is it; later ones are retries."""

    kind: ClassVar[str] = "badge.job_asked"

    attendee: str
    generation: Count
    template: str = ""
    """Empty for the plan's."""
    pool: str = ""
    """Empty for that of the desk, or of the plan."""
    why: Why = "request"
    reason: str = ""
    """In the words of whoever decided it; empty where nobody had to."""
    by: str = ""
    """The operator who answered for it with their PIN; empty where nobody had to."""
    instead_of: str = ""
    """The job whose badge it stands for; empty for none."""
    checkpoint: str = ""
    scan: str = ""
    """The key of the scan that asked for it; empty where there was none."""
    at_ms: Milliseconds = 0


class JobMoved(JobFact):
    """Another printer, or another station, is to do it."""

    kind: ClassVar[str] = "badge.job_moved"

    printer: str = ""
    """Empty for any of the pool."""
    station: str = ""
    """Empty where it stays."""


class JobRendered(JobFact):
    """It is drawn; nothing has left the laptop."""

    kind: ClassVar[str] = "badge.job_rendered"

    signs: str = ""
    """Those that no font has: they come out as boxes."""


class AttemptFact(JobFact):
    """Base of what happens to one attempt to print a job."""

    name: str
    """Our own name of the attempt, which no other has."""


class JobSent(AttemptFact):
    """It is sent from this moment on: recorded before the first byte leaves the laptop."""

    kind: ClassVar[str] = "badge.job_sent"

    printer: str
    """Its id in the plan."""
    at_ms: Milliseconds
    says: str = ""
    """Tells whether the badge says what the roster says now; see `codes.bearing`. Empty where that
    was not noted."""
    whose: str = ""
    """So of the name alone."""


class JobAccepted(AttemptFact):
    """The printer has taken it."""

    kind: ClassVar[str] = "badge.job_accepted"

    address: str = ""
    """Where it went to."""
    number: str
    """The printer's; empty where it gives none."""
    at_ms: Milliseconds = 0
    """When it was sent, as the printer's channel has noted it."""


class JobHeld(AttemptFact):
    """The printer waits for somebody: paper, a jam, a stopped queue; or no longer."""

    kind: ClassVar[str] = "badge.job_held"

    state: str
    """As `out_of_paper`; empty once it goes on."""
    reasons: tuple[str, ...] = ()
    """In the printer's own codes."""


class JobDone(AttemptFact):
    """The printer says that it is printed."""

    kind: ClassVar[str] = "badge.job_done"

    detail: str = ""
    """As `no-status`, where it has taken all of it and is one that never says more."""


class JobFailed(AttemptFact):
    """An attempt came to nothing, or nobody knows what it came to."""

    kind: ClassVar[str] = "badge.job_failed"

    why: Failure
    printed: Printed
    detail: str = ""
    """The printer's own codes, or what kind of mistake it was."""


class JobTakenBack(AttemptFact):
    """The printer has confirmed that this attempt was not printed, and will not be."""

    kind: ClassVar[str] = "badge.job_taken_back"


class JobCancelled(JobFact):
    """It is not to be printed; what has left already is taken back, if it can be."""

    kind: ClassVar[str] = "badge.job_cancelled"

    reason: str = ""


class JobSeen(JobFact):
    """The code on the new badge was read: it is there."""

    kind: ClassVar[str] = "badge.job_seen"

    scan: str = ""


class JobHandedOver(JobFact):
    """The badge is in its holder's hands."""

    kind: ClassVar[str] = "badge.job_handed_over"


class JobVoided(JobFact):
    """The badge of this job counts no more: it was destroyed, or another stands for it."""

    kind: ClassVar[str] = "badge.job_voided"

    reason: str = ""
    by: str = ""
    """The operator who answered for it with their PIN; empty where nobody had to."""
    instead: str = ""
    """The job that stands for it; empty for none."""


class BadgeLost(JobFact):
    """The badge of this job was lost."""

    kind: ClassVar[str] = "badge.lost"

    reason: str = ""


class BadgeIssued(Fact):
    """An attendee's badge is of this generation from now on: every desk refuses older ones."""

    kind: ClassVar[str] = "badge.issued"
    duty: ClassVar[str] = "guest"

    attendee: str
    generation: Count
    why: Ground = "first"
    by: str = ""
    """The operator who answered for it with their PIN; empty where nobody had to."""
    note: str = ""
    transfers: Count | None = None
    """How often the ticket had become another person's, as far as was known where it was issued:
    with less than had happened, the badge bears a former name. None where it was not noted."""

    @property
    def subject(self) -> str:
        """The attendee."""
        return attendee_subject(self.attendee)


class LabelsCounted(Fact):
    """So many labels are in a printer now, whatever was believed before."""

    kind: ClassVar[str] = "badge.labels_counted"
    duty: ClassVar[str] = "scan"

    printer: str
    """Its id in the plan."""
    count: Labels
    note: str = ""

    @property
    def subject(self) -> str:
        """The printer."""
        return printer_subject(self.printer)
