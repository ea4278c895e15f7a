"""The versions of the plan and their fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.journal.fold import Sheet, folds
from onsite.journal.hlc import ms_of
from onsite.plan.facts import PlanPublished
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class PlanRow(StoredRow, table=True):
    """One published plan. The one with the highest number is in force."""

    __tablename__ = "plan_version"

    number: int = Field(primary_key=True)
    """From 1, in the order of the journal; the same on every station that knows the same."""
    subject: str = Field(index=True)
    sha256: str
    text: str
    at_ms: int
    """When it was published, in milliseconds since 1970."""
    station: str
    operator: str


@folds(PlanPublished, into=(PlanRow,))
def fold_plan(sheet: Sheet, entry: Entry, fact: PlanPublished) -> None:
    """Every version is kept; the last by the journal's order has the highest number."""
    known = sheet.all(PlanRow, fact.subject)
    row = {
        "number": len(known) + 1,
        "subject": fact.subject,
        "sha256": fact.sha256,
        "text": fact.text,
        "at_ms": ms_of(entry.time),
        "station": entry.station,
        "operator": entry.operator,
    }
    sheet.put(PlanRow, row)
