"""The order of a list on paper: by family name, as people look themselves up, in any script."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from onsite.roster.filing.initials import serves
from onsite.roster.folding import document

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from onsite.roster.facts import Record

OTHER = "#"
"""The initial of a name that begins with no letter."""
_NOT_SORTED = re.compile("[^a-z0-9 ]")


def sort_key(record: Record) -> str:
    """The name in plain Latin letters, family name first; of a Chinese name, its pinyin."""
    found = document(name=record.name, given=record.given, family=record.family, others=())
    turned = found["turned"]
    latin = turned if turned.isascii() else _latin()(turned).lower()
    return " ".join(_NOT_SORTED.sub("", latin).split())


def filed(key: str, under: Sequence[str], letters: str) -> str:
    """The sort key with the letter in front under which people look at a desk.

    Args:
        key: as `sort_key` gives it.
        under: the letters of the family name, the surest first.
        letters: those of the desk, as `A-F,X`; empty where it takes any.
    """
    latin = [each for each in under if each.isascii() and each.isalpha()]
    fitting = [each for each in latin if not letters or serves(letters, (each,))]
    if not fitting or key[:1].upper() in fitting:
        return key
    begin = fitting[0].lower()
    words = key.split()
    at = next((place for place, word in enumerate(words) if word.startswith(begin)), None)
    return " ".join([*words[at:], *words[:at]]) if at is not None else begin + key[1:]


def initial(key: str) -> str:
    """The letter under which a sort key is looked up: A to Z, or `OTHER`."""
    return key[0].upper() if key[:1].isalpha() else OTHER


def is_latin(name: str) -> bool:
    """Whether whoever knows the Latin alphabet can read every letter of the name."""
    letters = (character for character in name if character.isalpha())
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)


@cache
def _latin() -> Callable[[str], str]:
    from anyascii import anyascii

    return anyascii
