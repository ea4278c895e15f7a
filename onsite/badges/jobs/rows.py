"""The rows of print jobs, and the values that they hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Index
from sqlmodel import Field

from onsite.badges.rules import Attempt, Job, State
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class JobRow(StoredRow, table=True):
    """A job. Times are milliseconds since 1970; 0 for what has not happened."""

    __tablename__ = "badge_job"
    __table_args__ = (
        Index("badge_job_attendee", "attendee", "asked"),
        Index("badge_job_state", "state", "changed_ms"),
        Index("badge_job_conflict", "conflict"),
    )

    job: str = Field(primary_key=True)
    subject: str = Field(index=True)
    attendee: str
    """Empty as long as only something that befell it is known here."""
    generation: int
    template: str
    pool: str
    printer: str
    why: str
    reason: str
    by: str
    instead_of: str
    instead: str
    checkpoint: str
    scan: str
    station: str
    operator: str
    asked: int
    """The stamp of the entry."""
    asked_ms: int
    rendered_ms: int
    cancel_ms: int
    seen_ms: int
    handed_ms: int
    void_ms: int
    lost_ms: int
    ended_reason: str
    ended_by: str
    signs: str
    changed_ms: int
    state: str
    conflict: str


class AttemptRow(StoredRow, table=True):
    """One try to print a job: the evidence stays, whatever becomes of it."""

    __tablename__ = "badge_attempt"
    __table_args__ = (
        Index("badge_attempt_printer", "printer", "done_ms"),
        Index("badge_attempt_station", "station", "state", "ended_ms"),
    )

    job: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    subject: str = Field(index=True)
    first: int
    """The stamp of the first entry that names it."""
    station: str
    printer: str
    address: str
    number: str
    says: str
    whose: str
    state: str
    why: str
    printed: str
    detail: str
    held: str
    reasons: str
    """As JSON."""
    sent_ms: int
    accepted_ms: int
    done_ms: int
    ended_ms: int


def job_of_rows(row: Mapping[str, Any], attempts: Iterable[Mapping[str, Any]]) -> Job:
    """The job that the rows describe."""
    values = {name: row[name] for name in Job.__dataclass_fields__ if name != "attempts"}
    mine = sorted(attempts, key=lambda each: (each["first"], each["name"]))
    return Job(**values, attempts=tuple(attempt_of_row(each) for each in mine))


def attempt_of_row(row: Mapping[str, Any]) -> Attempt:
    """The attempt that the row describes."""
    values = {name: row[name] for name in Attempt.__dataclass_fields__}
    state, reasons = State(row["state"]), tuple(json.loads(row["reasons"]))
    return Attempt(**{**values, "state": state, "reasons": reasons})
