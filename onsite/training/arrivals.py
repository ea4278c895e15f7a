"""Who comes to the desk in a training, drawn from the demo's people: all kinds, by a seed."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from onsite.roster.facts import Payment, Status
from onsite.roster.names import compared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from onsite.demo.people import Crowd, Person


class Kind(StrEnum):
    """What kind of guest it is."""

    GOOD = "good"
    FORGOT = "forgot"
    """Has no ticket at hand, but stands on the list."""
    GARBLED = "garbled"
    """The code is damaged: it is read as another."""
    PARTY = "party"
    """Several on one booking, with one phone."""
    TWIN = "twin"
    """Two people have the same code."""
    INSIDE = "inside"
    """The ticket was used before."""
    UNPAID = "unpaid"
    WRONG_DAY = "wrong_day"
    UNKNOWN = "unknown"
    """A ticket of something else."""
    CANCELLED = "cancelled"
    PENDING = "pending"
    BLOCKED = "blocked"


MIX: dict[Kind, int] = {
    Kind.GOOD: 23,
    Kind.FORGOT: 5,
    Kind.GARBLED: 3,
    Kind.PARTY: 4,
    Kind.TWIN: 1,
    Kind.INSIDE: 4,
    Kind.UNPAID: 3,
    Kind.WRONG_DAY: 2,
    Kind.UNKNOWN: 2,
    Kind.CANCELLED: 1,
    Kind.PENDING: 1,
    Kind.BLOCKED: 1,
}
"""So many of fifty that come."""
DECK = sum(MIX.values())
COMES_IN = frozenset((Kind.GOOD, Kind.FORGOT, Kind.GARBLED, Kind.PARTY, Kind.TWIN))
"""Those who are let in, if the desk is worked right; the others go to the problem desk."""
_ELSEWHERE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_MOST_TOGETHER = 4


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who comes to the desk, alone or with others."""

    number: int
    """From 1."""
    kind: Kind
    names: tuple[str, ...]
    """Who stands there, as their names are written."""
    shown: str
    """What is read from the code they show; empty where they show none."""
    printed: str
    """What stands beside the code in letters; empty where it is the same, or nothing."""
    wanted: tuple[str, ...]
    """The ids of those who are to be let in; empty where nobody is."""

    @property
    def comes_in(self) -> bool:
        """Whether they are let in, if the desk is worked right."""
        return self.kind in COMES_IN


class Arrivals:
    """The guests of a training, in the order in which they come; the same for the same seed.

    Every kind is among the first dozen, then each fifty keep to `MIX`. Nobody comes twice who
    was let in; where a kind has nobody left, somebody with a good ticket comes instead.

    Args:
        people: of the demo.
        seed: any number.
    """

    def __init__(self, people: Crowd, seed: int) -> None:
        self._dice = random.Random(seed)  # noqa: S311 - guests are invented, nothing is secret
        self._pools = _pools(people, self._dice)
        self._used: set[str] = set()
        self._number = 0

    def __iter__(self) -> Iterator[Arrival]:
        """One guest after the other, until nobody with a good ticket is left."""
        while True:
            for kind in self._deck():
                arrival = self._arrival(kind) or self._arrival(Kind.GOOD)
                if arrival is None:
                    return
                yield arrival

    def _deck(self) -> list[Kind]:
        first = list(MIX)
        rest = [kind for kind, many in MIX.items() for _each in range(many - 1)]
        self._dice.shuffle(first)
        self._dice.shuffle(rest)
        return [*first, *rest]

    def _arrival(self, kind: Kind) -> Arrival | None:
        if kind is Kind.UNKNOWN:
            return self._made(kind, ("",), self._strange_code())
        group = self._group(kind)
        if not group:
            return None
        names = tuple(person.record.name for person in group)
        code = group[0].record.codes[0]
        wanted = tuple(person.attendee for person in group) if kind in COMES_IN else ()
        if kind is Kind.FORGOT:
            return self._made(kind, names, "", wanted=wanted)
        if kind is Kind.GARBLED:
            return self._made(kind, names, self._garbled(code), code, wanted)
        return self._made(kind, names, code, wanted=wanted)

    def _made(
        self,
        kind: Kind,
        names: tuple[str, ...],
        shown: str,
        printed: str = "",
        wanted: tuple[str, ...] = (),
    ) -> Arrival:
        self._number += 1
        return Arrival(self._number, kind, names, shown, printed, wanted)

    def _group(self, kind: Kind) -> tuple[Person, ...]:
        """Who comes together: those who were not here before, where they are to be let in."""
        pool = self._pools[kind]
        while pool:
            group = pool.pop()
            fresh = not any(person.attendee in self._used for person in group)
            if kind not in COMES_IN:
                pool.insert(0, group)
                return group
            if fresh:
                self._used.update(person.attendee for person in group)
                return group
        return ()

    def _strange_code(self) -> str:
        return "EXPO-" + "".join(self._dice.choices(_ELSEWHERE, k=8))

    def _garbled(self, code: str) -> str:
        at = self._dice.randrange(3, len(code))
        others = [letter for letter in _ELSEWHERE if letter != code[at]]
        return code[:at] + self._dice.choice(others) + code[at + 1 :]


def _pools(people: Crowd, dice: random.Random) -> dict[Kind, list[tuple[Person, ...]]]:
    """Who may come as which kind, alone or together, in the order of the dice."""
    shared = _shared_codes(people.people)
    good = [each for each in people.people if _is_good(each) and not each.inside]
    alone = [each for each in good if each.record.codes[0] not in shared]
    twins = [each for each in good if each.record.codes[0] in shared]
    pools: dict[Kind, list[tuple[Person, ...]]] = {
        Kind.GOOD: [(each,) for each in alone],
        Kind.PARTY: _parties(alone),
        Kind.TWIN: [(each,) for each in twins],
        Kind.INSIDE: [
            (each,)
            for each in people.people
            if each.inside and _is_good(each) and each.record.codes[0] not in shared
        ],
        Kind.UNPAID: _only(people, lambda each: each.record.payment is Payment.UNPAID),
        Kind.WRONG_DAY: _only(people, lambda each: each.record.category == "Day 2 only"),
        Kind.CANCELLED: _only(people, lambda each: each.record.status is Status.CANCELLED),
        Kind.PENDING: _only(people, lambda each: each.record.status is Status.PENDING),
        Kind.BLOCKED: _only(people, lambda each: each.record.blocked),
    }
    for pool in pools.values():
        dice.shuffle(pool)
    # The same people: whoever has come as one kind does not come as another.
    pools[Kind.FORGOT] = _named(pools[Kind.GOOD], people, dice)
    pools[Kind.GARBLED] = _named(pools[Kind.GOOD], people, dice)
    return pools


def _named(
    pool: list[tuple[Person, ...]], people: Crowd, dice: random.Random
) -> list[tuple[Person, ...]]:
    """Those of a pool who are found by their name, with any keyboard, and nobody else by it."""
    names = Counter(compared(person.record.name) for person in people.people)
    alone = [
        group
        for group in pool
        if names[compared(group[0].record.name)] == 1 and group[0].record.name == group[0].latin
    ]
    return dice.sample(alone, len(alone))


def _only(people: Crowd, is_one: Callable[[Person], bool]) -> list[tuple[Person, ...]]:
    """Those with that one trouble, and no other."""
    return [
        (each,)
        for each in people.people
        if is_one(each) and _troubles(each) == 1 and not each.inside and not each.withdrawn
    ]


def _troubles(person: Person) -> int:
    record = person.record
    return sum(
        (
            record.payment is Payment.UNPAID,
            record.status is not Status.VALID,
            record.blocked,
            record.category == "Day 2 only",
            record.valid_from is not None or record.valid_until is not None,
        )
    )


def _is_good(person: Person) -> bool:
    return not _troubles(person) and not person.withdrawn


def _shared_codes(people: Sequence[Person]) -> set[str]:
    seen: set[str] = set()
    shared: set[str] = set()
    for person in people:
        for code in person.record.codes:
            (shared if code in seen else seen).add(code)
    return shared


def _parties(people: Sequence[Person]) -> list[tuple[Person, ...]]:
    booked: dict[str, list[Person]] = {}
    for person in people:
        booked.setdefault(person.record.order, []).append(person)
    return [tuple(group[:_MOST_TOGETHER]) for group in booked.values() if len(group) > 1]
