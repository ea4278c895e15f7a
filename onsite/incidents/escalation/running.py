"""A chain while it is replayed: how it begins, holds, goes on, and what is told in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.incidents.escalation.chain import (
    Chain,
    Lapse,
    Page,
    PageEnd,
    Standing,
    Told,
    satisfied,
)
from onsite.incidents.escalation.entries import Arming
from onsite.incidents.escalation.values import EndsOn, Policy, Turn

if TYPE_CHECKING:
    from onsite.incidents.escalation.entries import EntryId, Fired
    from onsite.incidents.escalation.values import Need

Place = tuple[int, Turn]


class Running:
    """Where one replay stands."""

    def __init__(self) -> None:
        self.now_ms = 0
        self.policy: Policy | None = None
        self.rank = self.grave = 0
        self.closed = self.merged = False
        self.there = False
        """Somebody is on the scene."""
        self.came = False
        """They came since the chain began anew last."""
        self.legs: dict[Arming, int] = {}
        """From what it ever ran. An escalation by hand begins another leg of it."""
        self.origins: set[tuple[str, int]] = set()
        self.leg = self.family = 0
        """This leg, and the first one since it began anew."""
        self.armed_by: Arming | None = None
        self.owes = False
        """A step asked for by hand was not carried out yet: nothing holds that."""
        self.next: Turn | None = None
        self.last: Turn | None = None
        """The furthest step carried out in this leg."""
        self.since_ms = self.wait_ms = 0
        self.counts_from: tuple[EntryId | None, EntryId | None] = (None, None)
        self.held = self.ended = self.stands = False
        self.acks: dict[str, None] = {}
        self.renewed_ms = 0
        self.renewed_by: EntryId | None = None
        self.told: dict[Place, Told] = {}
        self.places: dict[EntryId, Place] = {}
        """Of the firings among `told`."""
        self.pages: dict[str, Page] = {}
        self.past: set[EntryId] = set()
        """What others have put behind them, and may be still to come."""
        self.lapse: Lapse | None = None
        self.said: set[EntryId] = set()
        """Of which acknowledgements it is on record that they have expired."""

    def chain(self) -> Chain:
        """What has come of all entries so far."""
        return Chain(
            policy=self.policy,
            rank=self.rank,
            grave=self.grave,
            standing=self._standing(),
            armed_by=self.armed_by,
            next=self.next,
            since_ms=self.since_ms,
            wait_ms=self.wait_ms,
            counts_from=self.counts_from,
            acks=tuple(self.acks),
            renewed_ms=self.renewed_ms,
            renewed_by=self.renewed_by,
            told=tuple(self.told.values()),
            pages=tuple(self.pages.values()),
            lapse=self.lapse if self.lapse and self.lapse.expired not in self.said else None,
        )

    def _standing(self) -> Standing:
        if self.policy is None:
            return Standing.UNKNOWN
        if self.closed or self.merged:
            return Standing.CLOSED if self.closed else Standing.MERGED
        if self.ended:
            return Standing.ENDED
        return Standing.HELD if self.held else Standing.RUNNING

    def anew(self, by: EntryId) -> None:
        """It begins with its first step, and nothing of before counts."""
        self.grave = max(self.grave, self.rank)
        if self.policy is not None:
            self._run(by, self.policy.first)
            self.owes, self.family = False, self.leg
            self.told.clear()
            self.places.clear()
            self.pages.clear()

    def also_from(self, by: EntryId) -> Arming:
        """It runs from this entry: what is carried out for that, by this policy, is for it."""
        named = Arming(*by, self.policy.version if self.policy is not None else "")
        self.legs[named] = self.leg
        self.origins.add(by)
        return named

    def is_as(self, saw: Arming | None) -> bool:
        """Whether somebody saw what runs now. What has not arrived here yet is no less."""
        if saw is None:
            return True
        if saw in self.legs:
            return self.legs[saw] == self.leg
        return (saw.station, saw.number) not in self.origins

    def escalate(self, by: EntryId, start: Turn) -> None:
        """It goes on with a step that is to be carried out whatever was acknowledged."""
        self._run(by, start)
        self.owes = True

    def _run(self, by: EntryId, start: Turn | None) -> None:
        self.leg += 1
        self.armed_by = self.also_from(by)
        self.next, self.last = start, None
        self.since_ms, self.wait_ms, self.counts_from = self.now_ms, 0, (by, None)
        self.acks.clear()
        self.came = self.held = self.ended = self.stands = False

    def settle(self, by: EntryId) -> None:
        """Whether it is held, or ended, after what has just been.

        What holds it does so until it expires: a step that somebody fired meanwhile without
        knowing of it changes nothing.
        """
        if self.policy is None or self.owes:
            return
        self.held = self.held or satisfied(self._asked(self.policy), self.acks)
        self.ended = self.policy.ends_on is not EndsOn.CLOSED and (
            self.there and (self.came or self.held)
        )
        stands = self.held or self.ended
        if stands and not self.stands:
            self.wait_ms = max(0, self.wait_ms - (self.now_ms - self.since_ms))
        if self.stands and not stands:
            self._go_on(self.now_ms, by)
        self.stands = stands

    def _asked(self, policy: Policy) -> list[tuple[Need, tuple[str, ...]]]:
        """What the steps ask for; before any of them was carried out, what the first one does."""
        if self.told or not policy.steps:
            return [(told.need, told.people) for told in self.told.values()]
        return [(policy.steps[0].need, ())]

    def _go_on(self, at_ms: int, after: EntryId | None) -> None:
        """It goes on where it stood, with what was left of the wait."""
        self.since_ms = at_ms
        self.counts_from = (self.counts_from[0], after)

    def renew(self, by: EntryId) -> None:
        """Somebody has told of progress."""
        if self.acks:
            self.renewed_ms, self.renewed_by = self.now_ms, by

    def pass_time(self, at_ms: int) -> None:
        """It is as late as that, or later: what was acknowledged may have expired by then."""
        self.now_ms = max(self.now_ms, at_ms)
        if not self.acks or self.ended or self.policy is None:
            return
        if self.policy.ack_expires_ms is not None:
            lapses_ms = self.renewed_ms + self.policy.ack_expires_ms
            if lapses_ms <= self.now_ms:
                self.expire(lapses_ms)

    def expire(self, at_ms: int) -> None:
        """What was acknowledged expires."""
        if self.renewed_by is not None:
            self.lapse = Lapse(self.renewed_by, tuple(self.acks), at_ms)
        self.acks.clear()
        if self.held:
            self.held = self.stands = False
            self._go_on(at_ms, self.renewed_by)

    def tell(self, fired: Fired, leg: int, policy: Policy) -> None:
        """A step was carried out for a leg, unless that was before the chain began anew."""
        if leg < self.family:
            return
        place, step = (leg, fired.turn), policy.steps[fired.step]
        before = self.told.get(place)
        if before is None:
            before = Told(*place, step.need, (), (), self.now_ms, late=False)
        told = before._replace(
            people=tuple(dict.fromkeys((*before.people, *fired.people))),
            fired=(*before.fired, fired.id),
            late=before.late or fired.late,
        )
        self.told[place], self.places[fired.id] = told, place
        if leg != self.leg:
            return
        if fired.turn == self.last and not before.people and told.people:
            self.wait_ms = step.wait_ms
        elif fired.turn > self.last if self.last is not None else self._may_begin(fired.turn):
            self.last, self.next, self.owes = fired.turn, policy.after(fired.turn), False
            self.since_ms, self.counts_from = self.now_ms, (fired.id, None)
            self.wait_ms = step.wait_ms if told.people else 0

    def _may_begin(self, turn: Turn) -> bool:
        """Whether it is a step of this leg, rather than one before it that somebody still saw."""
        return self.next is not None and turn >= self.next

    def page(self, page: Page) -> None:
        """A page has begun, or is over."""
        self.pages[page.id] = page

    def over(self, page: str, end: PageEnd) -> None:
        """A page has ended."""
        if page in self.pages:
            self.pages[page] = self.pages[page]._replace(end=end)
