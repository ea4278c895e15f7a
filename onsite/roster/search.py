"""Finding people at the desk: by any word of theirs, as it is typed, in any order and script."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text as sql

from onsite.roster.acts.aliases import aliases
from onsite.roster.folding import key, terms, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from onsite.roster.folding import Term

FEW = 5
"""With fewer exact hits than this, near misses are looked for as well."""
_LOOKED_AT = 200
"""How many full-text matches are sorted; a first letter may match a fifth of the roster."""
_SHORTEST_MISSPELT = 4
_MOST_SPELLINGS = 40
_LAST = "\U0010ffff"
_LATIN = "abcdefghijklmnopqrstuvwxyz"

_BY_NAME = sql(
    "SELECT name, attendee FROM attendee_search WHERE name >= :start AND name < :end"
    " ORDER BY name, attendee LIMIT :most"
)
_BY_TURNED = sql(
    "SELECT turned, attendee FROM attendee_search WHERE turned >= :start AND turned < :end"
    " ORDER BY turned, attendee LIMIT :most"
)
_BY_WORDS = sql(
    "SELECT attendee, name, names || ' ' || pinyin || ' ' || others FROM attendee_search"
    " WHERE number IN (SELECT rowid FROM attendee_search_index"
    " WHERE attendee_search_index MATCH :expression LIMIT :most)"
    " ORDER BY name, attendee"
)
_IN_USE = sql(
    "SELECT spelling.value FROM json_each(:spellings) AS spelling"
    " WHERE EXISTS (SELECT 1 FROM attendee_search_word"
    " WHERE term >= spelling.value AND term < spelling.value || :last)"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """An attendee who was found."""

    attendee: str
    exact: bool
    """Whether everything typed is there as it was typed, but for accents and script."""


def search(rows: Connection, text: str, limit: int = 50) -> list[Hit]:
    """The attendees a text may mean, best first, withdrawn ones too.

    Whole names come first, then names that begin with the text, then names with such words,
    then company, e-mail, order and codes, then near misses.
    """
    wanted = terms(text)
    if not wanted:
        return []
    found = dict.fromkeys(_first(_exact(rows, text, wanted, limit), limit), True)
    if len(found) < min(FEW, limit) and not (found and _has_digits(wanted)):
        for attendee in _near(rows, wanted):
            found.setdefault(attendee, False)
    # Who was merged is found by either name, once.
    known = aliases(rows)
    stays: dict[str, bool] = {}
    for attendee, exact in found.items():
        who = known.get(attendee, attendee)
        stays[who] = stays.get(who, False) or exact
    return [Hit(attendee, exact) for attendee, exact in stays.items()][:limit]


def _has_digits(wanted: Iterable[Term]) -> bool:
    """Whether it is an order, a code or an address, that means one attendee if any."""
    return any(letter.isdigit() for term in wanted for letter in term.forms[0])


def _first(attendees: Iterable[str], limit: int) -> list[str]:
    found: dict[str, None] = {}
    for attendee in attendees:
        found[attendee] = None
        if len(found) >= limit:
            break
    return list(found)


def _exact(rows: Connection, text: str, wanted: Sequence[Term], limit: int) -> Iterator[str]:
    """Best first; what is not taken is not looked for."""
    yield from _beginning(rows, key(words(text)), limit)
    for expression in (
        f"{{names pinyin}} : ({_all(wanted, '')})",
        f"{{names pinyin}} : ({_all(wanted, '*')})",
        _all(wanted, "*"),
    ):
        yield from (attendee for attendee, *_ in _matching(rows, expression))


def _beginning(rows: Connection, start: str, limit: int) -> list[str]:
    """Whole names that begin with the text, in either order of given and family name."""
    asked = {"start": start, "end": start + _LAST, "most": limit}
    found = [*rows.execute(_BY_NAME, asked), *rows.execute(_BY_TURNED, asked)]
    return [attendee for _, attendee in sorted(tuple(row) for row in found)]


def _matching(rows: Connection, expression: str) -> list[tuple[str, str, str]]:
    asked = {"expression": expression, "most": _LOOKED_AT}
    return [tuple(row) for row in rows.execute(_BY_WORDS, asked)]


def _all(wanted: Iterable[Term], star: str) -> str:
    return " AND ".join(_any(term.forms, term, star) for term in wanted)


def _any(forms: Iterable[str], term: Term, star: str) -> str:
    # Words hold letters, digits and marks only, and are quoted: none can be an operator.
    return "(" + " OR ".join(f'"{_spaced(form, term)}"{star}' for form in forms) + ")"


def _spaced(form: str, term: Term) -> str:
    return " ".join(form) if term.spaceless else form


def _near(rows: Connection, wanted: Sequence[Term]) -> list[str]:
    """Attendees whose words differ by one letter each, or who have all the characters."""
    spellings = [[*term.forms, *_spellings(rows, term)] for term in wanted]
    expression = " AND ".join(
        _scattered(term) if term.spaceless else _any(forms, term, "*")
        for term, forms in zip(wanted, spellings, strict=True)
    )
    found = _matching(rows, expression)
    asked = [term.forms[0] for term in wanted if not term.spaceless]
    return [row[0] for row in sorted(found, key=lambda row: _distance(asked, row[2].split()))]


def _scattered(term: Term) -> str:
    return "(" + " AND ".join(f'"{character}"' for character in dict.fromkeys(term.forms[0])) + ")"


def _distance(asked: Iterable[str], written: Sequence[str]) -> int:
    """How many letters have to change: whole words before their beginnings."""
    from rapidfuzz.distance import OSA

    total = 0
    for word in asked:
        whole = min(OSA.distance(word, other, score_cutoff=1) for other in written)
        total += 2 * whole if whole <= 1 else 3
    return total


def _spellings(rows: Connection, term: Term) -> list[str]:
    """The beginnings of words on the roster that are one letter away."""
    word = term.forms[0]
    if term.spaceless or len(word) < _SHORTEST_MISSPELT or not word.isalpha():
        return []
    asked = {"spellings": json.dumps(_one_letter_away(word), ensure_ascii=False), "last": _LAST}
    return list(rows.execute(_IN_USE, asked).scalars())[:_MOST_SPELLINGS]


def _one_letter_away(word: str) -> list[str]:
    cuts = [(word[:at], word[at:]) for at in range(len(word))]
    letters = _alphabet(word)
    found = [
        *(left + right[1] + right[0] + right[2:] for left, right in cuts[:-1]),
        *(left + right[1:] for left, right in cuts),
        *(left + letter + right[1:] for left, right in cuts[:-1] for letter in letters),
        *(left + letter + right for left, right in cuts for letter in letters),
    ]
    return [spelling for spelling in dict.fromkeys(found) if spelling != word]


def _alphabet(word: str) -> str:
    if word.isascii():
        return _LATIN
    # A script's letters stand side by side in Unicode.
    rows = {ord(letter) & ~0x1F for letter in word}
    near = (chr(start + step) for start in sorted(rows) for step in range(32))
    return "".join(letter for letter in near if letter.isalpha())[:96]
