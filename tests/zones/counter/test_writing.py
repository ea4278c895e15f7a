"""What was tapped is kept until it is on disk, and is then written once."""

from __future__ import annotations

import asyncio

import pytest

from onsite.errors import StoreFullError
from onsite.zones.counter.writing import Writing

FULL = StoreFullError("The disk is full: this was not saved.", "Free some space.")


class Disk:
    """Saves batches, or fails as often as it is told; a failure may come after the saving."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[tuple[int, int], ...]] = {}
        self.operators: list[str] = []
        self.tries = 0
        self.failures: list[Exception] = []
        self.after = False
        self.reported: list[BaseException] = []
        self.sums: list[int] = []
        self.shown = 0
        self.waits: asyncio.Event | None = None

    async def save(self, batch) -> int:
        self.tries += 1
        if self.waits is not None:
            await self.waits.wait()
        if self.failures and not self.after:
            raise self.failures.pop(0)
        self.kept[batch.key] = batch.taps
        self.operators.append(batch.operator)
        if self.failures:
            raise self.failures.pop(0)
        return sum(people for taps in self.kept.values() for _at, people in taps)

    def changed(self) -> None:
        self.shown += 1

    def writing(self) -> Writing[int]:
        quick = {"pace_s": 0.0, "again_s": 0.0}
        return Writing(self.save, self.sums.append, self.changed, self.reported.append, **quick)


async def written(writing: Writing[int]) -> None:
    for _look in range(5000):
        if not writing.taps:
            return
        await asyncio.sleep(0.001)
    raise AssertionError("it is never written")


@pytest.fixture
def disk() -> Disk:
    return Disk()


async def test_what_comes_together_is_written_together(disk):
    writing = disk.writing()
    for at, people in ((5, 1), (130, 1), (250, -1), (400, 12)):
        writing.add(at, people, "mei")
    assert (writing.taps, writing.came, writing.left) == (4, 14, 1)
    assert await writing.flush() is True
    assert list(disk.kept.values()) == [((5, 1), (130, 1), (250, -1), (400, 12))]
    assert disk.sums == [13]
    assert (writing.taps, writing.came, writing.left) == (0, 0, 0)


async def test_whoever_counts_next_has_a_batch_of_their_own(disk):
    writing = disk.writing()
    for operator in ("mei", "mei", "bo"):
        writing.add(1, 1, operator)
    assert await writing.flush()
    assert disk.operators == ["mei", "bo"]


async def test_a_long_failure_ends_in_several_batches(disk):
    writing = disk.writing()
    for at in range(1201):
        writing.add(at, 1, "mei")
    assert await writing.flush()
    assert [len(taps) for taps in disk.kept.values()] == [500, 500, 201]
    assert disk.sums[-1] == 1201


@pytest.mark.parametrize("after", [False, True])
async def test_a_failure_keeps_all_and_is_tried_again_as_the_same_act(disk, after):
    disk.failures, disk.after = [FULL, FULL], after
    writing = disk.writing()
    writing.add(1, 1, "mei")
    assert await writing.flush() is False
    assert writing.failure is FULL
    writing.add(2, 1, "mei")
    assert (writing.taps, disk.shown) == (2, 1)
    assert await writing.flush() is False
    assert await writing.flush() is True
    # What was tried stays as it was: had it reached the disk, it must be the same act.
    assert sorted(disk.kept.values()) == [((1, 1),), ((2, 1),)]
    assert disk.sums[-1] == 2
    assert writing.failure is None
    assert disk.reported == []


async def test_what_is_tapped_while_it_is_written_is_written_after_it(disk):
    disk.waits = asyncio.Event()
    writing = disk.writing()
    writing.add(1, 1, "mei")
    task = asyncio.create_task(writing.flush())
    await asyncio.sleep(0)
    writing.add(2, 1, "mei")
    assert writing.taps == 2
    disk.waits.set()
    assert await task is True
    assert list(disk.kept.values()) == [((1, 1),), ((2, 1),)]


async def test_a_mistake_of_the_program_is_told_once_and_loses_nobody(disk):
    disk.failures = [ValueError("no"), ValueError("no")]
    writing = disk.writing()
    writing.add(1, 1, "mei")
    assert await writing.flush() is False
    assert await writing.flush() is False
    assert await writing.flush() is True
    assert len(disk.reported) == 1
    assert disk.sums == [1]


async def test_it_writes_by_itself_and_goes_on_after_failures(disk):
    disk.failures = [FULL, FULL, FULL]
    writing = disk.writing()
    task = asyncio.create_task(writing.keep())
    for at in range(3):
        writing.add(at, 1, "mei")
        await asyncio.sleep(0.002)
    await written(writing)
    assert disk.sums[-1] == 3
    tries = disk.tries
    await asyncio.sleep(0.01)
    assert disk.tries == tries
    writing.add(9, -1, "mei")
    await written(writing)
    task.cancel()
    assert disk.sums[-1] == 2


async def test_what_is_taken_back_keeps_its_place(disk):
    writing = disk.writing()
    writing.add(1, 1, "mei")
    writing.take_back("mei")
    writing.add(2, -1, "mei")
    assert (writing.taps, writing.came, writing.left) == (3, 1, 1)
    again = disk.writing()
    again.restore(writing.drafted())
    assert await again.flush()
    assert list(disk.kept.values()) == [((1, 1),), (), ((2, -1),)]


async def test_what_was_not_written_outlives_the_app(disk):
    disk.failures = [FULL]
    writing = disk.writing()
    writing.add(1, 1, "mei")
    await writing.flush()
    writing.add(2, -1, "bo")
    drafted = writing.drafted()
    again = disk.writing()
    again.restore(drafted)
    assert again.taps == 2
    again.add(3, 5, "bo")
    assert await again.flush() is True
    assert list(disk.kept.values()) == [((1, 1),), ((2, -1),), ((3, 5),)]
    assert again.drafted() == ""
    # The first app's write had reached the disk after all: it is the same act.
    assert await writing.flush() is True
    assert disk.sums[-1] == 5
    again.restore("")
    assert again.taps == 0
