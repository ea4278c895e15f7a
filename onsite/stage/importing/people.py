"""Who speaks: names as programmes write them, and the ids by which they are known again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onsite.cleaning import clean
from onsite.roster.names import compared
from onsite.stage.fields import Speaker
from onsite.stage.importing.values import scalar

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 200
"""People in one session; more is a list of guests."""
_LONGEST = 200
_APART = re.compile(r"\s*(?:[;\n/、，|]|\s(?:&|and|und|et|y|和|與)\s)\s*")
_ADDRESS = re.compile(r"<?\b([\w.+-]+@[\w-]+(?:\.[\w-]+)+)\b>?")
_NUMBER = re.compile(r"\d+")


def speaker(
    name: object, *, source_id: object = "", email: object = "", system: str = ""
) -> Speaker | None:
    """A speaker; None where there is no name.

    Args:
        name: as it is written.
        source_id: what the source knows them by; a bare number is told apart by the system.
        email: or empty.
        system: the name of the source.
    """
    said, known = clean(scalar(name))[:_LONGEST], clean(scalar(source_id))[:_LONGEST]
    address = clean(scalar(email))[:_LONGEST]
    if "@" not in address:
        address = ""
    said = said or address
    if not said:
        return None
    if _NUMBER.fullmatch(known):
        known = f"{system}:{known}" if system else known
    return Speaker(id=known or compared(said), name=said, email=address)


def distinct(found: Iterable[Speaker | None]) -> tuple[Speaker, ...]:
    """Everybody once, in the order in which they are named."""
    once: dict[str, Speaker] = {}
    for each in found:
        if each is not None and len(once) < MOST:
            once.setdefault(each.id, each)
    return tuple(once.values())


def in_text(text: str, *, alone: bool = False) -> tuple[Speaker, ...]:
    """The people of one cell.

    Args:
        text: as `Ann Lee; Bob Ray <bob@example.org>`.
        alone: the cell is one of several for one person each, so what follows a comma is where
            they come from.
    """
    parts = [text] if alone else _APART.split(text)
    if not alone and len(parts) == 1 and with_commas(text):
        parts = text.split(",")
    return distinct(_one(part) for part in parts)


def with_commas(text: str) -> bool:
    """Whether the text may name several people, or one and where they come from."""
    return "," in text and not _APART.search(text.strip())


def _one(text: str) -> Speaker | None:
    address = _ADDRESS.search(text)
    name = _ADDRESS.sub("", text).partition(",")[0].strip(" ()<>\t")
    return speaker(name, email=address[1] if address else "")


def about(text: str) -> str:
    """What stands behind the name in a cell that is one person's; empty for nothing."""
    return text.partition(",")[2].strip()
