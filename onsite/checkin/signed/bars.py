"""What the shop has said of a code since it was given out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, exists, func, select

from onsite.journal.fold import table_of
from onsite.roster.signed.facts import Bar
from onsite.roster.signed_tables import BarRow
from onsite.roster.tables import CredentialRow
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from sqlalchemy import Connection

BAR = table_of(BarRow)
_OF_CODE = Prepared(select(BAR.c.bar).where(BAR.c.code == bindparam("code")))

_CREDENTIAL = table_of(CredentialRow)
_OTHER = _CREDENTIAL.alias("other")
_OTHERS_BAR = BAR.alias("others_bar")
_BLOCKED = Prepared(
    select(_CREDENTIAL.c.attendee)
    .join_from(BAR, _CREDENTIAL, _CREDENTIAL.c.code == BAR.c.code)
    .where(
        BAR.c.bar == Bar.BLOCKED.value,
        _CREDENTIAL.c.state == "live",
        ~exists()
        .select_from(_OTHER.outerjoin(_OTHERS_BAR, _OTHERS_BAR.c.code == _OTHER.c.code))
        .where(
            _OTHER.c.subject == _CREDENTIAL.c.subject,
            _OTHER.c.state == "live",
            func.coalesce(_OTHERS_BAR.c.bar, "") != Bar.BLOCKED.value,
        ),
    )
)


def blocked(rows: Connection) -> frozenset[str]:
    """The attendees who have no code but such as the shop has blocked; mostly nobody."""
    return frozenset(row["attendee"] for row in _BLOCKED.all(rows, {}))


def bar_of(rows: Connection, code: str) -> str:
    """A `Bar`, as a text; empty where the shop has said nothing."""
    row = _OF_CODE.first(rows, {"code": code})
    return row["bar"] if row is not None else ""
