"""The rows of a checkpoint and their fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Index, text
from sqlmodel import Field

from onsite.checkin.facts import Direction, Outcome, Reason, ScanMade, ScanUndone
from onsite.checkin.rules import is_once_too_often
from onsite.checkin.voiding.tables import VoidRow, why_void
from onsite.journal.fold import Row, Sheet, folds
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class ScanRow(StoredRow, table=True):
    """One attempt. The first entry with a key is the scan; later ones with it are retries."""

    __tablename__ = "scan"
    __table_args__ = (
        Index("scan_time", "time"),
        Index("scan_passage", "checkpoint", "outcome", "direction", "at_ms"),
        Index("scan_conflict", "checkpoint", "order_ms", sqlite_where=text("conflict IS 1")),
        Index("scan_void", "checkpoint", "order_ms", sqlite_where=text("void <> ''")),
    )

    key: str = Field(primary_key=True)
    subject: str = Field(primary_key=True, index=True)
    attendee: str | None
    checkpoint: str
    direction: str
    code: str
    outcome: str
    reason: str
    verdict: str
    """The whole `facts.Verdict` as JSON."""
    again: str
    at_ms: int
    order_ms: int
    """With station and key: the place among the attendee's passages at the checkpoint."""
    time: int
    """The stamp of the entry: the order of scans on every station."""
    station: str
    number: int
    """Of the entry, in its station's chain."""
    operator: str
    undone: bool
    conflict: bool
    """Let somebody in whom another desk had let in, which this one did not know."""
    out_ms: int
    """Who had passed only before that place (`order_ms`) was outside: see `facts.ScanMade`."""
    void: str
    """Why the ticket was good no longer when it let somebody in, which the desk did not know: a
    `Reason`; empty where it was good."""


class PresenceRow(StoredRow, table=True):
    """Where an attendee stands with one checkpoint: a view of their scans that count."""

    __tablename__ = "presence"
    __table_args__ = (
        Index("presence_checkpoint", "checkpoint", "inside", "last_in_ms", "entries"),
    )

    attendee: str = Field(primary_key=True)
    checkpoint: str = Field(primary_key=True)
    subject: str = Field(index=True)
    inside: bool
    entries: int
    """Conflicts left out."""
    first_in_ms: int | None
    last_in_ms: int | None
    last_out_ms: int | None
    last_in_station: str
    last_in_operator: str
    order_ms: int
    """Of the newest passage, conflicts too."""


class EarlyUndoRow(StoredRow, table=True):
    """An undo that stands before its scan, whose station's clock is far ahead."""

    __tablename__ = "scan_early_undo"

    key: str = Field(primary_key=True)
    subject: str = Field(primary_key=True, index=True)
    why: str


@folds(ScanMade, ScanUndone, into=(ScanRow, PresenceRow, EarlyUndoRow))
def fold_scan(sheet: Sheet, entry: Entry, fact: ScanMade | ScanUndone) -> None:
    """Every attempt is a row; admissions and exits that were not taken back make the presence.

    Passages count in the order of their scans (`order_ms`, station, key), which is not the order
    of the entries: two desks that were apart may each have let the same person in.
    """
    subject = entry.subject
    if isinstance(fact, ScanUndone):
        _undo(sheet, fact)
    elif sheet.get(ScanRow, subject, fact.key, subject) is None:
        undone = sheet.get(EarlyUndoRow, subject, fact.key, subject) is not None
        _scan(sheet, {**_row(entry, fact), "undone": undone, "void": _void(sheet, fact)})


def _row(entry: Entry, fact: ScanMade) -> Row:
    return {
        "key": fact.key,
        "subject": entry.subject,
        "attendee": fact.attendee,
        "checkpoint": fact.checkpoint,
        "direction": fact.direction.value,
        "code": fact.code,
        "outcome": fact.verdict.outcome.value,
        "reason": fact.verdict.reason.value,
        "verdict": fact.verdict.model_dump_json(exclude_defaults=True),
        "again": fact.again,
        "at_ms": fact.at_ms,
        "order_ms": fact.order_ms,
        "time": entry.time,
        "station": entry.station,
        "number": entry.number,
        "operator": entry.operator,
        "conflict": False,
        "out_ms": fact.out_ms,
    }


def _void(sheet: Sheet, fact: ScanMade) -> str:
    """Why the ticket of somebody who was let in had ceased to be good before, or nothing."""
    if fact.attendee is None or fact.verdict.reason is not Reason.ADMITTED:
        return ""
    row = sheet.get(VoidRow, fact.subject, fact.attendee)
    return why_void(row, fact.code) if row is not None else ""


def _scan(sheet: Sheet, scan: Row) -> None:
    if not counts(scan):
        sheet.put(ScanRow, scan)
        return
    before = sheet.get(PresenceRow, scan["subject"], scan["attendee"], scan["checkpoint"])
    if before is not None and scan["order_ms"] <= before["order_ms"]:
        sheet.put(ScanRow, scan)
        _replay(sheet, scan)
        return
    presence = before or nowhere(scan)
    sheet.put(ScanRow, {**scan, "conflict": is_conflict(presence, scan)})
    sheet.put(PresenceRow, after(presence, scan))


def _undo(sheet: Sheet, fact: ScanUndone) -> None:
    scan = sheet.get(ScanRow, fact.subject, fact.key, fact.subject)
    if scan is None:
        sheet.put(EarlyUndoRow, {"key": fact.key, "subject": fact.subject, "why": fact.why})
    elif not scan["undone"]:
        sheet.put(ScanRow, {**scan, "undone": True, "conflict": False})
        if counts(scan):
            _replay(sheet, scan)


def _replay(sheet: Sheet, about: Row) -> None:
    """The presence and the conflicts of an attendee at a checkpoint, from all their scans."""
    presence: Row | None = None
    for scan in sorted(sheet.all(ScanRow, about["subject"]), key=place):
        if scan["checkpoint"] != about["checkpoint"] or not counts(scan):
            continue
        presence = presence or nowhere(scan)
        conflict = is_conflict(presence, scan)
        if conflict != scan["conflict"]:
            sheet.put(ScanRow, {**scan, "conflict": conflict})
        presence = after(presence, scan)
    if presence is None:
        sheet.drop(PresenceRow, about["attendee"], about["checkpoint"])
    else:
        sheet.put(PresenceRow, presence)


def place(scan: Row) -> tuple[int, str, str]:
    """Where the scan stands among the attendee's passages at the checkpoint."""
    return scan["order_ms"], scan["station"], scan["key"]


def counts(scan: Row) -> bool:
    """Whether the scan let an attendee through, in or out, and was not taken back."""
    let_through = scan["outcome"] == Outcome.ADMIT and scan["attendee"] is not None
    return let_through and not scan["undone"]


def nowhere(scan: Row) -> Row:
    """The presence of somebody who was never scanned there."""
    return {
        "attendee": scan["attendee"],
        "checkpoint": scan["checkpoint"],
        "subject": scan["subject"],
        "inside": False,
        "entries": 0,
        "first_in_ms": None,
        "last_in_ms": None,
        "last_out_ms": None,
        "last_in_station": "",
        "last_in_operator": "",
        "order_ms": 0,
    }


def is_conflict(presence: Row, scan: Row) -> bool:
    """Whether the scan let in somebody who, as is known by now, could not come in again."""
    return scan["direction"] == Direction.ENTRY and is_once_too_often(
        scan["again"], inside=_is_inside(presence, scan), entries=presence["entries"]
    )


def _is_inside(presence: Row, scan: Row) -> bool:
    """Whether they were when the scan was made; the checkpoint may have checked them out."""
    return bool(presence["inside"]) and presence["order_ms"] >= scan["out_ms"]


def after(presence: Row, scan: Row) -> Row:
    """The presence once a scan that counts has been added, the newest so far."""
    moved = {**presence, "order_ms": scan["order_ms"]}
    if scan["direction"] == Direction.EXIT:
        return {**moved, "inside": False, "last_out_ms": scan["at_ms"]}
    conflict = is_conflict(presence, scan)
    if conflict and _is_inside(presence, scan):
        return moved
    first = presence["first_in_ms"]
    return {
        **moved,
        # Somebody is inside after a conflict too, but it is nobody new.
        "inside": True,
        "entries": presence["entries"] + (not conflict),
        "first_in_ms": scan["at_ms"] if first is None else first,
        "last_in_ms": scan["at_ms"],
        "last_in_station": scan["station"],
        "last_in_operator": scan["operator"],
    }
