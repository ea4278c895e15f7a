"""The shop's lists of codes that count no more: read, compared with what is known, recorded."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from onsite.cleaning import clean, unguarded
from onsite.errors import BadInputError
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.roster.signed.facts import Bar, CodeBarred
from onsite.roster.signed_tables import BarRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal

BATCH = 1_000
"""Facts in one transaction, as many as an import of attendees has."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a file: a code takes some 150, and nobody has that many."""
_LONGEST_CODE = 4_296
_BARS = table_of(BarRow)
_KNOWN = select(_BARS.c.code, _BARS.c.bar)
_LISTS = ("results", "revoked_secrets", "blocked_secrets")


@dataclass(frozen=True, slots=True)
class Barred:
    """What a list says: every code once, with what holds of it."""

    codes: dict[str, Bar]
    more: bool = False
    """Whether it is one page of several, and says that there is another."""


def read(raw: bytes, bar: Bar) -> Barred:
    """What a file says: JSON as pretix's API gives it, or a text with one code a line.

    Args:
        raw: the whole file.
        bar: what a code is that the file says nothing more of.

    Raises:
        BadInputError: it is neither, or there is no code in it.
    """
    text = _decoded(raw).strip()
    if text.startswith(("{", "[")):
        found, more = _of_json(text)
        codes = {code: state or bar for code, state in found}
    else:
        more = False
        lines = (unguarded(line.strip()) for line in text.splitlines())
        codes = {clean(line): bar for line in lines if not line.startswith("#")}
    codes.pop("", None)
    if not codes:
        raise BadInputError(
            _("There is no code in this file."),
            _("Give the shop's list of revoked codes as JSON, or a text with one code a line."),
        )
    if max(map(len, codes)) > _LONGEST_CODE:
        raise BadInputError(
            _("A line of this file is longer than any code."),
            _("Give a text with one code a line, and nothing else."),
        )
    return Barred(codes, more)


def news(rows: Connection, barred: Barred) -> list[CodeBarred]:
    """What of it is not known yet.

    What is revoked stays so, and of a code that was never blocked nobody needs to hear it is free.
    """
    known = {row.code: row.bar for row in rows.execute(_KNOWN)}
    return [
        CodeBarred(code=code, bar=bar)
        for code, bar in barred.codes.items()
        if known.get(code, Bar.FREE) not in (bar, Bar.REVOKED)
    ]


def batches(facts: Sequence[CodeBarred]) -> Iterator[Sequence[CodeBarred]]:
    """The facts in as many parts as there are transactions."""
    for at in range(0, len(facts), BATCH):
        yield facts[at : at + BATCH]


def carry_out(
    journal: Journal, rows: Connection, facts: Sequence[CodeBarred], operator: str
) -> int:
    """Record one batch."""
    return len(journal.append(rows, *facts, operator=operator))


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    return raw.decode("utf-8-sig", "replace")


def _of_json(text: str) -> tuple[list[tuple[str, Bar | None]], bool]:
    try:
        said: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInputError(
            _("This file begins as JSON and is none."),
            _("Fetch it from the shop once more: it may have been cut off."),
        ) from error
    more = isinstance(said, dict) and bool(said.get("next"))
    return list(_entries(said)), more


def _entries(said: Any) -> Iterator[tuple[str, Bar | None]]:
    lists: Iterable[Any] = (said,)
    if isinstance(said, dict):
        lists = (said[name] for name in _LISTS if isinstance(said.get(name), list))
    for each in (one for some in lists for one in some):
        if isinstance(each, str):
            yield clean(each), None
        elif isinstance(each, dict) and isinstance(each.get("secret"), str):
            yield clean(each["secret"]), _bar(each)


def _bar(entry: dict[str, Any]) -> Bar | None:
    blocked = entry.get("blocked")
    if not isinstance(blocked, bool):
        return None
    return Bar.BLOCKED if blocked else Bar.FREE
