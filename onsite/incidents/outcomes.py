"""Who acts, and what came of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from onsite.sync.clock import moments

if TYPE_CHECKING:
    from onsite.clock import Clock
    from onsite.incidents.log.closing import Missing
    from onsite.sync.clock.moments import Moment

What = Literal["took", "same", "nothing", "refused"]
"""`same`: that very press, or the same words within seconds, was there already. `nothing`: it is
so already. `refused`: as things stand it cannot be done; `Outcome.why` says how so."""
Deed = Literal[
    "report",
    "entry",
    "strike",
    "types",
    "severity",
    "place",
    "state",
    "close",
    "assign",
    "release",
    "task",
    "task-done",
    "task-reopen",
    "attach",
    "link",
    "restrict",
    "open",
    "decide",
    "merge",
    "unmerge",
    "ack",
    "escalate",
    "methane",
    "playbook",
    "statement",
    "publish",
    "withdraw",
]
Why = Literal[
    "",
    "not-yours",
    "veiled",
    "no-change",
    "reason-needed",
    "never-new",
    "incomplete",
    "not-forced",
    "circle",
    "itself",
    "drill",
    "into-closed",
    "not-merged",
    "duplicate",
    "struck",
    "closed",
    "clock-ahead",
    "no-playbook",
    "not-speaker",
    "not-released",
]


@dataclass(frozen=True, slots=True)
class By:
    """One press of a key: who, and when, made before anything is done about it.

    The same press again, as after a failure, is the same act.
    """

    operator: str
    moment: Moment
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    happened_ms: int | None = None
    """When what it tells of happened, in milliseconds UTC since 1970; None: just now."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an act, in codes; `wording.outcome` says it."""

    what: What
    deed: Deed
    incident: str = ""
    number: str = ""
    """As it is written and said."""
    why: Why = ""
    roles: tuple[str, ...] = ()
    """Ids of those who may, where the operator may not."""
    missing: tuple[Missing, ...] = ()
    """What a serious one lacks before it can be closed."""
    other: str = ""
    """The number of the other one, of a merging; of a statement, what names it."""
    now: tuple[str, ...] = ()
    """Codes of what it was given: of a state or a severity that one; of types each, with + or −;
    of a place the zone and the words; of a restriction `on` or `off`."""
    entry: str = ""
    """What names the entry, for a strike; see `views.Line.name`."""


def by(clock: Clock, operator: str) -> By:
    """A press now."""
    return By(operator, moments.now(clock))
