"""Finds every feature's facts and tables by their place, so that none can be forgotten."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

import onsite

if TYPE_CHECKING:
    from collections.abc import Iterator


@cache
def load() -> tuple[str, ...]:
    """Import `facts`, `tables` and `*_tables` of every feature and of the rooms in it.

    That registers kinds and folds: what is not imported is not folded. Answers the names of the
    modules, in a fixed order.
    """
    names = sorted(name for root in onsite.__path__ for name in _parts(root, ""))
    for name in names:
        import_module(f"onsite.{name}")
    return tuple(names)


def _parts(folder: str, package: str) -> Iterator[str]:
    for found in iter_modules([folder]):
        name = f"{package}{found.name}"
        if found.ispkg:
            # Only looked into: importing a feature imports what its screens and devices need.
            yield from _parts(str(Path(folder, found.name)), f"{name}.")
        elif package and (found.name in ("facts", "tables") or found.name.endswith("_tables")):
            yield name
