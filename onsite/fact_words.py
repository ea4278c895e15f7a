"""What people call the kinds of facts: each feature says it in `FACTS` of its `wording`."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

import onsite
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping


def fact(kind: str) -> str:
    """A kind of facts in a few words; one of a newer Onsite as its bare code."""
    return _(_known()[kind]) if kind in _known() else kind


@cache
def _known() -> Mapping[str, str]:
    # Found by their place, as the facts are: what tells of entries knows no feature above it.
    packages = [found.name for found in iter_modules(onsite.__path__) if found.ispkg]
    said: dict[str, str] = {}
    for name in (name for package in packages for name in _wording(package)):
        said |= getattr(import_module(name), "FACTS", {})
    return said


def _wording(package: str) -> list[str]:
    inside = iter_modules(import_module(f"onsite.{package}").__path__)
    return [f"onsite.{package}.wording" for found in inside if found.name == "wording"]
