"""What the shop has said of a code since it was given out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.journal.fold import table_of
from onsite.roster.signed_tables import BarRow
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from sqlalchemy import Connection

BAR = table_of(BarRow)
_OF_CODE = Prepared(select(BAR.c.bar).where(BAR.c.code == bindparam("code")))


def bar_of(rows: Connection, code: str) -> str:
    """A `Bar`, as a text; empty where the shop has said nothing."""
    row = _OF_CODE.first(rows, {"code": code})
    return row["bar"] if row is not None else ""
