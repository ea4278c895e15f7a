"""What a link is doing, as it is written to `link.json` and read by the screens and the shell.

The link runs in a process of its own. It writes the file whenever something changes and once a
second besides, so that whoever reads it knows how old the news is.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from onsite.cleaning import clean
from onsite.clock import from_ms
from onsite.journal.facts import LATEST_MS, Count, Milliseconds
from onsite.sync.placing import news

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

STATE_FILE = "link.json"
UPSTREAM = "upstream"
"""The second link of a venue's hub, to the hub that it exchanges everything with."""
SILENCE = timedelta(seconds=5)
"""News older than this is not believed any more."""


class Phase(StrEnum):
    """How a link stands."""

    ALONE = "alone"
    """This station has not joined an event of several stations; nothing is looked for."""
    SEARCHING = "searching"
    """No hub answers; it is tried again."""
    CATCHING_UP = "catching_up"
    """Connected, and reading what was missed."""
    LIVE = "live"
    """Connected; what others record arrives at once."""
    HUB_FULL = "hub_full"
    """Connected; the hub takes no more entries until it has room. Nothing is lost."""
    NOT_ADMITTED = "not_admitted"
    """The hub does not know this station."""
    REVOKED = "revoked"
    """This station was revoked."""
    WRONG_HUB = "wrong_hub"
    """What answers is not this event's hub: its certificate is another's."""
    EXPIRED = "expired"
    """The hub's certificate is not valid at this moment: one of the two clocks is wrong."""
    COPIED = "copied"
    """Another computer uses this station's identity."""
    FORKED = "forked"
    """This store was put back from a copy, and others hold other entries under its numbers."""
    SILENT = "silent"
    """The link itself does not answer; only ever said by who reads the file."""


_LONGEST = 64
_Short = Annotated[str, AfterValidator(lambda text: clean(clean(text[: 4 * _LONGEST])[:_LONGEST]))]
_Span = Annotated[float, Field(ge=-LATEST_MS, le=LATEST_MS, allow_inf_nan=False)]


class Heartbeat(BaseModel):
    """What a station says of itself every two seconds. It may say anything, so it is bounded."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    station: _Short
    instance: _Short
    """Random for each start of the link: two at once mean a copied identity."""
    name: _Short = ""
    role: _Short = ""
    version: _Short = ""
    """Of Onsite."""
    entries: Count = 0
    """In its journal, of all stations."""
    unsent: Count = 0
    """That no hub holds yet."""
    quarantined: Count = 0
    waiting: Count = 0
    """Entries it keeps for a newer Onsite."""
    imported_ms: Milliseconds | None = None
    """When the last list was imported, in milliseconds since 1970."""
    offset_ms: _Span | None = None
    """What must be added to its wall clock; None before it met the hub's."""
    error_ms: _Span = 0.0


class Peer(Heartbeat):
    """Another station as it was last heard."""

    heard_ms: int
    """When, by this station's corrected clock."""


class LinkState(BaseModel):
    """Everything the screens show of a link."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    at_ms: int = 0
    """When this was written, by this computer's own clock; see `phase_at`."""
    process: int = 0
    phase: Phase = Phase.ALONE
    detail: str = ""
    """What the server or the library said, for the stations screen; not translated."""
    hub: str = ""
    """The address in use, or last tried."""
    since_ms: int = 0
    """Since when it stands like this, by this computer's own clock."""
    unsent: int = 0
    """Entries that no hub holds yet."""
    behind: int = 0
    """Messages of the stream still to be read."""
    total: int = 0
    """Messages that the reading began with, while it catches up."""
    round_trip_ms: float | None = None
    offset_ms: float | None = None
    error_ms: float = 0.0
    quarantined: int = 0
    peers: tuple[Peer, ...] = ()

    def phase_at(self, now_ms: int) -> Phase:
        """How the link stands, or that it does not answer.

        Args:
            now_ms: by this computer's own clock, in milliseconds since 1970.
        """
        if self.phase is Phase.ALONE:
            return Phase.ALONE
        return Phase.SILENT if self.age(now_ms) > SILENCE else self.phase

    def age(self, now_ms: int) -> timedelta:
        """How old the news is; a clock that was set back makes it new, never older."""
        return timedelta(milliseconds=max(0, now_ms - self.at_ms))

    @property
    def since(self) -> datetime:
        """Since when it stands like this, in UTC."""
        return from_ms(self.since_ms)


def file_of(link: str) -> str:
    """The file of a link's news, by the name of the link."""
    return STATE_FILE if link == "hub" else f"{link}.json"


def read(data: Path, link: str = "hub") -> LinkState:
    """The link's last news; ALONE where there never was any."""
    try:
        return LinkState.model_validate_json((data / file_of(link)).read_bytes())
    except (OSError, ValidationError):
        return LinkState()


def write(data: Path, state: LinkState, link: str = "hub") -> None:
    """Put the news in place, whole or not at all. A full disk is no reason to stop the link."""
    news(data / file_of(link), state.model_dump_json())
