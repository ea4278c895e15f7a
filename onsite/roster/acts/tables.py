"""The rows of what was done on site, and the fold of merges."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlmodel import Field

from onsite.journal.fold import Row, Sheet, folds
from onsite.roster.acts.facts import AttendeesMerged, AttendeesParted
from onsite.roster.acts.standing import OnSite
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from onsite.journal.entry import Entry


_BLOCKS = {"": None, "made": True, "lifted": False}


class OnSiteRow(StoredRow, table=True):
    """What was done on site for an attendee; there is none for those whom only lists concern."""

    __tablename__ = "attendee_on_site"

    attendee: str = Field(primary_key=True)
    subject: str = Field(index=True)
    listed: str
    """The `facts.Record` that the last list gave, or the registration, as JSON; empty before."""
    said: str
    """Field to what it was set to, as JSON."""
    block: str
    """`made` or `lifted`; empty where nobody on site has done either."""
    receipt: str | None
    codes: str
    """Code to its state, as JSON."""
    companion_of: str


class MergeRow(StoredRow, table=True):
    """A merge that was made, and may have been taken back."""

    __tablename__ = "attendee_merge"

    attendee: str = Field(primary_key=True)
    """Who stays."""
    other: str = Field(primary_key=True)
    subject: str = Field(index=True)
    time: int
    """With station and number: the place of the entry that made it, last."""
    station: str
    number: int
    holds: bool


class AliasRow(StoredRow, table=True):
    """Who counts as another attendee by now: the merges that hold, followed to their ends."""

    __tablename__ = "attendee_alias"

    other: str = Field(primary_key=True)
    attendee: str = Field(index=True)
    subject: str = Field(index=True)


def done_of(row: Mapping[str, Any]) -> OnSite:
    """What the row says."""
    return OnSite(
        said=json.loads(row["said"]),
        blocked=_BLOCKS[row["block"]],
        receipt=row["receipt"],
        codes=json.loads(row["codes"]),
    )


def columns_of(done: OnSite) -> Row:
    """The columns that say it."""
    return {
        "said": json.dumps(done.said, ensure_ascii=False, sort_keys=True),
        "block": next(word for word, holds in _BLOCKS.items() if holds is done.blocked),
        "receipt": done.receipt,
        "codes": json.dumps(done.codes, ensure_ascii=False),
    }


@folds(AttendeesMerged, AttendeesParted, into=(MergeRow, AliasRow))
def fold_merges(sheet: Sheet, entry: Entry, fact: AttendeesMerged | AttendeesParted) -> None:
    """Merges in the order of time; one between two who are the same person by then says nothing.

    So two desks that were apart may merge the same two each into the other: the first merge
    holds, and everybody ends with one person and not with none.
    """
    which = {"attendee": fact.attendee, "other": fact.other, "subject": fact.subject}
    if isinstance(fact, AttendeesMerged):
        place = {"time": entry.time, "station": entry.station, "number": entry.number}
        sheet.put(MergeRow, {**which, **place, "holds": True})
    else:
        row = sheet.get(MergeRow, fact.subject, fact.attendee, fact.other)
        if row is None:
            return
        sheet.put(MergeRow, {**row, "holds": False})
    made = sorted(sheet.all(MergeRow, fact.subject), key=_place)
    now = _aliases((row["attendee"], row["other"]) for row in made if row["holds"])
    for alias in sheet.all(AliasRow, fact.subject):
        if alias["other"] not in now:
            sheet.drop(AliasRow, alias["other"])
    for other, attendee in now.items():
        sheet.put(AliasRow, {"other": other, "attendee": attendee, "subject": fact.subject})


def _place(row: Row) -> tuple[int, str, int]:
    return row["time"], row["station"], row["number"]


def _aliases(merges: Iterable[tuple[str, str]]) -> dict[str, str]:
    into: dict[str, str] = {}

    def end(attendee: str) -> str:
        while attendee in into:
            attendee = into[attendee]
        return attendee

    for attendee, other in merges:
        stays, goes = end(attendee), end(other)
        if stays != goes:
            into[goes] = stays
    return {other: end(other) for other in into}
