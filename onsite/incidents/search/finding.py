"""Which incidents a search means. Nothing here touches the store: it may run beside the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.cleaning import clean
from onsite.incidents.search.filters import Terms, test
from onsite.incidents.search.patterns import pattern
from onsite.incidents.search.query import terms
from onsite.roster.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from onsite.incidents.search.query import Term
    from onsite.incidents.search.records import Passage, Record

    Mark = Callable[[Passage], bool]


@dataclass(frozen=True, slots=True)
class Search:
    """A line that was read."""

    tests: tuple[Callable[[Record], bool], ...]
    """Each must hold."""
    marks: tuple[Mark, ...]
    """Each must be somewhere."""
    without: tuple[Mark, ...]
    """None may be anywhere."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An incident that was meant."""

    record: Record
    passages: tuple[Passage, ...]
    """Where what was searched for stands; empty for a search of filters alone."""


def read(line: str, known: Terms) -> Search:
    """What a line asks for.

    Raises:
        BadInputError: it names what nobody knows, or a pattern is none.
    """
    found = terms(clean(line))
    texts = [(each.wanted, _mark(each)) for each in found if each.kind != "filter"]
    return Search(
        tuple(_filter(known, each) for each in found if each.kind == "filter"),
        tuple(mark for wanted, mark in texts if wanted),
        tuple(mark for wanted, mark in texts if not wanted),
    )


def find(records: Iterable[Record], search: Search) -> tuple[Hit, ...]:
    """Those that are meant, in the order of the records."""
    found = (_hit(each, search) for each in records)
    return tuple(each for each in found if each is not None)


def _hit(record: Record, search: Search) -> Hit | None:
    if not all(test(record) for test in search.tests):
        return None
    if any(mark(each) for mark in search.without for each in record.passages):
        return None
    where: dict[int, Passage] = {}
    for mark in search.marks:
        marked = {at: each for at, each in enumerate(record.passages) if mark(each)}
        if not marked:
            return None
        where |= marked
    return Hit(record, tuple(where[at] for at in sorted(where)))


def _filter(known: Terms, term: Term) -> Callable[[Record], bool]:
    holds = test(known, term)
    return holds if term.wanted else lambda record: not holds(record)


def _mark(term: Term) -> Mark:
    if term.kind == "pattern":
        matches = pattern(term.value)
        return lambda passage: matches(passage.text)
    wanted = fold(term.value)
    return lambda passage: wanted in passage.folded
