"""What can happen to things that are handed out, and to their stock."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from onsite.journal.facts import Fact, Milliseconds
from onsite.roster.facts import attendee_subject

Many = Annotated[int, Field(ge=0, le=10_000_000)]
"""So many things: few enough that the sum of all entries is a number of SQLite's."""
Change = Annotated[int, Field(ge=-10_000_000, le=10_000_000)]
Why = Literal["delivery", "correction", "loss"]
"""Why there is more or less than before."""


def goods_subject(goods: str) -> str:
    """The subject of what happens to a stock."""
    return f"goods:{goods}"


class GoodsGiven(Fact):
    """Somebody got something."""

    kind: ClassVar[str] = "goods.given"
    duty: ClassVar[str] = "scan"

    key: str
    """Made before it; the same key is the same hand-over."""
    attendee: str
    goods: str
    size: str = ""
    """Empty where it has none, or where it is still to be chosen."""
    count: Many = 1
    at_ms: Milliseconds
    """When, by the station's clock."""
    scan: str = ""
    """The key of the scan with which it was given; empty where there was none."""
    note: str = ""

    @property
    def subject(self) -> str:
        """The attendee."""
        return attendee_subject(self.attendee)


class GoodsSized(Fact):
    """The size of something that was given before is known now, or is another."""

    kind: ClassVar[str] = "goods.sized"
    duty: ClassVar[str] = "scan"

    key: str
    """Of the hand-over."""
    attendee: str
    goods: str = ""
    """What it was, for whoever reads the record."""
    size: str

    @property
    def subject(self) -> str:
        """The attendee."""
        return attendee_subject(self.attendee)


class GoodsReturned(Fact):
    """Something came back, or was never handed over after all."""

    kind: ClassVar[str] = "goods.returned"
    duty: ClassVar[str] = "scan"

    key: str
    """Of the hand-over."""
    attendee: str
    goods: str = ""
    """What it was, for whoever reads the record."""
    scan: str = ""
    """The key of the scan with which it came back; empty where there was none."""
    undone: bool = False
    """It was never handed over: the scan was taken back."""
    note: str = ""

    @property
    def subject(self) -> str:
        """The attendee."""
        return attendee_subject(self.attendee)


class StockSet(Fact):
    """It was counted: so many are there now, whatever was believed before."""

    kind: ClassVar[str] = "goods.stock_set"

    goods: str
    size: str = ""
    count: Many
    note: str = ""

    @property
    def subject(self) -> str:
        """The stock."""
        return goods_subject(self.goods)


class StockAdded(Fact):
    """There is more than before, or less."""

    kind: ClassVar[str] = "goods.stock_added"

    goods: str
    size: str = ""
    count: Change
    why: Why = "delivery"
    note: str = ""

    @property
    def subject(self) -> str:
        """The stock."""
        return goods_subject(self.goods)
