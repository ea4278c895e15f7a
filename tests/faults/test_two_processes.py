"""Two processes on one store: neither is told of the other's locks."""

from __future__ import annotations

from onsite.store.writer import Store
from tests.faults.conftest import confirmed

MANY = 600


async def test_two_processes_write_at_full_speed(storm):
    watcher = Store(storm.data / "onsite.db")
    before = await watcher.foreign_version()
    desks = [storm.start("stream", name, MANY) for name in ("one", "two")]
    told = [storm.end(desk) for desk in desks]
    assert await watcher.foreign_version() != before
    watcher.close()
    assert [complaints for _lines, complaints in told] == ["", ""]
    ok = set().union(*(confirmed(lines) for lines, _complaints in told))
    assert ok == {f"{name}-{number}" for name in ("one", "two") for number in range(MANY)}
    assert storm.scans() == ok
