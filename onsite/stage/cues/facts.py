"""What can happen to the cues of a rundown: they are written down, called, fired, done.

All instants are milliseconds UTC since 1970, by the clock of the station that says it; all
lengths are milliseconds.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from onsite.journal.facts import Fact, Milliseconds
from onsite.stage.facts import rundown_subject
from onsite.stage.fields import Length, Span  # noqa: TC001 - pydantic reads it

Anchor = Literal["manual", "start", "end", "warning", "danger", "overtime"]
"""`manual`: only by a key. `end`: when the time is up, or earlier where the item is over earlier.
The others: when that phase begins."""
Ending = Literal["done", "failed"]


class CueFields(BaseModel):
    """What is said of a cue. None is what is usual where one is added, and no change later."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str | None = None
    """What it is called over the headsets, as `LX 12`."""
    department: str | None = None
    """One of those of the stage."""
    target: str | None = None
    """`display`, `caller`, `sound`, or the id of one of the plan's targets."""
    value: str | None = None
    """The text of a message or of the caller, the name of a sound, what is sent elsewhere."""
    anchor: Anchor | None = None
    offset_ms: Span | None = None
    """After the anchor; less than 0 is before it."""
    standby_ms: Length | None = None
    """So long before it is due, it stands by."""


class _OfCue(Fact):
    duty: ClassVar[str] = "stage"

    stage: str
    day: str
    cue: str
    press: str = ""
    """Made before it: a retry of it has the same."""
    takes_back: str = ""
    """What is undone with it, as `station-number` of its entry; empty for nothing."""

    @property
    def subject(self) -> str:
        """The rundown."""
        return rundown_subject(self.stage, self.day)


class CueAdded(_OfCue):
    """An item has one more cue."""

    kind: ClassVar[str] = "stage.cue_added"

    item: str
    fields: CueFields


class CueChanged(_OfCue):
    """Something of a cue is different now; only what is named is."""

    kind: ClassVar[str] = "stage.cue_changed"

    changes: CueFields


class CueRemoved(_OfCue):
    """A cue is not in the rundown any more."""

    kind: ClassVar[str] = "stage.cue_removed"


class _OfRun(_OfCue):
    item: str
    run: str
    """The running of the item for which it is."""
    at_ms: Milliseconds


class CueStoodBy(_OfRun):
    """Somebody called it to stand by."""

    kind: ClassVar[str] = "stage.cue_stood_by"


class CueFired(_OfRun):
    """It is fired now. It is on disk before anything leaves the laptop, so that it is once."""

    kind: ClassVar[str] = "stage.cue_fired"

    shot: str
    """Of this one firing."""
    due_ms: Milliseconds | None = None
    """None for one that is due by a key only, or not yet."""
    by_clock: bool = False
    """Nobody pressed a key."""


class CueEnded(_OfRun):
    """What came of a firing."""

    kind: ClassVar[str] = "stage.cue_ended"

    shot: str
    result: Ending
    why: str = ""
    """Of one that has failed, in a code."""
    detail: str = ""
    """As the number that a server answered."""


class CueDone(_OfRun):
    """It was done by hand."""

    kind: ClassVar[str] = "stage.cue_done"


class CuesTaken(Fact):
    """From now on it is this station that fires the cues of the rundown."""

    kind: ClassVar[str] = "stage.cues_taken"
    duty: ClassVar[str] = "stage"

    stage: str
    day: str
    at_ms: Milliseconds
    press: str = ""

    @property
    def subject(self) -> str:
        """The rundown."""
        return rundown_subject(self.stage, self.day)


class CuesLeft(Fact):
    """Something was begun where no console is open: that station does not fire the cues."""

    kind: ClassVar[str] = "stage.cues_left"
    duty: ClassVar[str] = "stage"

    stage: str
    day: str
    at_ms: Milliseconds
    press: str = ""
    to: str = ""
    """The station that fired them before, and goes on; empty for none."""

    @property
    def subject(self) -> str:
        """The rundown."""
        return rundown_subject(self.stage, self.day)


class CueTakenBack(_OfRun):
    """It neither stood by, nor was done by hand, nor were the cues taken over: that is undone."""

    kind: ClassVar[str] = "stage.cue_taken_back"

    cue: str = ""
    """Empty where the cues had been taken over; so are the item and its running."""
    item: str = ""
    run: str = ""


Written = CueAdded | CueChanged | CueRemoved
"""What is planned."""
Happened = CueStoodBy | CueFired | CueEnded | CueDone | CuesTaken | CuesLeft | CueTakenBack
"""What has been."""
