"""What a badge bears, and whether the roster says something else by now.

Of another person's name the generation tells: see `tables.fold_standing`. This is for what was
set right of the same person, and for what was told of by newer lists: such a badge counts, and
whoever reads it is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import bindparam, or_, select

from onsite.badges.bulk.boxes import printed_of, said_otherwise
from onsite.badges.jobs.rows import AttemptRow, JobRow
from onsite.badges.jobs.states import State
from onsite.journal.fold import table_of
from onsite.roster.facts import Record
from onsite.roster.tables import AttendeeRow
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from sqlalchemy import Connection

Changed = Literal["", "name", "other"]
"""What of a badge the roster says otherwise by now: empty for nothing."""
_ATTENDEE, _ATTEMPT, _JOB = table_of(AttendeeRow), table_of(AttemptRow), table_of(JobRow)
_OUT = Prepared(
    select(_ATTEMPT.c.says, _ATTEMPT.c.whose, _ATTENDEE.c.record)
    .join(_JOB, _JOB.c.job == _ATTEMPT.c.job)
    .join(_ATTENDEE, _ATTENDEE.c.attendee == _JOB.c.attendee)
    .where(
        _JOB.c.attendee == bindparam("attendee"),
        _JOB.c.generation == bindparam("generation"),
        _JOB.c.void_ms == 0,
        _ATTEMPT.c.says > "",
        _ATTEMPT.c.state != State.CANCELLED.value,
        or_(_ATTEMPT.c.state != State.FAILED.value, _ATTEMPT.c.printed != "no"),
    )
)


@dataclass(frozen=True, slots=True)
class Bears:
    """What a badge says, as far as it is noted: enough to tell whether it would say the same."""

    says: str = ""
    """Empty where nothing was noted."""
    whose: str = ""
    """So of the name alone."""


NOTHING = Bears()
"""Of a test page."""


def bears(record: Record) -> Bears:
    """What a badge that is made from a record bears.

    A list's other columns are left out: they change with each import, as the time of a payment
    does, and are seldom printed.
    """
    plain = record.model_copy(update={"extra": ()})
    return Bears(printed_of(plain), printed_of(Record(name=record.name)))


def changed(rows: Connection, attendee: str, generation: int) -> Changed:
    """What the roster says otherwise than any badge of that generation that may be about.

    Args:
        rows: the open transaction.
        attendee: the record that it was made for.
        generation: which badge.
    """
    found = _OUT.all(rows, {"attendee": attendee, "generation": generation})
    if not found:
        return said_otherwise(rows, attendee, generation)
    now = bears(Record.model_validate_json(found[0]["record"]))
    if any(row["whose"] not in ("", now.whose) for row in found):
        return "name"
    return "other" if any(row["says"] != now.says for row in found) else ""
