"""What is said of a speaker before their item: there, fetched, with a microphone, on side."""

from __future__ import annotations

from typing import ClassVar, Literal

from onsite.journal.facts import Fact, Milliseconds
from onsite.stage.facts import rundown_subject

State = Literal["arrived", "fetched", "mic", "slides", "side"]
"""`arrived` is said by hand of those only whom no desk lets in; `side`: beside the stage."""


class SpeakerReady(Fact):
    """Somebody on the stage says how far a speaker is with an item, or takes that back."""

    kind: ClassVar[str] = "stage.speaker_ready"
    duty: ClassVar[str] = "stage"

    stage: str
    day: str
    """Of the event, as ISO date."""
    item: str
    speaker: str
    state: State
    holds: bool = True
    """False: it is taken back."""
    undoes: tuple[str, ...] = ()
    """The presses that had said it, as far as whoever takes it back knew: those do not count any
    more, whichever clock was ahead."""
    at_ms: Milliseconds
    """When, by the station's clock; UTC since 1970."""
    press: str = ""
    """Made before it; a retry has the same."""
    takes_back: str = ""
    """What is undone with it, as `station-number` of its entry; empty for nothing."""

    @property
    def subject(self) -> str:
        """The rundown."""
        return rundown_subject(self.stage, self.day)
