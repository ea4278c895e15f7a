"""The acts on the roster: compare a list with it, import that list, look somebody up."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from onsite.clock import from_ms
from onsite.errors import NotPossibleError
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.roster.acts.tables import AliasRow, OnSiteRow, done_of
from onsite.roster.compare import Changed, Changes, Known, New, compare
from onsite.roster.facts import (
    AttendeeListed,
    AttendeeWithdrawn,
    ListImported,
    MappingKept,
    Record,
)
from onsite.roster.tables import AttendeeRow, CredentialRow, ImportRow, MappingRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.journal.facts import Fact
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.roster.acts.standing import OnSite
    from onsite.roster.listing import Listing

BATCH = 1_000
"""Facts in one transaction: an import holds nobody else up for longer than it takes to fold so
many, and one that was killed has lost no more."""

_ATTENDEE = table_of(AttendeeRow)
_CREDENTIAL = table_of(CredentialRow)
_IMPORT = table_of(ImportRow)
_MAPPING = table_of(MappingRow)
_ON_SITE = table_of(OnSiteRow)
_ALIAS = table_of(AliasRow)

_KNOWN = select(
    _ATTENDEE.c.attendee,
    _ATTENDEE.c.source,
    _ATTENDEE.c.source_key,
    _ATTENDEE.c.withdrawn,
    func.coalesce(_ON_SITE.c.listed, _ATTENDEE.c.record),
).outerjoin(_ON_SITE, _ON_SITE.c.attendee == _ATTENDEE.c.attendee)
_DONE = select(_ON_SITE)
_DONE_FOR = _DONE.where(_ON_SITE.c.attendee == bindparam("attendee"))
_BY_ID = select(_ATTENDEE).where(_ATTENDEE.c.attendee == bindparam("attendee"))
_BY_CODE = (
    select(_CREDENTIAL.c.attendee)
    .where(_CREDENTIAL.c.code == bindparam("code"))
    .order_by(_CREDENTIAL.c.attendee)
)
_CODES = (
    select(_CREDENTIAL.c.code, _CREDENTIAL.c.state)
    .where(_CREDENTIAL.c.attendee == bindparam("attendee"))
    .order_by(_CREDENTIAL.c.code)
)
_SIZE = select(_ATTENDEE.c.withdrawn, func.count()).group_by(_ATTENDEE.c.withdrawn)
_MERGED = (
    select(_ATTENDEE.c.withdrawn, func.count())
    .join(_ALIAS, _ALIAS.c.other == _ATTENDEE.c.attendee)
    .group_by(_ATTENDEE.c.withdrawn)
)
_IMPORTS = select(_IMPORT).order_by(_IMPORT.c.at_ms, _IMPORT.c.station, _IMPORT.c.number)


@dataclass(frozen=True)
class Preview:
    """A list beside the roster: everything that importing it would do."""

    listing: Listing
    changes: Changes

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, changed, gone, unchanged, duplicates, bad."""
        return {
            "new": len(self.changes.new),
            "changed": len(self.changes.changed),
            "gone": len(self.changes.gone),
            "unchanged": self.changes.unchanged,
            "duplicates": len(self.listing.twins),
            "bad": len(self.listing.bad),
        }


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody on the roster. `listed` is in UTC."""

    attendee: str
    source: str
    source_key: str
    withdrawn: bool
    record: Record
    codes: dict[str, str]
    """Every code they ever had, and its state: `live`, `revoked` or `lost`."""
    listed: datetime
    on_site: OnSite | None = None
    """What was done on site and stands over the list; None where nothing ever was."""
    said: Record | None = None
    """What the list says, where something was done on site."""
    companion_of: str = ""
    """The attendee they came with, where they were registered on site."""


@dataclass(frozen=True, slots=True)
class Import:
    """An import that was carried out. `at` is in UTC."""

    at: datetime
    operator: str
    file: str
    source: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Size:
    """How many attendees the roster has, and how many of it were withdrawn."""

    listed: int
    withdrawn: int

    @property
    def current(self) -> int:
        """How many the newest lists name."""
        return self.listed - self.withdrawn


def preview(listing: Listing, roster: Sequence[Known], plan: Plan | None) -> Preview:
    """What importing the list would do to the `roster`. Touches no store: it may take seconds."""
    return Preview(listing, compare(listing, roster, plan))


def roster(rows: Connection) -> list[Known]:
    """Everybody on the roster as the lists have them, withdrawn ones too."""
    done = {row["attendee"]: done_of(dict(row)) for row in rows.execute(_DONE).mappings()}
    if not done:
        return [Known(*row) for row in rows.execute(_KNOWN)]
    return [Known(*row, done.get(row[0])) for row in rows.execute(_KNOWN)]


def steps(seen: Preview, *, allow_gone: bool = False) -> Iterator[tuple[Fact, ...]]:
    """The facts of an import in batches, each to be given to `carry_out`; the last one ends it.

    Args:
        seen: what was shown to the person who wants it imported.
        allow_gone: they know that more than half of the attendees would be withdrawn.

    Raises:
        NotPossibleError: that many would be withdrawn and nobody has said that it is right.
    """
    if seen.changes.suspicious and not allow_gone:
        raise NotPossibleError(
            _(
                "This list would withdraw {gone} of the {known} attendees: is it the right file?"
            ).format(gone=len(seen.changes.gone), known=seen.changes.known),
            _(
                "If it is right, import it with --allow-gone; if it is one list of several,"
                " give it a name of its own with --source."
            ),
        )
    return _batches(_facts(seen))


def carry_out(journal: Journal, rows: Connection, facts: Sequence[Fact], operator: str) -> int:
    """Record one batch of an import. The same list imported again completes what was cut off."""
    return len(journal.append(rows, *facts, operator=operator))


def mappings(rows: Connection) -> dict[tuple[str, ...], dict[str, str]]:
    """The headers that somebody has explained, and how: field to header."""
    found = rows.execute(select(_MAPPING.c.headers, _MAPPING.c.mapping))
    return {tuple(json.loads(row.headers)): json.loads(row.mapping) for row in found}


def attendee(rows: Connection, which: str) -> Attendee | None:
    """The attendee of that id."""
    row = rows.execute(_BY_ID, {"attendee": which}).first()
    if row is None:
        return None
    codes = rows.execute(_CODES, {"attendee": which})
    done = rows.execute(_DONE_FOR, {"attendee": which}).mappings().first()
    return Attendee(
        attendee=row.attendee,
        source=row.source,
        source_key=row.source_key,
        withdrawn=bool(row.withdrawn),
        record=Record.model_validate_json(row.record),
        codes={each.code: each.state for each in codes},
        listed=from_ms(row.listed_ms),
        on_site=done_of(dict(done)) if done is not None else None,
        said=Record.model_validate_json(done["listed"]) if done is not None else None,
        companion_of=done["companion_of"] if done is not None else "",
    )


def holders(rows: Connection, code: str) -> list[str]:
    """The ids of the attendees that exactly this code stands for, revoked codes too."""
    return list(rows.execute(_BY_CODE, {"code": code}).scalars())


def imports(rows: Connection) -> list[Import]:
    """Every import that was carried out to its end, in the order of time."""
    names = ("new", "changed", "gone", "unchanged", "duplicates", "bad")
    return [
        Import(
            from_ms(row.at_ms),
            row.operator,
            row.file,
            row.source,
            {name: getattr(row, name) for name in names},
        )
        for row in rows.execute(_IMPORTS)
    ]


def size(rows: Connection) -> Size:
    """How large the roster is; a record that was merged into another is nobody."""
    many = {bool(row[0]): row[1] for row in rows.execute(_SIZE)}
    gone = {bool(row[0]): row[1] for row in rows.execute(_MERGED)}
    withdrawn = many.get(True, 0) - gone.get(True, 0)
    return Size(many.get(False, 0) - gone.get(False, 0) + withdrawn, withdrawn)


def _facts(seen: Preview) -> Iterator[Fact]:
    listing, changes = seen.listing, seen.changes
    if listing.mapping:
        yield MappingKept(headers=listing.headers, mapping=dict(listing.mapping))
    named: tuple[New | Changed, ...] = (*changes.new, *changes.changed)
    for each in named:
        yield AttendeeListed(
            attendee=each.attendee,
            source=each.source if isinstance(each, Changed) else listing.source,
            source_key=each.listed.key,
            record=each.listed.record,
        )
    for known in changes.gone:
        yield AttendeeWithdrawn(attendee=known.attendee)
    yield ListImported(
        file=listing.file, sha256=listing.sha256, source=listing.source, **seen.counts
    )


def _batches(facts: Iterator[Fact]) -> Iterator[tuple[Fact, ...]]:
    while batch := tuple(islice(facts, BATCH)):
        yield batch
