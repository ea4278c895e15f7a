"""What happened to one incident, as far as it decides who is told: one value for each entry.

They may come in any order and more than once; `replay` brings them into that of the journal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from onsite.incidents.escalation.values import Turn

if TYPE_CHECKING:
    from onsite.incidents.escalation.values import Policy


class EntryId(NamedTuple):
    """Which entry of the journal."""

    station: str
    number: int


class Arming(NamedTuple):
    """From what a chain runs, and by which policy.

    Both: whoever parts a duplicate, or escalates by hand, while another station raises it, has
    the steps of another policy carried out than all will see once they have met.
    """

    station: str
    number: int
    version: str
    """Of the policy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry."""

    stamp: int
    """Its time in the journal, whose order is by stamp, station and number."""
    station: str
    number: int
    at_ms: int
    """When it was, already placed by the steady clock."""

    @property
    def id(self) -> EntryId:
        """What names it."""
        return EntryId(self.station, self.number)

    @property
    def order(self) -> tuple[int, str, int]:
        """Its place among all entries, the same on every station."""
        return (self.stamp, self.station, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Entry):
    """It was reported. The first step is due at once."""

    policy: Policy
    rank: int
    """Of its severity; higher is worse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acked(Entry):
    """A person has it. Setting the state "acknowledged" alone stops nothing: it names nobody."""

    person: str
    by: str = ""
    """Who recorded it, where it was not they themselves."""
    how: str = ""
    """ "radio", "key", "phone"..."""
    saw: Arming | None = None
    """`Chain.armed_by` as it was on the screen then. Who acknowledged what was raised, escalated
    or opened again meanwhile, without knowing, is to be told of that. None: it always counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Entry):
    """A person did something about it: an entry, a task, a unit. It renews an acknowledgement.

    What the program writes by itself is none, nor is a lowering of the severity.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChanged(Entry):
    """Its state is another one. Only changes that took effect by the rules of the log."""

    state: str
    """ "new", "acknowledged", "on-scene", "on-hold", "on-backup" or "closed"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised(Entry):
    """Its severity was raised. The chain begins anew, with the policy for that."""

    rank: int
    policy: Policy
    after: EntryId | None = None
    """What had said the policy before, as its presser knew: that is past, even if the clock of its
    laptop is ahead and it comes later in the journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChanged(Entry):
    """Its types have changed, and with them who must know. The chain begins anew."""

    policy: Policy
    after: EntryId | None = None
    """As in `Raised`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowered(Entry):
    """Its severity was lowered, which silences nothing."""

    rank: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(Entry):
    """A person wants a step to be told now. The chain goes on from there."""

    step: int | None = None
    """From 0; None for the next one. Better to name what the presser saw: `Chain.next.step`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedInto(Entry):
    """It is another one's duplicate, whose chain goes on alone."""

    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmerged(Entry):
    """It is no duplicate after all. The chain begins anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Entry):
    """It was closed, and is not any more. The chain begins anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired(Entry):
    """A step was carried out: these people are to be told. `station` has fired it."""

    step: int
    """From 0. So the next one."""
    passing: int = 0
    people: tuple[str, ...] = ()
    """As on duty then. None: nobody was, and the next step is due at once."""
    armed_by: Arming
    """`Chain.armed_by`: a step of a chain that has begun anew meanwhile is no step of this one."""
    late: bool = False
    expired: EntryId | None = None
    """The entry whose acknowledgement had expired by then, by the clock of who fired."""

    @property
    def turn(self) -> Turn:
        """Which step it was."""
        return Turn(self.passing, self.step)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapsed(Entry):
    """That acknowledgements have expired is on record."""

    expired: EntryId
    """What had renewed them last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun(Entry):
    """A page is about to be handed over: from now on it may have been."""

    page: str
    person: str
    channel: str
    fired: EntryId
    """The last step that it tells of."""
    repeat: bool = False
    """It says "possible repeat"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed(Entry):
    """A page was handed over."""

    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed(Entry):
    """A page was not handed over, and nobody was told by it."""

    page: str
    why: str = ""
