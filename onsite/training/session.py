"""A training as it goes: who waits, who is served, what was decided, and how it went."""

from __future__ import annotations

import random
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from onsite.training.arrivals import Arrival, Kind

SLOWEST, FASTEST = 1, 60
"""Guests a minute."""
Fault = Literal["", "not_scanned", "sent_away", "let_in"]
"""What was wrong with a decision: let in without an admission, sent away although the ticket is
good, let in although it is not; empty where it was right."""


@dataclass(frozen=True, slots=True)
class Served:
    """A guest who was at the desk."""

    arrival: Arrival
    fault: Fault
    waited_s: float
    """Before their turn, in seconds."""
    took_s: float
    """At the desk, in seconds."""


@dataclass(frozen=True, slots=True)
class Score:
    """How a training went."""

    served: int
    wrong: tuple[tuple[Kind, Fault], ...]
    """Each wrong decision, in order."""
    per_minute: float
    waited_s: float
    """On average, in seconds."""
    longest_s: float
    """The longest that somebody waited, in seconds."""


@dataclass(slots=True)
class _Waiting:
    arrival: Arrival
    since: float


@dataclass
class Session:
    """A training.

    Args:
        coming: the guests in their order.
        passed: a clock that only goes forward, in seconds.
        rate: guests a minute.
        most: so many come; 0 for as many as there are.
        hurry: the next comes as soon as the last has gone.
        seed: of the times at which they come.
    """

    coming: Iterable[Arrival]
    passed: Callable[[], float]
    rate: float = 6.0
    most: int = 0
    hurry: bool = False
    seed: int = 0
    served: list[Served] = field(default_factory=list)
    _queue: deque[_Waiting] = field(default_factory=deque)
    _turn_s: float = 0.0
    _began_s: float | None = None
    _next_s: float = 0.0
    _came: int = 0
    _over: bool = False

    def __post_init__(self) -> None:
        """Line the guests up; nobody has come yet."""
        self._dice = random.Random(self.seed)  # noqa: S311 - times of invented guests
        self._line: Iterator[Arrival] = iter(self.coming)

    @property
    def current(self) -> Arrival | None:
        """Who stands at the desk."""
        return self._queue[0].arrival if self._queue else None

    @property
    def waiting(self) -> int:
        """How many stand behind them."""
        return max(len(self._queue) - 1, 0)

    @property
    def waited_s(self) -> float:
        """How long the one has waited who waits longest, in seconds."""
        behind = list(self._queue)[1:2]
        return self.passed() - behind[0].since if behind else 0.0

    @property
    def over(self) -> bool:
        """Whether nobody is left and nobody comes any more."""
        return self._over and not self._queue

    def go_on(self) -> bool:
        """Let come who has come by now; answers whether anything is different."""
        now = self.passed()
        if self._began_s is None:
            self._began_s = self._next_s = now
        before = len(self._queue)
        if self.hurry and not self._queue:
            self._next_s = now
        while not self._over and self._next_s <= now and (not self.hurry or not self._queue):
            self._come(self._next_s)
        return len(self._queue) != before

    def change_rate(self, by: float) -> float:
        """Let them come faster or slower from now on; answers the rate."""
        self.rate = min(max(self.rate + by, SLOWEST), FASTEST)
        self._next_s = min(self._next_s, self.passed() + 60 / self.rate)
        return self.rate

    def decide(self, *, let_in: bool, admitted: bool) -> Served | None:
        """The one at the desk goes in, or to the problem desk; None where nobody stands there.

        Args:
            let_in: what the trainee decided.
            admitted: whether everybody who was to be let in has an admission.
        """
        if not self._queue:
            return None
        now, gone = self.passed(), self._queue.popleft()
        begun = max(gone.since, self._turn_s)
        fault = _fault(gone.arrival, let_in=let_in, admitted=admitted)
        done = Served(gone.arrival, fault, begun - gone.since, now - begun)
        self.served.append(done)
        self._turn_s = now
        self.go_on()
        return done

    def score(self) -> Score:
        """How it has gone so far."""
        many = len(self.served)
        minutes = (self.passed() - (self._began_s or 0.0)) / 60 if self._began_s is not None else 0
        waits = [each.waited_s for each in self.served]
        wrong = tuple((each.arrival.kind, each.fault) for each in self.served if each.fault)
        return Score(
            served=many,
            wrong=wrong,
            per_minute=many / minutes if minutes else 0.0,
            waited_s=sum(waits) / many if many else 0.0,
            longest_s=max(waits, default=0.0),
        )

    def _come(self, at: float) -> None:
        arrival = next(self._line, None) if not self.most or self._came < self.most else None
        if arrival is None:
            self._over = True
            return
        self._came += 1
        self._over = self._came == self.most
        self._queue.append(_Waiting(arrival, at))
        self._next_s = at + self._dice.expovariate(self.rate / 60)


def _fault(arrival: Arrival, *, let_in: bool, admitted: bool) -> Fault:
    if not arrival.comes_in:
        return "let_in" if let_in else ""
    if not let_in:
        return "sent_away"
    return "" if admitted else "not_scanned"
