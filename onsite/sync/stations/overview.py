"""The stations of the event as this one sees them: what is recorded of them, and what is heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from onsite import __version__
from onsite.clock import from_ms, to_ms
from onsite.entry_times import believable
from onsite.journal import hlc
from onsite.journal.fold import table_of
from onsite.journal.tables import StationRow
from onsite.roster.tables import ImportRow
from onsite.sync import membership
from onsite.sync.link.state import Heartbeat, Phase
from onsite.sync.tables import QuarantineRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.sync.link.state import LinkState
    from onsite.sync.membership import Founded, Station, Trust
    from onsite.sync.rules import HubSeen

FRESH = timedelta(seconds=6)
"""A station that was heard within this is here: it speaks every two seconds."""

_CHAIN = table_of(StationRow)
_QUARANTINE = table_of(QuarantineRow)
_IMPORTED = select(func.max(table_of(ImportRow).c.at_ms))
_CHAINS = select(_CHAIN.c.station, _CHAIN.c.last_number, _CHAIN.c.last_time)
_HELD = select(_QUARANTINE.c.station, func.count()).group_by(_QUARANTINE.c.station)
_CONNECTED = (Phase.LIVE, Phase.CATCHING_UP, Phase.HUB_FULL)


class How(StrEnum):
    """How a station stands."""

    OWN = "own"
    HERE = "here"
    """Heard just now."""
    SILENT = "silent"
    """Heard before, or read of."""
    NEVER = "never"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Survey:
    """What is recorded here of stations and hubs."""

    trust: Trust | None
    founded: Founded | None
    members: tuple[Station, ...]
    hubs: tuple[HubSeen, ...]
    """The one that counts first."""
    written: Mapping[str, tuple[int, int]]
    """By station: the number of its last entry that is here, and when it was made, as ms."""
    held: Mapping[str, int]
    """By station: how many of its entries are held back here."""
    imported_ms: int | None

    @property
    def entries(self) -> int:
        """All that are in the journal."""
        return sum(number for number, _ms in self.written.values())

    @property
    def keyholders(self) -> frozenset[str]:
        """On whose laptops the event's key lies: who founded it, and who has been a hub."""
        founder = {self.founded.station} if self.founded is not None else set()
        return frozenset(founder | {hub.station for hub in self.hubs})

    @property
    def led(self) -> bool:
        """Whether a station is left that may change the plan and the list."""
        return any("lead" in each.roles and not each.revoked for each in self.members)


@dataclass(frozen=True, slots=True)
class Seen:
    """A station as it is seen from here."""

    station: str
    name: str
    role: str
    how: How
    heard: datetime | None
    """When it was last heard, or when it made the last entry that has arrived; in UTC."""
    beat: Heartbeat | None
    """What it last said of itself."""
    entries: int
    """Of its own that are here."""
    held: int
    why: str
    """Why it was revoked."""
    revoked: datetime | None

    @property
    def other_version(self) -> bool:
        """Whether it runs another Onsite than this station."""
        return self.beat is not None and self.beat.version not in ("", __version__)


def survey(rows: Connection) -> Survey:
    """Read what is recorded of stations and hubs."""
    hubs = membership.hubs(rows)
    return Survey(
        trust=membership.trust(rows),
        founded=membership.founded(rows),
        members=tuple(each for each in membership.stations(rows) if each.name),
        hubs=tuple(sorted(hubs, key=lambda hub: hub.rank, reverse=True)),
        written={row[0]: (row[1], hlc.ms_of(row[2])) for row in rows.execute(_CHAINS)},
        held={row[0]: row[1] for row in rows.execute(_HELD)},
        imported_ms=rows.execute(_IMPORTED).scalar(),
    )


def listed(
    known: Survey, state: LinkState, phase: Phase | None, own: str, now: datetime
) -> list[Seen]:
    """Every station: this one first, then those that are here, the others, the revoked.

    Args:
        known: what is recorded.
        state: what the link last said.
        phase: how the link stands now; None while it is being started.
        own: the id of this station.
        now: aware, by this station's corrected clock.
    """
    beats: dict[str, tuple[Heartbeat, int]] = {
        peer.station: (peer, peer.heard_ms) for peer in state.peers
    }
    beats[own] = (_own_beat(known, state, own), to_ms(now))
    oldest = to_ms(now - FRESH) if phase in _CONNECTED else to_ms(now)
    seen = [_seen(known, member, own, beats, (oldest, now)) for member in known.members]
    order = list(How)
    return sorted(seen, key=lambda each: (order.index(each.how), each.name.casefold()))


def _seen(
    known: Survey,
    member: Station,
    own: str,
    beats: Mapping[str, tuple[Heartbeat, int]],
    times: tuple[int, datetime],
) -> Seen:
    oldest_ms, now = times
    number, written_ms = known.written.get(member.station, (0, 0))
    beat, heard_ms = beats.get(member.station, (None, 0))
    believed_ms = written_ms if believable(from_ms(written_ms), now) else 0
    last_ms = max(believed_ms, heard_ms) or written_ms
    if member.revoked:
        how = How.REVOKED
    elif member.station == own:
        how = How.OWN
    elif heard_ms > oldest_ms:
        how = How.HERE
    else:
        how = How.SILENT if last_ms else How.NEVER
    return Seen(
        station=member.station,
        name=member.name,
        role=member.role,
        how=how,
        heard=from_ms(last_ms) if last_ms else None,
        beat=beat,
        entries=number,
        held=known.held.get(member.station, 0),
        why=member.why,
        revoked=from_ms(hlc.ms_of(member.revoked_time)) if member.revoked_time else None,
    )


def _own_beat(known: Survey, state: LinkState, own: str) -> Heartbeat:
    return Heartbeat(
        station=own,
        instance="",
        version=__version__,
        entries=known.entries,
        unsent=state.unsent,
        quarantined=sum(known.held.values()),
        imported_ms=known.imported_ms,
        offset_ms=state.offset_ms,
        error_ms=state.error_ms,
    )
