"""A chain played second by second, as somebody with a stopwatch and a pad would: the oracle.

It shares no formula with the engine: nothing here is an instant that something is counted from.
A stopwatch goes on by one with every second in which nobody has the incident, another one with
every second since anybody told of progress.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.incidents.escalation.entries import Entry
    from onsite.incidents.escalation.values import Policy, Step

Turn = tuple[int, int]
Happened = list[tuple[int, "Entry"]]
"""Entries in the order of the journal, each with its second."""


@dataclass
class Line:
    """What stands on the pad: a step that was carried out."""

    run: int
    turn: Turn
    asks_all: bool
    people: set[str] = field(default_factory=set)


@dataclass
class Pad:
    """All that is known at a second."""

    second: int = 0
    policy: Policy | None = None
    rank: int = 0
    closed: bool = False
    duplicate: bool = False
    on_scene: bool = False
    arrived: bool = False
    """In this run."""
    had: bool = False
    """Somebody has it."""
    by_hand: bool = False
    """A step that was asked for by hand is still to be told."""
    to_do: list[Turn] = field(default_factory=list)
    stopwatch: int = 0
    wait: int = 0
    quiet: int = 0
    acked: set[str] = field(default_factory=set)
    acked_or_renewed_by: object = None
    runs: list[set[object]] = field(default_factory=list)
    """The entries that each run of the chain began with."""
    pad: list[Line] = field(default_factory=list)

    # What is so.

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.policy.steps

    @property
    def over(self) -> bool:
        if self.by_hand or self.policy.ends_on == "closed" or not self.on_scene:
            return False
        return self.arrived or self.had

    @property
    def standing(self) -> str:
        if self.policy is None:
            return "unknown"
        if self.closed:
            return "closed"
        if self.duplicate:
            return "merged"
        if self.over:
            return "ended"
        return "held" if self.had else "running"

    def everything(self) -> list[Turn]:
        passes = range(max(1, self.policy.passes))
        return [(number, step) for number in passes for step in range(len(self.steps))]

    def enough(self) -> bool:
        """Whether what was acknowledged is what any line asks for."""
        if not self.acked:
            return False
        if not self.pad:
            return bool(self.steps) and self.steps[0].need == "any"
        on_the_pad = set.union(*(line.people for line in self.pad))
        stranger = bool(self.acked - on_the_pad)
        for line in self.pad:
            if line.asks_all and line.people and not line.people - self.acked:
                return True
            if not line.asks_all and (stranger or line.people & self.acked):
                return True
        return False

    # What time does.

    def tick(self) -> None:
        """A second goes by."""
        self.second += 1
        if self.policy is None:
            return
        if not self.had and not self.over:
            self.stopwatch += 1
        self.quiet += 1
        self.forget()

    def forget(self) -> None:
        """What was acknowledged too long ago."""
        expires = self.policy.ack_expires_ms
        if self.acked and expires is not None and self.quiet >= expires // 1000 and not self.over:
            self.acked = set()
            self.had = False

    # What the entries do.

    def begin(self, entry: object, to_do: list[Turn]) -> None:
        self.runs.append({self.named(entry)})
        self.to_do = to_do
        self.stopwatch = self.wait = 0
        self.acked = set()
        self.had = self.arrived = self.by_hand = False

    def begin_anew(self, entry: object) -> None:
        if self.policy is not None:
            self.begin(entry, self.everything())
            self.pad = []

    def look(self, before: bool) -> None:
        """Whether somebody has it now; a stopwatch that stops has not gone beyond its wait."""
        if self.policy is None:
            return
        if not self.by_hand and self.enough():
            self.had = True
        if (self.had or self.over) and not before:
            self.stopwatch = min(self.stopwatch, self.wait)

    def happens(self, entry: Entry) -> None:  # noqa: C901, PLR0912 - one case for each entry
        kind = type(entry).__name__
        stood = self.policy is not None and (self.had or self.over)
        if kind in ("Acked", "Progress", "StateChanged") and self.policy is not None:
            self.person_did(kind, entry)
        match kind:
            case "Opened" if self.policy is None:
                self.policy, self.rank = entry.policy, entry.rank
                self.begin_anew(entry.id)
            case "Reopened" if self.closed:
                self.open_again(entry.id)
            case "MergedInto":
                self.duplicate = True
            case "Unmerged" if self.duplicate:
                self.duplicate = False
                self.begin_anew(entry.id)
            case "Lowered":
                self.rank = entry.rank
            case "Raised" if self.policy is not None:
                rank, self.rank = self.rank, entry.rank
                if entry.rank > rank or (entry.rank == rank and self.another(entry.policy)):
                    self.policy = entry.policy
                    self.begin_anew(entry.id)
                elif entry.rank == rank:
                    self.runs[-1].add(self.named(entry.id))
            case "PolicyChanged" if self.policy is not None:
                if self.another(entry.policy):
                    self.policy = entry.policy
                    self.begin_anew(entry.id)
                else:
                    self.runs[-1].add(self.named(entry.id))
            case "Escalated" if self.policy is not None and self.steps:
                self.ask_by_hand(entry)
            case "Fired" if self.policy is not None:
                self.carried_out(entry)
        if kind in ("Acked", "StateChanged", "Fired"):
            self.look(stood)

    def named(self, entry: object) -> tuple:
        return (*entry, self.policy.version)

    def saw_this(self, saw: tuple) -> bool:
        """Whether it is this run, or one that nobody here knows."""
        if saw in self.runs[-1]:
            return True
        known = set.union(*self.runs)
        return not any(saw[:2] == name[:2] for name in known)

    def another(self, policy: Policy) -> bool:
        return policy.id != self.policy.id or policy.version != self.policy.version

    def person_did(self, kind: str, entry: Entry) -> None:
        if kind == "Acked" and (entry.saw is None or self.saw_this(entry.saw)):
            self.acked.add(entry.person)
        if self.acked:
            self.quiet = 0
            self.acked_or_renewed_by = entry.id
        if kind == "StateChanged":
            if entry.state == "closed":
                self.closed = True
                return
            if self.closed:
                self.open_again(entry.id)
            if entry.state == "on-scene":
                self.on_scene = self.arrived = True
            if entry.state in ("new", "acknowledged"):
                self.on_scene = self.arrived = False

    def open_again(self, entry: object) -> None:
        self.closed = self.on_scene = False
        self.begin_anew(entry)

    def ask_by_hand(self, entry: Entry) -> None:
        full = self.everything()
        run = len(self.runs) - 1
        told = [line.turn for line in self.pad if line.run == run]
        if entry.step is None:
            to_do = self.to_do or full[-len(self.steps) :]
        else:
            here = max(told)[0] if told else (self.to_do or full[-len(self.steps) :])[0][0]
            to_do = full[full.index((here, entry.step)) :]
        self.begin(entry.id, list(to_do))
        self.by_hand = True

    def carried_out(self, entry: Entry) -> None:
        run = next((n for n, ids in enumerate(self.runs) if entry.armed_by in ids), None)
        if run is None or run < self.first_run():
            return
        known = entry.expired is not None and entry.expired == self.acked_or_renewed_by
        if known and not self.over:
            self.acked, self.had = set(), False
        turn = (entry.passing, entry.step)
        line = next((x for x in self.pad if (x.run, x.turn) == (run, turn)), None)
        found_nobody = line is not None and not line.people
        if line is None:
            line = Line(run, turn, self.steps[entry.step].need == "all")
            self.pad.append(line)
            if run == len(self.runs) - 1 and turn in self.to_do:
                while self.to_do and self.to_do[0] <= turn:
                    self.to_do.pop(0)
                self.stopwatch, self.by_hand = 0, False
                self.wait = self.seconds(turn) if entry.people else 0
        last = max(x.turn for x in self.pad if x.run == run)
        if found_nobody and entry.people and turn == last and run == len(self.runs) - 1:
            self.wait = self.seconds(turn)
        line.people |= set(entry.people)

    def first_run(self) -> int:
        """The run with which it began anew last: what is on the pad is of it or of later ones."""
        by_hand = [self.hands(number) for number in range(len(self.runs))]
        return max(number for number, hand in enumerate(by_hand) if not hand)

    def hands(self, run: int) -> bool:
        return any(name[:2] in self.asked for name in self.runs[run])

    asked: set[object] = field(default_factory=set)
    """The entries by which somebody escalated."""

    def seconds(self, turn: Turn) -> int:
        return self.steps[turn[1]].wait_ms // 1000


@dataclass
class Doing:
    """What somebody with the pad would do at a second."""

    standing: str
    steps: list[tuple[Turn, frozenset[str], int]] = field(default_factory=list)
    """Which, to whom, and at which second it should have been."""
    people: frozenset[str] = frozenset()
    then: int | None = None
    alarm: bool = False


class Player:
    """A pad that is written anew whenever something arrives that was before."""

    def __init__(self) -> None:
        self.pad = Pad()
        self.known = 0

    def at(self, happened: Happened, second: int) -> Pad:
        if self.known != len(happened) or self.pad.second > second:
            self.known = len(happened)
            self.pad = played(happened, second)
        while self.pad.second < second:
            self.pad.tick()
        return self.pad


def played(happened: Happened, until: int) -> Pad:
    """From the first second on."""
    pad = Pad(asked={entry.id for _at, entry in happened if type(entry).__name__ == "Escalated"})
    left = list(happened)
    for second in range(until + 1):
        while left and left[0][0] <= second:
            pad.happens(left.pop(0)[1])
        if second < until:
            pad.tick()
    return pad


def doing(pad: Pad, on_duty: Callable[[str], tuple[str, ...]], horizon: int = 120) -> Doing:
    """What is to be done now, and when there is something to do next if that is done."""
    found = Doing(pad.standing)
    if pad.standing == "running":
        _do(pad, on_duty, found)
    elif pad.standing == "held":
        later = copy(pad)
        while later.had and later.second < pad.second + horizon:
            later.tick()
        found.then = None if later.had else later.second
    return found


def _do(pad: Pad, on_duty: Callable[[str], tuple[str, ...]], found: Doing) -> None:
    now = pad.second
    # Had everything been carried out in time, this is how it would have gone since.
    ago, to_do, wait = pad.stopwatch, list(pad.to_do), pad.wait
    lines = list(pad.pad)
    second, done = now - ago, False
    lapsed = 0
    while second + lapsed <= now and to_do and not done:
        if lapsed < wait:
            lapsed += 1
            continue
        second, lapsed = second + lapsed, 0
        turn = to_do.pop(0)
        step = pad.steps[turn[1]]
        people = frozenset(person for role in step.roles for person in on_duty(role))
        found.steps.append((turn, people, second))
        lines.append(Line(0, turn, step.need == "all", set(people)))
        done = Pad(policy=pad.policy, acked=pad.acked, pad=lines).enough()
        wait = pad.seconds(turn) if people else 0
    everybody = frozenset(person for _turn, people, _at in found.steps for person in people)
    found.people = everybody - pad.acked
    if done:
        left = copy(pad)
        while left.acked and left.second < now + 120:
            left.tick()
        found.then = None if left.acked else left.second
        return
    still = wait if found.steps else max(0, pad.wait - pad.stopwatch)
    if to_do or still:
        found.then = now + still
    else:
        found.alarm = True
