"""On which line of a TOML text each of its keys and elements stands.

`tomllib` reads values but does not tell where they came from. This walks over a text that
`tomllib` has already accepted, so it needs to know only where things begin and end.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from typing import Any

Place = tuple[str | int, ...]

_SPACE = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_PART = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\])*"|'[^']*')"""
_KEY = re.compile(rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*")
_EQUALS = re.compile(r"[ \t]*=[ \t]*")
# Up to two quotes may stand before the three that close a text of several lines.
_TEXT = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?'{3,5}|"(?:\\.|[^"\\])*"|'[^']*\'''', re.DOTALL
)
_ESCAPE = re.compile(r"\\u.{4}|\\U.{8}|\\.|.")
"""One character of a text, as it is written between double quotes."""
_PLAIN = re.compile(r"[^,\]}#\n]*")


def positions(text: str) -> dict[Place, int]:
    """Lines, counted from 1, by place. A table stands where its header does.

    Args:
        text: a TOML text without mistakes.
    """
    return _Walk(text.replace("\r\n", "\n")).lines


def spot_within(text: str, place: Place, offset: int) -> tuple[int, int]:
    """Line and column, counted from 1, of a character within a text that is a value.

    Args:
        text: a TOML text without mistakes.
        place: of the value.
        offset: characters of the value that stand before it. In a text between three quotes,
            the beginning of the value is answered.
    """
    text = text.replace("\r\n", "\n")
    start = _Walk(text).starts[place]
    quote = text[start]
    if not text.startswith(quote * 3, start):
        start += 1
        for _character in range(offset):
            start += len(_ESCAPE.match(text, start)[0]) if quote == '"' else 1  # type: ignore[index]
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


class _Walk:
    def __init__(self, text: str) -> None:
        self._text = text
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._at = 0
        self._table: Place = ()
        self._last: dict[Place, int] = {}
        self.lines: dict[Place, int] = {(): 1}
        self.starts: dict[Place, int] = {}
        """Where values begin, in characters from the start."""
        while self._next():
            if self._next() == "[":
                self._header()
            else:
                self._pair(self._table)

    def _header(self) -> None:
        line = self._line()
        several = self._text.startswith("[[", self._at)
        self._at += 2 if several else 1
        self._next()
        *outer, name = self._key()
        place: Place = ()
        for part in outer:
            place = self._within((*place, part))
            self.lines.setdefault(place, line)
        place = (*place, name)
        if several:
            self.lines.setdefault(place, line)
            self._last[place] = self._last.get(place, -1) + 1
            place = (*place, self._last[place])
        self.lines[place] = line
        self._table = place
        self._next()
        self._at += 2 if several else 1

    def _within(self, place: Place) -> Place:
        return (*place, self._last[place]) if place in self._last else place

    def _pair(self, table: Place) -> None:
        line = self._line()
        place = table
        for part in self._key():
            place = (*place, part)
            self.lines.setdefault(place, line)
        self._skip(_EQUALS)
        self._value(place)

    def _value(self, place: Place) -> None:
        self.starts[place] = self._at
        opening = self._text[self._at]
        if opening == "[":
            self._array(place)
        elif opening == "{":
            self._inline_table(place)
        else:
            self._skip(_TEXT if opening in "\"'" else _PLAIN)

    def _array(self, place: Place) -> None:
        self._at += 1
        number = 0
        while self._next() != "]":
            self.lines[*place, number] = self._line()
            self._value((*place, number))
            number += 1
            if self._next() == ",":
                self._at += 1
        self._at += 1

    def _inline_table(self, place: Place) -> None:
        self._at += 1
        while self._next() != "}":
            self._pair(place)
            if self._next() == ",":
                self._at += 1
        self._at += 1

    def _key(self) -> list[str]:
        start = self._at
        self._skip(_KEY)
        found: Any = tomllib.loads(f"{self._text[start : self._at]} = 0")
        parts: list[str] = []
        while isinstance(found, dict):
            ((part, found),) = found.items()
            parts.append(part)
        return parts

    def _next(self) -> str:
        """The character after space and comments, which are passed over; empty at the end."""
        self._skip(_SPACE)
        return self._text[self._at : self._at + 1]

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self._text, self._at)
        if found is not None:
            self._at = found.end()

    def _line(self) -> int:
        return bisect_left(self._ends, self._at) + 1
