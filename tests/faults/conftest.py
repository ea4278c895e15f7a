"""A store with people to scan, and what must hold of it whatever happened."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from onsite.journal.audit import audit
from onsite.journal.journal import entries_of
from onsite.store.writer import Store
from tests.faults import streaming

ROOT = Path(__file__).parents[2]


class Storm:
    """Starts processes on one store, and looks at what they left."""

    def __init__(self, data: Path) -> None:
        self.data = data
        streaming.fill(data)

    def start(self, act: str, *arguments: object) -> subprocess.Popen:
        asked = [sys.executable, "-m", "tests.faults.streaming", act, str(self.data)]
        return subprocess.Popen(
            [*asked, *map(str, arguments)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, act: str, *arguments: object) -> list[str]:
        """What a process printed; it must end well and complain of nothing."""
        out, complaints = self.end(self.start(act, *arguments))
        assert complaints == ""
        return out

    def end(self, process: subprocess.Popen) -> tuple[list[str], str]:
        out, complaints = process.communicate(timeout=240)
        assert (process.returncode, complaints) == (0, "")
        return out.splitlines(), complaints

    def scans(self) -> set[str]:
        """The keys of all scans in the store, of which the audit must be good."""
        store = Store(self.data / "onsite.db")
        try:
            result = store.read_now(audit)
            assert (result.good, result.stations) == (True, 1)
            station = "SELECT station FROM journal_station"
            own = store.read_now(lambda rows: rows.exec_driver_sql(station).scalar_one())
            numbers = [entry.number for entry in store.read_now(lambda rows: entries_of(rows, own))]
            assert numbers == list(range(1, len(numbers) + 1))
            keys = "SELECT key FROM scan"
            found = store.read_now(lambda rows: list(rows.exec_driver_sql(keys).scalars()))
            inside = "SELECT count(*) FROM presence WHERE inside"
            assert store.read_now(lambda rows: rows.exec_driver_sql(inside).scalar_one()) > 0
            assert len(found) == len(set(found)) == len(numbers) - 1 - streaming.PEOPLE
            return set(found)
        finally:
            store.close()


def confirmed(lines: list[str]) -> set[str]:
    """The keys of the scans that returned."""
    return {line.removeprefix("ok ") for line in lines if line.startswith("ok ")}


@pytest.fixture
def storm(tmp_path) -> Storm:
    return Storm(tmp_path / "data")
