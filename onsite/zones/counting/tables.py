"""The rows of counts, and their fold.

What is counted is folded by counter and minute, so that a tap that comes late folds no more than
a minute again, however busy the day; what is asked of a zone is then a sum over its minutes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import Index
from sqlmodel import Field

from onsite.journal.fold import folds
from onsite.store.rows import StoredRow
from onsite.zones.counting import acts
from onsite.zones.counting.facts import (
    CountUndone,
    DayClosed,
    PeopleMoved,
    RecountWithdrawn,
    TapsCounted,
    ZoneRecounted,
)

if TYPE_CHECKING:
    from onsite.journal.entry import Entry
    from onsite.journal.fold import Row, Sheet
    from onsite.zones.counting.facts import OfZone

    Leg = tuple[str, int, int]


class ZoneBatchRow(StoredRow, table=True):
    """What one counter at one station did within a minute."""

    __tablename__ = "zone_batch"
    __table_args__ = (Index("zone_batch_minute", "station", "minute"),)

    subject: str = Field(primary_key=True)
    station: str = Field(primary_key=True)
    counter: str
    minute: int
    acts: str
    """As in `counting.acts`."""


class ZoneFlowRow(StoredRow, table=True):
    """Who came into a zone and who left it, by one counter within a minute."""

    __tablename__ = "zone_flow"
    __table_args__ = (
        Index("zone_flow_minute", "zone", "minute", "counter", "came", "left"),
        Index("zone_flow_counter", "zone", "counter", "minute"),
    )

    subject: str = Field(primary_key=True)
    zone: str = Field(primary_key=True)
    minute: int
    """Since 1970."""
    counter: str
    came: int
    left: int
    last_ms: int
    """The last tap that was not taken back."""
    station: str
    """Of that tap; so the operator."""
    operator: str


class ZoneHourRow(StoredRow, table=True):
    """The sums of `zone_flow` by the hour, which triggers of the store keep; see the migration.

    So a look at a busy day adds up some rows of each hour and not those of each minute. No fold
    can keep them: one sees a minute of one counter and nothing else.
    """

    __tablename__ = "zone_hour"

    zone: str = Field(primary_key=True)
    hour: int = Field(primary_key=True)
    """Since 1970."""
    counter: str = Field(primary_key=True)
    came: int
    left: int


class ZoneBaseRow(StoredRow, table=True):
    """A recount or the close of a day."""

    __tablename__ = "zone_base"
    __table_args__ = (Index("zone_base_cut", "zone", "cut_ms"),)

    subject: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    zone: str
    how: str
    """`recount` or `day`; empty where only its withdrawal is known."""
    cut_ms: int
    people: int
    expected: int
    began_ms: int
    parts: str
    """Rows of seats with their people, as JSON."""
    day: str
    because: str
    note: str
    operator: str
    station: str
    number: int
    """In the journal of its station."""
    time: int
    """The stamp of its entry."""
    withdrawn: bool
    why: str
    """Why it was withdrawn."""


@folds(TapsCounted, PeopleMoved, CountUndone, into=(ZoneBatchRow, ZoneFlowRow))
def fold_count(sheet: Sheet, entry: Entry, fact: TapsCounted | PeopleMoved | CountUndone) -> None:
    """The same key again is the same act; only the station that counted takes back."""
    # Worked out once: a minute that is folded again has hundreds of these.
    subject = entry.subject
    whose = {"subject": subject, "counter": fact.counter, "minute": fact.minute}
    batch = sheet.get(ZoneBatchRow, subject, subject, entry.station)
    before = batch["acts"] if batch is not None else ""
    if acts.holds(before, fact.key):
        return
    lines = before + acts.line(entry, fact)
    sheet.put(ZoneBatchRow, {**whose, "station": entry.station, "acts": lines})
    if isinstance(fact, CountUndone):
        _sum_again(sheet, whose)
        return
    for leg in acts.legs(fact):
        _add(sheet, whose, leg, (entry.station, entry.operator))


def _sum_again(sheet: Sheet, whose: Row) -> None:
    """Add up the counter's minute from its acts."""
    for row in sheet.all(ZoneFlowRow, whose["subject"]):
        sheet.drop(ZoneFlowRow, row["subject"], row["zone"])
    for batch in sheet.all(ZoneBatchRow, whose["subject"]):
        for act in acts.read(batch["acts"], whose["minute"]):
            for leg in act.legs():
                _add(sheet, whose, leg, (batch["station"], act.operator))


def _add(sheet: Sheet, whose: Row, leg: Leg, who: tuple[str, str]) -> None:
    zone, at_ms, people = leg
    row = sheet.get(ZoneFlowRow, whose["subject"], whose["subject"], zone)
    if row is None:
        row = {**whose, "zone": zone, "came": 0, "left": 0, "last_ms": -1}
    row["came" if people > 0 else "left"] += abs(people)
    if at_ms >= row["last_ms"]:
        row |= {"last_ms": at_ms, "station": who[0], "operator": who[1]}
    sheet.put(ZoneFlowRow, row)


@folds(ZoneRecounted, RecountWithdrawn, DayClosed, into=(ZoneBaseRow,))
def fold_base(
    sheet: Sheet, entry: Entry, fact: ZoneRecounted | RecountWithdrawn | DayClosed
) -> None:
    """Of two with the same key the first stands; a withdrawal may come before what it withdraws.

    That is so where the clock of the station that recounted was ahead.
    """
    if isinstance(fact, RecountWithdrawn):
        before = sheet.get(ZoneBaseRow, fact.subject, fact.subject, fact.recount)
        row = before or _nothing_yet(fact, fact.recount)
        if not row["withdrawn"] and row["how"] != "day":
            sheet.put(ZoneBaseRow, {**row, "withdrawn": True, "why": fact.why})
        return
    row = sheet.get(ZoneBaseRow, fact.subject, fact.subject, fact.key) or _nothing_yet(
        fact, fact.key
    )
    if row["how"]:
        return
    who = {"operator": entry.operator, "station": entry.station}
    sheet.put(
        ZoneBaseRow, {**row, **_said(fact), **who, "number": entry.number, "time": entry.time}
    )


def _said(fact: ZoneRecounted | DayClosed) -> Row:
    if isinstance(fact, DayClosed):
        return {
            "how": "day",
            "cut_ms": fact.cut_ms,
            "began_ms": fact.cut_ms,
            "people": fact.starts_with,
            "expected": fact.residual,
            "day": fact.day,
            "because": fact.because,
            "note": fact.note,
            "withdrawn": False,
            "why": "",
        }
    parts = json.dumps([(row.name, row.people) for row in fact.rows], ensure_ascii=False)
    return {
        "how": "recount",
        "cut_ms": fact.cut_ms,
        "began_ms": fact.began_ms,
        "people": fact.people,
        "expected": fact.expected,
        "parts": parts,
    }


def _nothing_yet(fact: OfZone, key: str) -> Row:
    numbers = dict.fromkeys(("cut_ms", "people", "expected", "began_ms", "number", "time"), 0)
    texts = dict.fromkeys(("how", "day", "because", "note", "operator", "station", "why"), "")
    named = {"subject": fact.subject, "key": key, "zone": fact.zone, "parts": "[]"}
    return {**named, **numbers, **texts, "withdrawn": False}
