"""A statement's template filled in. Pure."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]{0,39})\}")
_DIGITS = 16


class Filled(NamedTuple):
    """A template with what is known put in."""

    text: str
    """What is not known stands in it as in the template."""
    missing: tuple[str, ...]
    """The placeholders that are not known, in the order of the text."""


def fill(template: str, values: Mapping[str, str]) -> Filled:
    """Put values in; what stands in a value is not looked into again."""
    asked = dict.fromkeys(_PLACEHOLDER.findall(template))
    text = _PLACEHOLDER.sub(lambda found: values.get(found[1]) or found[0], template)
    return Filled(text, tuple(name for name in asked if not values.get(name)))


def edition(name: str, audience: str, text: str) -> str:
    """What is said to whom, in few digits: with a sign changed, it is another edition."""
    return _hash(name, audience, text)


def template_edition(text: str) -> str:
    """As `edition`, of a template."""
    return _hash(text)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:_DIGITS]
