"""What tests of several features share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from onsite import language
from onsite.cli import main
from onsite.wiring import Site, open_site
from tests.made_stores import new_stores_are_copies
from tests.quick_disk import nobody_waits_for_the_disk, real_disk
from tests.snapshots import pytest_addoption, same_screen
from tests.spreading import pytest_collection_modifyitems

__all__ = [
    "new_stores_are_copies",
    "nobody_waits_for_the_disk",
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "real_disk",
    "same_screen",
]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The first text that hypothesis makes on a machine builds its table of Unicode, which takes a
# second or more; and how long one example takes says nothing on a busy machine.
settings.register_profile("onsite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("onsite")

START = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


class ManualClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def advance(self, **span: float) -> None:
        self._now += timedelta(**span)

    def set(self, instant: datetime) -> None:
        self._now = instant


@pytest.fixture(autouse=True)
def _in_english() -> None:
    language.use("en")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def site(tmp_path: Path, clock: ManualClock) -> Iterator[Site]:
    """A migrated, empty store of its own."""
    opened = open_site(tmp_path / "data", operator="Maria", clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """Runs a command line; answers its exit code, standard output and standard error."""
    monkeypatch.setenv("ONSITE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ONSITE_OPERATOR", "Maria")
    monkeypatch.setenv("ONSITE_LANGUAGE", "en")

    def command(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return command
