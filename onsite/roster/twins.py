"""Rows of one list that share a key, a code or a person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onsite.roster.names import compared
from onsite.roster.remarks import Twin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onsite.roster.listing import Listed


def without_twins(
    people: Sequence[Listed], *, keyed: bool
) -> tuple[tuple[Listed, ...], tuple[Twin, ...]]:
    """The people with a key of their own each, and the rows that share something.

    A row that repeats the key and the name of an earlier one is dropped: the first is used. Rows
    of different people with one key are all kept, with the name in their keys: their code is
    ambiguous, and the desk will ask. One person with two different codes has two tickets.

    Args:
        people: in the order of their lines.
        keyed: whether every row is a ticket; a made-up key that comes again is then another.
    """
    twins: list[Twin] = []
    kept = [one for group in _groups(people) for one in _apart(group, twins, keyed=keyed)]
    kept.sort(key=lambda one: one.line)
    twins += _shared_codes(kept)
    twins += _two_tickets(kept)
    return tuple(kept), tuple(sorted(twins, key=lambda twin: twin.line))


def _groups(people: Iterable[Listed]) -> Iterable[list[Listed]]:
    groups: dict[str, list[Listed]] = {}
    for one in people:
        groups.setdefault(one.key, []).append(one)
    return groups.values()


def _apart(group: list[Listed], twins: list[Twin], *, keyed: bool) -> list[Listed]:
    if len(group) == 1:
        return group
    if keyed and group[0].made_up:
        return [
            replace(one, key=f"{one.key}#{at}") if at > 1 else one
            for at, one in enumerate(group, 1)
        ]
    first: dict[str, Listed] = {}
    for one in group:
        earlier = first.setdefault(compared(one.record.name), one)
        if earlier is not one:
            twins.append(Twin(one.line, earlier.line, "row", one.record.name))
    if len(first) == 1:
        return list(first.values())
    return [replace(one, key=f"{one.key}|{name}") for name, one in first.items()]


def _shared_codes(people: Iterable[Listed]) -> Iterator[Twin]:
    first: dict[str, int] = {}
    for one in people:
        for code in one.record.codes:
            line = first.setdefault(code, one.line)
            if line != one.line:
                yield Twin(one.line, line, "code", code)


def _two_tickets(people: Iterable[Listed]) -> Iterator[Twin]:
    first: dict[tuple[str, str], int] = {}
    for one in people:
        if not (one.record.name and one.record.email):
            continue
        person = (compared(one.record.name), one.record.email.casefold())
        line = first.setdefault(person, one.line)
        if line != one.line:
            yield Twin(one.line, line, "person", one.record.name)
