"""Print jobs with their attempts, the generations of badges, and counted labels; their folds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.badges.facts import (
    AttemptFact,
    BadgeIssued,
    BadgeLost,
    JobAccepted,
    JobAsked,
    JobCancelled,
    JobDone,
    JobFact,
    JobFailed,
    JobHandedOver,
    JobHeld,
    JobMoved,
    JobRendered,
    JobSeen,
    JobSent,
    JobTakenBack,
    JobVoided,
    LabelsCounted,
)
from onsite.badges.jobs.rows import AttemptRow, JobRow, attempt_of_row, job_of_rows
from onsite.badges.rules import Event, State, applied
from onsite.journal.fold import Row, Sheet, folds
from onsite.journal.hlc import ms_of
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class BadgeRow(StoredRow, table=True):
    """A generation of somebody's badge that was issued."""

    __tablename__ = "badge"

    attendee: str = Field(primary_key=True)
    generation: int = Field(primary_key=True)
    subject: str = Field(index=True)
    why: str
    issued_ms: int
    station: str
    """Where it was issued first."""
    operator: str
    by: str
    note: str
    stations: str
    """All stations where it was issued, as JSON: several, where they were apart."""


class LabelRow(StoredRow, table=True):
    """One count of the labels in a printer."""

    __tablename__ = "badge_labels"

    station: str = Field(primary_key=True)
    """Of the entry that says it."""
    number: int = Field(primary_key=True)
    subject: str = Field(index=True)
    printer: str = Field(index=True)
    count: int
    note: str
    time: int
    operator: str


_EVENTS = {
    JobSent: Event.SEND,
    JobAccepted: Event.ACCEPT,
    JobDone: Event.FINISH,
    JobFailed: Event.FAIL,
    JobTakenBack: Event.TAKE_BACK,
}
_MARKS = {
    JobRendered: "rendered_ms",
    JobCancelled: "cancel_ms",
    JobSeen: "seen_ms",
    JobHandedOver: "handed_ms",
    JobVoided: "void_ms",
    BadgeLost: "lost_ms",
}


@folds(
    *(JobAsked, JobMoved, JobRendered, JobSent, JobAccepted, JobHeld, JobDone, JobFailed),
    *(JobTakenBack, JobCancelled, JobSeen, JobHandedOver, JobVoided, BadgeLost),
    into=(JobRow, AttemptRow),
)
def fold_job(sheet: Sheet, entry: Entry, fact: JobFact) -> None:
    """A row of the job and one of each attempt; what is late finds its place."""
    row = sheet.get(JobRow, fact.subject, fact.job) or _nothing(fact)
    if isinstance(fact, JobAsked):
        row = _asked(row, entry, fact)
    elif isinstance(fact, JobMoved):
        row = {**row, "printer": fact.printer, "station": fact.station or row["station"]}
    elif isinstance(fact, AttemptFact):
        _fold_attempt(sheet, entry, fact)
    else:
        row = _marked(row, entry, fact)
    sheet.put(JobRow, _standing(sheet, entry, row))


@folds(BadgeIssued, into=(BadgeRow,))
def fold_issued(sheet: Sheet, entry: Entry, fact: BadgeIssued) -> None:
    """The first entry of a generation is it; stations that were apart may issue the same one."""
    row = sheet.get(BadgeRow, fact.subject, fact.attendee, fact.generation)
    if row is not None:
        stations = sorted({*json.loads(row["stations"]), entry.station})
        sheet.put(BadgeRow, {**row, "stations": json.dumps(stations)})
        return
    new = {
        "attendee": fact.attendee,
        "generation": fact.generation,
        "subject": fact.subject,
        "why": fact.why,
        "issued_ms": ms_of(entry.time),
        "station": entry.station,
        "operator": entry.operator,
        "by": fact.by,
        "note": fact.note,
        "stations": json.dumps([entry.station]),
    }
    sheet.put(BadgeRow, new)


@folds(LabelsCounted, into=(LabelRow,))
def fold_labels(sheet: Sheet, entry: Entry, fact: LabelsCounted) -> None:
    """A row of each count."""
    row = {
        "station": entry.station,
        "number": entry.number,
        "subject": fact.subject,
        "printer": fact.printer,
        "count": fact.count,
        "note": fact.note,
        "time": entry.time,
        "operator": entry.operator,
    }
    sheet.put(LabelRow, row)


def _nothing(fact: JobFact) -> Row:
    numbers = (*_MARKS.values(), "generation", "asked", "asked_ms", "changed_ms")
    blank: Row = dict.fromkeys(JobRow.model_fields, "")
    blank |= dict.fromkeys(numbers, 0)
    return {**blank, "job": fact.job, "subject": fact.subject}


def _asked(row: Row, entry: Entry, fact: JobAsked) -> Row:
    if row["asked"]:
        return row
    said = fact.model_dump(exclude={"job", "at_ms"})
    return {
        **row,
        **said,
        "asked": entry.time,
        "asked_ms": fact.at_ms or ms_of(entry.time),
        # Somebody may have moved it already, by a clock that is off.
        "station": row["station"] or entry.station,
        "operator": entry.operator,
    }


def _marked(row: Row, entry: Entry, fact: JobFact) -> Row:
    mark = _MARKS[type(fact)]
    if row[mark]:
        return row
    said = fact.model_dump(include={"instead", "signs"})
    if isinstance(fact, (JobCancelled, JobVoided, BadgeLost)):
        by = fact.by if isinstance(fact, JobVoided) else ""
        said |= {"ended_by": by or entry.operator}
        said |= {"ended_reason": fact.reason or row["ended_reason"]}
    return {**row, **said, mark: ms_of(entry.time)}


def _fold_attempt(sheet: Sheet, entry: Entry, fact: AttemptFact) -> None:
    row = sheet.get(AttemptRow, fact.subject, fact.job, fact.name) or _no_attempt(entry, fact)
    before = attempt_of_row(row)
    event = _EVENTS.get(type(fact))
    after = applied(before, event) if event is not None else before
    if isinstance(fact, JobHeld) and not before.under_way:
        return
    told = _told(row, ms_of(entry.time), fact, changed=after.state is not before.state)
    sheet.put(AttemptRow, {**row, **told, "state": after.state.value})


def _no_attempt(entry: Entry, fact: AttemptFact) -> Row:
    blank: Row = dict.fromkeys(AttemptRow.model_fields, "")
    blank |= dict.fromkeys(("sent_ms", "accepted_ms", "done_ms", "ended_ms"), 0)
    return {
        **blank,
        "job": fact.job,
        "name": fact.name,
        "subject": fact.subject,
        "first": entry.time,
        "station": entry.station,
        "state": State.SENT.value,
        "reasons": "[]",
    }


def _told(row: Row, now_ms: int, fact: AttemptFact, *, changed: bool) -> Row:
    """What a fact says of its attempt."""
    if isinstance(fact, JobSent):
        said = {"says": fact.says, "whose": fact.whose}
        return {"printer": fact.printer, "sent_ms": fact.at_ms, **said}
    if isinstance(fact, JobAccepted):
        place = {"address": fact.address, "number": fact.number}
        return {**place, "accepted_ms": row["accepted_ms"] or fact.at_ms or now_ms}
    if isinstance(fact, JobHeld):
        return {"held": fact.state, "reasons": json.dumps(fact.reasons)}
    return _over(now_ms, fact) if changed else {}


def _over(now_ms: int, fact: AttemptFact) -> Row:
    over = {"ended_ms": now_ms, "held": ""}
    if isinstance(fact, JobDone):
        return {**over, "done_ms": now_ms, "detail": fact.detail}
    if isinstance(fact, JobFailed):
        return {**over, "why": fact.why, "printed": fact.printed, "detail": fact.detail}
    return over


def _standing(sheet: Sheet, entry: Entry, row: Row) -> Row:
    """With where the job stands now, and since when."""
    job = job_of_rows(row, sheet.all(AttemptRow, row["subject"]))
    if job.state.value != row["state"]:
        row = {**row, "state": job.state.value, "changed_ms": ms_of(entry.time)}
    return {**row, "conflict": job.conflict}
