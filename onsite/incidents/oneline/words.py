"""What a line may name: types, zones, people, severities, and by which words. Pure."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from onsite.incidents.oneline.grammar import cells, is_wide
from onsite.nearest import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SHORTEST = 3
_BRIEF_CELLS = 4
_LAST_NUMBER = re.compile(r"[0-9]+$")
_PART = re.compile(r"[0-9]+|[^\W\d_]+")


@dataclass(frozen=True)
class Words:
    """By id, what each is called, of a type its name first; the severities from the slightest."""

    types: Mapping[str, tuple[str, ...]]
    zones: Mapping[str, tuple[str, ...]]
    people: Mapping[str, tuple[str, ...]]
    severities: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()
    """Names of what is no zone, as of checkpoints: “Main entrance” is not “Main hall”."""

    @cached_property
    def type_of(self) -> Mapping[str, str]:
        """The type of each name, folded."""
        return _by_name(self.types)

    @cached_property
    def zone_by_name(self) -> Mapping[str, str]:
        """The zone of each name, folded, without the short words."""
        return _by_name(self.zones)

    @cached_property
    def zone_of(self) -> Mapping[str, str]:
        """The zone of each name, folded, and of the short words that mean only one of them.

        A word that means a type means no zone.
        """
        named = self.zone_by_name
        shorts: Counter[str] = Counter()
        owners: dict[str, str] = {}
        for key, names in self.zones.items():
            for short in {short for name in names for short in _shorts(name)}:
                shorts[short] += 1
                owners[short] = key
        only = {short: owners[short] for short, many in shorts.items() if many == 1}
        return {
            name: key
            for name, key in {**only, **named}.items()
            if name in named or name not in self.type_of
        }

    def numbered_as(self, name: str) -> tuple[str, ...]:
        """The zones that are called so with another number, as `h2` for `h3`."""
        letters = _LAST_NUMBER.sub("", folded(name))
        if letters in ("", folded(name)):
            return ()
        found = {
            zone
            for known, zone in self.zone_of.items()
            if known != letters and _LAST_NUMBER.sub("", known) == letters
        }
        return tuple(sorted(found))

    def is_called(self, name: str, kind: str) -> bool:
        """Whether a word for a type is no more than its name, a part of it, or short for it."""
        names = [folded(each) for each in (kind, *self.types.get(kind, ())[:1])]
        if any(name in each for each in names):
            return True
        brief = cells(name) <= _BRIEF_CELLS
        return brief and (is_wide(name) or any(name[:1] == each[:1] for each in names))

    def begun_as(self, name: str) -> tuple[str, ...]:
        """The types of which a name begins so."""
        begun = folded(name)
        if len(begun) < _SHORTEST:
            return ()
        return tuple(dict.fromkeys(t for n, t in self.type_of.items() if n.startswith(begun)))

    def graveness(self, name: str) -> tuple[str, ...]:
        """The exclamation marks for a severity that is called so, or begins so."""
        begun = folded(name)
        if len(begun) <= _SHORTEST:
            return ()
        known = enumerate(self.severities, 1)
        return tuple("!" * many for many, each in known if folded(each).startswith(begun))

    def is_short(self, name: str) -> bool:
        """Whether it is no more than a word of the name of the only zone that has it."""
        return name not in self.zone_by_name

    @cached_property
    def named_elsewhere(self) -> frozenset[str]:
        """The other names, folded."""
        return frozenset(map(folded, self.elsewhere))

    def wants_its_number(self, name: str, following: str) -> bool:
        """Whether `hall` alone means “Hall 2”, but another number than its own follows."""
        zone = self.zone_of[name]
        if not following[:1].isdigit():
            return False
        return any(map(str.isdigit, "".join((zone, *self.zones[zone]))))

    @property
    def longest(self) -> int:
        """How many words the longest name of a type or a zone has."""
        named = (*self.types.values(), *self.zones.values())
        return max((len(name.split()) for names in named for name in names), default=1)


def _by_name(named: Mapping[str, Iterable[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, names in named.items():
        for name in (key, *names):
            if folded(name):
                found.setdefault(folded(name), key)
    return found


def _shorts(name: str) -> set[str]:
    """`h2` and `hall` of “Hall 2”."""
    parts = [folded(part) for part in _PART.findall(name)]
    letters = "".join(part if part.isdigit() else part[:1] for part in parts)
    found = {part for part in parts if len(part) >= _SHORTEST and not part.isdigit()}
    return found | ({letters} if len(parts) > 1 else set())
