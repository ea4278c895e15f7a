"""Finds every feature's facts and tables by their place, so that none can be forgotten."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import onsite


@cache
def load() -> tuple[str, ...]:
    """Import `facts` and `tables` of every feature, which registers their kinds and folds.

    Answers the names of the modules, in a fixed order.
    """
    packages = sorted(found.name for found in iter_modules(onsite.__path__) if found.ispkg)
    places = [f"onsite.{package}.{part}" for package in packages for part in ("facts", "tables")]
    found = tuple(place for place in places if find_spec(place) is not None)
    for place in found:
        import_module(place)
    return found
