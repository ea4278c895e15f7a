"""What can happen to the keys that badges are made with, and to badges whose code was read.

A key's secret is in the journal only as it was sealed for one station each. A fact that says
that it was given tells at once that there is such a key: the first is that of its maker.
"""

from __future__ import annotations

from typing import ClassVar

from onsite.journal.facts import Count, Fact
from onsite.roster.facts import attendee_subject
from onsite.sync.facts import Key  # noqa: TC001 - pydantic reads it


class BadgeKeyFact(Fact):
    """Base of what happens to a key."""

    key: Key
    """Its id, which follows from what it is; see `key.id_of`."""

    @property
    def subject(self) -> str:
        """The key."""
        return f"badge-key:{self.key}"


class BadgeKeyShared(BadgeKeyFact):
    """A station was given the secret by which badges are made and forgeries told."""

    kind: ClassVar[str] = "badge.key_shared"
    duty: ClassVar[str] = "scan"

    station: Key
    """Who can open it."""
    sealed: str
    """As `sync.keys.sealed` makes it."""


class BadgeSigningKeyShared(BadgeKeyFact):
    """A station was given the secret by which badges are signed; anybody can tell forgeries.

    Only a lead can say so: what desks might forge, they must not be able to declare genuine.
    """

    kind: ClassVar[str] = "badge.signing_key_shared"
    duty: ClassVar[str] = "roster"

    station: Key
    """Who can open it."""
    sealed: str
    """As `sync.keys.sealed` makes it."""
    public: Key
    """Ed25519."""


class BadgeKeyRevoked(BadgeKeyFact):
    """No badge that was made with the key counts any more."""

    kind: ClassVar[str] = "badge.key_revoked"
    duty: ClassVar[str] = "roster"

    why: str = ""
    by: str = ""
    """The operator who answered for it with their PIN; empty where nobody had to."""


class BadgeMet(Fact):
    """A genuine badge was read of which nothing had been heard: all before it are void."""

    kind: ClassVar[str] = "badge.met"
    duty: ClassVar[str] = "scan"

    attendee: str
    generation: Count

    @property
    def subject(self) -> str:
        """The attendee."""
        return attendee_subject(self.attendee)
