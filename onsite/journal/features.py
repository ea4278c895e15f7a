"""Finds every feature's facts and tables by their place, so that none can be forgotten."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import onsite


@cache
def load() -> tuple[str, ...]:
    """Import `facts`, `tables` and `*_tables` of every feature: that registers kinds and folds.

    Answers the names of the modules, in a fixed order.
    """
    packages = [found.name for found in iter_modules(onsite.__path__) if found.ispkg]
    names = sorted(f"{package}.{part}" for package in packages for part in _parts(package))
    for name in names:
        import_module(f"onsite.{name}")
    return tuple(names)


def _parts(package: str) -> list[str]:
    inside = iter_modules(import_module(f"onsite.{package}").__path__)
    names = [found.name for found in inside]
    return [name for name in names if name in ("facts", "tables") or name.endswith("_tables")]
