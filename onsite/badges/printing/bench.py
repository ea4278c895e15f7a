"""What the lanes of a station share, and what they are shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from onsite.badges.printers.channel import Sent
from onsite.badges.printing.choosing import Readiness, stands_in, under_way
from onsite.clock import to_ms

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy import Connection

    from onsite.badges.printers.channel import Channel, Output
    from onsite.badges.rules import Attempt, Job, Limits
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.wiring import Site

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seen:
    """What is in the store, as it was read at one moment."""

    plan: Plan
    jobs: tuple[Job, ...]
    limits: Limits


@dataclass(slots=True)
class Bench:
    """What all lanes of a station share."""

    site: Site
    draw: Callable[[Plan, Job, str], Awaitable[Output]]
    channel: Callable[[Plan, str], Channel]
    readiness: Readiness = field(default_factory=Readiness)
    sending: set[str] = field(default_factory=set)
    """The names of attempts that this very program is sending."""
    told: Callable[[], None] = lambda: None
    """Called when something was recorded."""

    async def write(
        self,
        step: Callable[Concatenate[Journal, Connection, P], T],
        *arguments: P.args,
        **options: P.kwargs,
    ) -> T:
        """Record a step."""
        done = await self.site.write(step, *arguments, **options)
        self.told()
        return done

    @property
    def now_ms(self) -> int:
        """The time, in milliseconds since 1970 in UTC."""
        return to_ms(self.site.clock.now())

    @property
    def station(self) -> str:
        """The id of this station."""
        return self.site.journal.station

    def another_is_ready(self, job: Job, attempt: Attempt, seen: Seen) -> bool:
        """Whether another printer could do at once what hangs in one."""
        busy = under_way(seen.jobs, self.station)
        kinds = self.readiness.kinds
        ready = {each: self.readiness.idle(each, self.now_ms, busy) for each in kinds}
        return stands_in(seen.plan, job, attempt, ready)


def sent_of(attempt: Attempt) -> Sent:
    """How a printer finds it again."""
    at_ms = attempt.accepted_ms or attempt.sent_ms
    return Sent(attempt.address, attempt.name, attempt.number, at_ms)


def unwanted(job: Job, attempt: Attempt) -> bool:
    """Whether it is not to come out of this printer any more."""
    elsewhere = bool(job.printer) and job.printer != attempt.printer
    return bool(job.cancel_ms or job.void_ms or job.lost_ms) or elsewhere
