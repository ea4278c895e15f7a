"""What can happen to the rundown of a stage on a day: edits, and the acts of its timekeeper.

All instants are milliseconds UTC since 1970, all lengths milliseconds. The day is the event's
day as ISO date, by which people speak of it: an item after midnight belongs to the day before.
"""

from __future__ import annotations

from typing import ClassVar

from onsite.journal.facts import Count, Fact, Milliseconds
from onsite.stage.fields import Clearable, ItemFields, Span  # noqa: TC001 - pydantic reads it


def rundown_subject(stage: str, day: str) -> str:
    """The subject of a rundown.

    Args:
        stage: its id in the plan.
        day: of the event, as ISO date.
    """
    return f"rundown:{stage}/{day}"


def speaker_subject(speaker: str) -> str:
    """The subject of who a speaker is."""
    return f"speaker:{speaker}"


class _OfRundown(Fact):
    duty: ClassVar[str] = "stage"

    stage: str
    day: str
    press: str = ""
    """Made before it: what belongs to one press, and a retry of it, have the same."""

    @property
    def subject(self) -> str:
        """The rundown."""
        return rundown_subject(self.stage, self.day)


class _Edit(_OfRundown):
    undoes: str = ""
    """The press whose edits are taken back with this one."""


class ItemAdded(_Edit):
    """There is one more item."""

    kind: ClassVar[str] = "stage.item_added"

    item: str
    after: str = ""
    """The item that it follows; empty for the first place. After one that nobody knows it is
    the last."""
    fields: ItemFields


class ItemChanged(_Edit):
    """Something of an item is different now. Only what is named is: two may edit at once."""

    kind: ClassVar[str] = "stage.item_changed"

    item: str
    changes: ItemFields
    cleared: tuple[Clearable, ...] = ()
    """What is as usual again."""


class ItemMoved(_Edit):
    """An item follows another one than before."""

    kind: ClassVar[str] = "stage.item_moved"

    item: str
    after: str = ""
    """As in `ItemAdded`."""


class ItemRemoved(_Edit):
    """An item is not in the rundown any more."""

    kind: ClassVar[str] = "stage.item_removed"

    item: str


class ItemRestored(_Edit):
    """An item that was removed is there again, where and as it was."""

    kind: ClassVar[str] = "stage.item_restored"

    item: str


class RundownSet(_Edit):
    """What holds for the whole rundown."""

    kind: ClassVar[str] = "stage.rundown_set"

    must_end_ms: Milliseconds | None = None
    """When everything must be over; None where nothing presses."""


class SpeakerLinked(Fact):
    """Who of the roster a speaker is was said by hand."""

    kind: ClassVar[str] = "stage.speaker_linked"
    duty: ClassVar[str] = "stage"

    speaker: str
    attendee: str = ""
    """Empty: nobody of the roster."""

    @property
    def subject(self) -> str:
        """The speaker."""
        return speaker_subject(self.speaker)


class Act(_OfRundown):
    """A deed of the timekeeper. Whether it took effect, `engine.replay` says."""

    at_ms: Milliseconds
    """When the key was pressed, by the station's clock."""
    boot: str = ""
    """Which running of the computer that was, and how long it ran by then, in milliseconds, its
    sleep included; empty and 0 where it cannot tell."""
    boot_ms: Count = 0


class Armed(Act):
    """An item stands by; none for empty."""

    kind: ClassVar[str] = "stage.armed"

    item: str = ""


class Started(Act):
    """An item runs from now on, and what ran before it does not."""

    kind: ClassVar[str] = "stage.started"

    item: str
    run: str
    before: str = ""
    """The item that ran when the key was pressed, as its presser saw it; empty for none."""
    by_clock: bool = False
    """Nobody pressed: the rundown follows the clock, or the item begins by itself."""
    known: Count | None = None
    """By the clock: so many acts of the rundown its station knew by then."""
    basis: str = ""
    """By the clock: from what it was derived; see `engine.standing.basis`."""


class Ended(Act):
    """A run is over."""

    kind: ClassVar[str] = "stage.ended"

    item: str
    run: str
    by_clock: bool = False
    """As in `Started`; so the next two."""
    known: Count | None = None
    basis: str = ""


class Paused(Act):
    """A run stands still."""

    kind: ClassVar[str] = "stage.paused"

    item: str
    run: str


class Resumed(Act):
    """A run goes on."""

    kind: ClassVar[str] = "stage.resumed"

    item: str
    run: str


class Added(Act):
    """An item has more time, or less."""

    kind: ClassVar[str] = "stage.added"

    item: str
    run: str = ""
    """Empty for one that has not begun."""
    by_ms: Span


class Corrected(Act):
    """A run began at another time than its key was pressed."""

    kind: ClassVar[str] = "stage.corrected"

    item: str
    run: str
    started_ms: Milliseconds


class Delayed(Act):
    """Everything from an item on is planned later by so much, or earlier."""

    kind: ClassVar[str] = "stage.delayed"

    item: str
    by_ms: Span


class DelayApplied(Act):
    """The delays before an item are its plan from now on; the edits of the plan come with it."""

    kind: ClassVar[str] = "stage.delay_applied"

    item: str
    closes: tuple[tuple[str, Count], ...] = ()
    """The delays that are in the plan now: station and number of their entries."""


class Skipped(Act):
    """An item is left out."""

    kind: ClassVar[str] = "stage.skipped"

    item: str


class Unskipped(Act):
    """An item is not left out after all."""

    kind: ClassVar[str] = "stage.unskipped"

    item: str


class Followed(Act):
    """Whether items begin by the clock from now on."""

    kind: ClassVar[str] = "stage.followed"

    on: bool


class Undone(Act):
    """An act never was."""

    kind: ClassVar[str] = "stage.undone"

    act_station: str
    act_number: Count
    """Of the entry that said it."""


Edit = ItemAdded | ItemChanged | ItemMoved | ItemRemoved | ItemRestored | RundownSet
"""What changes a rundown."""
