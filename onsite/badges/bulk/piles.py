"""Badges in the order of the boxes in which they will lie. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from onsite.badges.bulk.series import FIRST, Series

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from onsite.badges.bulk.choosing import Person, Sort

PER_BOX = 200
"""A box that one person carries, and in which a badge is found by leafing."""
_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Packed:
    """The badges of one box, in their order."""

    box: str
    """What stands on it; see `series`."""
    desk: str
    """The id of the desk at which it stands; empty for any."""
    design: str
    """The name of the template of all of them."""
    people: tuple[Person, ...]

    @property
    def first(self) -> str:
        """The letters with which the first name begins."""
        return letters(self.people[0].key)

    @property
    def last(self) -> str:
        """The letters with which the last one begins."""
        return letters(self.people[-1].key)


def pack(
    people: Sequence[Person],
    sort: Sort,
    design: Callable[[Person], str],
    per_box: int,
    series: Series = FIRST,
) -> tuple[Packed, ...]:
    """The boxes in which badges will lie.

    Badges of one design lie together, so that paper of one size is cut at once; of one desk too,
    where they are sorted by desk. A party is parted only where it does not fit into one box.

    Args:
        people: whose badges, in any order.
        sort: by what.
        design: the name of somebody's template.
        per_box: at most so many in a box.
        series: how the boxes are called.
    """
    found: list[Packed] = []
    by_desk = sort == "desk"
    places = list(dict.fromkeys(each.desk for each in people)) if by_desk else [""]
    ordered = sorted(people, key=_by_party(people) if sort == "party" else _by_name)
    for desk in sorted(places, key=lambda each: (not each, each)):
        mine = [each for each in ordered if each.desk == desk] if by_desk else ordered
        designs = dict.fromkeys(design(each) for each in mine)
        for name in designs:
            those = [each for each in mine if design(each) == name]
            for part in _parts(those, per_box, together=sort == "party"):
                found.append(Packed(series.name(len(found)), desk, name, part))
    return tuple(found)


def letters(key: str) -> str:
    """The beginning of a name as it stands on a box."""
    return key[:_LETTERS].strip().title() or "#"


def _by_name(person: Person) -> tuple[str, str]:
    return person.key, person.attendee


def _by_party(people: Sequence[Person]) -> Callable[[Person], tuple[str, ...]]:
    """Parties in the order of the first name in each; who came alone is a party."""
    first: dict[str, str] = {}
    for each in people:
        party = _party(each)
        first[party] = min(first.get(party, each.key), each.key)
    return lambda person: (first[_party(person)], _party(person), *_by_name(person))


def _party(person: Person) -> str:
    return person.record.order or f"\0{person.attendee}"


def _parts(
    people: Sequence[Person], per_box: int, *, together: bool
) -> Iterator[tuple[Person, ...]]:
    if not together:
        for begin in range(0, len(people), per_box):
            yield tuple(people[begin : begin + per_box])
        return
    box: list[Person] = []
    for _order, party in groupby(people, key=_party):
        those = list(party)
        if box and len(box) + len(those) > per_box:
            yield tuple(box)
            box = []
        while len(those) > per_box:
            yield tuple(those[:per_box])
            those = those[per_box:]
        box += those
    if box:
        yield tuple(box)
