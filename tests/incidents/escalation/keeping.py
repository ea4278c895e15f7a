"""An incident in tests: what happens to it, and a console that carries out what is due."""

from __future__ import annotations

from onsite.incidents.escalation.chain import Chain
from onsite.incidents.escalation.due import Due, due
from onsite.incidents.escalation.entries import (
    Acked,
    Arming,
    Begun,
    Entry,
    EntryId,
    Escalated,
    Failed,
    Fired,
    Handed,
    Lowered,
    MergedInto,
    Opened,
    PolicyChanged,
    Progress,
    Raised,
    Reopened,
    StateChanged,
    Unmerged,
)
from onsite.incidents.escalation.replay import state
from onsite.incidents.escalation.values import EndsOn, Need, Policy, Step

SECOND = 1_000
MINUTE = 60 * SECOND
TEN = 1_795_514_400_000
"""Ten o'clock, as `at` tells it."""
DUTY = {"medical": ("ann", "ben"), "lead": ("cat",), "management": ("dan",), "night": ()}


def at(time: str) -> int:
    """The instant of "10:02" or "10:02:30"."""
    hours, minutes, seconds = (*time.split(":"), "0")[:3]
    return TEN + ((int(hours) - 10) * 60 + int(minutes)) * MINUTE + int(seconds) * SECOND


def told(ms: int | None) -> str | None:
    """The other way round."""
    if ms is None:
        return None
    minutes, rest = divmod(ms - TEN, MINUTE)
    text = f"{10 + minutes // 60}:{minutes % 60:02}"
    return f"{text}:{rest // SECOND:02}" if rest else text


def step(*roles: str, wait: float = 5, need: str = "any") -> Step:
    return Step(roles, round(wait * MINUTE), Need(need))


def policy(*steps: Step, name: str = "serious", ends: str = "acknowledged", **more) -> Policy:
    if "expires" in more:
        more["ack_expires_ms"] = round(more.pop("expires") * MINUTE)
    return Policy(name, f"{name}-1", steps, ends_on=EndsOn(ends), **more)


THREE = policy(step("medical"), step("lead"), step("management"))


class Incident:
    """One incident: its entries, and who is on duty."""

    def __init__(self, policy: Policy = THREE, time: str = "10:00", rank: int = 2) -> None:
        self.entries: list[Entry] = []
        self.duty = dict(DUTY)
        self._replayed: tuple[int, Chain] = (0, Chain())
        self.opened = self.did(Opened, time, policy=policy, rank=rank)

    def did(self, kind: type[Entry], time: str | int, station: str = "one", **about) -> EntryId:
        """In the order of the clock, whatever the order in which it is said here."""
        at_ms = at(time) if isinstance(time, str) else time
        number = len(self.entries) + 1
        about.setdefault("stamp", at_ms * 1000 + number)
        entry = kind(station=station, number=number, at_ms=at_ms, **about)
        self.entries.append(entry)
        return entry.id

    def ack(self, time, person="ann", **about):
        if isinstance(about.get("saw"), EntryId):
            about["saw"] = Arming(*about["saw"], self.chain.policy.version)
        return self.did(Acked, time, person=person, **about)

    def progress(self, time, **about):
        return self.did(Progress, time, **about)

    def becomes(self, time, state, **about):
        return self.did(StateChanged, time, state=state, **about)

    def raised(self, time, rank, policy, **about):
        return self.did(Raised, time, rank=rank, policy=policy, **about)

    def retyped(self, time, policy, **about):
        return self.did(PolicyChanged, time, policy=policy, **about)

    def lowered(self, time, rank, **about):
        return self.did(Lowered, time, rank=rank, reason="it was a false alarm", **about)

    def escalated(self, time, step=None, **about):
        return self.did(Escalated, time, step=step, **about)

    def merged(self, time, **about):
        return self.did(MergedInto, time, other="first", **about)

    def unmerged(self, time, **about):
        return self.did(Unmerged, time, **about)

    def reopened(self, time, **about):
        return self.did(Reopened, time, **about)

    def begun(self, time, person, fired, page="p1", channel="sms", **about):
        return self.did(
            Begun, time, page=page, person=person, channel=channel, fired=fired, **about
        )

    def handed(self, time, page="p1", **about):
        return self.did(Handed, time, page=page, **about)

    def failed(self, time, page="p1", **about):
        return self.did(Failed, time, page=page, **about)

    def fired(self, time, step, *people, passing=0, **about):
        """By hand: as another console did, say."""
        about.setdefault("armed_by", self.chain.armed_by)
        if not isinstance(about["armed_by"], Arming):
            about["armed_by"] = Arming(*about["armed_by"], self.chain.policy.version)
        return self.did(Fired, time, step=step, passing=passing, people=people, **about)

    @property
    def chain(self) -> Chain:
        if self._replayed[0] != len(self.entries):
            self._replayed = (len(self.entries), state(self.entries))
        return self._replayed[1]

    def on_duty(self, role: str) -> tuple[str, ...]:
        return self.duty.get(role, ())

    def due(self, time: str | int) -> Due:
        """What would be due, to be carried out by nobody."""
        at_ms = at(time) if isinstance(time, str) else time
        return due(self.chain, at_ms, self.on_duty)

    def look(self, time: str | int, station: str = "one") -> Due:
        """A console carries out what is due at a moment."""
        at_ms = at(time) if isinstance(time, str) else time
        chain = self.chain
        found = due(chain, at_ms, self.on_duty)
        for each in found.steps:
            self.did(
                Fired,
                at_ms,
                station,
                step=each.turn.step,
                passing=each.turn.passing,
                people=each.people,
                armed_by=chain.armed_by,
                late=each.late,
                expired=found.expired,
            )
        return found

    def run(self, until: str, start: str = "10:00") -> list[tuple]:
        """A console that never sleeps: the moments, steps and people that it tells."""
        seen = []
        for now in range(at(start), at(until) + 1, SECOND):
            found = self.look(now)
            seen += [(told(now), *each.turn, *each.people) for each in found.steps]
        return seen

    @property
    def steps(self) -> list[tuple]:
        """What was told of this chain: pass, step, and to whom."""
        return [(*each.turn, *each.people) for each in self.chain.told]
