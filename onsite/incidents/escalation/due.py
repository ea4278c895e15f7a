"""What is due now: the steps that are to be carried out, and when to look again.

After a gap (the app was gone, the laptop slept, a partition) everything that is overdue is due at
once: each person is told once, and the next wait counts from now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onsite.incidents.escalation.chain import Standing, satisfied
from onsite.sync.turn import TURN_MS

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.incidents.escalation.chain import Chain
    from onsite.incidents.escalation.entries import EntryId
    from onsite.incidents.escalation.values import Policy, Step, Turn

LATE_MS = 30_000
"""What is carried out by so much later than it was due is marked late; see `is_late`."""


class DueStep(NamedTuple):
    """A step that is to be carried out: what its `Fired` says."""

    turn: Turn
    people: tuple[str, ...]
    """Who is on duty for it now; none for nobody."""
    due_ms: int
    late: bool


class Due(NamedTuple):
    """What is due for one incident."""

    steps: tuple[DueStep, ...] = ()
    """In order; one `Fired` for each, in one transaction."""
    people: tuple[str, ...] = ()
    """Who is to be told, each once, whatever number of steps and roles they are in. Who has
    acknowledged knows already."""
    expired: EntryId | None = None
    """For `Fired.expired` of each of them."""
    next_ms: int | None = None
    """When something is due next, if all this is carried out now; None for never."""
    alarm: bool = False
    """Everybody was told, and nobody has it: the board calls until somebody does."""

    @property
    def due_ms(self) -> int | None:
        """Since when something has been due."""
        return self.steps[0].due_ms if self.steps else None

    @property
    def late(self) -> bool:
        """Whether any of them is late."""
        return any(step.late for step in self.steps)


NOTHING = Due()


def due(
    chain: Chain, now_ms: int, on_duty: Callable[[str], tuple[str, ...]], awake_ms: int = 0
) -> Due:
    """What is due now.

    Args:
        chain: as its entries made it, its instants put right by `watch.Watch`.
        now_ms: the present.
        on_duty: the people who have a role now, in the order in which they are told.
        awake_ms: since when whoever looks has run, and not slept: what was due before is late.
    """
    chain = chain.at(now_ms)
    if chain.standing is Standing.HELD:
        return Due(next_ms=chain.lapses_ms)
    if chain.policy is None or chain.standing is not Standing.RUNNING:
        return NOTHING
    due_ms = min(chain.since_ms, now_ms) + chain.wait_ms
    if due_ms > now_ms:
        return Due(next_ms=due_ms)
    walk = _Walk(chain.policy, chain, (now_ms, awake_ms), on_duty)
    walk.go(due_ms)
    people = dict.fromkeys(person for step in walk.steps for person in step.people)
    return Due(
        steps=tuple(walk.steps),
        people=tuple(person for person in people if person not in chain.acks),
        expired=chain.expired,
        next_ms=chain.lapses_ms if walk.held else walk.next_ms,
        alarm=walk.alarm,
    )


def is_late(due_ms: int, now_ms: int, awake_ms: int) -> bool:
    """Whether what is done now is late: by long, or since nobody was awake when it was due."""
    return now_ms - due_ms > LATE_MS or due_ms < awake_ms


class _Walk:
    """Through the steps of a chain that are due."""

    def __init__(
        self,
        policy: Policy,
        chain: Chain,
        moments: tuple[int, int],
        on_duty: Callable[[str], tuple[str, ...]],
    ) -> None:
        self._policy = policy
        self._acks = chain.acks
        self._now_ms, self._awake_ms = moments
        self._on_duty = on_duty
        self._next = chain.next
        self._told = [(told.need, told.people) for told in chain.told]
        self.steps: list[DueStep] = []
        self.held = False
        self.next_ms: int | None = None
        self.alarm = False

    def go(self, due_ms: int) -> None:
        """Carry out what is due, from a step on that is due then.

        What it comes to is due then: it would have been, had all been carried out in time.
        """
        then_ms = due_ms
        while self._next is not None and due_ms <= self._now_ms and not self.held:
            step = self._policy.steps[self._next.step]
            people = self._people(step)
            late = is_late(due_ms, self._now_ms, self._awake_ms)
            self.steps.append(DueStep(self._next, people, due_ms, late))
            if self._acks:
                self._told.append((step.need, people))
                self.held = satisfied(self._told, self._acks)
            self._next = self._policy.after(self._next)
            wait_ms = step.wait_ms if people else 0
            due_ms += wait_ms
            then_ms = self._now_ms + wait_ms
        if not self.held and self._next is None and then_ms <= self._now_ms:
            self.alarm = True
        else:
            self.next_ms = then_ms

    def _people(self, step: Step) -> tuple[str, ...]:
        """Who has any of its roles, each once."""
        found: dict[str, None] = {}
        for role in step.roles:
            found.update(dict.fromkeys(self._on_duty(role)))
        return tuple(found)


def mine(rank: int, due_ms: int, now_ms: int, seen_ms: int = 0) -> bool:
    """Whether it is this console's turn to carry out what is due.

    Consoles in touch tell people once: the first one at once, each further one only if nothing
    came from those before it. In a partition each is the first one. The first one looks once its
    link has caught up: what others have carried out while it slept is not due any more.

    Args:
        rank: of this console among those in touch, from 0; the same order on each of them.
        due_ms: since when it is due.
        now_ms: the present.
        seen_ms: since when this console has known of it: awake, and in touch. Who wakes up beside
            others, or has just heard of it from them, does not outrun them.
    """
    return now_ms >= due_ms if rank <= 0 else now_ms >= max(due_ms, seen_ms) + rank * TURN_MS
