"""A line read: what is meant by it, and what nobody knows. Pure.

At the head of the line stand type and zone, in any order; the text begins with the first word
that is neither. `@person`, `#zone`, `!` and a time of day mean what they say wherever they stand.
The first word for a type is taken out of the text where it is no more than the type's name, or
short for it; one that says more, as “smoke” of a fire, stays there, and so does each further one,
which adds its type. A zone that is named later in the text is meant, too, and stays in the text.
Nothing that was typed is lost: what nobody knows stays in the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

from onsite.incidents.oneline import grammar
from onsite.incidents.rules import whose
from onsite.nearest import folded, nearest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from onsite.incidents.oneline.grammar import Token
    from onsite.incidents.oneline.words import Words

Kind = Literal["type", "zone", "person", "severity", "time", "text"]
_HALF_A_DAY = timedelta(hours=12)
_MOST_LOOKED_FOR = 3
_LONGEST_ELSEWHERE = 6
"""Words of the name of what is no zone, at most."""
_CLOSE = 0.8
_CLOSE_WITH_DIGIT = 0.6


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the line, and what it means."""

    kind: Kind
    start: int
    """Characters before it; `end` characters before its end."""
    end: int
    value: str
    """An id; of a time HH:MM, of a text the words."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A word that nobody knows, or a time that is still to come."""

    kind: Kind
    given: str
    nearest: tuple[str, ...] = ()
    """Ids of what was meant perhaps, the likeliest first."""
    certain: bool = True
    """Whether the word can mean nothing else; a guess is only shown."""
    start: int = field(default=0, compare=False)
    """Characters of the line before what is given; `end` before its end."""
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a line says."""

    text: str = ""
    types: tuple[str, ...] = ()
    zone: str = ""
    people: tuple[str, ...] = ()
    severity: str = ""
    """Empty: as the types say."""
    happened: datetime | None = None
    """Aware."""
    parts: tuple[Part, ...] = ()
    """In the order of the line."""
    problems: tuple[Problem, ...] = ()

    @property
    def certain(self) -> tuple[Problem, ...]:
        """The problems that are no guesses."""
        return tuple(each for each in self.problems if each.certain)


def read(line: str, words: Words, now: datetime, future: timedelta = timedelta()) -> Reading:
    """Read a line.

    Args:
        line: as it was typed.
        words: what it may name.
        now: the present, aware, in the event's zone.
        future: by how much a time may be after it.
    """
    names = (name for names in (*words.types.values(), *words.zones.values()) for name in names)
    reader = _Reader(words, now, future, grammar.tokens(line, names))
    while reader.at < len(reader.tokens):
        reader.step()
    return reader.done()


class _Reader:
    def __init__(
        self, words: Words, now: datetime, future: timedelta, tokens: tuple[Token, ...]
    ) -> None:
        self.tokens = tokens
        self.at = 0
        self._words, self._now, self._future = words, now, future
        self._found = Reading()
        self._parts: list[Part] = []
        self._problems: list[Problem] = []
        self._in_head = True
        self._guessed = False

    def step(self) -> None:
        """Read the next word, or the next few that are one name."""
        token = self.tokens[self.at]
        if self._sign(token) or (self._in_head and self._name()):
            return
        # Behind a word that was meant as a type or a zone perhaps, the head goes on.
        self._in_head = self._in_head and not self._guessed and self._guess(token)
        self._guessed = self._in_head
        if not self._found.zone:
            self._named_in_text()
        self._take("text", token, token.text)

    def done(self) -> Reading:
        """All that was read."""
        said = [part for part in self._parts if part.kind == "text"]
        return replace(
            self._found,
            text=" ".join(part.value for part in said),
            parts=tuple(self._parts),
            problems=tuple(self._problems),
        )

    def _sign(self, token: Token) -> bool:
        """Whether the word is one of the signs that mean the same everywhere."""
        if many := grammar.bangs(token.text):
            ranks = self._words.severities
            value = ranks[min(many, len(ranks)) - 1] if ranks else ""
            self._found = replace(self._found, severity=value)
            self._take("severity", token, value)
        elif (named := grammar.handle(token.text)) or (zone := grammar.zone(token.text)):
            self._person(token, named) if named else self._zone(token, zone)
        elif (at := grammar.clock(token.text)) and self._found.happened is None:
            self._time(token, at)
        elif self._in_head and not self._found.types and grammar.is_label(token.text):
            return self._label(token)
        else:
            return False
        return True

    def _name(self) -> bool:
        """Whether a type or a zone stands here, of one word or several."""
        for many in range(self._words.longest, 0, -1):
            ahead = self.tokens[self.at : self.at + many]
            name = folded("".join(each.text for each in ahead))
            # A sign is no part of a name: “med !” says how grave it is.
            if len(ahead) < many or not all(folded(each.text) for each in ahead):
                continue
            span = (ahead[0].start, ahead[-1].end)
            if (kind := self._words.type_of.get(name)) is not None:
                if self._found.types or not self._words.is_called(name, kind):
                    self._keep(ahead)
                else:
                    self._put("type", *span, kind, many)
                self._add_type(kind)
                return True
            zone = self._words.zone_of.get(name)
            if zone is not None and not self._found.zone and not self._is_other(name, many):
                self._found = replace(self._found, zone=zone)
                self._put("zone", *span, zone, many)
                return True
        return False

    def _is_other(self, name: str, many: int) -> bool:
        """Whether what follows a short word says that something else is meant."""
        if not self._words.is_short(name):
            return False
        ahead = [each.text for each in self.tokens[self.at : self.at + _LONGEST_ELSEWHERE]]
        longer = range(many + 1, len(ahead) + 1)
        if any(folded("".join(ahead[:n])) in self._words.named_elsewhere for n in longer):
            return True
        following = "".join(ahead[many : many + 1])
        if grammar.clock(following) is not None:
            return False
        return self._words.wants_its_number(name, following)

    def _label(self, token: Token) -> bool:
        name = grammar.bare(token.text)
        kind = self._words.type_of.get(folded(name))
        if kind is not None:
            self._add_type(kind)
            self._take("type", token, kind)
            return True
        if self.at == 0:
            self._problem(token, "type", name, self._near(name, self._words.types))
        return False

    def _person(self, token: Token, name: str) -> None:
        found = whose(name, self._words.people)
        if len(found) == 1:
            people = dict.fromkeys((*self._found.people, found[0]))
            self._found = replace(self._found, people=tuple(people))
            self._take("person", token, found[0])
            return
        self._problem(token, "person", name, found or self._near(name, self._words.people))
        self._take("text", token, token.text)

    def _zone(self, token: Token, name: str) -> None:
        zone = self._words.zone_of.get(folded(name))
        if zone is not None:
            self._found = replace(self._found, zone=zone)
            self._take("zone", token, zone)
            return
        self._problem(token, "zone", name, self._near(name, self._words.zones))
        self._take("text", token, token.text)

    def _time(self, token: Token, at: tuple[int, int]) -> None:
        happened = instant(*at, self._now, self._future)
        shown = f"{at[0]:02}:{at[1]:02}"
        if happened is None:
            self._problem(token, "time", shown, ())
            self._take("text", token, token.text)
            return
        self._found = replace(self._found, happened=happened)
        self._take("time", token, shown)

    def _named_in_text(self) -> None:
        zone = self._words.zone_by_name.get(folded(grammar.bare(self.tokens[self.at].text)))
        if zone:
            self._found = replace(self._found, zone=zone)

    def _guess(self, token: Token) -> bool:
        """Whether the first word of the text was meant as a type, a zone or a severity perhaps."""
        name = grammar.bare(token.text)
        for kind, near in self._guesses(name):
            if near or (kind == "zone" and grammar.is_like_a_room(name)):
                self._problem(token, kind, name, near, certain=False)
                return True
        return False

    def _guesses(self, name: str) -> Iterator[tuple[Kind, tuple[str, ...]]]:
        """What a word may have been meant as; of a severity, the signs that say it."""
        close = _CLOSE_WITH_DIGIT if any(map(str.isdigit, name)) else _CLOSE
        words = self._words
        if not self._found.types:
            yield "type", nearest_of(name, words.types, close=close) or words.begun_as(name)
        if not self._found.severity:
            yield "severity", words.graveness(name)
        if not self._found.zone:
            yield "zone", nearest_of(name, words.zones, close=close) or words.numbered_as(name)

    def _add_type(self, kind: str) -> None:
        types = dict.fromkeys((*self._found.types, kind))
        self._found = replace(self._found, types=tuple(types))

    def _near(self, name: str, known: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
        """What was meant perhaps: of the first few that nobody knows, as looking takes a while."""
        return nearest_of(name, known) if len(self._problems) < _MOST_LOOKED_FOR else ()

    def _problem(
        self,
        token: Token,
        kind: Kind,
        given: str,
        nearest: tuple[str, ...],
        *,
        certain: bool = True,
    ) -> None:
        start = token.start + max(token.text.find(given), 0)
        self._problems.append(Problem(kind, given, nearest, certain, start, start + len(given)))

    def _keep(self, tokens: Iterable[Token]) -> None:
        """Words that mean something, and stay in the text."""
        for token in tokens:
            self._take("text", token, token.text)

    def _take(self, kind: Kind, token: Token, value: str) -> None:
        self._put(kind, token.start, token.end, value, 1)

    def _put(self, kind: Kind, start: int, end: int, value: str, many: int) -> None:
        self._parts.append(Part(kind, start, end, value))
        self.at += many


def instant(hour: int, minute: int, now: datetime, future: timedelta) -> datetime | None:
    """The last time that it was so late; None where it is still to come.

    Args:
        hour: of the day.
        minute: of the hour.
        now: aware, in the zone in which the time is meant.
        future: by how much it may be after `now`.
    """
    today = datetime.combine(now.date(), time(hour, minute), now.tzinfo)
    if today <= now + future:
        return today
    yesterday = datetime.combine(now.date() - timedelta(days=1), time(hour, minute), now.tzinfo)
    return yesterday if now - yesterday <= _HALF_A_DAY else None
