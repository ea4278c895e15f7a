"""The words of a condition, one after another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["stamp", "date", "clock", "number", "name", "quoted", "sign", "mark", "end"]
LONGEST = 1_000
"""Characters of one condition: more than that belongs in several lines."""

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<stamp>\d{4}-\d\d-\d\d[T ]\s*\d{1,2}:\d\d(?::\d\d)?)
    |(?P<date>\d{4}-\d\d-\d\d(?![\w-]))
    |(?P<clock>\d{1,2}:\d\d(?::\d\d)?)
    |(?P<number>\d+(?![\w-]))
    |(?P<name>[^\W_][\w-]*)
    |(?P<quoted>'(?:[^']|'')*'|"(?:[^"]|"")*")
    |(?P<sign><=|>=|!=|==|=|<|>|≤|≥|≠)
    |(?P<mark>[(),+\-−–])
    |(?P<end>$)
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number, sign or name."""

    kind: Kind
    text: str
    """As it was written."""
    offset: int
    """Characters before it."""

    @property
    def word(self) -> str:
        """What can be compared with the words of the language; empty for names in quotes."""
        return "" if self.kind == "quoted" else self.text.casefold()


class ConditionError(ValueError):
    """A text is no condition.

    Args:
        code: what is wrong; `wording` has the sentence.
        offset: characters before the place in the text.
        details: what the sentence needs.
    """

    def __init__(self, code: str, offset: int = 0, **details: str) -> None:
        super().__init__(f"{code} at {offset}: {details}")
        self.code = code
        self.offset = offset
        self.details = details


class Words:
    """The words of a text, taken from left to right.

    Raises:
        ConditionError: a sign that no condition has, or a name whose quote is not closed.
    """

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise ConditionError("long", most=str(LONGEST))
        self._tokens = _tokens(text)
        self._at = 0

    @property
    def next(self) -> Token:
        """The word that comes next; at the end, one that is empty."""
        return self._tokens[self._at]

    def over(self) -> bool:
        """Whether no word is left."""
        return self.next.kind == "end"

    @property
    def last(self) -> str:
        """The word that was taken last; empty at the beginning."""
        return self._tokens[self._at - 1].text if self._at else ""

    def take(self) -> Token:
        """The next word; the one after it is next then."""
        token = self._tokens[self._at]
        self._at += token.kind != "end"
        return token

    def skip(self, *words: str) -> bool:
        """Take those words if they are exactly what comes next; answers whether they were."""
        coming = self._tokens[self._at : self._at + len(words)]
        met = tuple(token.word for token in coming) == words
        self._at += len(words) if met else 0
        return met

    def expect(self, *words: str) -> None:
        """Take those words.

        Raises:
            ConditionError: others come next.
        """
        for word in words:
            if not self.skip(word):
                raise self.unexpected(f"“{' '.join(words)}”")

    def unexpected(self, wanted: str) -> ConditionError:
        """What is wrong where something else should come.

        Args:
            wanted: a code of `wording`, or words in quotation marks.
        """
        token = self.next
        return ConditionError(
            "missing" if token.kind == "end" else "instead",
            token.offset,
            wanted=wanted,
            word=token.text,
            after=self.last,
        )


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    at = 0
    while not found or found[-1].kind != "end":
        match = _TOKEN.match(text, at)
        if match is None:
            raise _strange(text, at)
        kind = match.lastgroup or "end"
        # The group's name is one of the kinds.
        found.append(Token(kind, match[kind], match.start(kind)))  # type: ignore[arg-type]
        at = match.end()
    return found


def _strange(text: str, at: int) -> ConditionError:
    rest = text[at:].lstrip()
    code = "open_quote" if rest[0] in "'\"" else "strange"
    return ConditionError(code, len(text) - len(rest), word=rest[0])
