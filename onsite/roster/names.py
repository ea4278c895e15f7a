"""Names of people: put together, turned around, compared."""

from __future__ import annotations

import re

_EAST_ASIAN = re.compile(
    r"[\u3005\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    r"\U00020000-\U000323af]+"
)
_KANA = re.compile(r"[\u3041-\u30ff]")


def joined(given: str, family: str) -> str:
    """The name as it is said: 王小明 is written in one, a Western family name comes last."""
    if not (given and family):
        return given or family
    if not (_EAST_ASIAN.fullmatch(given) and _EAST_ASIAN.fullmatch(family)):
        return f"{given} {family}"
    between = " " if _KANA.search(given + family) else ""
    return f"{family}{between}{given}"


def whole(name: str, given: str, family: str) -> str:
    """The name of a list that also gives its parts.

    Systems that put the given name first do so with Chinese and Korean names too ("小明 王"):
    those are joined the right way round. Any other way of writing is the person's own.
    """
    if not name or (given and family and name == f"{given} {family}"):
        return joined(given, family)
    return name


def turned(name: str) -> tuple[str, str, str]:
    """The name, given name and family name of "Family, Given"."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if not comma:
        return name, "", ""
    return joined(given, family), given, family


def compared(name: str) -> str:
    """A form of the name in which the same person's names are equal."""
    return "".join(name.casefold().split())
