"""In which order the files of tests run, where several processes share them."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

WAITING = ("badges/printers", "badges/printing", "faults", "journeys", "process", "sync")
"""Folders whose tests wait, most of their time, for servers, printers and terminals."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the files that wait evenly among the others, so that no processor is idle at the end.

    The order within a file stays.
    """
    files = [(path, list(tests)) for path, tests in groupby(items, key=lambda each: each.path)]
    tests = Path(__file__).parent
    waiting, others = [], []
    for path, held in files:
        inside = path.is_relative_to(tests)
        waits = inside and path.relative_to(tests).as_posix().startswith(WAITING)
        (waiting if waits else others).append(held)
    placed = [
        ((at + 0.5) / len(kind), held) for kind in (waiting, others) for at, held in enumerate(kind)
    ]
    items[:] = [test for _at, held in sorted(placed, key=lambda each: each[0]) for test in held]
