"""What can happen to the event's stations and hubs.

Who belongs to an event is said by the event's key alone: the facts that decide it are
`Certified`, valid whichever station passes them on, and by nothing else.
"""

from __future__ import annotations

import json
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from onsite.journal.facts import Count, Fact, Milliseconds

Key = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""A public key of 32 bytes, as hexadecimal digits."""
Role = Literal["lead", "desk", "stage", "display", "control", "counter"]
"""What a station is for; `rules.ROLES` says what each may record."""
Milli = Annotated[int, Field(ge=-(2**53), le=2**53)]
"""A span of milliseconds, either way."""


class Certified(Fact):
    """A fact that counts because the event's key has signed it.

    Any station can say it again, at a time of its choice. So of several the fold must choose by
    what they say, never by when they were said or by whom.
    """

    signature: str = ""
    """Ed25519 of the event's key over `statement`, as hexadecimal digits."""

    def statement(self) -> bytes:
        """What is signed: the kind and all other fields, as JSON with sorted keys, UTF-8."""
        said = {"kind": self.kind, **self.model_dump(mode="json", exclude={"signature"})}
        return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


class EventFounded(Certified):
    """The event was opened to several stations."""

    kind: ClassVar[str] = "event.founded"
    duty: ClassVar[str] = "station"

    event: Key
    """The event's own public key: its identity."""
    authority: str
    """The event's certificate authority, PEM. Its key is the event's."""
    box: Key
    """X25519 public key to which is sealed what only the lead may read."""
    sealed_key: str
    """The event's secret key under the recovery code; see `sync.keyring`."""

    @property
    def subject(self) -> str:
        """The event as a whole."""
        return "event:"


class StationAdmitted(Certified):
    """A station belongs to the event from now on."""

    kind: ClassVar[str] = "station.admitted"
    duty: ClassVar[str] = "station"

    station: Key
    name: str
    role: Role
    link: str
    """The NKey by which the hub knows it, as `U…`."""
    box: Key
    """X25519 public key to which files for this station are sealed."""
    edition: Count = 0
    """Of what is said of the station: the highest counts, whoever says it again and whenever."""

    @property
    def subject(self) -> str:
        """The station."""
        return station_subject(self.station)


class StationRevoked(Certified):
    """A station no longer belongs to the event.

    Said again with a higher `through`, it lets in what was held back.
    """

    kind: ClassVar[str] = "station.revoked"
    duty: ClassVar[str] = "station"

    station: Key
    through: Count
    """The number of the station's last entry that counts."""
    why: str = ""

    @property
    def subject(self) -> str:
        """The station."""
        return station_subject(self.station)


class HubOpened(Certified):
    """A laptop has become the hub, or the hub has other addresses."""

    kind: ClassVar[str] = "hub.opened"
    duty: ClassVar[str] = "station"

    station: Key
    epoch: Count
    """Of the hubs of their venue, stations go to the one with the highest."""
    addresses: tuple[str, ...]
    """As `192.168.1.10:4222`, the likeliest first."""
    venue: str = ""
    """Whose stations go to it; empty for the event's own hub."""
    upstream: str = ""
    """Of a venue's hub: the address of the hub that it exchanges everything with."""

    @property
    def subject(self) -> str:
        """The hubs of the event."""
        return "hub:"


class ClockFound(Fact):
    """A station met the hub's clock and found its own to be off.

    Its entries between `after` and this one bear times that are early by `offset_ms - was_ms`.
    """

    kind: ClassVar[str] = "station.clock_found"

    station: Key
    offset_ms: Milli
    """What must be added to the station's wall clock."""
    was_ms: Milli
    """What was added to it until then."""
    error_ms: Milliseconds
    """How far `offset_ms` may itself be wrong."""
    after: Count = 0
    """The number of its last entry whose time is known to be right; 0 where none is."""

    @property
    def subject(self) -> str:
        """The clock of the station."""
        return f"clock:{self.station}"


def station_subject(station: str) -> str:
    """The subject of all that concerns whether a station belongs to the event."""
    return f"station:{station}"
