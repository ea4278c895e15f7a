"""What becomes of a job, from values alone: which steps there are, what may be tried again.

A printer is believed in as little as possible. That something is printed may be late, and is then
believed; that something was cancelled or has failed says nothing about paper, unless the channel
is certain: then, and where nothing had left this laptop, the same badge may be tried again by
itself. In all other cases a person looks, and decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from onsite.badges.jobs.states import (
    ENDED,
    THERE,
    UNDER_WAY,
    WAITING,
    Event,
    Refusal,
    State,
    next_state,
)
from onsite.badges.queues.stock import LabelStock, stock_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from onsite.badges.facts import Failure, Printed

__all__ = [
    "ENDED",
    "THERE",
    "UNDER_WAY",
    "WAITING",
    "Attempt",
    "Event",
    "Job",
    "LabelStock",
    "Limits",
    "Refusal",
    "State",
    "applied",
    "conflict_of",
    "in_turn",
    "may_be_about",
    "may_be_handed_over",
    "may_retry",
    "may_send",
    "needs_person",
    "next_state",
    "overdue",
    "state_of",
    "stock_of",
]
MOST_TRIES = 5
"""So often an attempt that never left is tried again by itself."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to print a job, and all that is known of it. Times are ms since 1970, 0 for never."""

    name: str
    station: str = ""
    printer: str = ""
    address: str = ""
    number: str = ""
    says: str = ""
    """Tells whether the badge says what the roster says now; empty where that was not noted."""
    whose: str = ""
    """So of the name alone."""
    state: State = State.SENT
    why: Failure | str = ""
    printed: Printed | str = ""
    """`no` or `maybe`, where it has failed."""
    detail: str = ""
    held: str = ""
    """What the printer waits for; empty where it does not."""
    reasons: tuple[str, ...] = ()
    sent_ms: int = 0
    accepted_ms: int = 0
    done_ms: int = 0
    ended_ms: int = 0

    @property
    def harmless(self) -> bool:
        """Whether it is certain that no badge came of it."""
        return self.state is State.CANCELLED or (
            self.state is State.FAILED and self.printed == "no"
        )

    @property
    def under_way(self) -> bool:
        """Whether it is still being printed, as far as is known."""
        return self.state in UNDER_WAY


@dataclass(frozen=True, slots=True)
class Job:
    """One badge that is to be printed, and all that is known of it.

    Times are milliseconds since 1970 in UTC, and 0 for what has not happened.
    """

    job: str
    attendee: str = ""
    generation: int = 0
    template: str = ""
    pool: str = ""
    printer: str = ""
    """The one that somebody has chosen; empty for any of the pool."""
    why: str = ""
    reason: str = ""
    by: str = ""
    instead_of: str = ""
    instead: str = ""
    """The job that stands for this one; empty for none."""
    checkpoint: str = ""
    scan: str = ""
    station: str = ""
    """Who carries it out."""
    operator: str = ""
    """Who has asked for it."""
    asked: int = 0
    """The stamp of the entry that asked for it: jobs are printed in this order."""
    asked_ms: int = 0
    rendered_ms: int = 0
    cancel_ms: int = 0
    """Since when it is not to be printed."""
    seen_ms: int = 0
    handed_ms: int = 0
    void_ms: int = 0
    lost_ms: int = 0
    ended_reason: str = ""
    """Why it was cancelled, made void or lost."""
    ended_by: str = ""
    """Who has decided that last, or answered for it with their PIN."""
    signs: str = ""
    """Those that no font has: they come out as boxes."""
    changed_ms: int = 0
    """When it came to stand where it stands."""
    attempts: tuple[Attempt, ...] = field(default=())
    """The oldest first."""

    @property
    def state(self) -> State:
        """Where it stands."""
        return state_of(self)

    @property
    def printed(self) -> str:
        """`yes`, `maybe` or `no`: whether there is a badge of it."""
        if any(each.state is State.DONE for each in self.attempts) or self.seen_ms:
            return "yes"
        return "maybe" if any(not each.harmless for each in self.attempts) else "no"

    @property
    def last(self) -> Attempt | None:
        """The attempt that says most about it: one under way, else the newest."""
        going = tuple(each for each in self.attempts if each.under_way)
        of_these = going or self.attempts
        return of_these[-1] if of_these else None

    @property
    def conflict(self) -> str:
        """What two stations have done to it that does not go together; empty for nothing."""
        return conflict_of(self)


def state_of(job: Job) -> State:
    """Where a job stands: by what was decided about it, and by its attempts.

    It depends on what has happened and hardly on the order in which it did, so that the news of
    several stations say the same, whichever came first.
    """
    marks = (
        (job.void_ms, State.VOID),
        (job.lost_ms, State.LOST),
        (job.handed_ms, State.HANDED_OVER),
        (job.seen_ms, State.SEEN),
    )
    for at_ms, state in marks:
        if at_ms:
            return state
    states = {each.state for each in job.attempts if not each.harmless}
    for state in (State.DONE, State.ACCEPTED, State.SENT, State.FAILED):
        if state in states:
            return state
    if job.cancel_ms:
        return State.CANCELLED
    if any(each.state is State.FAILED for each in job.attempts):
        return State.FAILED
    return State.RENDERED if job.rendered_ms else State.ASKED


def conflict_of(job: Job) -> str:
    """What does not go together: empty for nothing.

    `two_stations`: several stations may have printed it; `after_void`, `after_cancel`: it was
    printed although somebody had decided otherwise meanwhile.
    """
    out = [each for each in job.attempts if not each.harmless]
    if len({each.station for each in out}) > 1:
        return "two_stations"
    if job.void_ms and any(each.sent_ms > job.void_ms for each in out):
        return "after_void"
    if job.cancel_ms and any(each.state is State.DONE for each in out):
        return "after_cancel"
    return ""


def applied(attempt: Attempt, event: Event) -> Attempt:
    """The attempt after a step; as it was where the step is not possible any more."""
    after = next_state(attempt.state, event)
    return attempt if isinstance(after, Refusal) else replace(attempt, state=after)


def may_retry(job: Job) -> bool:
    """Whether the station may try again by itself: only what cannot print a second badge."""
    if job.cancel_ms or job.void_ms or job.lost_ms or job.seen_ms or job.handed_ms:
        return False
    if not job.attempts or not all(each.harmless for each in job.attempts):
        return False
    if job.attempts[-1].why == "drawing":
        return False  # it would fail again: the template or the data has to be set right
    return len(job.attempts) < MOST_TRIES


def may_send(job: Job) -> bool:
    """Whether it may be sent to a printer now, without a second badge."""
    return job.state in WAITING or may_retry(job)


def may_be_about(job: Job) -> bool:
    """Whether a badge of it may be somewhere, which issuing another one makes void."""
    return job.printed != "no" or bool(job.instead_of)


def may_be_handed_over(job: Job) -> bool:
    """Whether there may be a badge of it that can be in somebody's hands.

    A badge that is there although the printer was certain that it is not is read first.
    """
    return job.printed != "no" and not isinstance(next_state(job.state, Event.HAND_OVER), Refusal)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a job may stay in a state before somebody has to look, in seconds; 0 for ever."""

    asked: int = 120
    rendered: int = 30
    sent: int = 30
    accepted: int = 60
    done: int = 0
    """Printed, and its code was not read."""

    def of(self, state: State) -> int:
        """The limit of that state."""
        return int(getattr(self, state.value, 0))


def overdue(job: Job, now: datetime, limits: Limits) -> bool:
    """Whether it has stayed where it is for longer than it may.

    Args:
        job: as it stands.
        now: aware.
        limits: of the plan.
    """
    limit = limits.of(job.state)
    if job.state is State.FAILED and may_retry(job):
        limit = limits.asked
    return bool(limit) and now.timestamp() * 1000 - job.changed_ms > limit * 1000


def needs_person(job: Job, now: datetime, limits: Limits) -> str:
    """Why somebody has to look at it; empty where nobody has to.

    `conflict`, `maybe_printed`, `not_printed`, `held`, `signs`, `overdue`.
    """
    if job.conflict and not job.void_ms:
        return "conflict"
    if job.state is State.FAILED and not may_retry(job):
        return "maybe_printed" if job.printed == "maybe" else "not_printed"
    if job.state in UNDER_WAY and job.last is not None and job.last.held:
        return "held"
    if job.signs and job.state in WAITING | UNDER_WAY | {State.DONE}:
        return "signs"
    return "overdue" if overdue(job, now, limits) else ""


def in_turn(jobs: Iterable[Job]) -> list[Job]:
    """In the order in which they were asked for."""
    return sorted(jobs, key=lambda each: (each.asked, each.job))
