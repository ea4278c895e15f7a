"""New stores of this process: the migrations make one, and the others are copies of it.

Alembic takes seven times as long as the copy. `tests/store/test_migrations.py` has each made.
"""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from onsite.store import migrations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.store.migrations import Scripts

MADE = migrations._migrate
"""Makes the tables of a store, and is what the product calls."""

_one_at_a_time = threading.Lock()


@pytest.fixture(scope="session", autouse=True)
def new_stores_are_copies() -> Iterator[None]:
    """Copy a store's file where the migrations would only make one like it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "_migrate", _copied)
        yield


def _copied(path: Path, scripts: Scripts) -> None:
    with _one_at_a_time:
        if scripts is migrations.SHIPPED and _is_empty(path):
            path.write_bytes(_new_store())
        else:
            MADE(path, scripts)


def _is_empty(path: Path) -> bool:
    """Whether nobody is at work on the file, which looking for its tables has made."""
    return [each.name for each in path.parent.glob(f"{path.name}*")] == [path.name] and (
        path.stat().st_size == 0
    )


@cache
def _new_store() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "onsite.db"
        MADE(path, migrations.SHIPPED)
        return path.read_bytes()
