"""Nobody waits for the disk: few tests pull the plug, and a killed process leaves all it wrote.

Processes that tests start wait for it as they do for users.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from onsite.store import engine

if TYPE_CHECKING:
    from collections.abc import Iterator

DURABLE = engine._PRAGMAS
"""How the product opens a store."""

FSYNC = os.fsync


@pytest.fixture
def real_disk(monkeypatch) -> None:
    """For the tests that do pull the plug."""
    monkeypatch.setattr(engine, "_PRAGMAS", DURABLE)
    monkeypatch.setattr(os, "fsync", FSYNC)


@pytest.fixture(scope="session", autouse=True)
def nobody_waits_for_the_disk() -> Iterator[None]:
    """Leave what is written with the operating system."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_PRAGMAS", (*DURABLE, "PRAGMA synchronous = OFF"))
        patch.setattr(os, "fsync", lambda _file: None)
        yield
