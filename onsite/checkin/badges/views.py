"""How somebody's badge stands, as the desk sees it: read at one moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onsite.badges.bulk.boxes import boxed
from onsite.badges.codes.standing import newest
from onsite.badges.jobs.reading import job_of, jobs, lately, limits
from onsite.badges.jobs.refusals import is_nameless
from onsite.badges.jobs.words import NO_PRINTER
from onsite.badges.printing.choosing import none_works
from onsite.badges.rules import ENDED, THERE, State, may_retry, needs_person
from onsite.badges.temporary import card_codes
from onsite.checkin.people import by_id, presence
from onsite.checkin.views import MOST_BADGES
from onsite.clock import to_ms
from onsite.plan.printers import known

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.badges.bulk.boxes import Boxed
    from onsite.badges.rules import Job
    from onsite.plan.badges import Prints
    from onsite.plan.model import Plan


_THERE_S, _GOING_S = 60, 1800
"""So long a badge that has come out is waited for, and one that has not, in seconds: whoever hands
badges over without scanning them says it to nobody."""
_NOT_THERE = (State.CANCELLED, State.VOID, State.LOST)
"""Of such a job there is no badge: one that was printed ahead may stand for it."""


@dataclass(frozen=True, slots=True)
class BadgeSeen:
    """Somebody's badge."""

    attendee: str
    name: str
    prints: Prints = "on_request"
    job: Job | None = None
    """The one that counts; None where none was asked for."""
    need: str = ""
    """Why somebody has to look at the job; see `rules.needs_person`."""
    printer: str = ""
    """What the printer is called that has it, or will have it; empty while that is open."""
    box: str = ""
    """In which box one lies that was printed ahead."""
    outdated: str = ""
    """Why that one is not to be handed over; empty where it is right."""
    fetched: bool = False
    """Whether they have the one that was printed ahead."""
    besides: tuple[str, ...] = ()
    """The boxes out of which they were given one each, where that are several."""
    card: str = ""
    """The code of the card that stands for it; empty for none."""
    nameless: bool = False
    """Whether they have no badge since nobody knows what to print on it."""

    @property
    def lies(self) -> bool:
        """Whether one lies in a box that is to be handed over."""
        return bool(self.box) and not self.outdated

    @property
    def is_open(self) -> bool:
        """Whether it goes on by itself, or somebody has to do something."""
        return self.job is not None and self.job.state not in ENDED


def badge_seen(
    rows: Connection, plan: Plan, attendee: str, checkpoint: str, now: datetime
) -> BadgeSeen | None:
    """How somebody's badge stands; None where nobody has the id.

    Args:
        rows: the open transaction.
        plan: the plan in force.
        attendee: an id of the roster.
        checkpoint: where the desk stands.
        now: aware.
    """
    people = by_id(rows, [attendee])
    if not people:
        return None
    ahead = boxed(rows, attendee)
    if ahead is not None and ahead.collected and ahead.outdated:
        ahead = None  # whoever has it, it counts no more, and lies in no box
    job, ahead = _that_counts(job_of(rows, attendee), ahead)
    category = plan.category_of(people[0].ticket.category)
    prints, none_yet = plan.badges.prints_in(checkpoint, category), not newest(rows, attendee)
    if prints == "on_admission" and none_yet and presence(rows, plan, attendee, checkpoint).inside:
        prints = "on_request"  # they came in before anybody knew what to print on it
    printer = "" if job is None else job.last.printer if job.last is not None else job.printer
    printers = known(plan.printers)
    return BadgeSeen(
        attendee,
        people[0].record.name,
        prints,
        job,
        needs_person(job, now, limits(plan)) if job is not None else "",
        printers[printer].name if printer in printers else printer,
        ahead.box if ahead is not None and not ahead.collected else "",
        ahead.outdated if ahead is not None else "",
        fetched=ahead is not None and ahead.collected,
        besides=(ahead.box, ahead.besides) if ahead is not None and ahead.besides else (),
        card=next(iter(card_codes(rows, attendee)), ""),
        nameless=none_yet and is_nameless(people[0].record),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Which desk it is."""

    station: str
    checkpoint: str


def badges_seen(
    rows: Connection, plan: Plan, whom: str, place: Place, now: datetime
) -> list[BadgeSeen]:
    """The badge of the guest who is shown, then those that this desk waits for, newest first.

    Args:
        rows: the open transaction.
        plan: the plan in force.
        whom: the guest; empty for nobody.
        place: of the desk.
        now: aware.
    """
    moved = lately(rows, place.station, to_ms(now) - _GOING_S * 1000)
    others = (job.attendee for job in reversed(moved) if _is_awaited(job, place, now))
    each_once = list(dict.fromkeys(filter(None, (whom, *others))))[:MOST_BADGES]
    found = (badge_seen(rows, plan, each, place.checkpoint, now) for each in each_once)
    return [each for each in found if each is not None]


def with_printers(seen: BadgeSeen, plan: Plan, kinds: Mapping[str, str]) -> BadgeSeen:
    """The same, where no printer works that may print it: that is what somebody has to see to.

    Args:
        seen: as it was read.
        plan: the plan in force.
        kinds: what each printer of this station has said last, by its id.
    """
    if seen.job is None or seen.need not in ("", "overdue"):
        return seen
    return replace(seen, need=NO_PRINTER) if none_works(plan, seen.job, kinds) else seen


def needing(rows: Connection, plan: Plan, station: str, now: datetime) -> int:
    """How many badges of a station wait for somebody, whosever they are.

    Args:
        rows: the open transaction.
        plan: says how long a badge may take.
        station: whose.
        now: aware.
    """
    known = limits(plan)
    mine = (job for job in jobs(rows) if job.station == station)
    return sum(bool(needs_person(job, now, known)) for job in mine)


def _that_counts(job: Job | None, ahead: Boxed | None) -> tuple[Job | None, Boxed | None]:
    """The badge that was printed ahead, or the one from a printer: one of them at most is right."""
    if job is None or ahead is None:
        return job, ahead
    failed = job.state is State.FAILED and job.printed == "no" and not may_retry(job)
    none = failed or job.state in _NOT_THERE
    if not ahead.outdated and (none or ahead.generation > job.generation):
        return None, ahead
    return job, ahead if job.state is State.CANCELLED else None


def _is_awaited(job: Job, place: Place, now: datetime) -> bool:
    if (job.station, job.checkpoint) != (place.station, place.checkpoint):
        return False
    still = _THERE_S if job.state in THERE else _GOING_S
    return now.timestamp() - job.changed_ms / 1000 < still
