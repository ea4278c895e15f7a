"""Of which generation a badge is that is printed now, where an older one lies in a box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.bulk.boxes import boxed
from onsite.badges.codes.ids import GENERATIONS
from onsite.badges.codes.issuing import issued
from onsite.badges.jobs.reading import generation, jobs_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.badges.facts import BadgeIssued


def to_make(rows: Connection, attendee: str) -> tuple[int, BadgeIssued | None]:
    """The generation of somebody's next badge, and what has to be recorded for it.

    A badge in a box that says something else by now is in nobody's hands, and yet it is there:
    once another is printed it counts no more, or there were two good ones that differ.
    """
    number, fresh = generation(rows, attendee)
    if fresh:
        return number, issued(rows, attendee, number)
    if number < GENERATIONS and _only_lies_in_a_box(rows, attendee, number):
        return number + 1, issued(rows, attendee, number + 1, "changed")
    return number, None


def _only_lies_in_a_box(rows: Connection, attendee: str, number: int) -> bool:
    """Whether that generation is only a changed badge in a box: nobody loses one that is good."""
    found = boxed(rows, attendee)
    if found is None or found.outdated != "changed" or found.generation != number:
        return False
    return all(job.printed == "no" for job in jobs_of(rows, attendee) if job.generation == number)
