"""Two consoles, people who do things at them, and all that may happen to their laptops."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from onsite.incidents.escalation.chain import Chain, Standing
from onsite.incidents.escalation.entries import Begun, Entry, EntryId, Fired, Handed, Opened
from onsite.incidents.escalation.looking import About, Known, Ways
from onsite.incidents.escalation.looking import Console as Engine
from onsite.incidents.escalation.notices import Sent, To
from onsite.incidents.escalation.replay import state
from onsite.incidents.escalation.watch import Now
from tests.incidents.escalation.keeping import TEN
from tests.incidents.escalation.simulator import Player, doing

if TYPE_CHECKING:
    from onsite.incidents.escalation.due import Due
    from onsite.incidents.escalation.looking import Look
    from onsite.incidents.escalation.values import Policy

PHASES = ("before", "fired", "begun", "sent")
"""Where in its work a kill meets a console."""


class Killed(Exception):  # noqa: N818 - it is what it says
    """The process is gone."""


@dataclass(frozen=True)
class Deed:
    """Something that happens at a second, to a console or at it."""

    second: int
    what: str
    console: int = 0
    about: tuple = ()


@dataclass
class Console:
    """A laptop with a store that is not lost, and a process that may be."""

    name: str
    world: World
    known: dict[EntryId, Entry] = field(default_factory=dict)
    offset_ms: int = 0
    """By how much its wall clock is wrong."""
    boot: int = 0
    alive: bool = True
    awake: bool = True
    number: int = 0
    last_stamp: int = 0
    kill_at: str = ""
    engine: Engine = field(init=False)
    last: dict[To, Sent] = field(default_factory=dict)
    player: Player = field(default_factory=Player)
    stood: tuple[object, int] = (None, 0)
    """How the chain stands for this process, and for how many seconds it has seen it so."""
    replayed: tuple[object, Chain] = (None, Chain())
    rests: tuple[object, float] = (None, 0)
    """What it knew when it last looked, and until when it said that there was nothing to do."""
    saw: EntryId | None = None
    """What the chain began with when somebody last did something here."""

    def __post_init__(self) -> None:
        self.starts()

    def starts(self) -> None:
        """A new process: it remembers nothing."""
        self.engine, self.stood, self.last = Engine(self.name), (None, 0), {}
        self.rests = (None, 0)
        self.alive, self.kill_at = True, ""

    @property
    def up(self) -> bool:
        return self.alive and self.awake

    @property
    def now(self) -> Now:
        true_ms = self.world.second * 1000
        return Now(TEN + true_ms + self.offset_ms, true_ms)

    def write(self, kind: type[Entry], **about) -> EntryId:
        self.number += 1
        # Two of one second, of one laptop, have different instants in the journal.
        self.last_stamp = max(self.last_stamp + 1, self.now.at_ms * 1000)
        entry = kind(
            stamp=self.last_stamp, station=self.name, number=self.number,
            at_ms=self.now.at_ms, **about,
        )  # fmt: skip
        self.known[entry.id] = entry
        self.world.made[entry.id] = (self.world.second, self.boot)
        return entry.id

    def learn(self, entry: Entry) -> None:
        self.known.setdefault(entry.id, entry)
        self.last_stamp = max(self.last_stamp, entry.stamp)

    def placed(self, entry: Entry) -> Entry:
        """By the steady clock: its own entries of this start of the computer are where they were,
        however its wall clock was set meanwhile.
        """
        second, boot = self.world.made[entry.id]
        if entry.station != self.name or boot != self.boot:
            return entry
        return replace(entry, at_ms=TEN + second * 1000 + self.offset_ms)

    @property
    def chain(self) -> Chain:
        if self.replayed[0] != self.version:
            self.replayed = (self.version, state(self.entries()))
        return self.replayed[1]

    @property
    def version(self) -> tuple:
        return (len(self.known), self.offset_ms, self.boot)

    def entries(self) -> list[Entry]:
        return [self.placed(entry) for entry in self.known.values()]

    def looks(self) -> Look:
        known = Known("incident", self.version, self.entries, Ways(self.world.critical))
        about = About(
            now=self.now,
            rank=self.world.rank(self),
            on_duty=self.world.on_duty,
            channels=lambda _person: ("sms",),
            last=self.last,
        )
        return self.engine.look([known], about)

    def looked(self) -> tuple[Due, Chain]:
        (seen,) = self.looks().seen
        return seen.due, seen.chain

    def simulated(self):
        """What the oracle would do with what this console knows."""
        known = sorted(self.known.values(), key=lambda entry: entry.order)
        happened = [(self.world.made[entry.id][0], entry) for entry in known]
        return doing(self.player.at(happened, self.world.second), self.world.on_duty)

    def work(self) -> None:
        how = (self.version, self.world.rank(self))
        if self.world.lazy and how == self.rests[0] and self.now.at_ms < self.rests[1]:
            return
        try:
            self._dies("before")
            self._carry_out()
            self._dies("fired")
            self._tell()
            next_ms = self.looks().next_ms
            self.rests = ((self.version, how[1]), math.inf if next_ms is None else next_ms)
        except Killed:
            self.alive, self.kill_at = False, ""

    def _dies(self, phase: str) -> None:
        if self.kill_at == phase:
            raise Killed

    def _carry_out(self) -> None:
        for _incident, chain, found in self.looks().fires:
            for each in found.steps:
                self.world.fired.append((self.world.second, self.name, chain.armed_by, each.turn))
                self.write(
                    Fired, step=each.turn.step, passing=each.turn.passing, people=each.people,
                    armed_by=chain.armed_by, late=each.late, expired=found.expired,
                )  # fmt: skip

    def _tell(self) -> None:
        for notice in self.looks().notices:
            (line,) = notice.lines
            page = f"{self.name}{self.number}"
            self.last[notice.to] = Sent(self.now.at_ms, notice.rank)
            self.write(
                Begun, page=page, person=notice.person, channel=notice.channel,
                fired=line.owed.fired, repeat=notice.repeat,
            )  # fmt: skip
            self._dies("begun")
            self.world.delivered.append((notice.person, self.name, notice.repeat, line.owed.fired))
            self._dies("sent")
            self.write(Handed, page=page)


@dataclass
class World:
    """All there is."""

    people: dict[str, tuple[str, ...]]
    second: int = 0
    linked: bool = True
    critical: bool = True
    lazy: bool = False
    """Whether consoles look only when something was said, or when they were told to."""
    made: dict[EntryId, tuple[int, int]] = field(default_factory=dict)
    """When each entry was made, and in which start of its computer."""
    fired: list[tuple] = field(default_factory=list)
    delivered: list[tuple] = field(default_factory=list)
    consoles: list[Console] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.consoles = [Console("one", self), Console("two", self)]

    def on_duty(self, role: str) -> tuple[str, ...]:
        return self.people.get(role, ())

    def rank(self, console: Console) -> int:
        if not self.linked:
            return 0
        return [each for each in self.consoles if each.up].index(console)

    def open(self, policy: Policy) -> None:
        self.consoles[0].write(Opened, policy=policy, rank=1)

    def exchange(self) -> None:
        one, two = self.consoles
        if self.linked and one.up and two.up:
            for entry in [*one.known.values()]:
                two.learn(entry)
            for entry in [*two.known.values()]:
                one.learn(entry)

    def happens(self, deed: Deed) -> None:  # noqa: C901 - one case for each deed
        console = self.consoles[deed.console]
        match deed.what:
            case "sleep":
                console.awake = False
            case "wake":
                console.awake = True
            case "kill" if console.up:
                console.kill_at = deed.about[0]
            case "start" if not console.alive:
                console.starts()
            case "reboot":
                console.awake, console.boot = True, console.boot + 1
                console.starts()
            case "step":
                console.offset_ms += deed.about[0] * 1000
            case "part":
                self.linked = False
            case "meet":
                self.linked = True
            case "duty":
                role, people = deed.about
                self.people[role] = people
            case "did" if console.up:
                kind, about = deed.about
                seen, console.saw = console.saw, console.chain.armed_by
                if "saw" in about:
                    about = about | {"saw": {"now": console.saw, "then": seen}.get(about["saw"])}
                console.write(kind, **about)

    def calm_down(self, gone: tuple[int, ...] = ()) -> None:
        """Everything is up, and in touch; but for the consoles that are gone for good."""
        self.linked = True
        for number, console in enumerate(self.consoles):
            console.awake = True
            console.alive = number not in gone and console.alive
            if number not in gone:
                self.happens(Deed(self.second, "start", number))
            console.kill_at = ""

    def still_to_tell(self, console: Console) -> set[tuple[str, object]]:
        """Whom a step names of a chain that runs, as a console knows, and nobody has told."""
        chain = console.chain
        if chain.standing is not Standing.RUNNING:
            return set()
        places = {fired: told.place for told in chain.told for fired in told.fired}
        seen = {
            (person, places[fired])
            for person, _by, _repeat, fired in self.delivered
            if fired in places
        }
        return {
            (person, told.place)
            for told in chain.told
            for person in told.people
            if person not in chain.acks
            and not any(who == person and place >= told.place for who, place in seen)
        }
