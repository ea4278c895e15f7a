"""The names by which the hub, the stations and the joiners call each other."""

from __future__ import annotations

from dataclasses import dataclass

VENUE = "venue"
"""Under this word a stream says which venue's it is."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """Every subject of one event.

    Args:
        token: the event in short; see `secrets.event_token`.
    """

    token: str

    @property
    def stream(self) -> str:
        """The name of the event's stream."""
        return f"ON_{self.token}"

    @property
    def stored(self) -> tuple[str, str]:
        """What the stream keeps."""
        return (self.journal("*"), self.relay("*"))

    @property
    def time(self) -> str:
        """Where the hub answers with its time, in nanoseconds since 1970."""
        return f"on.{self.token}.time"

    def journal(self, station: str) -> str:
        """Packs of a station's own entries."""
        return f"on.{self.token}.j.{station}"

    def relay(self, station: str) -> str:
        """Packs of others' entries that a station passes on."""
        return f"on.{self.token}.r.{station}"

    def heartbeat(self, station: str) -> str:
        """What a station says of itself."""
        return f"on.{self.token}.hb.{station}"

    def probe(self, station: str) -> str:
        """Nobody listens here: that the hub says so shows that it is there."""
        return f"on.{self.token}.probe.{station}"

    def join(self, token_id: str) -> str:
        """Where the holder of an invitation asks to be admitted."""
        return f"on.{self.token}.join.{token_id}"

    def gate(self, station: str) -> str:
        """Where a revoked station asks what became of it."""
        return f"on.{self.token}.gate.{station}"


def inbox(who: str) -> str:
    """The prefix of the inboxes of a station (its public key) or of an invitation (its id)."""
    return f"_INBOX.{who}"


def hub_host(token: str) -> str:
    """The name in the certificate of every hub of the event."""
    return f"hub.{token}.onsite"
