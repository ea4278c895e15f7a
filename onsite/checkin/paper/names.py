"""The order of a list on paper: by family name, as people look themselves up, in any script."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from onsite.roster.folding import document

if TYPE_CHECKING:
    from collections.abc import Callable

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
