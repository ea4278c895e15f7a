"""Two records that are one person: made one, and made two again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.errors import NotPossibleError
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.roster.acts.aliases import standing_for
from onsite.roster.acts.doing import found
from onsite.roster.acts.facts import AttendeesMerged, AttendeesParted
from onsite.roster.acts.tables import MergeRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.roster.acts.doing import Doer

_MERGE = table_of(MergeRow)
_OF_OTHER = (
    select(_MERGE.c.attendee)
    .where(_MERGE.c.other == bindparam("other"), _MERGE.c.holds.is_(True))
    .order_by(_MERGE.c.time.desc(), _MERGE.c.station.desc(), _MERGE.c.number.desc())
)


def merge(journal: Journal, rows: Connection, stays: str, other: str, doer: Doer) -> None:
    """Make one person of two records: every scan, every code of the other counts as theirs.

    What the roster says of the one who stays holds. Nothing is copied and nothing is lost, so a
    scan of the other's ticket that arrives later counts as well, and it can be taken back.

    Raises:
        NotPossibleError: there is no such attendee, or they are one person already.
    """
    one, two = found(rows, stays).attendee, found(rows, other).attendee
    if one == two:
        raise NotPossibleError(
            _("These two are one person already."), _("Choose the record that is to go.")
        )
    fact = AttendeesMerged(attendee=one, other=two, **doer.said)
    journal.append(rows, fact, operator=doer.operator)


def part(journal: Journal, rows: Connection, other: str, doer: Doer) -> str:
    """Take a merge back; answers whom the other one had counted as.

    What was scanned of the other's codes meanwhile stays with the one who had stayed.

    Raises:
        NotPossibleError: the record was not merged into another.
    """
    stays: str | None = rows.execute(_OF_OTHER, {"other": other}).scalars().first()
    if stays is None or standing_for(rows, other) == other:
        raise NotPossibleError(
            _("This record was not merged into another."),
            _("Name the record that went, not the one who stayed."),
        )
    fact = AttendeesParted(attendee=stays, other=other, **doer.said)
    journal.append(rows, fact, operator=doer.operator)
    return stays
