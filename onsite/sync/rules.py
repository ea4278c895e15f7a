"""Whose entries count, and which hub to go to: decided from values alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ALL = "*"
STAGE = "stage"
"""The duty of running a stage."""
INCIDENTS = "incidents"
"""The duty of running incidents; to report one, whoever records anything is trusted with."""
COUNT = "count"
"""The duty of counting people in zones."""
ROLES: dict[str, frozenset[str]] = {
    "lead": frozenset({ALL}),
    "desk": frozenset({"scan", "guest", COUNT}),
    "stage": frozenset({STAGE, COUNT}),
    "control": frozenset({INCIDENTS, COUNT}),
    "counter": frozenset({COUNT}),
    "display": frozenset(),
}
"""The duties (`Fact.duty`) that a station of each role is trusted with."""


class Held(StrEnum):
    """Why an entry was not taken; kept with it in the quarantine."""

    FORGED = "forged"
    """Its signature is not its station's: it was altered, or made by somebody else."""
    UNLINKED = "unlinked"
    """It contradicts what its station wrote before: another entry stands in its place."""
    STRANGER = "stranger"
    """Its station was not admitted to the event, or not yet as far as is known here."""
    NOT_ALLOWED = "not_allowed"
    """A station of this role may not record this."""
    REVOKED = "revoked"
    """It was made after its station was revoked."""
    UNCERTIFIED = "uncertified"
    """It decides who belongs to the event, and the event's key did not sign it."""


WAITING = frozenset({Held.STRANGER, Held.NOT_ALLOWED, Held.REVOKED})
"""What may come to be taken, once more is known of the station."""


@dataclass(frozen=True, slots=True)
class Member:
    """A station as the event's key has described it."""

    station: str
    roles: frozenset[str]
    """Every role it was ever given: a role is added, and taken away only by revoking."""
    through: int | None = None
    """Once revoked: the number of its last entry that counts."""

    def may(self, duty: str | None) -> bool:
        """Whether it may record what needs that duty; None for a kind not known here."""
        duties = {duty for role in self.roles for duty in ROLES.get(role, ())}
        if ALL in duties:
            return True
        return duty in duties if duty else bool(duties)


def judged(member: Member | None, number: int, duty: str | None) -> Held | None:
    """Why an entry does not count, or None if it does.

    The answer depends on what the event's key has said alone, so all stations come to the same.

    Args:
        member: what is known of its station; None if nothing.
        number: of the entry in its station's chain.
        duty: what the kind needs; "" for what anyone who records may, None for an unknown kind.
    """
    if member is None:
        return Held.STRANGER
    if member.through is not None and number > member.through:
        return Held.REVOKED
    return None if member.may(duty) else Held.NOT_ALLOWED


@dataclass(frozen=True, slots=True)
class HubSeen:
    """A hub that a station has heard of."""

    epoch: int
    station: str
    addresses: tuple[str, ...]
    venue: str = ""
    """Whose stations go to it; empty for the event's own hub."""
    upstream: str = ""
    """Of a venue's hub: the address of the hub that it exchanges everything with."""

    @property
    def rank(self) -> tuple[int, str]:
        """The hub with the highest is the one that counts."""
        return (self.epoch, self.station)


def hub_in_force(seen: Iterable[HubSeen], venue: str = "") -> HubSeen | None:
    """The hub to go to: the last that was opened, and of two at once the same for everybody.

    Args:
        seen: of all venues.
        venue: whose hub is wanted; those of other venues are hubs as well, at the same time.
    """
    there = (hub for hub in last_of_each(seen) if hub.venue == venue)
    return max(there, key=lambda hub: hub.rank, default=None)


def last_of_each(seen: Iterable[HubSeen]) -> list[HubSeen]:
    """Of each laptop what it was last: it is the hub of one venue at a time."""
    last: dict[str, HubSeen] = {}
    for hub in seen:
        known = last.get(hub.station)
        if known is None or hub.epoch > known.epoch:
            last[hub.station] = hub
    return list(last.values())


def hub_of(seen: Iterable[HubSeen], station: str) -> HubSeen | None:
    """The hub that a station's laptop is, if that is the one in force in its venue."""
    known = list(seen)
    own = next((hub for hub in last_of_each(known) if hub.station == station), None)
    return own if own is not None and hub_in_force(known, own.venue) == own else None


Spans = tuple[tuple[int, int], ...]
"""Runs of numbers, as (first, last), apart from each other and in order."""


def with_span(spans: Spans, first: int, last: int) -> Spans:
    """The runs with one more, those that touch made one."""
    apart = [span for span in spans if span[1] < first - 1 or span[0] > last + 1]
    touching = [span for span in spans if span not in apart]
    low = min([first, *(span[0] for span in touching)])
    high = max([last, *(span[1] for span in touching)])
    return tuple(sorted([*apart, (low, high)]))


def without_spans(here: Spans, there: Spans) -> Spans:
    """The runs of what is here and not there."""
    missing: list[tuple[int, int]] = []
    for low, high in here:
        at = low
        for first, last in there:
            if last < at or first > high:
                continue
            if first > at:
                missing.append((at, first - 1))
            at = last + 1
        if at <= high:
            missing.append((at, high))
    return tuple(missing)


def missing_there(here: Mapping[str, Spans], there: Mapping[str, Spans]) -> dict[str, Spans]:
    """Of each station, the entries that are here and not there; none named where none are."""
    found = {
        station: without_spans(spans, there.get(station, ())) for station, spans in here.items()
    }
    return {station: spans for station, spans in found.items() if spans}
