"""Whose badges are printed ahead: everybody who is expected, but for whom one is there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from sqlalchemy import select

from onsite.badges.bulk.boxes import everybody_in_boxes
from onsite.badges.jobs.reading import jobs
from onsite.badges.jobs.rows import JobRow
from onsite.badges.jobs.states import State
from onsite.badges.rules import may_retry
from onsite.errors import BadInputError
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.roster.acts.aliases import aliases
from onsite.roster.facts import Record, Status
from onsite.roster.filing.desks import first_desk
from onsite.roster.filing.initials import initials
from onsite.roster.filing.order import filed, sort_key
from onsite.roster.tables import AttendeeRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from onsite.badges.rules import Job
    from onsite.plan.model import Plan

    Progress = Callable[[str, int, int], None]

Sort = Literal["desk", "alphabet", "party"]
_AT_ONCE = 100
_KEPT = 20_000
"""Names whose order is known."""
_ATTENDEE, _JOB = table_of(AttendeeRow), table_of(JobRow)
_NO_BADGE = (State.CANCELLED, State.FAILED, State.VOID, State.LOST)
_PRINTED = select(_JOB.c.attendee).where(
    _JOB.c.asked > 0, _JOB.c.state.not_in([state.value for state in _NO_BADGE])
)
_EVERYBODY = (
    select(_ATTENDEE.c.attendee, _ATTENDEE.c.record)
    .where(_ATTENDEE.c.withdrawn.is_(False), _ATTENDEE.c.status != Status.CANCELLED.value)
    .order_by(_ATTENDEE.c.name, _ATTENDEE.c.attendee)
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which badges are wanted, and in which order."""

    checkpoint: str
    """Where they are handed out: its desks are meant."""
    sort: Sort = "desk"
    categories: tuple[str, ...] = ()
    """Ids of the plan; empty for all."""
    again: bool = False
    """Also for those who have one: in a box, printed, or being printed."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose badge is wanted."""

    attendee: str
    record: Record
    category: str
    """Its id; empty where the plan has none of that name."""
    desk: str
    """The id of the desk that is theirs; empty where none is."""
    key: str
    """What their name is sorted by, in plain Latin letters; of a Chinese name, its pinyin."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whose badges are wanted, and who was left out."""

    people: tuple[Person, ...]
    there: int = 0
    """So many have a badge already."""
    nameless: int = 0
    never: int = 0
    """So many are of a category that gets no badge."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Everybody on the list, as it was read."""

    people: tuple[tuple[str, str], ...]
    """Each one's id, and the record as JSON."""
    there: frozenset[str]
    """Who has a badge: in a box, printed, or being printed."""


def listed(rows: Connection) -> Listed:
    """Everybody, each once; quick, so that nobody waits for the store meanwhile."""
    merged = aliases(rows)
    people = tuple(
        (row.attendee, row.record) for row in rows.execute(_EVERYBODY) if row.attendee not in merged
    )
    there = everybody_in_boxes(rows) | frozenset(rows.execute(_PRINTED).scalars())
    there |= {job.attendee for job in jobs(rows) if job.state is State.FAILED and gives(job)}
    return Listed(people, there | frozenset(merged[each] for each in there if each in merged))


def gives(job: Job) -> bool:
    """Whether a badge of a job is there, or may be, or comes yet: a second would be its double."""
    if job.state is State.FAILED:
        return job.printed != "no" or may_retry(job)
    return job.state not in _NO_BADGE


def choose(plan: Plan, found: Listed, wanted: Wanted, progress: Progress | None = None) -> Chosen:
    """Whose badges are wanted, in no order. Takes its time, as it sorts names of any script.

    Args:
        plan: the plan in force.
        found: everybody.
        wanted: which.
        progress: is told the phase, how many are done, and of how many.

    Raises:
        BadInputError: the plan has no such category.
    """
    _check(plan, wanted)
    people: list[Person] = []
    left = {"there": 0, "nameless": 0, "never": 0}
    for done, (attendee, said) in enumerate(found.people, start=1):
        record = Record.model_validate_json(said)
        category = plan.category_of(record.category) or ""
        if progress is not None and (done % _AT_ONCE == 0 or done == len(found.people)):
            progress("gathering", done, len(found.people))
        if wanted.categories and category not in wanted.categories:
            continue
        why = _left_out(plan, wanted, record, category)
        why = "there" if not why and attendee in found.there and not wanted.again else why
        if why:
            left[why] += 1
        else:
            people.append(_person(plan, wanted, attendee, record))
    return Chosen(tuple(people), **left)


def _left_out(plan: Plan, wanted: Wanted, record: Record, category: str) -> str:
    if plan.badges.prints_in(wanted.checkpoint, category) == "never":
        return "never"
    return "" if record.name.strip() else "nameless"


def _person(plan: Plan, wanted: Wanted, attendee: str, record: Record) -> Person:
    key, under = _sorted_by(record.name, record.given, record.family, record.country)
    desk = first_desk(plan, wanted.checkpoint, record, key)
    # At a desk people look for themselves under its letters; in one long row, under their own.
    letters = plan.desks[desk].letters if desk and wanted.sort == "desk" else ""
    category = plan.category_of(record.category) or ""
    return Person(attendee, record, category, desk, filed(key, under, letters))


@lru_cache(maxsize=_KEPT)
def _sorted_by(name: str, given: str, family: str, country: str) -> tuple[str, tuple[str, ...]]:
    """The key, and the letters; kept, as a screen asks again whenever something has changed."""
    record = Record(name=name, given=given, family=family, country=country)
    return sort_key(record), initials(record)


def _check(plan: Plan, wanted: Wanted) -> None:
    unknown = [each for each in wanted.categories if each not in plan.categories]
    if unknown:
        raise BadInputError(
            _("The plan has no category “{category}”.").format(category=unknown[0]),
            _("Choose one of: {known}.").format(known=", ".join(plan.categories) or "–"),
        )
