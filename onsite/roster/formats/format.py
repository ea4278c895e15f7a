"""What a format is: how a system heads its columns, and what it means by its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import normalize

from onsite.roster.facts import Payment, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from collections.abc import Set as AbstractSet

Cells = dict[str, str]
"""Field to what the row says. Besides the fields of `Record` there are `key`, `code`,
`second_code`, `paid`, `tags`, and what a format's own `adapt` turns into those."""

_GENDERED = re.compile(r"(?<=\w)[*:_·](?=in(?:nen)?\b)")
_APART = re.compile(r"[^\w#]+|_")


def word(header: str) -> str:
    """A header in the form in which headers are compared: "E-Mail" is "email"."""
    text = normalize("NFKC", header).casefold()
    text = _GENDERED.sub("", text).replace("-", "").replace("’", "").replace("'", "")
    return " ".join(_APART.sub(" ", text).split())


def words(*headers: str) -> frozenset[str]:
    """Headers that mean the same, as `word` has them."""
    return frozenset(word(header) for header in headers)


@dataclass(frozen=True)
class Format:
    """The export of one system."""

    name: str
    source: str
    """The system; attendees of one source may be withdrawn by a newer list of it."""
    title: str
    """The name of the export, as its system calls it; not translated."""
    columns: Mapping[str, frozenset[str]]
    """Field to the headers it may stand under; an earlier field takes a header first."""
    matches: Callable[[AbstractSet[str]], bool]
    """Whether these fields make a list of this format."""
    adapt: Callable[[Cells], Cells] = dict
    """A row's cells in the meaning of `Record`'s fields."""
    statuses: Mapping[str, tuple[Status, Payment]] = field(default_factory=dict)
    unknown_status: Status = Status.PENDING
    """How a status is taken that the system is not known to have."""
    ignored: frozenset[str] = frozenset()
    """Headers of columns that say nothing about a person at a door."""
    scanned: str = ""
    """The field that its tickets' QR codes hold, where that is not the code."""
    keyed: bool = True
    """Whether the system gives every ticket a row of its own, so that equal rows are two."""

    def fields(self, headers: Iterable[str]) -> dict[str, int]:
        """Field to the number of its column, for the fields that these headers have."""
        places: dict[str, int] = {}
        for at, header in enumerate(headers):
            places.setdefault(word(header), at)
        found: dict[str, int] = {}
        for name, known in self.columns.items():
            at = min((places[each] for each in known & places.keys()), default=-1)
            if at >= 0 and at not in found.values():
                found[name] = at
        return found
