"""Who got what, and what was counted; with their folds.

What is left is no row: it is the sum of what all stations have recorded, made when it is asked
for, so that it is the same wherever the same entries are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Index, text
from sqlmodel import Field

from onsite.goods.facts import GoodsGiven, GoodsReturned, GoodsSized, StockAdded, StockSet
from onsite.journal.fold import Row, Sheet, folds
from onsite.journal.hlc import ms_of
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry

COUNTED = "counted"
"""What `StockRow.why` is where somebody has counted."""


class GivenRow(StoredRow, table=True):
    """One hand-over. The first entry with a key is it; later ones with it are retries."""

    __tablename__ = "goods_given"
    __table_args__ = (
        Index("goods_given_sum", "goods", "size", "time", "undone", "count", "returned"),
        Index(
            "goods_given_back",
            *("goods", "size", "returned", "undone", "count"),
            sqlite_where=text("returned IS NOT NULL"),
        ),
        Index("goods_given_time", "time"),
    )

    key: str = Field(primary_key=True)
    subject: str = Field(primary_key=True, index=True)
    attendee: str
    goods: str
    """Empty as long as only its size or its return is known here."""
    size: str
    count: int
    at_ms: int
    time: int
    """The stamp of the entry."""
    station: str
    operator: str
    scan: str
    note: str
    returned: int | None
    """The stamp of the entry by which it came back; None as long as it has not."""
    returned_ms: int | None
    returned_station: str
    returned_operator: str
    returned_scan: str
    undone: bool
    """It was never handed over."""


class StockRow(StoredRow, table=True):
    """One thing that was said of a stock."""

    __tablename__ = "goods_stock"

    station: str = Field(primary_key=True)
    """Of the entry that says it."""
    number: int = Field(primary_key=True)
    subject: str = Field(index=True)
    goods: str = Field(index=True)
    size: str
    count: int
    why: str
    """`counted`, or as `facts.Why`."""
    note: str
    time: int
    operator: str


@folds(GoodsGiven, GoodsSized, GoodsReturned, into=(GivenRow,))
def fold_given(sheet: Sheet, entry: Entry, fact: GoodsGiven | GoodsSized | GoodsReturned) -> None:
    """A row of each hand-over; a size or a return may stand before it, by a clock that is off."""
    row = sheet.get(GivenRow, fact.subject, fact.key, fact.subject) or _nothing(fact)
    if isinstance(fact, GoodsSized):
        sheet.put(GivenRow, {**row, "size": fact.size})
    elif isinstance(fact, GoodsReturned):
        if row["returned"] is None:
            sheet.put(GivenRow, {**row, **_back(entry, fact)})
    elif not row["goods"]:
        sheet.put(GivenRow, {**row, **_given(entry, fact), "size": row["size"] or fact.size})


def _nothing(fact: GoodsGiven | GoodsSized | GoodsReturned) -> Row:
    return {
        "key": fact.key,
        "subject": fact.subject,
        "attendee": fact.attendee,
        "goods": "",
        "size": "",
        "count": 0,
        "at_ms": 0,
        "time": 0,
        "station": "",
        "operator": "",
        "scan": "",
        "note": "",
        "returned": None,
        "returned_ms": None,
        "returned_station": "",
        "returned_operator": "",
        "returned_scan": "",
        "undone": False,
    }


def _given(entry: Entry, fact: GoodsGiven) -> Row:
    return {
        "goods": fact.goods,
        "count": fact.count,
        "at_ms": fact.at_ms,
        "time": entry.time,
        "station": entry.station,
        "operator": entry.operator,
        "scan": fact.scan,
        "note": fact.note,
    }


def _back(entry: Entry, fact: GoodsReturned) -> Row:
    return {
        "returned": entry.time,
        "returned_ms": ms_of(entry.time),
        "returned_station": entry.station,
        "returned_operator": entry.operator,
        "returned_scan": fact.scan,
        "undone": fact.undone,
    }


@folds(StockSet, StockAdded, into=(StockRow,))
def fold_stock(sheet: Sheet, entry: Entry, fact: StockSet | StockAdded) -> None:
    """A row of each statement."""
    row = {
        "station": entry.station,
        "number": entry.number,
        "subject": fact.subject,
        "goods": fact.goods,
        "size": fact.size,
        "count": fact.count,
        "why": fact.why if isinstance(fact, StockAdded) else COUNTED,
        "note": fact.note,
        "time": entry.time,
        "operator": entry.operator,
    }
    sheet.put(StockRow, row)
