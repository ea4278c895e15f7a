"""Whether a store may join, and the change of its identity where it must not keep the old one.

A store that was put back from a copy, or copied to another computer, shares its numbers with
entries that it does not have. It goes on under a new identity; what it had recorded and nobody
else holds is recorded again under that one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from onsite.clock import to_ms
from onsite.errors import NotPossibleError
from onsite.journal import identity
from onsite.journal.entry import Signer
from onsite.journal.fold import table_of
from onsite.journal.folding import fact_of
from onsite.journal.journal import entries_of
from onsite.journal.tables import StationRow
from onsite.language import _
from onsite.sync import membership, permission, service
from onsite.sync.intake import settle
from onsite.sync.joining.invitation import fingerprint_of
from onsite.sync.link import ledger, state
from onsite.sync.link.state import Phase
from onsite.sync.pack import unpacked
from onsite.sync.rules import Held
from onsite.sync.tables import CursorRow, HeldRow, QuarantineRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sqlalchemy import Connection

    from onsite.journal.entry import Entry
    from onsite.journal.facts import Fact
    from onsite.journal.journal import Journal
    from onsite.sync.facts import StationAdmitted
    from onsite.sync.service import Community
    from onsite.wiring import Site

_CHAIN = table_of(StationRow)
_QUARANTINE = table_of(QuarantineRow)
_OWN_LAST = select(func.max(_CHAIN.c.last_number)).where(_CHAIN.c.own.is_(True))


@dataclass(frozen=True, slots=True)
class Admitted:
    """What a station is told once it belongs to the event."""

    community: Community
    admission: StationAdmitted
    addresses: tuple[str, ...]
    """Of hubs, the one that answered first."""


async def joining_signer(site: Site, fingerprint: bytes) -> Signer:
    """The identity under which this store may join an event; a new one where it needs one.

    Raises:
        NotPossibleError: it belongs to another event, or has a life of its own.
    """
    spoiled = state.read(site.data).phase_at(to_ms(site.clock.now())) in _SPOILED
    return await site.read(_signer, site.journal, fingerprint, spoiled)


_SPOILED = (Phase.FORKED, Phase.COPIED)


async def become(site: Site, signer: Signer, admitted: Admitted) -> int:
    """Be the station that was admitted; answers how many entries were recorded again."""
    again = await site.write(_become, site.data, signer, admitted)
    await site.read(identity.settle, site.data, site.clock)
    return again


def _signer(rows: Connection, journal: Journal, fingerprint: bytes, spoiled: bool) -> Signer:  # noqa: FBT001 - what the link has found
    trust = membership.trust(rows)
    if trust is None:
        if rows.execute(_OWN_LAST).scalar():
            raise NotPossibleError(
                _("This folder has an event of its own: things were recorded in it already."),
                _("To join another event, name an empty folder with --data."),
            )
        return journal.signer
    if fingerprint_of(trust.event) != fingerprint:
        raise NotPossibleError(
            _("This computer belongs to another event; the join code is for a different one."),
            _("To join that one as well, name an empty folder with --data."),
        )
    member = membership.station(rows, journal.station)
    if member is not None and member.revoked:
        raise NotPossibleError(
            _("This station was revoked, and that identity does not come back."),
            _("Join with an empty folder, named with --data."),
        )
    return Signer.generate() if spoiled or _clashes(rows, journal.station) else journal.signer


def _become(
    journal: Journal, rows: Connection, data: Path, signer: Signer, admitted: Admitted
) -> int:
    former = journal.station
    service.remember(journal, rows, admitted.community, admitted.admission, admitted.addresses)
    if signer.station == former:
        return 0
    lost = _only_here(rows, former)
    # Before anything is changed: under a lesser role it could not be recorded again.
    permission.permit_of(signer.station)(rows, [fact for _operator, fact in _said(lost)])
    theirs = _clashes(rows, former)
    identity.change(journal, rows, data, signer)
    journal.permit = permission.permit_of(signer.station)
    if lost:
        journal.cut(rows, former, min(entry.number for entry in lost) - 1)
    journal.receive(rows, theirs, verified=True)
    _forget_reading(rows, former)
    return _recorded_again(journal, rows, lost)


def _only_here(rows: Connection, station: str) -> list[Entry]:
    """The entries of this station that no hub is known to hold, in their order."""
    first_clash = min((entry.number for entry in _clashes(rows, station)), default=None)
    spans = ledger.held(rows, "hub").get(station, ())
    return [
        entry
        for entry in entries_of(rows, station)
        if (first_clash is not None and entry.number >= first_clash)
        or not any(first <= entry.number <= last for first, last in spans)
    ]


def _clashes(rows: Connection, station: str) -> list[Entry]:
    """What others hold under numbers that this station has used otherwise."""
    found = rows.execute(
        select(_QUARANTINE.c.entry)
        .where(_QUARANTINE.c.station == station, _QUARANTINE.c.reason == Held.UNLINKED.value)
        .order_by(_QUARANTINE.c.number)
    )
    return [unpacked(row.entry)[0] for row in found]


def _forget_reading(rows: Connection, former: str) -> None:
    # The whole stream is read again: what was cut and is held by the others comes back.
    held = _QUARANTINE.c.station == former
    rows.execute(delete(_QUARANTINE).where(held, _QUARANTINE.c.reason == Held.UNLINKED.value))
    rows.execute(delete(table_of(CursorRow)))
    rows.execute(delete(table_of(HeldRow)))


def _recorded_again(journal: Journal, rows: Connection, lost: Iterable[Entry]) -> int:
    said = _said(lost)
    for operator, fact in said:
        journal.append(rows, fact, operator=operator)
    settle(journal, rows)
    return len(said)


def _said(entries: Iterable[Entry]) -> list[tuple[str, Fact]]:
    """What the entries say and by whom, as far as it can be read."""
    found = ((entry.operator, fact_of(entry)) for entry in entries)
    return [(operator, fact) for operator, fact in found if fact is not None]
