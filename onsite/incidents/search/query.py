"""What somebody searches for: words, “several words”, filters as `zone:h2`, `/patterns/`. Pure.

A `-` before any of them means those without it.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

LONGEST = 300
_TERM = re.compile(
    r"""(?P<no>-)?
    (?: /(?P<pattern>(?:\\.|[^\\])*?)(?:/(?=\s|$)|$)
      | (?:(?P<key>[a-z]+)[:：])? (?: ["“”](?P<phrase>[^"“”]*)["“”]? | (?P<word>\S+) )
    )""",
    re.VERBOSE | re.IGNORECASE,
)


class Term(NamedTuple):
    """One thing that is searched for."""

    kind: Literal["word", "filter", "pattern"]
    value: str
    key: str = ""
    """Of a filter."""
    wanted: bool = True
    """False: those without it."""


def terms(line: str) -> tuple[Term, ...]:
    """What a line asks for, in its order."""
    found = (_term(each) for each in _TERM.finditer(line[:LONGEST]))
    return tuple(each for each in found if each.value)


def _term(found: re.Match[str]) -> Term:
    wanted, key = found["no"] is None, (found["key"] or "").lower()
    if found["pattern"] is not None:
        return Term("pattern", found["pattern"].replace("\\/", "/"), wanted=wanted)
    value = found["phrase"] if found["phrase"] is not None else found["word"]
    if key and not value.startswith("//"):
        return Term("filter", value, key, wanted)
    return Term("word", f"{key}:{value}" if key else value, wanted=wanted)
