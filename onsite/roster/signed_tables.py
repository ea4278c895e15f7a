"""The codes that a shop has taken back, and their fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.journal.fold import Sheet, folds
from onsite.roster.signed.facts import Bar, CodeBarred
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class BarRow(StoredRow, table=True):
    """What the shop has said of a code at last."""

    __tablename__ = "barred_code"

    code: str = Field(primary_key=True)
    subject: str = Field(index=True)
    bar: str
    """A `facts.Bar`."""


@folds(CodeBarred, into=(BarRow,))
def fold_bar(sheet: Sheet, entry: Entry, fact: CodeBarred) -> None:
    """The last word counts, but what is revoked stays so."""
    del entry
    row = sheet.get(BarRow, fact.subject, fact.code)
    if row is None or row["bar"] != Bar.REVOKED:
        sheet.put(BarRow, {"code": fact.code, "subject": fact.subject, "bar": fact.bar.value})
