"""What the displays of a stage are told, and that somebody there has seen it.

It is the same for all displays of the stage, whatever the day. All instants are milliseconds UTC
since 1970, by the clock of the station that says it.
"""

from __future__ import annotations

from typing import ClassVar

from onsite.journal.facts import Fact, Milliseconds


def display_subject(stage: str) -> str:
    """The subject of what the displays of a stage are told.

    Args:
        stage: its id in the plan.
    """
    return f"display:{stage}"


class _OfDisplay(Fact):
    duty: ClassVar[str] = "stage"

    stage: str
    at_ms: Milliseconds
    takes_back: str = ""
    """What is undone with it, as `station-number` of its entry; empty for nothing."""

    @property
    def subject(self) -> str:
        """The displays of the stage."""
        return display_subject(self.stage)


class MessageShown(_OfDisplay):
    """The displays show a text, in place of the one before."""

    kind: ClassVar[str] = "stage.message_shown"

    message: str
    """Its id, made before it; a retry has the same."""
    text: str
    asks_seen: bool = False
    """Whether somebody beside the display is to say that it was seen."""


class MessageCleared(_OfDisplay):
    """The displays do not show that text any more."""

    kind: ClassVar[str] = "stage.message_cleared"

    message: str


class MessageSeen(_OfDisplay):
    """Somebody beside the display says that the speaker has seen the text.

    A stage hand or the moderator says it, at whatever station stands there.
    """

    kind: ClassVar[str] = "stage.message_seen"
    duty: ClassVar[str] = ""

    message: str


class BlackoutSet(_OfDisplay):
    """The displays are black from now on, or show again."""

    kind: ClassVar[str] = "stage.blackout_set"

    on: bool


class Flashed(_OfDisplay):
    """The displays flash for a moment, so that the speaker looks there."""

    kind: ClassVar[str] = "stage.flashed"
